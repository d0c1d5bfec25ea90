"""Pouring many rows into a table: what the database would check and keep in order is left for the end."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

GENEROUS = """
SET LOCAL maintenance_work_mem = '512MB';
SET LOCAL work_mem = '256MB';
SET LOCAL synchronous_commit = off;
"""


def copy(cursor: Any, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Make a temporary table of these rows, for the transaction; `rows` must not ask the database."""
    cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns}) ON COMMIT DROP")
    with cursor.copy(f"COPY {table} FROM STDIN") as into:
        for row in rows:
            into.write_row(row)
    cursor.execute(f"ANALYZE {table}")


@contextmanager
def bare(cursor: Any, tables: list[str]) -> Iterator[None]:
    """Tables without triggers and indexes (but unique ones), which come back with all their rows."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)"
        " FROM pg_index WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
        [tables],
    )
    indexes = cursor.fetchall()
    cursor.execute(GENEROUS + "SET LOCAL session_replication_role = replica")
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in tqdm(indexes, desc="making indexes"):
        cursor.execute(definition)
    cursor.execute("SET LOCAL session_replication_role = origin")
