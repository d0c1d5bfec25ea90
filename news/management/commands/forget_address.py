"""`manage.py forget_address`: for somebody who asks to be deleted."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from news.models import Alert


class Command(BaseCommand):
    """Delete everything that is kept of an e-mail address of a reader."""

    help = "Delete all alerts of an e-mail address, with the letters that wait for it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("address", help="The e-mail address.")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        """Delete them and say how many there were."""
        alerts = Alert.objects.of(address)
        number = alerts.count()
        alerts.delete()
        self.stdout.write(f"Alerts deleted: {number}.")
