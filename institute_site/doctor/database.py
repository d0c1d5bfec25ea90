"""Whether PostgreSQL is there, new enough and safe."""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import NotSupportedError

from .findings import Finding

EXTENSIONS = ("unaccent",)
# Settings of the server that may not be off: without them a power cut loses or garbles what was saved.
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def answers() -> bool:
    """Whether the database answers now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, NotSupportedError):
        return False
    return True


def check() -> Iterator[Finding]:
    """The server, its version, its extensions, its durability."""
    try:
        connection.ensure_connection()
    except NotSupportedError as error:
        yield Finding(str(error), "Upgrade PostgreSQL; 18 is what the site is tested with.")
        return
    except DatabaseError as error:
        yield Finding(
            f"It does not answer: {str(error).strip()}",
            "See that PostgreSQL runs (systemctl status postgresql) and that DATABASE_URL has its host, "
            "port, user and password; try `manage.py dbshell`.",
        )
        return
    if _show("server_encoding") != "UTF8":
        yield Finding(
            f"The database keeps texts as {_show('server_encoding')}, which has not every letter.",
            "Make a new one: createdb --encoding=UTF8 --template=template0, and restore a backup into it.",
        )
    for name in DURABLE:
        if _show(name) == "off":
            yield Finding(
                f"{name} is off: a power cut may lose what editors were told is saved.",
                f"ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf();",
            )


def migrations() -> Iterator[Finding]:
    """Whether the tables are those of this release, with the extensions they need."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        first = missing[0][0]
        yield Finding(
            f"{len(missing)} migrations are not applied, the first is {first}.",
            "Back up, then `manage.py migrate`.",
        )
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    own = sorted(str(name) for name in unknown if name[0] in {"institute_site", "news", "search"})
    if own:
        yield Finding(
            f"The database is of a newer release than this code: it has {', '.join(own)}.",
            "Run the newer release again; going back needs the backup that was made before the upgrade.",
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        there = {name for (name,) in cursor.fetchall()}
    for name in EXTENSIONS:
        if name not in there:
            yield Finding(
                f"The extension {name} is not there: names are not found without their accents.",
                f"As a superuser of the database: CREATE EXTENSION {name};",
            )


def _show(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])
