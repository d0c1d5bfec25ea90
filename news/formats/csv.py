"""Articles as comma-separated values (RFC 4180), a line at a time."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

COLUMNS = [
    "id", "lang", "date", "title", "kind", "lead", "url",
    "venues", "programmes", "topics", "event_start", "event_end",
]  # fmt: skip


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The lines of the file; several names in one cell are separated by semicolons."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for row in rows:
        cells = (row[column] for column in COLUMNS)
        yield writer.writerow("; ".join(c) if isinstance(c, list) else c for c in cells)
