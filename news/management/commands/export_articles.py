"""Export articles."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from news.exchange.exporter import exported, published, write


class Command(BaseCommand):
    """Writes published articles to a file that `import_articles` reads."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file to write."""
        parser.description = _(
            "Exports all published articles as JSON Lines (compressed if FILE ends with .gz), their pictures "
            "into the folder images beside FILE. Drafts are left out. Importing an export changes nothing."
        )
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, verbosity: int, **_options: Any) -> None:
        """Export and say how much."""
        if not file.name or file.is_dir() or (file.exists() and not file.is_file()):
            raise CommandError(_("“%(file)s” is no file to write to.") % {"file": file})
        articles = published()
        bar = tqdm(exported(articles), total=articles.count(), disable=verbosity == 0)
        try:
            number, missing = write(file, bar)
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror or error}") from None
        for name in missing:
            self.stderr.write(_("The picture %(name)s is gone: left out.") % {"name": name})
        self.stdout.write(_("exported: %(number)d") % {"number": number})
