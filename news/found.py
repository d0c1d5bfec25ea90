"""The articles that answer a question, fetched only where one looks."""

from collections.abc import Iterator
from contextlib import closing
from itertools import batched
from typing import Any

from search.entries import NEWEST, EntryQuerySet

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
        return self.entries.count_to(self.counted + 1) if self.counted else self.entries.count()

    def is_more_than(self, number: int) -> bool:
        """Whether there are more than so many."""
        return self.entries.count_to(number + 1) > number

    def __getitem__(self, part: slice) -> list:
        """Some of them, by their places."""
        return self._articles(list(self.entries.values_list("page_id", flat=True)[part]))

    def __iter__(self) -> Iterator:
        """All of them, some at a time."""
        stream: Any = self.entries.values_list("page_id", flat=True).iterator(CHUNK)
        with closing(stream) as ids:
            for some in batched(ids, CHUNK):
                for article in self._articles(list(some)):
                    yield article
                    # What it was fetched with refers back to it: memory would wait for the collector.
                    article._prefetched_objects_cache.clear()

    def newest(self) -> "Found":
        """By publication date, whatever order was asked for."""
        return Found(self.entries.order_by(*NEWEST), self.articles)

    def taking_place(self) -> "Found":
        """Those that report or announce something that takes place."""
        return Found(self.entries.tagged(Facet.EVENT, [TAKES_PLACE]), self.articles)

    def _articles(self, ids: list[int]) -> list:
        """The articles themselves; only what is published, whatever the index says."""
        by_id = {article.pk: article for article in self.articles.live().filter(pk__in=ids)}
        return [by_id[pk] for pk in ids if pk in by_id]
