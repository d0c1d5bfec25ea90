"""Making a backup while the site is in use."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from . import BackupError, configuration, database, manifest, media
from .parts import Parts, recipients_of

DATABASE, MEDIA, SETTINGS = "database.dump", "media.tar", "settings.env"


def make(folder: Path, tell: Callable[[str], object]) -> manifest.Manifest:
    """Write a backup into a new or empty folder; `tell` hears what is being done. Raises BackupError.

    What was begun is removed when it cannot be finished.
    """
    parts = Parts(folder, recipients_of(settings.BACKUP_KEYS), [])
    _prepare(folder)
    try:
        made = _write(parts, tell)
        tell(_("Reading it back …"))
        if damaged := parts.damaged(parts.written):
            raise BackupError(
                _("%(names)s cannot be read as written: the disk is not to be trusted.")
                % {"names": ", ".join(damaged)}
            )
        made.write(folder)
    except BaseException:
        for name in (DATABASE, MEDIA, SETTINGS):
            (folder / name).unlink(missing_ok=True)
        raise
    return made


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise BackupError(_("%(folder)s is not empty: name a new one.") % {"folder": folder})
    except OSError as error:
        raise BackupError(f"{error.filename or folder}: {error.strerror}") from error


def _write(parts: Parts, tell: Callable[[str], object]) -> manifest.Manifest:
    with parts.writing(SETTINGS) as stream:
        stream.write(configuration.without_secrets().encode())
    with parts.writing(MEDIA) as archive:
        tell(_("Copying uploads …"))
        packing = media.Packing(archive)
        packing.take()
        with database.moment() as snapshot:
            tell(_("Copying the database …"))
            tables = database.fingerprints()
            migrations = manifest.applied_migrations()
            with parts.writing(DATABASE) as stream:
                database.dump(snapshot, stream)
        packing.take()
        files, size = packing.close()
    return manifest.Manifest(
        format=manifest.FORMAT,
        made_at=timezone.now().isoformat(timespec="seconds"),
        postgres=manifest.server_version(),
        encrypted=bool(parts.recipients),
        migrations=migrations,
        tables=tables,
        files=files,
        media_bytes=size,
        parts=parts.written,
    )
