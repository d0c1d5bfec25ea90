"""Taking every article away in one file: what memory it needs, however many there are."""

import time

import psutil
from django.test import Client
from django.test.utils import override_settings

FILES = ("/en/news/articles.csv", "/en/news/articles.json")
# By then everything that is loaded once is loaded; and how often the memory is looked at, in rows.
FIRST, EVERY = 5_000, 500


def measure() -> dict[str, dict[str, float]]:
    """For each file the rows, the seconds, and the memory at most beside that after the FIRST rows."""
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        return {address: _take(address) for address in FILES}


def _take(address: str) -> dict[str, float]:
    process, begun = psutil.Process(), time.perf_counter()
    rows, first, most = 0, 0, 0
    for rows, _piece in enumerate(Client().get(address), start=1):
        if rows % EVERY == 0:
            most = max(most, process.memory_info().rss)
            first = first or (most if rows >= FIRST else 0)
    return {
        "rows": rows,
        "seconds": time.perf_counter() - begun,
        "growth": most / first if first else 1.0,
    }
