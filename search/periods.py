"""Stretches of days by the calendar: months, quarters, seasons, decades, and those around today."""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

# Years in which an institute can have news; outside them a number is not meant as a year.
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Every day that there can be is in it.
LEAP_YEAR = 2000

Edge = Literal["first", "last"]
Unit = Literal["d", "w", "m", "q", "y"]
_MONTHS_IN = {"m": 1, "q": 3, "y": 12}
_DAYS_IN = {"d": 1, "w": 7}


class Extent(Enum):
    """How much of a question a typed date settles."""

    EDGE = "a day, a month, a year: the field says which end of it counts"
    PHRASE = "a stretch in words, such as last month: both ends, unless the other end is given"
    RANGE = "two ends typed together: nothing else may be given"


@dataclass(frozen=True)
class Span:
    """The days, both ends included, that a typed date means.

    `edge` is the end that its preposition names: `since 2019` can only be a beginning.
    """

    first: dt.date
    last: dt.date
    extent: Extent = field(default=Extent.EDGE, compare=False)
    edge: Edge | None = field(default=None, compare=False)

    @property
    def within_years(self) -> bool:
        """Whether all of it lies in the years that can be asked for."""
        return self.first.year >= FIRST_YEAR and self.last.year <= LAST_YEAR


def one_day(day: dt.date) -> Span:
    """A single day."""
    return Span(day, day)


def months(year: int, month: int, number: int = 1) -> Span:
    """So many whole months, beginning with this one."""
    first = dt.date(year, month, 1)
    return Span(first, shift(first, "m", number) - dt.timedelta(1))


def days_in(year: int, month: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, month)[1]


def shift(day: dt.date, unit: Unit, number: int) -> dt.date:
    """The same day so many units later; the 31st becomes the last day of a shorter month.

    Raises `OverflowError` outside the calendar.
    """
    if unit in _DAYS_IN:
        return day + dt.timedelta(_DAYS_IN[unit] * number)
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS_IN[unit] * number, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError
    return dt.date(year, month + 1, min(day.day, days_in(year, month + 1)))


def around(day: dt.date, unit: Unit) -> Span:
    """The calendar's week (from Monday), month, quarter or year that a day is in."""
    if unit == "d":
        return one_day(day)
    if unit == "w":
        monday = day - dt.timedelta(day.weekday())
        return Span(monday, monday + dt.timedelta(6))
    number = _MONTHS_IN[unit]
    return months(day.year, day.month - (day.month - 1) % number, number)


def near(today: dt.date, unit: Unit, direction: int) -> Span:
    """The last (-1), this (0) or the next (1) week, month, quarter or year."""
    return around(shift(around(today, unit).first, unit, direction), unit)


def counted(today: dt.date, unit: Unit, number: int, direction: int) -> Span:
    """So many days, weeks, months or years that end today, or that begin tomorrow."""
    if direction < 0:
        return Span(shift(today, unit, -number) + dt.timedelta(1), today)
    return Span(today + dt.timedelta(1), shift(today, unit, number))


def near_weekday(today: dt.date, weekday: int, direction: int) -> dt.date:
    """The last such day before today, that of this week, or the next one after today."""
    if direction == 0:
        return around(today, "w").first + dt.timedelta(weekday)
    distance = (weekday - today.weekday()) * direction % 7 or 7
    return today + dt.timedelta(distance * direction)
