"""Questions about articles that several pages ask; the visitors' own is `news.filters.ArticleFilter`."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db.models import Case, Count, Prefetch, Q, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone
from wagtail.models import PageManager, PageQuerySet

from search.names import NameMatches, NameQuery, NameRank, NameVector

NEWEST = ("-date", "-pk")
OLDEST = ("date", "pk")


class ArticleQuerySet(PageQuerySet):
    """Articles, as a chain of narrowing steps."""

    def in_language(self, language: str) -> Self:
        """In the language with this code."""
        return self.filter(locale__language_code=language)

    def newest(self) -> Self:
        """By publication date, the newest first."""
        return self.order_by(*NEWEST)

    def named(self, typed: str, language: str = "") -> Self:
        """Whose name has every typed word, by its stem or its beginning; sets `match`, the rank.

        Stems are those of `language`; without one each article is read in its own.
        """
        languages = [language] if language else [code for code, _name in settings.LANGUAGES]
        found, ranks = Q(), []
        for code in languages:
            vector, query = NameVector(code, "title"), NameQuery(code, Value(typed))
            mine = Q() if language else Q(locale__language_code=code)
            found |= mine & Q(NameMatches(vector, query))
            ranks.append(
                When(mine, then=NameRank(vector, query)) if mine else NameRank(vector, query)
            )
        rank = ranks[0] if language else Case(*ranks, default=0.0)
        return self.filter(found).annotate(match=rank)

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

    def for_headlines(self) -> Self:
        """With what a headline and its cover show, in a fixed number of queries; without their texts."""
        return (
            self.select_related("cover", "locale")
            .prefetch_related(
                Prefetch("cover__renditions", to_attr="prefetched_renditions"), "programmes"
            )
            .defer_streamfields()
        )

    def for_cards(self) -> Self:
        """With what a result card shows, in a fixed number of queries; without their texts."""
        return self.for_headlines().prefetch_related("venue_links__venue", "corrections")

    def by_month(self) -> list[tuple[int, int, int]]:
        """(year, month, number of articles) for every month that has any, the oldest first."""
        return list(
            self.order_by()
            .annotate(year=ExtractYear("date"), month=ExtractMonth("date"))
            .values_list("year", "month")
            .annotate(number=Count("pk"))
            .order_by("year", "month")
        )


ArticleManager = PageManager.from_queryset(ArticleQuerySet)
