"""Articles as comma-separated values (RFC 4180), a line at a time."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

COLUMNS = [
    "id", "lang", "date", "title", "kind", "lead", "url",
    "venues", "programmes", "topics", "event_start", "event_end",
]  # fmt: skip


# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
        texts = ("; ".join(cell) if isinstance(cell, list) else cell for cell in cells)
        yield writer.writerow(harmless(text) if text else text for text in texts)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) else text
