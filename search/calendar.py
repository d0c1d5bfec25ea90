"""A month for choosing a day in: weeks from Monday, each day with the number of things dated on it."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .dates import FIRST_YEAR, LAST_YEAR

EARLIEST, LATEST = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
# The shades of a day by its number; the stylesheet has as many.
SHADES = 4

_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Day:
    """A day of the calendar.

    `number` is None where nothing is counted; `shade` goes from 0, nothing, to `SHADES`, the most of
    its month. `entry` marks the one day of a month that the Tab key leads to.
    """

    date: dt.date
    number: int | None
    shade: int
    today: bool
    chosen: bool
    within: bool
    entry: bool


@dataclass(frozen=True)
class Month:
    """A month as it is shown: `chosen` is the day to be replaced, `since` and `until` the range asked for."""

    first: dt.date
    today: dt.date
    numbers: Mapping[dt.date, int] | None = None
    chosen: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def last(self) -> dt.date:
        """The month's last day."""
        return month_span(self.first)[1]

    @property
    def total(self) -> int:
        """How many things the month has."""
        return sum((self.numbers or {}).values())

    @cached_property
    def entry(self) -> dt.date:
        """Where the keyboard starts: at the chosen day, today, the first day with something, the first."""
        busy = min(self.numbers, default=self.first) if self.numbers else self.first
        here = (day for day in (self.chosen, self.today) if day and self.first <= day <= self.last)
        return next(here, busy)

    @cached_property
    def weeks(self) -> list[list[Day | None]]:
        """The weeks, Monday first; None stands for a day of another month."""
        month = calendar.Calendar().monthdatescalendar(self.first.year, self.first.month)
        return [
            [self._day(date) if date.month == self.first.month else None for date in week]
            for week in month
        ]

    def _day(self, date: dt.date) -> Day:
        number = None if self.numbers is None else self.numbers.get(date, 0)
        most = max(self.numbers.values(), default=0) if self.numbers else 0
        return Day(
            date=date,
            number=number,
            shade=-(-SHADES * number // most) if number else 0,
            today=date == self.today,
            chosen=date == self.chosen,
            within=bool(self.since and self.until and self.since <= date <= self.until),
            entry=date == self.entry,
        )


def read_month(month: str, year: str = "") -> dt.date | None:
    """The first day of a month given as `2019-12`, or as `12` beside its year; None if it is neither."""
    match = _MONTH.fullmatch(f"{year}-{month}" if year else month)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR or not 1 <= int(match[2]) <= 12:
        return None
    return dt.date(int(match[1]), int(match[2]), 1)


def month_span(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the month of a day."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def step(month: dt.date, months: int) -> dt.date | None:
    """The month so many months on, by its first day; None where the calendar ends."""
    year, index = divmod(month.year * 12 + month.month - 1 + months, 12)
    return dt.date(year, index + 1, 1) if FIRST_YEAR <= year <= LAST_YEAR else None
