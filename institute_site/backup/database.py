"""The database of a backup: one moment of it, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.models import FileField
from django.utils.translation import gettext as _
from psycopg import sql

from institute_site.embedded_postgres.data_directory import PROGRAMS

from . import BackupError


@contextmanager
def moment() -> Iterator[str]:
    """One moment of the database, however long it is looked at; its name, for other sessions.

    Source: PostgreSQL's documentation of `pg_export_snapshot`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def dump(snapshot: str, target: IO[bytes]) -> None:
    """Write everything that the database had at a moment, as pg_dump does; raises BackupError."""
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    with _program("pg_dump", *options, stdout=subprocess.PIPE) as process:
        shutil.copyfileobj(_pipe(process.stdout), target)


def load(source: IO[bytes]) -> None:
    """Bring a dump into the empty database, all of it or nothing; raises BackupError."""
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    started = _program("pg_restore", *options, database="--dbname", stdin=subprocess.PIPE)
    # Where it breaks off it says itself why.
    with started as process, suppress(BrokenPipeError), _pipe(process.stdin) as target:
        shutil.copyfileobj(source, target)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("ANALYZE")


@contextmanager
def _program(
    name: str, *options: str, database: str = "", **pipes: int
) -> Iterator[subprocess.Popen]:
    """Run one of PostgreSQL's programs on the site's database; its complaint is the error's."""
    connection.ensure_connection()
    client = connection.client
    arguments, environment = client.settings_to_cmd_args_env(connection.settings_dict, [])
    *where, dbname = arguments[1:]
    command = [str(PROGRAMS / name), *options, *where, *([database] if database else []), dbname]
    process = subprocess.Popen(  # noqa: S603 - PostgreSQL's
        command,
        env={**os.environ, **(environment or {})},
        stderr=subprocess.PIPE,
        **pipes,  # type: ignore[call-overload] # stdin or stdout
    )
    try:
        yield process
    except BaseException:
        process.kill()
        raise
    finally:
        said = _pipe(process.stderr).read().decode(errors="replace").strip()
        process.wait()
    if process.returncode:
        raise BackupError(f"{name}: {said or process.returncode}")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe  # noqa: S101 - it was asked for
    return pipe


def fingerprints() -> dict[str, list[int]]:
    """Of every table the number of its rows and a sum over all of them that any change of one changes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone = 'UTC'")
        cursor.execute("SET LOCAL DateStyle = 'ISO'")
        return {table: _fingerprint(table) for table in tables()}


def _fingerprint(table: str) -> list[int]:
    query = sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(one::text, 0)::numeric), 0)::text FROM {} AS one"
    ).format(sql.Identifier(table))
    with connection.cursor() as cursor:
        cursor.execute(query)
        number, total = cursor.fetchone()
        return [number, int(total)]


def tables() -> list[str]:
    """Every table in the database."""
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def is_in_use() -> bool:
    """Whether somebody works with this site already: it has users or pages that are not the first ones."""
    there = set(tables())
    return any(
        model._meta.db_table in there and model.objects.exists()
        for model in (apps.get_model("auth.User"), apps.get_model("news.ArticlePage"))
    )


def clear() -> None:
    """Take away what the first migration of an empty site made; raises BackupError when others hold it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '10s'")
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    except DatabaseError as error:
        raise BackupError(
            _("The database cannot be emptied (%(error)s): stop the site and its worker first.")
            % {"error": str(error).strip()}
        ) from error


def missing_files() -> list[str]:
    """The names of uploads that rows tell of and the storage has not."""
    names: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField) and field.storage == default_storage:
                rows = model._base_manager.exclude(**{field.name: ""})
                names.update(rows.values_list(field.name, flat=True).iterator())
    return sorted(name for name in names if name and not default_storage.exists(name))
