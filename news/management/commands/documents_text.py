"""Read the text of documents that have none yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from news.models.media import File, refresh_texts


class Command(BaseCommand):
    """For documents uploaded before the site read their texts, or while their files were away."""

    def add_arguments(self, parser: CommandParser) -> None:
        """No arguments of its own."""
        parser.description = _(
            "Reads the text inside documents that have none yet, so that they are found by what they say. "
            "Documents are read when they are uploaded: this is for older ones."
        )

    def handle(self, *, verbosity: int, **_options: Any) -> None:
        """Read them and say how many."""
        documents = File.objects.without_text()
        bar = tqdm(documents.iterator(100), total=documents.count(), disable=verbosity == 0)
        found = refresh_texts(bar)
        self.stdout.write(
            ngettext(
                "%(number)d document has its text now.",
                "%(number)d documents have their texts now.",
                found,
            )
            % {"number": found}
        )
