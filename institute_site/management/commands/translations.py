"""`manage.py translations`: bring the catalogues up to date, compile or check them."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from institute_site import catalogues


class Command(BaseCommand):
    """The translation catalogues, without GNU gettext."""

    help = (
        "update takes in new texts, compile writes what Django reads, check says what is missing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument("action", choices=["update", "compile", "check"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Do it for every language."""
        if action == "compile":
            catalogues.compile_all()
        elif action == "update":
            for language in catalogues.languages():
                self.stdout.write(str(catalogues.update(language)))
        else:
            self._check()

    def _check(self) -> None:
        found = [
            f"{code}: {text}"
            for code in catalogues.languages()
            for text in catalogues.problems(code)
        ]
        if found:
            raise CommandError("Translations are incomplete.\n" + "\n".join(found))
        self.stdout.write("Translations are complete.")
