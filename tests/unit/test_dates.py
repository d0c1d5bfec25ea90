"""Dates as people write them."""

import datetime as dt
import random
import subprocess
import sys
import time

import pytest
from django.utils import translation

from search.date_words import vocabulary
from search.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    DateNotUnderstood,
    Extent,
    Span,
    parse,
)

# A Monday.
TODAY = dt.date(2026, 11, 23)


def understand(text: str, language: str = "en") -> Span:
    with translation.override(language):
        return parse(text, TODAY)


def span(first: str, last: str = "") -> Span:
    return Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))


def refused(text: str, language: str = "en") -> str:
    with pytest.raises(DateNotUnderstood) as refusal:
        understand(text, language)
    return str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "2019-12-04", "2019-12-4", "2019/12/04", "2019.12.04", "04.12.2019", "4.12.2019", "4. 12. 2019",
        " 4 December 2019 ", "4 december 2019", "4  Dec 2019", "4 DEC. 2019", "4-Dec-2019", "4Dec2019",
        "December 4, 2019", "Dec. 4 2019", "Dec-4-2019", "2019 December 4", "2019-Dec-04", "2019, 4 December",
        "4th December 2019", "4th of December, 2019", "the 4th of December 2019", "fourth of December 2019",
        "Wed, 4 Dec 2019", "Wednesday 4 December 2019", "4 December 2019, Wednesday", "on 4 December 2019",
        "4 декабря 2019", "4 декабря 2019 г.", "4 декабря 2019г.", "4 декабря 2019 года", "4 ДЕКАБРЯ 2019",
        "4 дек 2019", "4 дек. 2019", "4-е декабря 2019", "4-го декабря 2019", "четвёртое декабря 2019",
        "четвертого декабря 2019", "среда, 4 декабря 2019", "в среду 4 декабря 2019", "Ср, 4 дек. 2019",
        "2019, 4 декабря", "на 4 декабря 2019", "4\N{NO-BREAK SPACE}декабря\N{NO-BREAK SPACE}2019",
        "２０１９-１２-０４", "2019–12–04", "2019‑12‑04", "2019−12−04", "04.12.2019.",
        "04.12.2019\N{ZERO WIDTH SPACE}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_day_is_understood_in_any_usual_form_whatever_the_page_speaks(text: str, language: str):
    assert understand(text, language) == span("2019-12-04")


@pytest.mark.parametrize(
    "text",
    [
        "December 2019", "Dec 2019", "Dec. 2019", "in December 2019", "2019 December", "2019-12", "12.2019",
        "12/2019", "декабрь 2019", "декабря 2019", "в декабре 2019", "декабрём 2019", "декабрем 2019",
        "декабрю 2019", "дек. 2019", "за декабрь 2019 года", "Декабрь 2019 г.",
    ],
)  # fmt: skip
def test_a_month_is_all_its_days(text: str):
    assert understand(text) == span("2019-12-01", "2019-12-31")


MONTHS = {
    1: "January Jan январь января январе январём январю янв янв.",
    2: "February Feb февраль февраля феврале февр. фев",
    3: "March Mar март марта марте мартом мар",
    4: "April Apr апрель апреля апреле апр",
    5: "May май мая мае маем",
    6: "June Jun июнь июня июне июн",
    7: "July Jul июль июля июле июл",
    8: "August Aug август августа августе авг",
    9: "September Sept Sept. Sep сентябрь сентября сентябре сент. сен",
    10: "October Oct октябрь октября октябре окт",
    11: "November Nov ноябрь ноября ноябре нояб. ноя",
    12: "December Dec декабрь декабря декабре дек",
}


@pytest.mark.parametrize(("month", "names"), MONTHS.items())
def test_every_case_and_abbreviation_of_a_month_is_known(month: int, names: str):
    for name in names.split():
        assert understand(f"{name} 2020") == understand(f"2020-{month}"), name
        assert understand(f"9 {name} 2020") == span(f"2020-{month:02}-09"), name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019 год", "2019-01-01", "2019-12-31"),
        ("2019 г.", "2019-01-01", "2019-12-31"),
        ("в 2019 году", "2019-01-01", "2019-12-31"),
        ("в 2019-м году", "2019-01-01", "2019-12-31"),
        ("year 2019", "2019-01-01", "2019-12-31"),
        ("Q3 2020", "2020-07-01", "2020-09-30"),
        ("2020-Q3", "2020-07-01", "2020-09-30"),
        ("third quarter of 2020", "2020-07-01", "2020-09-30"),
        ("3rd quarter 2020", "2020-07-01", "2020-09-30"),
        ("3 квартал 2020", "2020-07-01", "2020-09-30"),
        ("III квартал 2020 года", "2020-07-01", "2020-09-30"),
        ("в третьем квартале 2020", "2020-07-01", "2020-09-30"),
        ("first half of 2020", "2020-01-01", "2020-06-30"),
        ("H2 2020", "2020-07-01", "2020-12-31"),
        ("первое полугодие 2020", "2020-01-01", "2020-06-30"),
        ("во втором полугодии 2020 года", "2020-07-01", "2020-12-31"),
        ("вторая половина 2020 года", "2020-07-01", "2020-12-31"),
        ("summer 2019", "2019-06-01", "2019-08-31"),
        ("fall 2019", "2019-09-01", "2019-11-30"),
        ("лето 2019", "2019-06-01", "2019-08-31"),
        ("летом 2019 года", "2019-06-01", "2019-08-31"),
        ("весна 2019", "2019-03-01", "2019-05-31"),
        ("winter 2019-2020", "2019-12-01", "2020-02-29"),
        ("зима 2018/19", "2018-12-01", "2019-02-28"),
        ("1990s", "1990-01-01", "1999-12-31"),
        ("in the 1990's", "1990-01-01", "1999-12-31"),
        ("2010-е", "2010-01-01", "2019-12-31"),
        ("в 2010-х годах", "2010-01-01", "2019-12-31"),
        ("December last year", "2025-12-01", "2025-12-31"),
        ("в декабре прошлого года", "2025-12-01", "2025-12-31"),
        ("4 декабря прошлого года", "2025-12-04", "2025-12-04"),
    ],
)
def test_years_quarters_halves_seasons_and_decades(text: str, first: str, last: str):
    assert understand(text) == span(first, last)
    assert understand(text.upper()) == span(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("28-30 November 2019", "2019-11-28", "2019-11-30"),
        ("28 – 30 November 2019", "2019-11-28", "2019-11-30"),
        ("28—30 ноября 2019 г.", "2019-11-28", "2019-11-30"),
        ("November 28-30, 2019", "2019-11-28", "2019-11-30"),
        ("28 November - 4 December 2019", "2019-11-28", "2019-12-04"),
        ("Nov 28 - Dec 4, 2019", "2019-11-28", "2019-12-04"),
        ("28 November 2019 to 4 January 2020", "2019-11-28", "2020-01-04"),
        ("28.11.2019 - 04.12.2019", "2019-11-28", "2019-12-04"),
        ("28.11.2019-04.12.2019", "2019-11-28", "2019-12-04"),
        ("28.11-04.12.2019", "2019-11-28", "2019-12-04"),
        ("1-5.05.2020", "2020-05-01", "2020-05-05"),
        ("2019-12-04 - 2019-12-10", "2019-12-04", "2019-12-10"),
        ("2019-12-04–2019-12-10", "2019-12-04", "2019-12-10"),
        ("2018-2020", "2018-01-01", "2020-12-31"),
        ("2018 — 2020 гг.", "2018-01-01", "2020-12-31"),
        ("from 2018 until 2020", "2018-01-01", "2020-12-31"),
        ("с 2018 по 2020 год", "2018-01-01", "2020-12-31"),
        ("November - December 2019", "2019-11-01", "2019-12-31"),
        ("Nov-Dec 2019", "2019-11-01", "2019-12-31"),
        ("December 2019 - January 2020", "2019-12-01", "2020-01-31"),
        ("с марта по май 2020", "2020-03-01", "2020-05-31"),
        ("с марта по май прошлого года", "2025-03-01", "2025-05-31"),
        ("from 1 to 5 May 2020", "2020-05-01", "2020-05-05"),
        ("с 1 по 5 мая 2020", "2020-05-01", "2020-05-05"),
        ("с 1-го по 5-е мая 2020 года", "2020-05-01", "2020-05-05"),
        ("от 1 до 5 мая 2020", "2020-05-01", "2020-05-05"),
        ("between 1 and 5 May 2020", "2020-05-01", "2020-05-05"),
        ("между 1 и 5 мая 2020", "2020-05-01", "2020-05-05"),
        ("between March and May 2020", "2020-03-01", "2020-05-31"),
        ("Q1-Q3 2020", "2020-01-01", "2020-09-30"),
        ("1-3 квартал 2020", "2020-01-01", "2020-09-30"),
        ("с 1 мая 2020 по сегодня", "2020-05-01", "2026-11-23"),
        ("2 weeks ago - yesterday", "2026-11-09", "2026-11-22"),
    ],
)
def test_a_range_in_one_field_has_two_ends(text: str, first: str, last: str):
    understood = understand(text)
    assert understood == span(first, last)
    assert understood.extent is Extent.RANGE


@pytest.mark.parametrize(
    ("texts", "first", "last"),
    [
        ("this week/на этой неделе/эта неделя/текущая неделя", "2026-11-23", "2026-11-29"),
        ("last week/прошлая неделя/на прошлой неделе/за прошлую неделю", "2026-11-16", "2026-11-22"),
        ("next week/на следующей неделе", "2026-11-30", "2026-12-06"),
        ("this month/в этом месяце", "2026-11-01", "2026-11-30"),
        ("last month/в прошлом месяце/за прошлый месяц/previous month", "2026-10-01", "2026-10-31"),
        ("next month/в следующем месяце", "2026-12-01", "2026-12-31"),
        ("this quarter/в этом квартале", "2026-10-01", "2026-12-31"),
        ("last quarter/в прошлом квартале", "2026-07-01", "2026-09-30"),
        ("this year/этот год/в этом году", "2026-01-01", "2026-12-31"),
        ("last year/в прошлом году/прошлый год", "2025-01-01", "2025-12-31"),
        ("last 7 days/past seven days/последние 7 дней/за последнюю неделю", "2026-11-17", "2026-11-23"),
        ("past 3 months/last three months/за последние 3 месяца", "2026-08-24", "2026-11-23"),
        ("последние 30 дней/in the last 30 days", "2026-10-25", "2026-11-23"),
        ("last 100 days", "2026-08-16", "2026-11-23"),
    ],
)  # fmt: skip
def test_a_stretch_told_from_today_is_bounded(texts: str, first: str, last: str):
    for text in texts.split("/"):
        understood = understand(text)
        assert understood == span(first, last), text
        assert understood.extent is Extent.PHRASE, text


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        ("today/Сегодня", "2026-11-23"),
        ("yesterday/вчера", "2026-11-22"),
        ("позавчера/day before yesterday", "2026-11-21"),
        ("tomorrow/завтра/in 1 day", "2026-11-24"),
        ("last Monday/в прошлый понедельник", "2026-11-16"),
        ("last Sunday/в прошлое воскресенье", "2026-11-22"),
        ("next Monday", "2026-11-30"),
        ("this Friday/в эту пятницу", "2026-11-27"),
        ("2 weeks ago/two weeks ago/2 недели назад/две недели тому назад", "2026-11-09"),
        ("a week ago/1 week ago/неделю назад", "2026-11-16"),
        ("3 months ago/три месяца назад", "2026-08-23"),
        ("a year and 2 months ago", "2025-09-23"),
        ("полгода назад", "2026-05-23"),
        ("in 3 days/через 3 дня", "2026-11-26"),
    ],
)
def test_a_day_told_from_today(texts: str, day: str):
    for text in texts.split("/"):
        assert understand(text) == span(day), text


def test_the_31st_told_from_a_shorter_month_is_its_last_day():
    assert parse("1 month ago", dt.date(2026, 3, 31)) == span("2026-02-28")
    assert parse("last month", dt.date(2026, 1, 31)) == span("2025-12-01", "2025-12-31")


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("since 2019", "first"), ("from December 2019", "first"), ("с 4 декабря 2019", "first"),
        ("от 04.12.2019", "first"), ("since last month", "first"), ("until 2019", "last"),
        ("by 4 December 2019", "last"), ("по декабрь 2019", "last"), ("до 2019 года", "last"),
        ("in 2019", None), ("в 2019", None), ("2019", None),
    ],
)  # fmt: skip
def test_a_preposition_says_which_end_is_meant(text: str, edge: str | None):
    assert understand(text).edge == edge
    assert understand(text).extent is Extent.EDGE


def test_what_reads_the_same_in_either_order_is_taken():
    assert understand("13/12/2019") == understand("12-13-2019") == span("2019-12-13")
    assert understand("05/05/2026") == span("2026-05-05")


REFUSED = [
    ("01/03/2026", "could be 1 March 2026 or 3 January 2026"),
    ("04-12-2019", "could be 4 December 2019 or 12 April 2019"),
    ("4 12 2019", "not a date"),
    ("13/13/2019", "no month 13"),
    ("04.13.2019", "no month 13"),
    ("2019-13", "no month 13"),
    ("2019-00-10", "no month 0"),
    ("2019-20", "years in full, 2019-2020"),
    ("31.02.2019", "28 days and ends on 28 February 2019"),
    ("29.02.2023", "not in the calendar"),
    ("31 February", "29 days and ends on 29 February"),
    ("31.02", "29 days"),
    ("32 December 2019", "31 days"),
    ("0 December 2019", "31 days"),
    ("с 30 по 35 мая 2020", "31 days"),
    ("04.12.19", "“04.12.19” has two digits: write 2019"),
    ("4 December 19", "two digits: write 2019"),
    ("4/12/98", "two digits: write 1998"),
    ("Dec 98", "two digits: write 1998"),
    ("лето 19", "two digits: write 2019"),
    ("90-е", "two digits: write 1990"),
    ("28.11.2019 - 04.12.19", "two digits: write 2019"),
    ("December", "any year: write all four digits of it, as in “December 2025”"),
    ("в декабре", "“в декабре 2025”"),
    ("4 December", "“4 December 2025”"),
    ("Wed, 4 December", "“4 December 2025”"),
    ("29 February", "“29 February 2024”"),
    ("04.12", "“04.12.2025”"),
    ("28-30 November", "“28-30 November 2026”"),
    ("с марта по май", "“с марта по май 2026”"),
    ("last December", "“December 2025”"),
    ("next Friday", "27 November 2026 or 4 December 2026"),
    ("прошлым летом", "“летом 2025”"),
    ("summer", "“summer 2026”"),
    ("Q3", "“Q3 2026”"),
    ("winter 2019", "winter 2018-2019 or winter 2019-2020"),
    ("зимой 2019", "winter 2018-2019 or winter 2019-2020"),
    ("Mon, 4 December 2019", "4 December 2019 is a Wednesday, and “Mon” was typed"),
    ("пятница, 4 декабря 2019", "is a Wednesday"),
    ("30-28 November 2019", "runs backwards, from 30 November 2019 to 28 November 2019"),
    ("2020-2018", "runs backwards"),
    ("28 December - 4 January 2020", "from 28 December 2020 to 4 January 2020"),
    ("Decmeber 2019", "Did you mean “December 2019”?"),
    ("4 decembr 2019", "Did you mean “4 December 2019”?"),
    ("4 декабра 2019", "Did you mean “4 декабря 2019”?"),
    ("Juny 2019", "Did you mean “June 2019” or “July 2019”?"),
    ("yestreday", "Did you mean “yesterday”?"),
    ("decembr", "“December 2025”"),
    ("0000", "between 1900 and 2100"),
    ("1899", "between 1900 and 2100"),
    ("9999", "between 1900 and 2100"),
    ("4 December 2101", "between 1900 and 2100"),
    ("last 999 years", "between 1900 and 2100"),
    ("last 9000 weeks", "between 1900 and 2100"),
    ("1" * (LONGEST + 1), "too long for a date: use at most 60"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_could_be_a_surprise_is_refused_with_a_reason(text: str, reason: str):
    assert reason in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "0", "99999", "1575417600", "20191204", "10:30", "%", "soon", "yesterday-ish", "4 Brumaire 2019",
        "4 December 2019 10:00", "2019-12-04T10:00", "4 December 2019 UTC", "4 December 2019 banana",
        "about 4 December 2019", "4 December 2019 noon", "(4 December 2019)", "2019 4 5 December",
        "2 May June 2019", "5 days", "-5 days", "3 3 weeks ago", "2019 3 weeks ago", "about 3 weeks ago",
        "in 3 weeks ago", "an hour ago", "last 0 days", "this 7 days", "5 квартал 2020", "third half of 2020",
        "2018 and 2020", "between 2018", "2018-01-2019", "December - 2019", "-December 2019", "2019-",
        "1995s", "a December 2019", "summer 2019-2020", "winter 2018-2020", "\N{ZERO WIDTH SPACE}", " . ",
    ],
)  # fmt: skip
def test_what_is_half_understood_is_no_date(text: str):
    assert "is not a date we understand. Write it as 04.12.2019" in refused(text)


def test_the_library_is_loaded_for_no_ordinary_date():
    """It takes a third of a second, which a visitor who types a plain date does not wait."""
    code = (
        "import sys, datetime as dt, django; django.setup(); from search.dates import parse;"
        "[parse(text, dt.date(2026, 11, 23)) for text in ('2019', '4 декабря 2019', 'last month')];"
        "assert 'dateparser' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


def _scribbles(random: random.Random) -> str:
    words = list(vocabulary())
    signs = [*"-–—./,:~?'()% ", " - ", "ago", "назад", "about"]

    def number() -> str:
        return str(random.randint(0, random.choice([12, 40, 2200, 10**6])))

    match random.randrange(4):
        case 0:
            pieces = [random.choice([*words[:5], random.choice(words), number()]) for _ in range(4)]
            text = " ".join(pieces[: random.randint(1, 4)])
        case 1:
            text = " ".join(
                random.choice([random.choice(words), number(), random.choice(signs)])
                for _ in range(random.randint(1, 10))
            )
        case 2:
            text = "".join(
                random.choice([random.choice(words), number(), *signs]) for _ in range(12)
            )
        case _:
            text = "".join(
                chr(random.randint(*random.choice([(0, 127), (0x400, 0x45F), (0, 0x10FFFF)])))
                for _ in range(random.randint(1, LONGEST))
            )
    return text[:LONGEST]


def test_no_scribble_breaks_it_and_what_is_understood_is_in_bounds():
    chance = random.Random(2019)  # noqa: S311
    understood = 0
    for _ in range(4000):
        text = _scribbles(chance)
        try:
            days = understand(text)
        except DateNotUnderstood as refusal:
            assert str(refusal)
        else:
            understood += 1
            assert days.first <= days.last, text
            assert FIRST_YEAR <= days.first.year <= days.last.year <= LAST_YEAR, text
    assert understood


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_message_can_be_told_in_every_language(language: str):
    for text, _reason in REFUSED:
        assert refused(text, language)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1-",
        "- ",
        "/",
        ".",
        "a ",
        "Dec ",
        "last ",
        "1 ago ",
        "in ",
        "and ",
        "ж",
        "ﷺ",
        "12 дек ",
    ],
)
def test_a_hostile_text_is_refused_at_once(piece: str):
    refused("2 weeks agos")  # the first text of a strange form loads the library
    text = (piece * LONGEST)[:LONGEST]
    started = time.perf_counter()
    refused(text)
    assert time.perf_counter() - started < 0.05
