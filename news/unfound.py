"""Counting the searches that find nothing, beside the request: reading a page writes nothing.

Counts are kept in the process and written once in a while, so a process that is killed loses those of
the last half minute; they are hints for editors, not accounts.
"""

import logging
import re
import threading
from collections import Counter

from django.db import DatabaseError, connection
from django.utils import timezone

from news.models import Unfound
from search.text import readable

PAUSE = 30  # seconds between two writings
MOST = 500  # different searches in one pause; a robot's guesses beyond that are not worth a row

_counts: Counter[tuple[str, str]] = Counter()
_lock = threading.Lock()
_writer: threading.Timer | None = None
_log = logging.getLogger(__name__)


def note(language: str, typed: str) -> None:
    """Count a search without a result, unless what was typed may say who somebody is."""
    global _writer  # noqa: PLW0603 - one writer for the process
    words = " ".join(readable(typed).casefold().split())
    if not words or len(words) > 80 or "@" in words or len(re.findall(r"\d", words)) > 6:
        return
    with _lock:
        if len(_counts) < MOST or (language, words) in _counts:
            _counts[language, words] += 1
        if _writer is None:
            _writer = threading.Timer(PAUSE, _write_later)
            _writer.daemon = True
            _writer.start()


def write() -> None:
    """Add what was counted since the last time to today's rows."""
    with _lock:
        counted, today = _counts.copy(), timezone.localdate()
        _counts.clear()
    if counted:
        rows = [(today, language, words, times) for (language, words), times in counted.items()]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {Unfound._meta.db_table} AS kept (day, language, words, times)"  # noqa: S608
                " VALUES (%s, %s, %s, %s) ON CONFLICT (day, language, words)"
                " DO UPDATE SET times = kept.times + excluded.times",
                rows,
            )


def _write_later() -> None:
    global _writer  # noqa: PLW0603
    with _lock:
        _writer = None
    try:
        write()
    except DatabaseError as error:
        _log.warning("Searches that found nothing were not counted: %s", error)
    finally:
        connection.close()
