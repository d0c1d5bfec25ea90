"""Questions to the index, as a chain of narrowing steps; and what it can count."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Self

from django.db.models import Case, Count, F, Func, IntegerField, QuerySet, Value, When

from .names import NameMatches
from .tags import tag
from .understanding import Understanding

NEWEST = ("-date", "-page_id")
OLDEST = ("date", "page_id")
# Answers among which the best to suggest is sought while a name is being typed.
LIKELY = 50


class _Unnest(Func):
    function = "unnest"
    set_returning = True
    output_field = IntegerField()


class EntryQuerySet(QuerySet):
    """Entries of the index."""

    def named(self, understood: Understanding) -> Self:
        """Whose name answers; sets `match`, which is higher for better answers."""
        better = [
            When(NameMatches(F("vector"), tier), then=Value(rank))
            for rank, tier in zip(
                range(len(understood.tiers), 0, -1), understood.tiers, strict=True
            )
        ]
        match = Case(*better, default=Value(0)) if better else Value(0)
        return self.filter(NameMatches(F("vector"), understood.query)).annotate(match=match)

    def likeliest(self, understood: Understanding, number: int) -> list[int]:
        """The best of the newest that answer, by their pages; LIKELY are compared, however many answer."""
        newest = self.named(understood).order_by(*NEWEST).values_list("page_id", "match")
        best = sorted(newest[:LIKELY], key=lambda entry: entry[1], reverse=True)
        return [page for page, _match in best[:number]]

    def tagged(self, facet: int, numbers: Iterable[int]) -> Self:
        """Which have any of these things."""
        return self.filter(tags__overlap=[tag(facet, number) for number in numbers])

    def lexemes(self, query: str, number: int) -> list[set[str]]:
        """The words and stems of at most `number` names that answer a tsquery."""
        answers = self.filter(NameMatches(F("vector"), query)).order_by()
        words = Func(F("vector"), function="tsvector_to_array")
        return [set(row) for row in answers.values_list(words, flat=True)[:number]]

    def count_to(self, limit: int) -> int:
        """How many there are, counting no further than `limit`."""
        return self.order_by()[:limit].count()

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
