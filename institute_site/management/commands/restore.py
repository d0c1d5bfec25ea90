"""`manage.py restore DIR`."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from institute_site.backup import BackupError
from institute_site.backup.restoring import restore


class Command(BaseCommand):
    """Makes an empty site what the site of a backup was."""

    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup."""
        parser.description = _(
            "Makes this empty site what the site of a backup was, and checks every table and file. "
            "Refuses a damaged or newer backup, and a site that is not empty."
        )
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--identity", type=Path, metavar="FILE", help=_("the secret key of an encrypted backup")
        )

    def handle(self, *, folder: Path, identity: Path | None, **_options: Any) -> None:
        """Do it, and say what there is now."""
        try:
            made = restore(folder, identity, self.stdout.write)
        except (BackupError, OSError) as error:
            raise CommandError(_("Not restored. %(error)s") % {"error": error}) from error
        self.stdout.write(
            _("Restored: %(rows)d rows, %(files)d files, as of %(moment)s.")
            % {
                "rows": sum(rows for rows, _sum in made.tables.values()),
                "files": made.files,
                "moment": made.made_at,
            }
        )
