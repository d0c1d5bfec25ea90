"""Statements by hand on tables made for them (`sql/ideal.sql`): what is possible on PostgreSQL.

They answer the same questions: stems of each word and beginnings of the last one, a misspelt word mended by
the vocabulary, counts of everything that can be chosen.
"""

from pathlib import Path
from typing import Any

from django.db import connection, transaction

from benchmarks import bulk
from benchmarks.questions import PER_PAGE, Asked

from . import Answer, Counts

MAKE = Path(__file__).parents[1] / "sql" / "ideal.sql"
CONFIGURATIONS = {"en": "english", "ru": "russian"}
SUGGESTED = 8
KNOWN = "SELECT word FROM bench.word WHERE language = %(language)s AND word = %(word)s"
PROGRAMMES = (
    "SELECT title FROM wagtailcore_page JOIN news_programmepage ON page_ptr_id = id WHERE live"
    " AND locale_id = %(locale)s AND lower(title) ~ ALL (%(patterns)s) ORDER BY title LIMIT %(number)s"
)
VENUES = (
    "SELECT name FROM news_venue WHERE locale_id = %(locale)s"
    " AND lower(name) ~ ALL (%(patterns)s) ORDER BY name LIMIT %(number)s"
)
Rows = list[tuple[Any, ...]]


def prepare() -> None:
    """Have the ideal tables; they are made once, from the site's own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace('bench')")
        if cursor.fetchone()[0]:
            return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(bulk.GENEROUS)
        cursor.execute(MAKE.read_text())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE bench.article, bench.link, bench.name, bench.word")


def _rows(sql: str, values: dict[str, Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


class Ideal:
    """One way to ask: `by_tags` in the article's array, or else in the table of links."""

    def __init__(self, *, by_tags: bool = False) -> None:
        self.by_tags = by_tags

    def page(self, asked: Asked) -> Answer:
        """A page of the answer and its total."""
        table, where, values = self._source(asked)
        order = "date DESC, page_id DESC"
        if asked.order == "match":
            order = f"ts_rank(vector, %(words)s::tsquery) DESC, {order}"
        start = (asked.page - 1) * PER_PAGE
        ids = _rows(
            f"SELECT page_id FROM {table} WHERE {where} ORDER BY {order}"
            f" LIMIT {PER_PAGE} OFFSET {start}",
            values,
        )
        total = _rows(f"SELECT count(*) FROM {table} WHERE {where}", values)
        return Answer([pk for (pk,) in ids], total[0][0])

    def _source(self, asked: Asked) -> tuple[str, str, dict[str, Any]]:
        table, where = "bench.article", ["locale_id = %(locale)s"]
        values: dict[str, Any] = {"locale": LOCALES[asked.language]}
        if asked.first:
            where.append("date BETWEEN %(first)s AND %(last)s")
            values |= {"first": asked.first, "last": asked.last}
        if asked.venue:
            values["venue"] = _venue(asked)
            if self.by_tags:
                where.append("tags @> ARRAY[%(venue)s + 100000]")
            else:
                table = "bench.link"
                where.append("sort = 'v' AND thing = %(venue)s")
        if asked.name:
            where.append("vector @@ %(words)s::tsquery")
            values["words"] = _words(asked)
        return table, " AND ".join(where), values

    def venues(self, asked: Asked) -> Counts:
        """How many articles each venue has."""
        if self.by_tags:
            return {tag: n for tag, n in self._tally(asked).items() if tag < 200000}
        _table, where, values = self._source(asked)
        return dict(
            _rows(
                f"SELECT thing, count(*) FROM bench.link WHERE {where} AND sort = 'v' GROUP BY 1",
                values,
            )
        )

    def _tally(self, asked: Asked) -> Counts:
        table, where, values = self._source(asked)
        return dict(
            _rows(
                f"SELECT tag, count(*) FROM {table}, unnest(tags) AS tag WHERE {where} GROUP BY 1",
                values,
            )
        )

    def months(self, asked: Asked) -> Counts:
        """How many articles each month has."""
        table, where, values = self._source(asked)
        return dict(
            _rows(
                "SELECT date_trunc('month', date) AS month, sum(number) FROM (SELECT date, count(*) AS"
                f" number FROM {table} WHERE {where} GROUP BY date) AS days GROUP BY 1",
                values,
            )
        )

    def facets(self, asked: Asked) -> Counts:
        """How many articles each venue, programme, topic and kind has."""
        table, where, values = self._source(asked)
        kinds: Counts = dict(
            _rows(f"SELECT kind, count(*) FROM {table} WHERE {where} GROUP BY 1", values)
        )
        if self.by_tags:
            return {**kinds, **self._tally(asked)}
        if asked.name:
            links = (
                f"SELECT sort, thing, count(*) FROM {table} JOIN bench.link USING (page_id)"
                f" WHERE {where.replace('locale_id', 'article.locale_id').replace('date', 'article.date')}"
                " GROUP BY 1, 2"
            )
        else:
            links = f"SELECT sort, thing, count(*) FROM bench.link WHERE {where} GROUP BY 1, 2"
        return {**kinds, **{(sort, thing): n for sort, thing, n in _rows(links, values)}}

    def suggestions(self, asked: Asked) -> list[str]:
        """What to choose from while typing: the newest articles that have the words, programmes, venues."""
        words = asked.name.lower().split()
        for word in words:
            _rows(KNOWN, {"language": asked.language, "word": word})
        table, where, values = self._source(asked)
        rows = _rows(
            f"SELECT name FROM (SELECT page_id, date FROM {table} WHERE {where} ORDER BY date DESC,"
            f" page_id DESC LIMIT {SUGGESTED}) AS found JOIN bench.name USING (page_id)"
            " ORDER BY date DESC, page_id DESC",
            values,
        )
        beside = [_begun(sql, asked.language, words) for sql in (PROGRAMMES, VENUES)]
        return [name for (name,) in rows + beside[0] + beside[1]]


def _begun(sql: str, language: str, words: list[str]) -> Rows:
    """Names in which a word begins with each of these."""
    patterns = [rf"\m{word}" for word in words]
    return _rows(sql, {"locale": LOCALES[language], "patterns": patterns, "number": SUGGESTED})


def _words(asked: Asked) -> str:
    """What the name asks for: stems, of the last word also its beginning; misspelt words are mended."""
    words = asked.name.lower().split()
    if asked.meant:
        words = [_nearest(asked.language, word) for word in words]
    values = {"c": CONFIGURATIONS[asked.language], "words": " ".join(words[:-1]), "last": words[-1]}
    return str(
        _rows(
            "SELECT plainto_tsquery(%(c)s::regconfig, %(words)s)"
            " && (plainto_tsquery(%(c)s::regconfig, %(last)s) || (quote_literal(%(last)s) || ':*')::tsquery)",
            values,
        )[0][0]
    )


def _nearest(language: str, word: str) -> str:
    values = {"language": language, "word": word}
    near = (
        "SELECT word FROM bench.word WHERE language = %(language)s AND word %% %(word)s"
        " ORDER BY word <-> %(word)s, ndoc DESC LIMIT 1"
    )
    found = _rows(KNOWN, values) or _rows(near, values)
    return str(found[0][0]) if found else word


LOCALES: dict[str, int] = {}
_VENUES: dict[tuple[str, str], int] = {}


def _venue(asked: Asked) -> int:
    return _VENUES[asked.language, asked.venue]


def learn() -> None:
    """Remember the numbers of languages and venues, as a hand that writes a statement would."""
    LOCALES.update(_rows("SELECT language_code, id FROM wagtailcore_locale", {}))
    _VENUES.update(
        {
            (language, slug): pk
            for language, slug, pk in _rows(
                "SELECT language_code, slug, venue.id FROM news_venue AS venue"
                " JOIN wagtailcore_locale AS locale ON locale.id = locale_id",
                {},
            )
        }
    )
