"""`manage.py doctor`: what is wrong with this installation, and how to mend it."""

import sys
from typing import Any

from django.core.management import BaseCommand

from institute_site.doctor.examination import examine


class Command(BaseCommand):
    """Look at everything the site rests on. Changes nothing."""

    help = "Say what is wrong with this installation and how to mend it; exit 1 if anything is."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell the result of each check as it comes."""
        wrong = 0
        for result in examine():
            if result.left_out:
                self.stdout.write(f"?  {result.name}: not looked at, it {result.left_out}")
            elif not result.findings:
                self.stdout.write(f"ok {result.name}")
            for finding in result.findings:
                wrong += 1
                self.stdout.write(self.style.ERROR(f"!! {result.name}: {finding.wrong}"))
                self.stdout.write(f"   → {finding.cure}")
            self.stdout.flush()
        if wrong:
            self.stdout.write(f"\n{wrong} {'thing is' if wrong == 1 else 'things are'} wrong.")
            sys.exit(1)
        self.stdout.write("\nNothing is wrong.")
