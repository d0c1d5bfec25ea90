"""Dates as people write them."""

import datetime as dt

import pytest
from django.utils import translation

from search.dates import DateNotUnderstood, Span, parse


def day(year: int, month: int, day: int) -> Span:
    return Span(dt.date(year, month, day), dt.date(year, month, day))


@pytest.mark.parametrize(
    "text",
    [
        "2019-12-04",
        "2019-12-4",
        "04.12.2019",
        "4.12.2019",
        " 4 December 2019 ",
        "4 december 2019",
        "4  Dec 2019",
        "December 4, 2019",
        "Dec. 4 2019",
        "4 декабря 2019",
        "4 декабря 2019 г.",
        "4 декабря 2019 года",
        "4 ДЕКАБРЯ 2019",
        "4 дек 2019",
        "4 декабря 2019",
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_day_is_understood_in_any_usual_form_whatever_the_page_speaks(text: str, language: str):
    with translation.override(language):
        assert parse(text) == day(2019, 12, 4)


@pytest.mark.parametrize(
    "text", ["December 2019", "декабрь 2019", "декабря 2019", "Dec 2019", "2019-12"]
)
def test_a_month_is_all_its_days(text: str):
    assert parse(text) == Span(dt.date(2019, 12, 1), dt.date(2019, 12, 31))


@pytest.mark.parametrize("text", ["2019", "2019 год", "2019 г."])
def test_a_year_is_all_its_days(text: str):
    assert parse(text) == Span(dt.date(2019, 1, 1), dt.date(2019, 12, 31))


def test_may_is_may_in_every_case():
    assert parse("9 мая 2024") == parse("9 May 2024") == parse("09.05.2024")


def test_the_leap_day_exists_in_leap_years_only():
    assert parse("29.02.2024") == day(2024, 2, 29)
    with pytest.raises(DateNotUnderstood, match="not in the calendar"):
        parse("29.02.2023")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.02.2019", "28 days"),
        ("04.13.2019", "no month 13"),
        ("2019-00-10", "no month 0"),
        ("0", "not a date"),
        ("0000", "between 1900 and 2100"),
        ("99999", "not a date"),
        ("9999", "between 1900 and 2100"),
        ("01/03/2026", "not a date"),
        ("4.12.19", "not a date"),
        ("32 December 2019", "31 days"),
        ("0 December 2019", "31 days"),
        ("4 Brumaire 2019", "not a date"),
        ("yesterday-ish", "not a date"),
        ("4 December", "not a date"),
        ("%", "not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(text: str, reason: str):
    with pytest.raises(DateNotUnderstood, match=reason):
        parse(text)
