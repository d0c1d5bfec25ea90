"""`manage.py backup DIR`."""

from pathlib import Path
from typing import Any

import pyrage
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from institute_site.backup import BackupError, keeping
from institute_site.backup.making import make


class Command(BaseCommand):
    """Copies the whole site into a folder while it is in use."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.description = _(
            "Copies database, uploads and settings (without secrets) into a new folder while the site "
            "is in use, encrypted if BACKUP_KEYS is set, and reads the copy back. "
            "`manage.py restore DIR` makes an empty site the same."
        )
        parser.add_argument("folder", type=Path, metavar="DIR", nargs="?")
        parser.add_argument(
            "--new-key",
            type=Path,
            metavar="FILE",
            help=_("make a key for BACKUP_KEYS, its secret half in FILE, and end"),
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help=_("write into a new folder in DIR, named by the moment, and keep the newest N"),
        )

    def handle(
        self, *, folder: Path | None, new_key: Path | None, keep: int | None, **_options: Any
    ) -> None:
        """Do it, and say how much it is."""
        if new_key:
            return self._make_key(new_key)
        if folder is None:
            raise CommandError(_("Name the folder to write to."))
        if keep is not None and keep < 1:
            raise CommandError(_("--keep is the number of backups to keep, 1 or more."))
        place, folder = folder, keeping.new_folder(folder) if keep else folder
        try:
            made = make(folder, self.stdout.write)
            for old in keeping.forget(place, keep) if keep else []:
                self.stdout.write(_("Deleted: %(folder)s.") % {"folder": old})
        except (BackupError, OSError) as error:
            raise CommandError(_("No backup was made. %(error)s") % {"error": error}) from error
        told = _("%(folder)s: %(rows)d rows, %(files)d files, %(size).1f MB%(encrypted)s.")
        self.stdout.write(
            told
            % {
                "folder": folder,
                "rows": sum(rows for rows, _sum in made.tables.values()),
                "files": made.files,
                "size": sum(int(size) for size, _sha in made.parts.values()) / 1e6,
                "encrypted": _(", encrypted") if made.encrypted else "",
            }
        )
        return None

    def _make_key(self, path: Path) -> None:
        identity = pyrage.x25519.Identity.generate()
        try:
            path.touch(0o600, exist_ok=False)
            path.write_text(f"{identity}\n")
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(f"BACKUP_KEYS={identity.to_public()}")
        self.stderr.write(
            _("Keep %(path)s away from this machine: without it no backup can be read.")
            % {"path": path}
        )
