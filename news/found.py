"""The articles that answer a question, fetched only where one looks."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import batched
from typing import Any

from django.utils.functional import cached_property

from search.entries import NEWEST, EntryQuerySet

from .beside import link
from .facets import TAKES_PLACE, Facet
from .models.queries import ArticleQuerySet

# A total above this is told as "more than"; the exact one is asked for by `count=all`.
COUNTED = 10_000
CHUNK = 500


class Found:
    """Articles in the order of the entries found: a sequence for a paginator, a stream for a file.

    `articles` says what of each is fetched; `counted` up to which number they are counted, 0 for all;
    `known` how many there are as far as they have been counted before, up to one more than COUNTED.
    """

    def __init__(
        self,
        entries: EntryQuerySet,
        articles: ArticleQuerySet,
        *,
        counted: int = 0,
        known: int | None = None,
    ) -> None:
        self.entries, self.articles = entries, articles
        self.counted, self.known = counted, known

    def count(self) -> int:
        """How many there are; one more than is counted when there are more."""
        if self.known is not None and (self.known <= COUNTED or self.counted == COUNTED):
            return self.known
        return self.number_to(self.counted + 1 if self.counted else 0)

    def number_to(self, limit: int) -> int:
        """How many there are, counted no further than `limit`; 0 is no limit."""
        return self.entries.count_to(limit)

    def is_more_than(self, number: int) -> bool:
        """Whether there are more than so many."""
        return self.number_to(number + 1) > number

    def __getitem__(self, part: slice) -> list:
        """Some of them, by their places."""
        return self.fetch(list(self.entries.values_list("page_id", flat=True)[part]))

    def __iter__(self) -> Iterator:
        """All of them, some at a time."""
        stream: Any = self.entries.values_list("page_id", flat=True).iterator(CHUNK)
        with closing(stream) as ids:
            for some in batched(ids, CHUNK):
                for article in self.fetch(list(some)):
                    yield article
                    # What it was fetched with refers back to it: memory would wait for the collector.
                    article._prefetched_objects_cache.clear()

    def newest(self) -> "Found":
        """By publication date, whatever order was asked for."""
        return Found(self.entries.order_by(*NEWEST), self.articles)

    def taking_place(self) -> "Found":
        """Those that report or announce something that takes place."""
        return Found(self.entries.tagged(Facet.EVENT, [TAKES_PLACE]), self.articles)

    def fetch(self, ids: list[int]) -> list:
        """The articles themselves, in this order; only what is published, whatever the index says."""
        by_id = {article.pk: article for article in self.articles.live().filter(pk__in=ids)}
        return [by_id[pk] for pk in ids if pk in by_id]


class Some(Sequence):
    """Articles by their ids, which are fetched when one looks at any."""

    def __init__(self, ids: list[int], found: Found) -> None:
        self.ids, self.found = ids, found

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def articles(self) -> list:
        """All of them, fetched at once."""
        return self.found.fetch(self.ids)

    def __getitem__(self, place: Any) -> Any:
        return self.articles[place]


class Shown(Found):
    """What a page of results shows: which articles and how many is remembered until the index changes."""

    def __init__(self, asked: Any, articles: ArticleQuerySet, counted: int) -> None:
        super().__init__(asked.entries, articles, counted=counted, known=asked.counted)
        self.asked = asked

    def number_to(self, limit: int) -> int:
        """As ever, but remembered."""
        number: int = self.asked.number_to(limit)
        return number

    def fetch(self, ids: list[int]) -> list:
        """As ever, with what they are linked with."""
        articles = super().fetch(ids)
        link(articles, self.asked.request)
        return articles

    def __getitem__(self, part: slice) -> Some:  # type: ignore[override]
        rows = self.entries.values_list("page_id", flat=True)
        what = f"ids {part.start} {part.stop}"
        return Some(self.asked.remember(what, (), lambda: list(rows[part])), self)
