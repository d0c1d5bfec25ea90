"""`manage.py make_pictures`: make what a worker would make, now."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from news.models import PagePictures
from news.pictures.ahead import make_due


class Command(BaseCommand):
    """Sizes of pictures and share images."""

    help = "Make the missing sizes of pictures and share images of published pages."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to look at every page."""
        parser.add_argument(
            "--all", action="store_true", help="Of every page, not only of those that wait."
        )

    def handle(self, *args: Any, all: bool, **options: Any) -> None:
        """Make them; say of how many pages."""
        if all:
            PagePictures.objects.ask_for_all()
        self.stdout.write(f"Pages looked at: {make_due()}.")
