"""The index as a whole: is it what it should be, and making it so while the site is in use.

The database keeps it in step by itself; this is for what goes round its triggers (a damaged disk, a
restore in pieces) and for upgrades that read names otherwise.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from .models import Rebuild

# Pages looked at in one statement: their rows are replaced together, and until they are, who changes one
# of these pages waits.
BATCH = 2_000
# Milliseconds that a batch waits for who changes one of its pages. Shorter than the database takes to see
# that two wait for each other: it is the rebuild that gives way.
PATIENCE = 100

_DRIFTED = """
SELECT page_id, CASE
    WHEN entry IS NULL THEN 'missing' WHEN truth IS NULL THEN 'left over' ELSE 'different' END
FROM (
    SELECT page_id, language, date, tags, search_name_vector(language, name) AS vector
    FROM search_source(%(first)s, %(last)s)
) AS truth
FULL JOIN (
    SELECT page_id, language, date, tags, vector FROM search_entry
    WHERE page_id BETWEEN %(first)s AND %(last)s
) AS entry USING (page_id)
WHERE (truth.language, truth.date, truth.tags, truth.vector)
    IS DISTINCT FROM (entry.language, entry.date, entry.tags, entry.vector)
ORDER BY page_id
"""

_NEXT_PAGE = """
SELECT least(
    (SELECT min(id) FROM wagtailcore_page WHERE id >= %(first)s),
    (SELECT min(page_id) FROM search_entry WHERE page_id >= %(first)s)
)
"""

_UNLEARNT = """
SELECT DISTINCT source.language, new.word
FROM search_source(%(first)s, %(last)s) AS source, unnest(search_vocabulary(source.name)) AS new (word)
WHERE NOT EXISTS (
    SELECT FROM search_word AS known
    WHERE known.language = source.language AND known.word = new.word
)
ORDER BY 1, 2
"""

# All names are gone through once, which is quicker than to look for each word.
_UNUSED = """
WITH used AS MATERIALIZED (
    SELECT languages.language, stat.word
    FROM (SELECT DISTINCT language FROM search_word) AS languages
    CROSS JOIN LATERAL ts_stat(
        format('SELECT vector FROM search_entry WHERE language = %L', languages.language)
    ) AS stat
)
SELECT id FROM search_word AS known WHERE NOT EXISTS (
    SELECT FROM used WHERE used.language = known.language AND used.word = known.folded
) OR EXISTS (
    SELECT FROM search_word AS first
    WHERE first.language = known.language AND first.word = known.word AND first.id < known.id
)
"""

_FORGET = """
DELETE FROM search_word AS known WHERE id = ANY(%(words)s) AND (
    NOT EXISTS (
        SELECT FROM search_entry AS entry
        WHERE entry.language = known.language
            AND entry.vector @@ quote_literal(known.folded)::tsquery
    ) OR EXISTS (
        SELECT FROM search_word AS first
        WHERE first.language = known.language AND first.word = known.word AND first.id < known.id
    )
)
"""


@dataclass
class Drift:
    """Where the index is not what it should be: pages with what is wrong, and words not learnt."""

    pages: list[tuple[int, str]] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.pages or self.words)


def batches(first: int = 0) -> Iterator[tuple[int, int]]:
    """The page numbers from `first` on, in batches of first and last; long gaps are passed over."""
    while (following := _next_page(first)) is not None:
        start = first if following < first + BATCH else following
        yield start, start + BATCH - 1
        first = start + BATCH


def _next_page(first: int) -> int | None:
    """The lowest number, from `first` on, of a page that there is or that the index has."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_PAGE, {"first": first})
        number: int | None = cursor.fetchone()[0]
        return number


def drift(first: int, last: int) -> Drift:
    """What is wrong with these pages; a word is given as its language and itself."""
    with connection.cursor() as cursor:
        cursor.execute(_DRIFTED, {"first": first, "last": last})
        pages = cursor.fetchall()
        cursor.execute(_UNLEARNT, {"first": first, "last": last})
        return Drift(pages, cursor.fetchall())


def rebuild(*, afresh: bool = False) -> Iterator[tuple[int, int, int]]:
    """Make every row what it should be, going on where an earlier rebuild was broken off.

    Yields after each batch its first and last page and how many rows were not right. Readers see the
    old rows until the new are in.
    """
    if afresh:
        Rebuild.objects.all().delete()
    begun = Rebuild.objects.first() or Rebuild(next_page=0)
    for first, last in batches(begun.next_page):
        changed = _refresh(first, last)
        begun.next_page = last + 1
        begun.save()
        yield first, last, changed
    _forget()
    begun.delete()


def _refresh(first: int, last: int) -> int:
    """Make the rows of these pages what they should be; how many were not.

    Where a page is being changed and the wait would be long, page by page: who has hold of one page only
    keeps nobody from going on.
    """
    try:
        with _patiently(PATIENCE if first < last else 0) as cursor:
            cursor.execute("SELECT search_refresh(%s, %s)", [first, last])
            changed: int = cursor.fetchone()[0]
            return changed
    except Impatient:
        middle = (first + last) // 2
        return _refresh(first, middle) + _refresh(middle + 1, last)


def _forget() -> None:
    """Drop the words that no name has any more, and let the planner see the rest.

    While some are looked at once more and dropped nobody learns words: one that is there now must not be
    gone when they are done. Who is learning is not waited for long: the next rebuild drops what is left.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNUSED)
        unused = [word for (word,) in cursor.fetchall()]
    for some in batched(unused, BATCH):
        with suppress(Impatient), _patiently(PATIENCE) as cursor:
            cursor.execute("LOCK TABLE search_word IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute(_FORGET, {"words": list(some)})
    with _patiently(0) as cursor:
        cursor.execute("ANALYZE search_entry, search_word")


class Impatient(Exception):
    """Somebody else has hold of what is wanted."""


@contextmanager
def _patiently(milliseconds: int) -> Iterator[Any]:
    """A transaction that waits no longer for who has hold of something; 0 waits as long as it takes."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [str(milliseconds)])
            yield cursor
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Impatient from error
        raise


def resumed_at() -> int:
    """The page that a rebuild goes on from: 0, or where the last one was broken off."""
    begun = Rebuild.objects.first()
    return begun.next_page if begun else 0


def last_page() -> int:
    """The highest number of a page that there is or that the index has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest((SELECT max(id) FROM wagtailcore_page), (SELECT max(page_id) FROM search_entry))"
        )
        return cursor.fetchone()[0] or 0
