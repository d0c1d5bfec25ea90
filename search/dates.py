"""Dates as people write them: what was typed, and the days that it means.

Understood in every configured language: `2019-12-04`, `04.12.2019`, `4 December 2019`,
`December 4, 2019`, `December 2019`, `2019`. Nothing is guessed: `01/03/2026` could be January or
March, so it is refused with an example of how to write it.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import dates, translation
from django.utils.translation import gettext as _

# Years in which an institute can have news; outside them a number is not meant as a year.
FIRST_YEAR, LAST_YEAR = 1900, 2100

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEAR = re.compile(r"(\d{4})")
_DAY_MONTH_YEAR = re.compile(r"(?:(\d{1,2})\.? )?([^\W\d_]+)\.?,? (\d{4})")
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.? (\d{1,2}),? (\d{4})")
_YEAR_WORD = re.compile(r" (?:г\.?|года?|year)$")


class DateNotUnderstood(ValueError):
    """What was typed is not a date; the message says why and how to write one."""


@dataclass(frozen=True)
class Span:
    """The days, both ends included, that a typed date means: one day, a month or a year."""

    first: dt.date
    last: dt.date


def parse(text: str) -> Span:
    """Understand a typed date.

    Raises `DateNotUnderstood` with a message in the active language.
    """
    text = " ".join(text.split())
    bare = _YEAR_WORD.sub("", text.lower())
    year, month, day = _parts(bare, text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateNotUnderstood(
            _("The year in “%(text)s” must be between %(first)d and %(last)d.")
            % {"text": text, "first": FIRST_YEAR, "last": LAST_YEAR}
        )
    if month is not None and not 1 <= month <= 12:
        raise DateNotUnderstood(
            _("There is no month %(month)d: write a day as 04.12.2019 or 4 December 2019.")
            % {"month": month}
        )
    return _span(year, month, day, text)


def _parts(bare: str, text: str) -> tuple[int, int | None, int | None]:
    """Year, month and day as typed, not yet checked against the calendar."""
    if match := _ISO.fullmatch(bare):
        year, month, day = match.groups()
        return int(year), int(month), int(day) if day else None
    if match := _DOTTED.fullmatch(bare):
        day, month, year = match.groups()
        return int(year), int(month), int(day)
    if match := _YEAR.fullmatch(bare):
        return int(match[1]), None, None
    if match := _DAY_MONTH_YEAR.fullmatch(bare):
        day, name, year = match.groups()
    elif match := _MONTH_DAY_YEAR.fullmatch(bare):
        name, day, year = match.groups()
    else:
        raise _not_understood(text)
    found = month_names().get(name)
    if found is None:
        raise _not_understood(text)
    return int(year), found, int(day) if day else None


def _span(year: int, month: int | None, day: int | None, text: str) -> Span:
    if month is None:
        return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
    last_day = calendar.monthrange(year, month)[1]
    if day is None:
        return Span(dt.date(year, month, 1), dt.date(year, month, last_day))
    if not 1 <= day <= last_day:
        raise DateNotUnderstood(
            _("“%(text)s” is not in the calendar: that month has %(days)d days.")
            % {"text": text, "days": last_day}
        )
    return Span(dt.date(year, month, day), dt.date(year, month, day))


def _not_understood(text: str) -> DateNotUnderstood:
    return DateNotUnderstood(
        _(
            "“%(text)s” is not a date we understand. Write it as 04.12.2019, 4 December 2019,"
            " December 2019 or 2019."
        )
        % {"text": text}
    )


@cache
def month_names() -> dict[str, int]:
    """Every way to write a month in the configured languages, lower case, to its number."""
    names: dict[str, int] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for table in (dates.MONTHS, dates.MONTHS_ALT, dates.MONTHS_3, dates.MONTHS_AP):
                names |= {str(name).lower().rstrip("."): n for n, name in table.items()}
    return names
