"""Questions about articles that several pages ask; the visitors' own is `news.filters.ArticleFilter`."""

import datetime as dt
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db.models import Exists, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageManager

from news.facets import Facet, Kind
from news.pictures.places import ELSEWHERE, LISTED, specs
from search.entries import EntryQuerySet
from search.models import Entry
from search.names import MarkedWords, NameMatches, NameVector
from search.understanding import Understanding, understand

from .media import sizes
from .translations import TranslationQuerySet

NEWEST = ("-date", "-pk")
OLDEST = ("date", "pk")


class ArticleQuerySet(TranslationQuerySet):
    """Articles, as a chain of narrowing steps."""

    def at(self, place: str, slug: str) -> Self:
        """The one with this slug under a page, which is told by its `path` in the tree."""
        depth = len(place) // self.model.steplen + 1
        return self.filter(slug=slug, depth=depth, path__startswith=place)

    def for_page(self) -> Self:
        """With what stands beside the text of an article on its page; the text comes when it is asked for."""
        beside = ("cover", "locale", "contact", "page_pictures")
        return self.select_related(*beside).defer_streamfields()

    def newest(self) -> Self:
        """By publication date, the newest first."""
        return self.order_by(*NEWEST)

    def named(self, typed: str) -> Self:
        """Whose name answers, published or not, each in its own language; sets `match`, the rank.

        Nothing is mended as long as a name of any language has what was typed.
        """
        grounds = {code: self._names(code) for code, _name in settings.LANGUAGES}
        as_typed = self._answering(typed, grounds, mending=False)
        return as_typed if as_typed.exists() else self._answering(typed, grounds, mending=True)

    def _names(self, code: str) -> "_Names":
        drafts = self.model.objects.filter(live=False, locale__language_code=code).order_by()
        return _Names(Entry.objects.filter(language=code), drafts, code)

    def _answering(self, typed: str, grounds: dict[str, "_Names"], *, mending: bool) -> Self:
        pages, ranks = [], []
        for code, ground in grounds.items():
            understood = understand(typed, code, ground, mending=mending)
            named = ground.entries.named(understood)
            pages += [named.values("page_id"), ground.answering(understood.query).values("pk")]
            ranks.append(Subquery(named.filter(page_id=OuterRef("pk")).values("match")))
        found = self.filter(pk__in=pages[0].union(*pages[1:], all=True))
        return found.annotate(match=Coalesce(*ranks, 0))

    def tagged(self, facet: int, numbers: Iterable[int], language: str = "") -> Self:
        """Which have any of these things, see `news.facets`. As a subquery: a join would repeat rows."""
        if facet == Facet.KIND:
            kinds = [kind for number, kind in enumerate(Kind, start=1) if number in set(numbers)]
            return self.filter(kind__in=kinds)
        field = {
            Facet.VENUE: "venue_links__venue",
            Facet.PROGRAMME: "programmes",
            Facet.TOPIC: "topics",
        }[Facet(facet)]
        having = self.model.objects.filter(**{f"{field}__in": list(numbers)}, pk=OuterRef("pk"))
        return self.filter(Exists(having))

    def taking_place(self) -> Self:
        """Which report or announce something that takes place."""
        return self.filter(event_start__isnull=False)

    def to_come(self, today: dt.date | None = None) -> Self:
        """Whose event is today or later, the next one first."""
        today = today or timezone.localdate()
        return (
            self.taking_place()
            .filter(Q(event_end__gte=today) | Q(event_end=None, event_start__gte=today))
            .order_by("event_start", "pk")
        )

    def with_covers(self) -> Self:
        """With their covers in the sizes of lists; without their texts."""
        made = sizes("cover__renditions", *specs(*LISTED), ELSEWHERE)
        return self.select_related("cover", "locale").prefetch_related(made).defer_streamfields()

    def for_headlines(self) -> Self:
        """With what a headline and its cover show, in a fixed number of queries; without their texts."""
        return self.with_covers().prefetch_related("programmes")

    def for_cards(self) -> Self:
        """With what a result card shows, in a fixed number of queries; without their texts."""
        return self.for_headlines().prefetch_related("venue_links__venue", "corrections")

    def with_marks(self, language: str, understood: Understanding) -> Self:
        """With those words of each name, as `marked_words`, that answer a question."""
        return self.annotate(marked_words=MarkedWords(Value(language), "title", understood.marks))


class _Names:
    """The names of a language that staff look among: in the index and, where none answers, of drafts.

    The names of drafts have an index of their own, see the migration `desk_indexes`.
    """

    def __init__(self, entries: EntryQuerySet, drafts: ArticleQuerySet, language: str) -> None:
        self.entries, self.drafts = entries, drafts
        self.vector = NameVector(Value(language), "title")

    def answering(self, query: str) -> ArticleQuerySet:
        """The drafts whose name answers a tsquery."""
        return self.drafts.filter(NameMatches(self.vector, query))

    def has(self, query: str) -> bool:
        """Whether any name answers a tsquery."""
        return self.entries.has(query) or bool(self.lexemes(query, 1))

    def lexemes(self, query: str, number: int) -> list[set[str]]:
        """The words and stems of at most `number` names that answer a tsquery."""
        words = Func(self.vector, function="tsvector_to_array")
        drafts = self.answering(query).values_list(words, flat=True)
        return self.entries.lexemes(query, number) or [set(row) for row in drafts[:number]]


ArticleManager = PageManager.from_queryset(ArticleQuerySet)
