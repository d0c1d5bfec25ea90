"""A visitor types dates as people write them, and sees how they were understood."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from search import dates
from tests.conftest import Answer
from tests.visitor.test_finding import EXAMPLE

Visit = Callable[..., Answer]


def hint(answer: Answer, name: str) -> Tag | None:
    """What the form says it understood, found as a screen reader finds it."""
    field = answer.field(name)
    own = f"{field['id']}_hint"
    found = answer.soup.find(id=own)
    assert (own in str(field["aria-describedby"]).split()) == (found is not None)
    return found


def said(answer: Answer, name: str) -> str:
    found = hint(answer, name)
    return " ".join(found.get_text().split()) if found else ""


def chips(answer: Answer) -> dict[str, str]:
    """The active parts of the question, and the question without each."""
    return {
        " ".join(chip.get_text(" ").split()): str(chip["href"])
        for chip in answer.soup.select(".chips a")
    }


@pytest.mark.parametrize("field", ["from", "to"])
@pytest.mark.parametrize(
    "text", ["28 November - 4 December 2019", "с 28 ноября по 4 декабря 2019", "28.11-04.12.2019"]
)
def test_a_range_in_either_field_fills_both(visit: Visit, field: str, text: str):
    answer = visit("/en/news/", **{field: text})
    other = visit("/en/news/", **{"from": "2019-11-28", "to": "2019-12-04"})
    assert EXAMPLE in answer.names
    assert answer.names == other.names
    assert said(answer, field) == "28 November – 4 December 2019"
    assert answer.field(field)["value"] == text


def test_the_days_understood_can_be_read_by_machines(visit: Visit):
    found = hint(visit("/en/news/", **{"from": "1-30 November 2019"}), "from")
    assert found is not None
    assert [time["datetime"] for time in found.select("time")] == ["2019-11-01", "2019-11-30"]


@pytest.mark.parametrize(
    ("address", "question", "since", "until"),
    [
        ("/en/news/", {"from": "Dec 2019"}, "From 1 December 2019", ""),
        ("/en/news/", {"to": "December 2019"}, "", "To 31 December 2019"),
        (
            "/en/news/",
            {"from": "Q4 2019", "to": "2019"},
            "From 1 October 2019",
            "To 31 December 2019",
        ),
        ("/en/news/", {"from": "1-30 November 2019"}, "1–30 November 2019", ""),
        ("/en/news/", {"from": "2018-2019"}, "1 January 2018 – 31 December 2019", ""),
        ("/en/news/", {"from": "since December 2019"}, "From 1 December 2019", ""),
        ("/ru/news/", {"from": "1-30 ноября 2019"}, "1–30 ноября 2019", ""),
    ],
)
def test_the_form_tells_what_it_understood(
    visit: Visit, address: str, question: dict, since: str, until: str
):
    answer = visit(address, **question)
    assert (said(answer, "from"), said(answer, "to")) == (since, until)


@pytest.mark.parametrize("text", ["2019-12-04", "04.12.2019", "4 December 2019"])
def test_nothing_is_said_of_a_day_that_says_it_all_itself(visit: Visit, text: str):
    assert not said(visit("/en/news/", **{"from": text}), "from")


@pytest.mark.parametrize("text", ["last month", "прошлый месяц", "за прошлый месяц"])
def test_last_month_is_the_whole_month_and_stays_relative_in_links(visit: Visit, text: str):
    today = timezone.localdate()
    last = today.replace(day=1) - dt.timedelta(1)
    answer = visit("/en/news/", **{"from": text})
    assert answer.status == 200
    assert said(answer, "from") == f"1–{date_format(last, 'j F Y')}"
    feed = answer.soup.select_one("a[href*='feed.atom']")
    assert feed is not None
    assert parse_qs(urlsplit(str(feed["href"])).query) == {"from": [text]}


def test_a_stretch_beside_another_date_gives_its_own_end_only(visit: Visit):
    answer = visit("/en/news/", **{"from": "2019", "to": "this year"})
    assert answer.total is not None
    assert said(answer, "to") == f"To 31 December {timezone.localdate().year}"
    assert said(answer, "from") == "From 1 January 2019"


def test_a_range_is_one_chip_and_goes_as_a_whole(visit: Visit):
    labels = chips(visit("/en/news/", **{"from": "28-30 November 2019", "venue": "moscow"}))
    [label] = [label for label in labels if "November" in label]
    assert "28–30 November 2019" in label
    assert parse_qs(urlsplit(labels[label]).query) == {"venue": ["moscow"]}


def test_taking_a_date_away_never_narrows(visit: Visit):
    both = visit("/en/news/", **{"from": "2024", "to": "last month"})
    chips = both.soup.select("a.chip")
    assert len(chips) == 2
    for chip in chips:
        less = visit("/en/news/", **parse_qs(urlsplit(str(chip["href"])).query))
        assert less.total >= both.total, chip["href"]


def test_single_dates_are_a_chip_each(visit: Visit):
    labels = " ".join(chips(visit("/en/news/", **{"from": "Dec 2019", "to": "2020"})))
    assert "from 1 December 2019" in labels
    assert "to 31 December 2020" in labels


@pytest.mark.parametrize(
    ("question", "field", "reason"),
    [
        ({"from": "28-30 November 2019", "to": "2020"}, "from", "is a whole range"),
        ({"from": "2019", "to": "28-30 November 2019"}, "to", "is a whole range"),
        ({"from": "until 2019"}, "from", "is an end: write it in the field “To”"),
        ({"to": "с 2019"}, "to", "is a beginning: write it in the field “From”"),
        (
            {"from": "2020", "to": "2019"},
            "to",
            "31 December 2019, is before its beginning, 1 January 2020",
        ),
        ({"from": "Decembr 2019"}, "from", "Did you mean “December 2019”?"),
        ({"from": "04.12.19"}, "from", "two digits: write 2019"),
        ({"to": "x" * 61}, "to", "at most 60 characters"),
        ({"from": "soon", "to": "28-30 November 2019"}, "from", "not a date we understand"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    visit: Visit, client: Client, question: dict, field: str, reason: str
):
    answer = visit("/en/news/", **question)
    assert answer.status == 200
    assert answer.total is None
    assert reason in answer.error(field)
    assert client.get("/en/news/articles.json", question).status_code == 400


def test_a_day_is_that_of_the_institute(visit: Visit, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dates.timezone, "localdate", lambda: dt.date(2019, 12, 5))
    answer = visit("/en/news/", **{"from": "yesterday", "to": "вчера"})
    assert EXAMPLE in answer.names
    assert said(answer, "from") == "From 4 December 2019"
    assert said(answer, "to") == "To 4 December 2019"
