"""Published articles as records, and records as a file."""

import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Collate
from wagtail.contrib.redirects.models import Redirect

from news.blocks import ALT_LENGTH
from news.models import ArticlePage, Picture

from .pictures import copy_out, portable_name
from .records import FIELDS, lines, one_line
from .stream import BodyWriter, Targets

CHUNK = 100
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Exported(NamedTuple):
    """An article's record, the pictures that it names, and those it cannot: their files are gone."""

    article: ArticlePage
    record: dict[str, Any]
    pictures: list[Picture]
    missing: list[str]


def published() -> QuerySet[ArticlePage]:
    """What an export holds, in its order: by language, publication date and identity."""
    place = Case(
        *(When(locale__language_code=code, then=Value(n)) for n, code in enumerate(LANGUAGES))
    )
    articles: QuerySet[ArticlePage] = ArticlePage.objects.live()
    return with_related(articles.filter(locale__language_code__in=LANGUAGES)).order_by(
        place, "date", Collate("source_id", "C")
    )


def with_related(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    """Articles with all that a record of them needs."""
    return articles.select_related("locale", "cover").prefetch_related(
        "venue_links__venue", "topics", "programmes"
    )


def exported(articles: QuerySet[ArticlePage]) -> Iterator[Exported]:
    """The articles of a queryset, in chunks of a fixed number of queries."""
    for chunk in batched(articles.iterator(chunk_size=CHUNK), CHUNK):
        yield from export_chunk(chunk)


def export_chunk(articles: Sequence[ArticlePage]) -> list[Exported]:
    """These articles, whose related things are prefetched, as records."""
    targets = Targets()
    for article in articles:
        BodyWriter(targets, article.locale_id).rough(article.body.raw_data)
    targets.load()
    originals = _originals(articles)
    old_paths = _old_paths(articles)
    return [_export(article, targets, originals, old_paths[article.pk]) for article in articles]


def _originals(articles: Iterable[ArticlePage]) -> dict[Any, str]:
    """By translation key: the identity of the published original, or of the first language's article."""
    keys = {article.translation_key for article in articles}
    rows = ArticlePage.objects.live().filter(translation_key__in=keys)
    found: dict[Any, tuple[bool, int, str]] = {}
    for key, code, identity, original in rows.values_list(
        "translation_key", "locale__language_code", "source_id", "translated_from"
    ):
        place = LANGUAGES.index(code) if code in LANGUAGES else len(LANGUAGES)
        rank = (original is not None, place, identity)
        found[key] = min(found.get(key, rank), rank)
    return {key: identity for key, (_is_translation, _place, identity) in found.items()}


def _old_paths(articles: Iterable[ArticlePage]) -> dict[int, list[str]]:
    paths: dict[int, list[str]] = defaultdict(list)
    redirects = Redirect.objects.filter(
        redirect_page__in=[article.pk for article in articles], redirect_page_route_path=""
    )
    for page, path in sorted(set(redirects.values_list("redirect_page_id", "old_path"))):
        paths[page].append(path)
    return paths


def _export(
    article: ArticlePage, targets: Targets, originals: dict[Any, str], old_paths: list[str]
) -> Exported:
    body = BodyWriter(targets, article.locale_id)
    original = originals.get(article.translation_key, article.source_id)
    cover = article.cover
    has_cover = cover is not None and body.keeps(cover)
    record = {
        "id": article.source_id,
        "lang": article.language,
        "title": one_line(article.title),
        "date": article.date.isoformat(),
        "lead": lines(article.lead),
        "body_html": body.html(article.body.raw_data),
        "kind": article.kind,
        "venues": _venues(article),
        "topics": _sorted(topic.name for topic in article.topics.all()),
        "programmes": _sorted(programme.title for programme in article.programmes.all()),
        "event": _event(article),
        "source": _source(article),
        "image": _image(article) if has_cover else None,
        "translation_of": original if original != article.source_id else None,
        "old_urls": old_paths,
    }
    return Exported(article, record, body.pictures, body.missing)


def _venues(article: ArticlePage) -> list[str]:
    """Their names in the editor's order; links without a place in it come last, as they were made."""
    links: list[Any] = list(article.venue_links.all())
    links.sort(key=lambda link: (link.sort_order is None, link.sort_order or 0, link.pk))
    return [one_line(link.venue.name) for link in links]


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(map(one_line, names), key=lambda name: (name.casefold(), name))


def _event(article: ArticlePage) -> dict[str, str] | None:
    start, end = article.event_start, article.last_day
    return {"start": start.isoformat(), "end": end.isoformat()} if start and end else None


def _source(article: ArticlePage) -> dict[str, str] | None:
    name = one_line(article.source_name)
    return {"name": name, "url": article.source_url} if name else None


def _image(article: ArticlePage) -> dict[str, str]:
    cover: Any = article.cover
    return {
        "file": portable_name(cover.get_file_hash(), cover.file.name),
        "alt": one_line(article.cover_alt or cover.title[:ALT_LENGTH]),
        "credit": one_line(article.credit),
    }


def line(record: dict[str, Any]) -> str:
    """A record as a line of the file; what an article does not have is left out."""
    present = {name: record[name] for name in FIELDS if record[name] is not None}
    return json.dumps(present, ensure_ascii=False) + "\n"


def write(path: Path, articles: Iterable[Exported]) -> tuple[int, list[str]]:
    """Write articles to a file, their pictures into `images/` beside it.

    Returns the number of articles and the names of pictures whose files are missing. The file appears
    under its name when it is complete.
    """
    number, missing = 0, []
    with _replaced(path) as file:
        for article in articles:
            number += 1
            missing += article.missing
            file.write(line(article.record))
            for picture in article.pictures:
                copy_out(picture, path.parent / "images")
    return number, missing


@contextmanager
def _replaced(path: Path) -> Iterator[io.TextIOBase]:
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as raw:
            if path.suffix == ".gz":
                # Without the name and the time, equal articles make equal files.
                packed = gzip.GzipFile("", "wb", fileobj=raw, mtime=0)
                with packed, io.TextIOWrapper(packed, "utf-8", newline="\n") as file:
                    yield file
            else:
                with io.TextIOWrapper(raw, "utf-8", newline="\n") as file:
                    yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
