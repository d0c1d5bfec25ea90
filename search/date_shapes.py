"""The shapes of dates: kinds of tokens side by side, and what to make of their numbers.

A shape is a short text such as `DMY` (4 December 2019), so a table of patterns reads it. The named
groups of a pattern are the arguments of the function beside it.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from . import date_messages as messages
from . import periods
from .date_tokens import Token, shape
from .periods import Extent, Span


@dataclass(frozen=True)
class Typed:
    """The whole text as typed, for messages, and the day it was typed on."""

    text: str
    today: dt.date


def calendar_date(typed: Typed, year: int, month: int, day: int | None = None) -> Span:
    """A day, or a month."""
    if not 1 <= month <= 12:
        raise messages.no_such_month(month)
    if day is None:
        return periods.months(year, month)
    if not 1 <= day <= periods.days_in(year, month):
        raise messages.not_in_calendar(typed.text, year, month)
    return periods.one_day(dt.date(year, month, day))


def iso_month(typed: Typed, year: int, month: int) -> Span:
    """`2019-12`; `2019-20` was perhaps meant as years."""
    if month > 12:
        raise messages.month_or_years(typed.text, month)
    return calendar_date(typed, year, month)


def either_order(typed: Typed, one: int, other: int, year: int) -> Span:
    """`13/12/2019`: day first here, month first elsewhere; taken when it can be one only."""
    if one > 12:
        return calendar_date(typed, year, other, one)
    if other > 12:
        return calendar_date(typed, year, one, other)
    days = [calendar_date(typed, year, b, a).first for a, b in ((one, other), (other, one))]
    if one != other:
        raise messages.either_order(typed.text, (days[0], days[1]))
    return periods.one_day(days[0])


def whole_year(typed: Typed, year: int) -> Span:
    """All its days."""
    return periods.months(year, 1, 12)


def decade(typed: Typed, decade: int) -> Span:
    """`1990s`."""
    return periods.months(decade, 1, 120)


def quarter(typed: Typed, year: int, number: int = 0, count: int = 0) -> Span:
    """One of four: its number stands before the word, or its count after it."""
    number = number or count
    if not 1 <= number <= 4:
        raise messages.not_understood(typed.text)
    return periods.months(year, 3 * number - 2, 3)


def half(typed: Typed, year: int, number: int = 0, count: int = 0) -> Span:
    """One of two."""
    number = number or count
    if not 1 <= number <= 2:
        raise messages.not_understood(typed.text)
    return periods.months(year, 6 * number - 5, 6)


def season(typed: Typed, season: int, year: int, next_year: int | None = None) -> Span:
    """Three months; a winter begins in December, so it needs both its years."""
    if season == 12 and next_year is None:
        raise messages.which_winter(year)
    if next_year is not None and (season != 12 or next_year not in {year + 1, (year + 1) % 100}):
        raise messages.not_understood(typed.text)
    return periods.months(year, season, 3)


def near(typed: Typed, direction: int, unit: periods.Unit) -> Span:
    """`last month`."""
    return replace(periods.near(typed.today, unit, direction), extent=Extent.PHRASE)


def near_weekday(typed: Typed, direction: int, weekday: int) -> Span:
    """`last Monday`. On a Wednesday that may be of this week or of the last: it has to be said."""
    day = periods.near_weekday(typed.today, weekday, direction)
    if direction and periods.around(day, "w") == periods.around(typed.today, "w"):
        raise messages.this_week_or_another(typed.text, (day, periods.shift(day, "w", direction)))
    return periods.one_day(day)


def counted(typed: Typed, direction: int, unit: periods.Unit, number: int = 1) -> Span:
    """`last 7 days`."""
    if not direction or not number:
        raise messages.not_understood(typed.text)
    return replace(periods.counted(typed.today, unit, number, direction), extent=Extent.PHRASE)


def from_today(typed: Typed, days: int) -> Span:
    """`yesterday`."""
    return periods.one_day(periods.shift(typed.today, "d", days))


def short_range(
    typed: Typed,
    *,
    month: int,
    year: int | None = None,
    last_month: int | None = None,
    day: int | None = None,
    last_day: int | None = None,
) -> Span:
    """`28-30 November 2019`: the first date borrows from the last what it lacks."""
    if year is None:
        is_over_new_year = (last_month or month) < month
        example = f"{typed.text} {typed.today.year}"
        raise messages.no_year(
            typed.text, "28.12.2019 - 04.01.2020" if is_over_new_year else example
        )
    return joined(
        typed,
        calendar_date(typed, year, month, day),
        calendar_date(typed, year, last_month or month, last_day),
    )


def quarters(typed: Typed, number: int, last_number: int, year: int) -> Span:
    """`Q1-Q3 2020`."""
    return joined(typed, quarter(typed, year, number), quarter(typed, year, last_number))


def joined(typed: Typed, first: Span, last: Span) -> Span:
    """From the first day of one to the last of the other."""
    if first.first > last.last:
        raise messages.backwards(typed.text, first.first, last.last)
    return Span(first.first, last.last, Extent.RANGE)


def two_digits(typed: Typed, year: int) -> Span:
    """`04.12.19`."""
    raise messages.two_digit_year(typed.text, year, typed.today)


def no_year(typed: Typed, month: int | None = None, day: int | None = None) -> Span:
    """`4 December`. In the example, 29 February has a leap year."""
    year = typed.today.year
    if month is not None and day is not None:
        if day > 31:
            raise messages.two_digit_year(typed.text, day, typed.today)
        if month > 12 and 1 <= day <= 12:
            raise messages.two_digit_year(typed.text, month, typed.today)
        if not 1 <= month <= 12:
            raise messages.no_such_month(month)
        if not 1 <= day <= periods.days_in(periods.LEAP_YEAR, month):
            raise messages.not_in_calendar(typed.text, None, month)
        while day > periods.days_in(year, month):
            year -= 1
    if month is not None and month > typed.today.month and year == typed.today.year:
        year -= 1
    joint = "." if typed.text[-1].isdecimal() and "." in typed.text else " "
    raise messages.no_year(typed.text, f"{typed.text}{joint}{year}")


def any_such(typed: Typed) -> Span:
    """`last December`, which says nothing certain of its year."""
    raise messages.no_year(typed.text, f"{typed.text.split()[-1]} {typed.today.year - 1}")


Shape = tuple[re.Pattern[str], Callable[..., Span]]


def _shapes(*table: tuple[str, Callable[..., Span]]) -> tuple[Shape, ...]:
    """Patterns in which `<name>K` is a token of kind K by that name."""
    return tuple(
        (re.compile(re.sub(r"<(\w+)>(\[\w+\]|\w)", r"(?P<\1>\2)", pattern)), read)
        for pattern, read in table
    )


ONE = _shapes(
    ("<year>Y-<month>D", iso_month),
    (r"<year>Y([-./])<month>D\2<day>D", calendar_date),
    (r"<day>D\.<month>D\.<year>Y", calendar_date),
    (r"<one>D([-/])<other>D\2<year>Y", either_order),
    ("<month>D[-./]<year>Y", calendar_date),
    ("<year>Y[./]<month>D", calendar_date),
    ("(?:<day>[DO][-./]?)?<month>M[-./]?<year>Y", calendar_date),
    ("<month>M[-./]?<day>[DO][-./]?<year>Y", calendar_date),
    ("<year>Y[-./]?<month>M(?:[-./]?<day>[DO])?", calendar_date),
    ("<year>Y", whole_year),
    ("<decade>C", decade),
    ("(?:<number>[DO]-?q|q<count>D)[-./]?<year>Y", quarter),
    ("<year>Y[-./]?(?:<number>[DO]-?q|q<count>D)", quarter),
    ("(?:<number>[DO]-?h|h<count>D)[-./]?<year>Y", half),
    ("<year>Y[-./]?(?:<number>[DO]-?h|h<count>D)", half),
    ("<season>S<year>Y(?:[-/~]<next_year>[YD])?", season),
    ("<year>Y<season>S", season),
    ("<direction>R<unit>[wmqy]", near),
    ("<direction>R<weekday>W", near_weekday),
    ("<direction>P<unit>[wmqy]", counted),
    ("<direction>[RP]<number>[DNY]<unit>[dwmqy]", counted),
    ("<days>T", from_today),
    (r"D([-./])D\1<year>D", two_digits),
    ("(?:D[-./]?M[-./]?|S|[DO]-?[qh]|[qh]D)<year>D", two_digits),
    ("<year>c", two_digits),
)

# Two ends, of which the first lacks what it has in common with the last.
RANGES = _shapes(
    ("<day>[DO][-~u]<last_day>[DO]<month>M<year>Y?", short_range),
    ("<day>[DO]<month>M[-~u]<last_day>[DO]<last_month>M<year>Y?", short_range),
    ("<month>M<day>D[-~u]<last_day>D<year>Y?", short_range),
    ("<month>M<day>D[-~u]<last_month>M<last_day>D<year>Y?", short_range),
    ("<month>M[-~u]<last_month>M<year>Y?", short_range),
    (r"<day>D[-~u]<last_day>D\.<month>D\.<year>Y", short_range),
    (r"<day>D\.<month>D[-~u]<last_day>D\.<last_month>D\.<year>Y", short_range),
    ("q<number>D[-~u]q?<last_number>D<year>Y", quarters),
    ("<number>[DO][-~u]<last_number>[DO]q<year>Y", quarters),
)

# Dates of any year.
WITHOUT_YEAR = _shapes(
    ("(?:<day>[DO][-./]?)?<month>M", no_year),
    ("<month>M[-./]?<day>[DO]", no_year),
    (r"<day>D[./]<month>D", no_year),
    ("S|[DO]-?[qh]|[qh]D", no_year),
    ("R[MS]", any_such),
)


def match(table: tuple[Shape, ...], parts: list[Token], typed: Typed) -> Span | None:
    """What the tokens mean by the first shape that they have, or None when they have none.

    Raises `DateNotUnderstood` when they have a shape and there is no such date.
    """
    kinds = shape(parts)
    for pattern, read in table:
        if found := pattern.fullmatch(kinds):
            return read(typed, **_arguments(found, parts, typed))
    return None


def _arguments(found: re.Match[str], parts: list[Token], typed: Typed) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, kinds in found.groupdict().items():
        if kinds:
            token = parts[found.start(name)]
            values[name] = token.kind if name == "unit" else token.value
            if token.kind in "YC" and name != "number" and not _known_year(token.value):
                raise messages.no_such_year(typed.text)
    return values


def _known_year(year: int) -> bool:
    return periods.FIRST_YEAR <= year <= periods.LAST_YEAR
