"""`manage.py check_links`: find the links that lead nowhere."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from news.link_check import run
from news.models import LinkCheck


class Command(BaseCommand):
    """Every link of every published page, tried now; the worker does so every night."""

    help = "Check the links in published pages. Exit 1 if any leads nowhere."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        """Check, and list what is broken."""
        with tqdm(disable=None if verbosity else True, unit=" links") as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            broken = run.check(progress)
        if not broken:
            self.stdout.write("Every link leads somewhere.")
            return
        for link in LinkCheck.objects.broken().iterator():
            self.stdout.write(f"{link.address}: {link.reason}")
        raise CommandError(f"{broken} links lead nowhere.")
