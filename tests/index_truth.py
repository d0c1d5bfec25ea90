"""What the index should hold, computed from the models alone; and whether it does."""

import re
from collections import defaultdict
from typing import Any

from news.facets import TAKES_PLACE, Facet, Kind
from news.models import ArticlePage, ArticleVenue
from search import index
from search.models import Entry, Word
from search.queries import STEM
from search.tags import tag

Row = tuple[str, Any, list[int]]
KINDS = [kind.value for kind in Kind]


def truth() -> dict[int, Row]:
    """For every published article its language, date and tags."""
    has = defaultdict(set)
    programmes, topics = ArticlePage.programmes.through, ArticlePage.topics.through
    for facet, links in (
        (Facet.VENUE, ArticleVenue.objects.values_list("article_id", "venue_id")),
        (Facet.PROGRAMME, programmes.objects.values_list("articlepage_id", "programmepage_id")),
        (Facet.TOPIC, topics.objects.values_list("articlepage_id", "topic_id")),
    ):
        for page, thing in links:
            has[page].add((facet, thing))
    rows = {}
    for page, language, date, kind, first_day in ArticlePage.objects.filter(live=True).values_list(
        "pk", "locale__language_code", "date", "kind", "event_start"
    ):
        has[page].add((Facet.KIND, KINDS.index(kind) + 1))
        if first_day:
            has[page].add((Facet.EVENT, TAKES_PLACE))
        tags = sorted(tag(facet, thing, language) for facet, thing in has[page])
        rows[page] = (language, date, tags)
    return rows


def held() -> dict[int, Row]:
    """The same, as the index has it."""
    return {
        page: (language, date, tags)
        for page, language, date, tags in Entry.objects.values_list(
            "page_id", "language", "date", "tags"
        )
    }


def names_of(pages: list[int]) -> dict[int, tuple[str, set[str]]]:
    """Of those of these pages that are published: the language, and the words of the name.

    Names must be of lower case letters and spaces, without «й» and letters with accents.
    """
    found = ArticlePage.objects.filter(live=True, pk__in=pages)
    rows = found.values_list("pk", "locale__language_code", "title")
    return {page: (language, set(title.split())) for page, language, title in rows}


def held_names(pages: list[int]) -> dict[int, tuple[str, set[str]]]:
    """The same, as the index has it: the words as they stand."""
    found = Entry.objects.filter(page_id__in=pages)
    return {
        page: (language, {word for word in re.findall(r"'([^']+)'", vector) if word[0] != STEM})
        for page, language, vector in found.values_list("page_id", "language", "vector")
    }


def assert_in_step(after: Any, *pages: int) -> None:
    """The index holds what it should, of these pages also every word; `after` is for the message."""
    assert held() == truth(), after
    names = names_of(list(pages))
    assert held_names(list(pages)) == names, after
    learnt = set(Word.objects.values_list("language", "word"))
    live = {(language, word) for language, words in names.values() for word in words}
    assert live <= learnt, after
    first, last = (min(pages), max(pages)) if pages else (0, index.last_page())
    drift = index.drift(first, last)
    assert not drift, (after, drift)
