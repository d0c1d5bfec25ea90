"""What a backup says of itself."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from . import BackupError

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The contents of a complete backup.

    `tables`: of each table its number of rows and a fingerprint of them; `migrations`: what the database
    had, as `app.name`; `parts`: of each file beside the manifest its size in bytes and its SHA-256, as it
    lies there (encrypted, if `encrypted`); `files`: how many uploads there are, `media_bytes` their size.
    """

    format: int
    made_at: str
    postgres: int
    encrypted: bool
    migrations: list[str]
    tables: dict[str, list[int]]
    files: int
    media_bytes: int
    parts: dict[str, list[int | str]]

    def write(self, folder: Path) -> None:
        """Say that the backup in this folder is complete."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"
        (folder / NAME).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a backup; raises BackupError where there is none, or one from the future."""
        path = folder / NAME
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise BackupError(
                _("%(folder)s has no %(name)s: it is no backup, or one that was not finished.")
                % {"folder": folder, "name": NAME}
            ) from None
        except (OSError, ValueError) as error:
            raise BackupError(f"{path}: {error}") from error
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise BackupError(
                _("%(path)s is of a format that this version of the site does not know.")
                % {"path": path}
            )
        try:
            return cls(**said)
        except TypeError as error:
            raise BackupError(_("%(path)s is damaged.") % {"path": path}) from error

    def unknown_migrations(self) -> list[str]:
        """What its database has been through and this version of the site knows nothing of."""
        known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
        return sorted(set(self.migrations) - known)


def applied_migrations() -> list[str]:
    """Every migration that this database has been through, by those apps that are installed."""
    loader = MigrationLoader(connection)
    return sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in loader.migrated_apps and (app, name) in loader.disk_migrations
    )


def server_version() -> int:
    """The major version of this site's PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchone()[0])
