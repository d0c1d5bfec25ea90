"""A site with many articles, in minutes: names are drawn in Python, rows are made by the database."""

import datetime as dt
import json
import random
import uuid
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from tqdm import tqdm

from institute_site.demo import content
from news.models import ArticlePage, NewsIndexPage

from . import bulk, things
from .names import Pair, names
from .vocabulary import Zipf

SQL = Path(__file__).parent / "sql"
LAST_DAY = dt.date(2026, 11, 1)
DAYS = 365 * 12
# How far from its place in the archive an article is dated, in days.
DISORDER = 5
TEXTS = 500
KINDS = {"news": 70, "release": 12, "media": 10, "announcement": 8}
TABLES = [
    "wagtailcore_page",
    "news_articlepage",
    "news_articlevenue",
    "news_articlepage_programmes",
    "news_articlepage_topics",
]


def demo() -> None:
    """Have the demo's content on this site."""
    call_command("migrate", verbosity=0)
    if not content.is_loaded():
        content.load()


def site(number: int) -> None:
    """Have the demo and `number` articles beside it, half in each language; kept for the next run."""
    demo()
    if ArticlePage.objects.filter(source_id__startswith="bench:").exists():
        return
    chance = random.Random(number)
    ids = things.make(chance)
    with transaction.atomic(), connection.cursor() as cursor, bulk.bare(cursor, TABLES):
        _prepare(cursor, ids, chance)
        bulk.copy(
            cursor,
            "bench_pair",
            "serial int, step text, date date, kind text, name_en text, name_ru text, text int,"
            " venues int[], programmes int[], topics int[]",
            tqdm(
                _pairs(number // 2, _free_step(), chance), total=number // 2, desc="writing names"
            ),
        )
        cursor.execute((SQL / "load.sql").read_text())
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


def _prepare(cursor: Any, ids: dict[tuple[str, str], list[int]], chance: random.Random) -> None:
    """Tell the database about the languages, what articles are about and their texts."""
    cursor.execute("SELECT max(id) + 1 FROM wagtailcore_page")
    first = cursor.fetchone()[0]
    bulk.copy(
        cursor,
        "bench_language",
        "code text, locale_id int, path text, url_path text, first int",
        [
            (language, index.locale_id, index.path, index.url_path, first + serial)
            for serial, language in enumerate(things.LANGUAGES)
            for index in [NewsIndexPage.objects.get(locale__language_code=language)]
        ],
    )
    bulk.copy(
        cursor,
        "bench_thing",
        "sort text, language text, number int, id int",
        [
            (sort, language, number, pk)
            for (sort, language), pks in ids.items()
            for number, pk in enumerate(pks, 1)
        ],
    )
    bulk.copy(
        cursor, "bench_text", "language text, number int, lead text, body jsonb", _texts(chance)
    )


def _free_step() -> int:
    """A place among the pages under a news index from which on there are none, in any language."""
    paths = ArticlePage.objects.values_list("path", flat=True)
    return 1 + max(ArticlePage._str2int(path[-ArticlePage.steplen :]) for path in paths)


def _pairs(number: int, step: int, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    first = LAST_DAY - dt.timedelta(days=DAYS)
    dates = [
        min(LAST_DAY, first + dt.timedelta(days=DAYS * serial / number + chance.gauss(0, DISORDER)))
        for serial in range(number)
    ]
    chosen = {sort: Zipf(range(1, many + 1), 0.9) for sort, many in things.NUMBERS.items()}
    kinds = chance.choices(list(KINDS), weights=list(KINDS.values()), k=number)
    for serial, (date, kind, name) in enumerate(
        zip(dates, kinds, names(dates, chance), strict=True)
    ):
        yield (
            serial,
            ArticlePage._int2str(step + serial).rjust(ArticlePage.steplen, "0"),
            date,
            kind,
            *name,
            chance.randrange(TEXTS),
            _some(chosen["venue"], chance.choice((1, 1, 2, 3)), chance),
            _some(chosen["programme"], 1, chance),
            _some(chosen["topic"], chance.choice((1, 2)), chance),
        )


def _some(things: Zipf[int], number: int, chance: random.Random) -> list[int]:
    return list(dict.fromkeys(things.draw(chance) for _ in range(number)))


def _texts(chance: random.Random) -> Iterator[tuple[str, int, str, str]]:
    """Leads and bodies (some 600 characters), of which articles repeat."""
    sentences = names([LAST_DAY] * TEXTS * 10, chance)
    for number in range(TEXTS):
        pairs: list[Pair] = list(islice(sentences, 10))
        for place, language in enumerate(things.LANGUAGES):
            written = [pair[place] + "." for pair in pairs]
            block = {"type": "text", "value": f"<p>{' '.join(written[2:])}</p>"}
            body = json.dumps([{**block, "id": str(uuid.UUID(int=number))}])
            yield language, number, " ".join(written[:2]), body
