"""Making an empty site what another one was."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from . import BackupError, database, media
from .making import DATABASE, MEDIA, SETTINGS
from .manifest import Manifest, server_version
from .parts import Parts, identities_of


def restore(folder: Path, identity: Path | None, tell: Callable[[str], object]) -> Manifest:
    """Bring a backup into this site; `identity` is the file of the secret key of an encrypted one.

    Nothing is touched before the backup is known to be whole and of this version or an older one, and this
    site to be empty. Raises BackupError.
    """
    made = Manifest.read(folder)
    parts = Parts(folder, [], _identities(made, identity))
    tell(_("Checking the backup of %(moment)s …") % {"moment": made.made_at})
    _check_backup(made, parts)
    _check_site()
    tell(_("Bringing back the database …"))
    database.clear()
    with parts.reading(DATABASE) as source:
        database.load(source)
    _compare(made)
    tell(_("Bringing back uploads …"))
    with parts.reading(MEDIA) as source:
        if media.unpack(source) != (made.files, made.media_bytes):
            raise BackupError(_("The uploads are not all there: empty the site and try again."))
    tell(_("Checking the site …"))
    call_command("migrate", verbosity=0)
    try:
        call_command("search", "check", verbosity=0, stdout=StringIO())
    except CommandError as error:
        tell(
            _("The search index differs: `manage.py search rebuild` mends it. %(error)s")
            % {"error": error}
        )
    for name in database.missing_files():
        tell(_("The site had lost this file before the backup: %(name)s") % {"name": name})
    return made


def _identities(made: Manifest, identity: Path | None) -> list:
    if made.encrypted and identity is None:
        raise BackupError(_("The backup is encrypted: name the file of its key with --identity."))
    return identities_of(identity) if made.encrypted and identity else []


def _check_backup(made: Manifest, parts: Parts) -> None:
    if damaged := parts.damaged(made.parts):
        raise BackupError(
            _("The backup is damaged, take another one: %(names)s.") % {"names": ", ".join(damaged)}
        )
    with parts.reading(SETTINGS) as source:
        source.read()  # whether the key is the right one
    if unknown := made.unknown_migrations():
        raise BackupError(
            _("The backup is of a newer version of the site (%(names)s …): upgrade this one first.")
            % {"names": ", ".join(unknown[:3])}
        )
    ours = server_version()
    if made.postgres > ours:
        raise BackupError(
            _("The backup is of PostgreSQL %(theirs)d, this site has %(ours)d: upgrade it first.")
            % {"theirs": made.postgres, "ours": ours}
        )


def _check_site() -> None:
    if database.is_in_use():
        raise BackupError(
            _("This site has users or articles: a backup is restored into an empty site only.")
        )
    if any(True for _name in media.names()):
        raise BackupError(
            _("This site has uploads in %(place)s: a backup is restored into an empty site only.")
            % {"place": getattr(default_storage, "location", default_storage)}
        )


def _compare(made: Manifest) -> None:
    """Raises BackupError unless every row is what it was."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        found = database.fingerprints()
    if different := sorted(
        table
        for table in made.tables.keys() | found.keys()
        if made.tables.get(table) != found.get(table)
    ):
        raise BackupError(
            _("These tables are not what they were: %(names)s.") % {"names": ", ".join(different)}
        )
