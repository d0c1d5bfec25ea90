"""Questions to the index, as a chain of narrowing steps; and what it can count."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from itertools import product
from typing import Self

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Case, Count, F, Func, IntegerField, Max, Min, QuerySet, Value, When
from django.utils.functional import cached_property

from .names import NameMatches
from .tags import tag
from .understanding import Understanding

NEWEST = ("-date", "-page_id")
OLDEST = ("date", "page_id")
# Answers among which the best to suggest is sought while a name is being typed, and how few will do.
LIKELY, ENOUGH = 50, 8
# Entries to look among first where a few will do.
RECENT = 3_000


class _Unindexed(Func):
    """A vector that is read where it stands, and not looked for in an index."""

    template = "(%(expressions)s || '')"
    output_field = SearchVectorField()


class _Unnest(Func):
    function = "unnest"
    set_returning = True
    output_field = IntegerField()


class EntryQuerySet(QuerySet):
    """Entries of the index."""

    def answering(self, query: str) -> Self:
        """Whose name answers a tsquery."""
        return self.filter(NameMatches(F("vector"), query))

    def has(self, query: str) -> bool:
        """Whether any name answers a tsquery."""
        return bool(self.newest_answering(query))

    def newest_answering(self, query: str) -> list[int]:
        """LIKELY of the newest that answer a tsquery, or all: of the recent ones, if these are ENOUGH.

        What many answer the planner takes for rare where words go together, and would fetch all that do.
        """
        if query not in self._newest_answering:
            recent = self.recent.filter(NameMatches(_Unindexed("vector"), query))
            for entries in (recent, self.answering(query)):
                newest = entries.order_by(*NEWEST).values_list("page_id", flat=True)
                found = self._newest_answering[query] = list(newest[:LIKELY])
                if len(found) >= ENOUGH:
                    break
        return self._newest_answering[query]

    @cached_property
    def _newest_answering(self) -> dict[str, list[int]]:
        return {}

    @cached_property
    def recent(self) -> Self:
        """The newest RECENT and what is of the same day as the last of them; nothing when there are fewer."""
        days = self.order_by(*NEWEST).values_list("date", flat=True)[RECENT : RECENT + 1]
        return next((self.filter(date__gte=day) for day in days), self.none())

    def named(self, understood: Understanding) -> Self:
        """Whose name answers; sets `match`, which is higher for better answers."""
        better = [
            When(NameMatches(F("vector"), tier), then=Value(rank))
            for rank, tier in zip(
                range(len(understood.tiers), 0, -1), understood.tiers, strict=True
            )
        ]
        match = Case(*better, default=Value(0)) if better else Value(0)
        return self.answering(understood.query).annotate(match=match)

    def likeliest(self, understood: Understanding, number: int) -> list[int]:
        """The best of the newest that answer, by their pages; LIKELY are compared, however many answer."""
        newest = self.newest_answering(understood.query)
        matches = self.filter(page_id__in=newest).named(understood).values_list("page_id", "match")
        match = dict(matches)
        return sorted(newest, key=lambda page: match.get(page, 0), reverse=True)[:number]

    def tagged(self, facet: int, numbers: Iterable[int], language: str = "") -> Self:
        """Which have any of these things; those of a `language`, where only these are asked, sooner."""
        languages = [language] if language else [code for code, _name in settings.LANGUAGES]
        pairs = product(numbers, languages)
        return self.filter(tags__overlap=[tag(facet, number, code) for number, code in pairs])

    def between(self, first: dt.date, last: dt.date) -> Self:
        """Dated from one day to another, both included."""
        return self.filter(date__range=(first, last))

    def last_before(self, day: dt.date) -> dt.date | None:
        """The last day before this one that has any."""
        latest: dt.date | None = self.filter(date__lt=day).aggregate(day=Max("date"))["day"]
        return latest

    def first_after(self, day: dt.date) -> dt.date | None:
        """The first day after this one that has any."""
        earliest: dt.date | None = self.filter(date__gt=day).aggregate(day=Min("date"))["day"]
        return earliest

    def lexemes(self, query: str, number: int) -> list[set[str]]:
        """The words and stems of at most `number` names that answer a tsquery."""
        words = Func(F("vector"), function="tsvector_to_array")
        answers = self.answering(query).order_by().values_list(words, flat=True)
        return [set(row) for row in answers[:number]]

    def count_to(self, limit: int) -> int:
        """How many there are, counting no further than `limit`; 0 is no limit."""
        return self.order_by()[: limit or None].count()

    def tally(self) -> dict[int, int]:
        """For each tag how many have it."""
        rows = self.order_by().annotate(tag=_Unnest("tags")).values("tag").annotate(n=Count("*"))
        return dict(rows.values_list("tag", "n"))

    def days(self) -> dict[dt.date, int]:
        """For each day that has any, how many there are."""
        rows = self.order_by().values("date").annotate(n=Count("*"))
        return dict(rows.values_list("date", "n"))

    def months(self) -> dict[tuple[int, int], int]:
        """For each (year, month) that has any, how many there are."""
        months: Counter[tuple[int, int]] = Counter()
        for day, number in self.days().items():
            months[day.year, day.month] += number
        return dict(months)
