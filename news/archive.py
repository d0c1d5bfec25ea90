"""The strip of years and months: the whole archive as an axis, bars for what is asked along it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from search.calendar import month_span
from search.question import Question

from .filters import DATES, ArticleFilter
from .models import NewsIndexPage
from .remembered import remember

# More years than these have a row of their own, above the months.
YEARS_BESIDE_MONTHS = 14
# The heights of bars that the stylesheet has, in per cent.
HEIGHT_STEP = 5


@dataclass(frozen=True)
class Bar:
    """A year or a month: how many articles it has, and the question that reads it.

    `within` when the asked range touches it, `current` when it is just what was asked for.
    """

    first: dt.date
    number: int
    height: int
    query: str
    within: bool
    current: bool


class Archive:
    """The years from the first article to the last; the months of one of them."""

    def __init__(self, asked: ArticleFilter, index: NewsIndexPage) -> None:
        self.asked, self.index = asked, index
        self.since: dt.date | None = None
        self.until: dt.date | None = None
        self.question = Question({})
        if asked.understood_but_dates:
            self.question = asked.question
            self.since = asked.form.cleaned_data.get("from")
            self.until = asked.form.cleaned_data.get("to")

    @cached_property
    def whole(self) -> dict[tuple[int, int], int]:
        """How many articles each month has, whatever is asked."""
        if not self.is_narrowed:
            return self.asked.months()
        language = self.index.locale.language_code
        entries = self.index.entries()
        return remember(self.asked.request, "index", ("archive", language), entries.months)

    @cached_property
    def months_asked(self) -> dict[tuple[int, int], int]:
        """How many articles each month has under the question without its dates."""
        return self.asked.months()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but dates is asked for."""
        return self.question.narrows_beside(*DATES)

    @property
    def total(self) -> int:
        """How many articles the whole archive has."""
        return sum(self.whole.values())

    @cached_property
    def span(self) -> range:
        """The years of the whole archive; none while it is empty."""
        years = [year for year, _month in self.whole]
        return range(min(years), max(years) + 1) if years else range(0)

    @property
    def first_year(self) -> int:
        """The year of the first article."""
        return self.span[0]

    @property
    def is_long(self) -> bool:
        """Whether the years need a row of their own."""
        return len(self.span) > YEARS_BESIDE_MONTHS

    @cached_property
    def year(self) -> int:
        """Whose months are shown: the last that is asked for, else the last with an article."""
        if asked := self.until or self.since:
            return min(max(asked.year, self.span[0]), self.span[-1])
        return max(self.months_asked, default=(self.span[-1], 0))[0]

    @cached_property
    def years(self) -> list[Bar]:
        """A bar for each year."""
        numbers: Counter[int] = Counter()
        for (year, _month), number in self.months_asked.items():
            numbers[year] += number
        most = max(numbers.values(), default=0)
        return [
            self._bar(dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year}", numbers[year], most)
            for year in self.span
        ]

    @cached_property
    def months(self) -> list[Bar]:
        """A bar for each month of the year."""
        numbers = {month: self._in_month(self.months_asked, month) for month in range(1, 13)}
        most = max(numbers.values())
        return [
            self._bar(*month_span(first), f"{first:%Y-%m}", numbers[first.month], most)
            for first in (dt.date(self.year, month, 1) for month in numbers)
        ]

    @property
    def undated_query(self) -> str:
        """The question of every year."""
        return self.question.set(**{"from": "", "to": ""}).query

    def _in_month(self, numbers: Mapping[tuple[int, int], int], month: int) -> int:
        return numbers.get((self.year, month), 0)

    def _bar(self, first: dt.date, last: dt.date, span: str, number: int, most: int) -> Bar:
        asked = self.since or self.until
        return Bar(
            first=first,
            number=number,
            height=HEIGHT_STEP * max(1, round(100 * number / most / HEIGHT_STEP)) if number else 0,
            query=self.question.set(**{"from": span, "to": span}).query,
            within=bool(asked)
            and (not self.since or self.since <= last)
            and (not self.until or first <= self.until),
            current=(self.since, self.until) == (first, last),
        )
