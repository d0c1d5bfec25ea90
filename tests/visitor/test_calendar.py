"""A visitor chooses a date in a calendar that shows what each day has, and a year or a month in the strip."""

import datetime as dt
from collections.abc import Callable

import pytest
from bs4 import Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import Answer
from tests.newsroom import article

Visit = Callable[..., Answer]
CALENDAR = {"en": "/en/news/calendar/", "ru": "/ru/news/calendar/"}


def day(answer: Answer, iso: str, field: str = "from") -> Tag:
    """The link that chooses a day."""
    link = answer.soup.select_one(f"table a[href*='{field}={iso}']")
    assert link is not None, f"no {iso}"
    return link


def said(element: Tag | None) -> str:
    """What a screen reader says of an element whose sight is another than its sound."""
    assert element is not None
    name = element.select_one(".visually-hidden")
    return " ".join((name or element).get_text(" ").split())


def heading(answer: Answer) -> str:
    return answer.soup.select_one("h2#calendar-name").get_text(strip=True)


@pytest.fixture
def quantum(db: None) -> None:
    """Three articles in May 2020, two of them on one day, and one in March 2021."""
    for title, date in (
        ("Quantum bridges", dt.date(2020, 5, 4)),
        ("Quantum tunnels", dt.date(2020, 5, 4)),
        ("Quantum ferries", dt.date(2020, 5, 31)),
        ("Quantum airports", dt.date(2021, 3, 1)),
    ):
        article(title, date)


def test_each_day_shows_its_articles_under_the_question(visit: Visit, quantum: None):
    answer = visit(CALENDAR["en"], name="quantum", month="2020-05")
    assert answer.status == 200
    assert heading(answer) == "May 2020"
    assert said(day(answer, "2020-05-04")) == "4 May 2020, 2 articles"
    assert said(day(answer, "2020-05-31")) == "31 May 2020, 1 article"
    assert said(day(answer, "2020-05-05")) == "5 May 2020, no articles"
    assert "2" in day(answer, "2020-05-04").select_one(".day-number").text
    assert len(answer.soup.select("table a")) == 31
    assert "3 articles" in answer.text


def test_the_dates_of_the_question_do_not_narrow_the_counts(visit: Visit, quantum: None):
    dated = {"from": "2020-05-31", "to": "2020-05-31"}
    answer = visit(CALENDAR["en"], name="quantum", month="2020-05", **dated)
    assert said(day(answer, "2020-05-04")) == "4 May 2020, 2 articles"


def test_a_day_leads_to_what_it_counts(visit: Visit, quantum: None):
    answer = visit(CALENDAR["en"], name="quantum", month="2020-05", page="3")
    first = str(day(answer, "2020-05-04")["href"])
    assert "page=" not in first
    assert "month=" not in first
    last = visit(CALENDAR["en"], name="quantum", field="to", **{"from": "2020-05-04"})
    listing = visit(str(day(last, "2020-05-04", "to")["href"]))
    assert sorted(listing.names) == ["Quantum bridges", "Quantum tunnels"]


def test_weeks_begin_on_monday(visit: Visit):
    answer = visit(CALENDAR["en"], month="2019-12")
    heads = [said(th) for th in answer.soup.select("thead th")]
    assert heads[0] == "Monday"
    assert heads[-1] == "Sunday"
    weeks = answer.soup.select("tbody tr")
    assert [bool(td.select("a")) for td in weeks[0].select("td")] == [False] * 6 + [True]


def test_russian_days_are_read_in_russian(visit: Visit):
    for number in range(5):
        article(f"Квантовый мост {number}", dt.date(2020, 5, 4), language="ru")
    answer = visit(CALENDAR["ru"], month="2020-05", name="квантовый")
    assert "4 мая 2020" in said(day(answer, "2020-05-04"))
    assert heading(answer) == "май 2020" or heading(answer) == "Май 2020"


def test_opens_at_the_chosen_month_else_at_the_newest_with_an_article(visit: Visit, quantum: None):
    chosen = visit(CALENDAR["en"], **{"from": "4 December 2019"})
    assert heading(chosen) == "December 2019"
    assert day(chosen, "2019-12-04")["aria-current"] == "true"
    assert heading(visit(CALENDAR["en"], name="quantum")) == "March 2021"
    this_month = f"{timezone.localdate():%Y-%m}"
    nothing = visit(CALENDAR["en"], name="zzzxqwv")
    assert nothing.soup.select(f"table a[href*='{this_month}']")


def test_goes_by_months_and_years_and_to_any_of_them(visit: Visit, quantum: None):
    answer = visit(CALENDAR["en"], name="quantum", field="to", month="2020-05")
    steps = {said(a): str(a["href"]) for a in answer.soup.select("nav a[href*='month=']")}
    assert {name: heading(visit(href)) for name, href in steps.items()} == {
        "Previous year": "May 2019",
        "Previous month": "April 2020",
        "Next month": "June 2020",
        "Next year": "May 2021",
    }
    form = answer.soup.select_one("form:has(#jump-year)")
    kept = {i["name"]: i["value"] for i in form.select("input[type=hidden]")}
    assert kept == {"name": "quantum", "field": "to"}
    years = [int(option["value"]) for option in form.select("#jump-year option")]
    assert {2020, 2021, timezone.localdate().year} <= set(years)
    jumped = visit(str(form["action"]), **kept, month="3", year="2021")
    assert heading(jumped) == "March 2021"
    assert day(jumped, "2021-03-01", "to")


def test_an_empty_month_names_the_nearest_with_articles(visit: Visit, quantum: None):
    answer = visit(CALENDAR["en"], name="quantum", month="2020-09")
    links = [a.get_text(strip=True) for a in answer.soup.select(".calendar-note a")]
    assert links == ["May 2020", "March 2021"]


@pytest.mark.parametrize("month", ["1900-01", "2100-12"])
def test_the_calendar_has_ends(visit: Visit, month: str):
    answer = visit(CALENDAR["en"], month=month)
    assert answer.status == 200
    assert len(answer.soup.select("nav a[href*='month=']")) == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"month": "2019-13"}, {"month": "0000-01"}, {"month": "9999-12"}, {"month": "x"}, {"month": "12"},
        {"month": "١٢", "year": "2019"}, {"month": "2019-12", "year": "2019"},
        {"month": "\0"}, {"month": "-1", "year": "-1"}, {"field": "name"}, {"field": "\0"}, {"fragment": "1"},
        {"month": "1", "year": "99999"}, {"month": "9" * 5000}, {"from": "\0"}, {"name": "\0"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_no_month_or_field_gives_the_usual_ones(visit: Visit, language: str, asked: dict):
    answer = visit(CALENDAR[language], **asked)
    assert answer.status == 200
    assert answer.soup.select("tbody :is(a[href*='from='], td[data-date])")


def test_a_question_that_is_not_understood_counts_nothing_and_says_why(visit: Visit):
    answer = visit(CALENDAR["en"], venue="atlantis", month="2019-12")
    link = answer.soup.select_one("[role=alert] a")
    assert "no venue “atlantis”" in link.text
    assert str(link["href"]).endswith("#id_venue")
    assert not answer.soup.select(".day-number")
    assert said(day(answer, "2019-12-04")) == "4 December 2019"


def test_a_date_that_is_not_understood_can_be_chosen_anew(visit: Visit, quantum: None):
    answer = visit(CALENDAR["en"], name="quantum", month="2020-05", **{"from": "31.02.2019"})
    assert not answer.soup.select("[role=alert]")
    assert said(day(answer, "2020-05-04")) == "4 May 2020, 2 articles"
    assert visit(str(day(answer, "2020-05-04")["href"])).total == 4


def test_one_end_of_a_range_typed_in_one_field_is_changed_and_the_other_kept(visit: Visit):
    answer = visit(CALENDAR["en"], field="to", **{"from": "28-30 November 2019"})
    href = str(day(answer, "2019-11-29", "to")["href"])
    assert "from=2019-11-28" in href
    assert visit(href).soup.select_one("[role=alert]") is None


def test_a_day_past_the_other_end_gives_that_end_up(visit: Visit):
    days = visit("/en/news/calendar/", **{"from": "2019-11-28", "field": "to", "month": "2019-11"})
    links = {
        a.get_text(" ", strip=True)[:2].strip(): str(a["href"]) for a in days.soup.select(".days a")
    }
    assert "from=2019-11-28" in links["29"]
    assert "from" not in links["1"]
    assert visit(links["1"]).total is not None


def test_the_form_leads_to_the_calendar_with_its_question(visit: Visit):
    listing = visit("/en/news/", venue="moscow", page=1, **{"from": "2019"})
    links = listing.soup.select("form a.date-button")
    assert ["Select date in calendar" in said(link) for link in links] == [True, True]
    assert "1 January 2019" in links[0].text
    answer = visit(str(links[1]["href"]))
    assert str(day(answer, "2019-01-01", "to")["href"]).startswith("/en/news/?from=2019")
    back = answer.soup.find("a", string="Back to the news without choosing")
    assert back["href"] == "/en/news/?from=2019&venue=moscow"


def test_an_article_named_calendar_is_read_at_another_address(visit: Visit, db: None):
    page = article("Calendar", dt.date(2020, 5, 4))
    assert page.slug != "calendar"
    assert visit(page.url).soup.select_one("h1").get_text(strip=True) == "Calendar"


def test_the_language_switch_keeps_the_calendar(visit: Visit):
    answer = visit(CALENDAR["en"], month="2019-12", field="to")
    switch = answer.soup.select_one("header a[hreflang=ru]")
    assert switch["href"] == "/ru/news/calendar/?month=2019-12&field=to"


def test_search_engines_stay_out_of_the_calendar(visit: Visit):
    robots = visit(CALENDAR["en"]).soup.select_one("meta[name=robots]")
    assert "noindex" in robots["content"]


@pytest.mark.parametrize(
    ("question", "queries"),
    [
        ({}, 3),
        ({"venue": "moscow", "month": "2019-12"}, 3),
        ({"venue": "atlantis"}, 3),
        ({"fragment": "1"}, 3),
    ],
)
def test_the_calendar_costs_a_known_number_of_queries(
    client: Client, db: None, question: dict, queries: int
):
    client.get(CALENDAR["en"], question)
    with CaptureQueriesContext(connection) as captured:
        client.get(CALENDAR["en"], question)
    assert len(captured) == queries, "\n".join(q["sql"][:200] for q in captured)


def bars(answer: Answer) -> dict[str, str]:
    """The strip's bars by what is said of them, and where each leads."""
    return {said(a): str(a["href"]) for a in answer.soup.select("nav.strip li a")}


def labels(answer: Answer) -> list[str]:
    return [label.text for label in answer.soup.select("nav.strip li .strip-label")]


def test_the_strip_shows_the_whole_archive_and_counts_what_is_asked(visit: Visit, quantum: None):
    everything, asked = visit("/en/news/"), visit("/en/news/", name="quantum")
    assert labels(everything)[:-12] == labels(asked)[:-12]
    assert set(bars(asked)) == {"2020: 3 articles", "2021: 1 article", "March 2021: 1 article"}


def test_the_strip_narrows_to_a_year_and_then_to_a_month(visit: Visit, quantum: None):
    year = visit(bars(visit("/en/news/", name="quantum"))["2020: 3 articles"])
    assert year.total == 3
    assert year.soup.select_one("nav.strip [aria-current=true]").text.strip().startswith("2020")
    month = visit(bars(year)["May 2020: 3 articles"])
    assert month.total == 3
    assert month.soup.select_one("nav.strip .strip-months [aria-current=true]") is not None
    undated = month.soup.find("a", string="All years")
    assert visit(str(undated["href"])).total == 4


def test_the_strip_shows_the_archive_when_the_question_is_not_understood(visit: Visit):
    everything, wrong = visit("/en/news/"), visit("/en/news/", venue="atlantis")
    assert bars(wrong) == bars(everything)


def test_a_range_of_several_years_is_marked_along_the_strip(visit: Visit):
    answer = visit("/en/news/", **{"from": "2019", "to": "2024"})
    within = [li.select_one(".strip-label").text for li in answer.soup.select("li[data-within]")]
    assert within[:6] == ["2019", "2020", "2021", "2022", "2023", "2024"]
    assert answer.soup.select_one(".strip-months .strip-name").text == "2024"


def test_sixty_years_stand_in_a_row_of_their_own(visit: Visit):
    article("The founding", dt.date(1966, 5, 1))
    answer = visit("/en/news/")
    assert answer.soup.select_one("nav.strip-long")
    assert labels(answer)[0] == "1966"
    assert "1966: 1 article" in bars(answer)
