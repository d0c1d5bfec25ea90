"""What is said of a date that cannot be taken as typed: each message shows how to write it."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from . import periods

LONGEST = 60


class DateNotUnderstood(ValueError):
    """What was typed is not a date; the message says why and how to write one."""


def not_understood(text: str) -> DateNotUnderstood:
    """Nothing known."""
    return DateNotUnderstood(
        _(
            "“%(text)s” is not a date we understand. Write it as 04.12.2019, 4 December 2019,"
            " December 2019, 28-30 November 2019 or last month."
        )
        % {"text": text}
    )


def too_long() -> DateNotUnderstood:
    """More characters than a date takes."""
    return DateNotUnderstood(
        _(
            "This is too long for a date: use at most %(limit)d characters, as in"
            " 28 November 2019 - 4 December 2019."
        )
        % {"limit": LONGEST}
    )


def no_such_year(text: str) -> DateNotUnderstood:
    """A year in which there can be no news."""
    return DateNotUnderstood(
        _("The year in “%(text)s” must be between %(first)d and %(last)d.")
        % {"text": text, "first": periods.FIRST_YEAR, "last": periods.LAST_YEAR}
    )


def two_digit_year(text: str, year: int, today: dt.date) -> DateNotUnderstood:
    """The century is left to guess."""
    century = today.year // 100 * 100
    whole = century + year if year <= today.year % 100 + 1 else century - 100 + year
    return DateNotUnderstood(
        _("The year in “%(text)s” has two digits: write %(year)d.") % {"text": text, "year": whole}
    )


def no_year(text: str, example: str) -> DateNotUnderstood:
    """A day or a month of any year."""
    return DateNotUnderstood(
        _("“%(text)s” could be in any year: write all four digits of it, as in “%(example)s”.")
        % {"text": text, "example": example}
    )


def no_such_month(month: int) -> DateNotUnderstood:
    """Months are 1 to 12."""
    return DateNotUnderstood(
        _("There is no month %(month)d: write a day as 04.12.2019 or 4 December 2019.")
        % {"month": month}
    )


def month_or_years(text: str, month: int) -> DateNotUnderstood:
    """`2019-20` looks like a month and was perhaps meant as two years."""
    return DateNotUnderstood(
        _(
            "There is no month %(month)d, as “%(text)s” says: write a month as 2019-12, and years"
            " in full, 2019-2020."
        )
        % {"month": month, "text": text}
    )


def not_in_calendar(text: str, year: int | None, month: int) -> DateNotUnderstood:
    """The month is shorter. Without a year, February has its leap day."""
    days = periods.days_in(year or periods.LEAP_YEAR, month)
    last = dt.date(year or periods.LEAP_YEAR, month, days)
    return DateNotUnderstood(
        _("“%(text)s” is not in the calendar: that month has %(days)d days and ends on %(last)s.")
        % {
            "text": text,
            "days": days,
            "last": date_format(last, "DATE_FORMAT" if year else "MONTH_DAY_FORMAT"),
        }
    )


def either_order(text: str, days: tuple[dt.date, dt.date]) -> DateNotUnderstood:
    """Day and month could change places."""
    return DateNotUnderstood(
        _("“%(text)s” could be %(one)s or %(other)s: write the month in words.")
        % {"text": text, "one": date_format(days[0]), "other": date_format(days[1])}
    )


def this_week_or_another(text: str, days: tuple[dt.date, dt.date]) -> DateNotUnderstood:
    """A day of the week that this week has too."""
    return DateNotUnderstood(
        _("“%(text)s” could be %(one)s or %(other)s: write the date.")
        % {"text": text, "one": date_format(days[0]), "other": date_format(days[1])}
    )


def wrong_weekday(day: dt.date, typed: str) -> DateNotUnderstood:
    """The day of the week belongs to another date."""
    return DateNotUnderstood(
        _(
            "%(day)s is a %(weekday)s, and “%(typed)s” was typed: correct one of them, or leave out"
            " the day of the week."
        )
        % {"day": date_format(day), "weekday": date_format(day, "l"), "typed": typed}
    )


def which_winter(year: int) -> DateNotUnderstood:
    """A winter is in two years."""
    return DateNotUnderstood(
        _(
            "Winter %(year)d is in two years: write winter %(before)d-%(year)d or winter"
            " %(year)d-%(after)d."
        )
        % {"before": year - 1, "year": year, "after": year + 1}
    )


def backwards(text: str, first: dt.date, last: dt.date) -> DateNotUnderstood:
    """A range typed in one field ends before it begins."""
    return DateNotUnderstood(
        _(
            "“%(text)s” runs backwards, from %(first)s to %(last)s: write the earlier date first,"
            " as in 28-30 November 2019."
        )
        % {"text": text, "first": date_format(first), "last": date_format(last)}
    )


def did_you_mean(text: str, meant: list[str]) -> DateNotUnderstood:
    """A word has a typing error."""
    alternatives = get_text_list([_("“%s”") % one for one in meant], _("or"))
    return DateNotUnderstood(
        _("“%(text)s” is not a date we understand. Did you mean %(meant)s?")
        % {"text": text, "meant": alternatives}
    )
