"""What takes place, taken away by RFC 5545: read by another library than the one that wrote it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import vobject
from django.test import Client

from news.models import ArticlePage, Correction
from tests.newsroom import article, venue

pytestmark = pytest.mark.django_db
Visit = Callable[..., Any]
TO_COME = dt.date(2099, 5, 4)


@pytest.fixture
def fair() -> ArticlePage:
    hall = venue(
        "Hall; of, Commas",
        city="Kazan",
        address="1 Long Street",
        latitude="55.79610",
        longitude="49.10640",
    )
    return article(
        "A fair of lathes, drills; and more — " + "very " * 20 + "long",
        dt.date(2026, 11, 1),
        hall,
        lead="Come,\nall of you; \\ bring friends.",
        event_start=TO_COME,
        event_end=TO_COME + dt.timedelta(days=2),
    )


def read(address: str, **question: str) -> tuple[bytes, Any]:
    response = Client().get(address, question)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content, vobject.readOne(response.content.decode())


@pytest.mark.parametrize("own", [True, False], ids=["of an article", "of a question"])
def test_another_library_reads_what_takes_place(fair: ArticlePage, own: bool) -> None:
    address = f"{fair.url[:-1]}.ics" if own else "/en/news/events.ics"
    text, calendar = read(address, **({} if own else {"name": "fair lathes"}))
    [event] = calendar.vevent_list
    assert event.summary.value == fair.title
    assert event.dtstart.value == TO_COME
    assert event.dtend.value == TO_COME + dt.timedelta(days=3)
    assert event.location.value == "Hall; of, Commas, 1 Long Street, Kazan"
    assert event.geo.value == "55.7961;49.1064"
    assert event.description.value.startswith("Come,\nall of you; \\ bring friends.")
    assert event.url.value == f"http://testserver{fair.url}"
    lines = text.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines), "lines are folded"
    assert b"METHOD" not in text and b"VTIMEZONE" not in text


def test_every_file_of_events_is_one_that_calendars_accept() -> None:
    text, calendar = read("/ru/news/events.ics")
    calendar.validate(raiseException=True)
    assert calendar.version.value == "2.0" and calendar.prodid.value
    events = calendar.vevent_list
    assert len({event.uid.value for event in events}) == len(events) > 5
    for event in events:
        event.validate(raiseException=True)
        assert event.dtstamp.value.tzinfo is not None
        assert event.dtend.value > event.dtstart.value
    assert b"REFRESH-INTERVAL" in text


def test_the_same_event_keeps_its_identity_and_counts_its_changes(fair: ArticlePage) -> None:
    address = f"{fair.url[:-1]}.ics"
    _text, before = read(address)
    fair.corrections = [Correction(kind="update", date=dt.date(2026, 11, 2), text="A day longer.")]
    fair.event_end = TO_COME + dt.timedelta(days=3)
    fair.save_revision().publish()
    _text, after = read(address)
    assert after.vevent.uid.value == before.vevent.uid.value
    assert int(after.vevent.sequence.value) > int(before.vevent.sequence.value)
    assert after.vevent.last_modified.value >= before.vevent.last_modified.value
    assert after.vevent.dtend.value == TO_COME + dt.timedelta(days=4)


def test_a_file_that_did_not_change_is_the_same_to_the_byte(fair: ArticlePage) -> None:
    ArticlePage.objects.filter(pk=fair.pk).update(last_published_at=None, first_published_at=None)
    assert read("/en/news/events.ics")[0] == read("/en/news/events.ics")[0]


def test_an_article_of_something_to_come_offers_it_to_ones_calendar(
    visit: Visit, fair: ArticlePage
) -> None:
    link = visit(fair.url).soup.find("a", string="Add to calendar")
    assert link is not None
    assert Client().get(link["href"]).status_code == 200
    announced = visit(fair.url).soup.select_one("link[rel=alternate][type='text/calendar']")
    assert announced["href"] == link["href"]


def test_an_article_of_nothing_to_come_offers_nothing(visit: Visit) -> None:
    past = article("A fair is over", dt.date(2026, 11, 1), event_start=dt.date(2026, 10, 1))
    never = article("A lathe is old", dt.date(2026, 11, 1))
    for page in (past, never):
        assert visit(page.url).soup.find("a", string="Add to calendar") is None
    assert Client().get(f"{never.url[:-1]}.ics").status_code == 404
    assert Client().get(f"{past.url[:-1]}.ics").status_code == 200


def test_a_draft_has_no_files() -> None:
    page = article("A fair in secret", dt.date(2026, 11, 1), live=False, event_start=TO_COME)
    for ending in (".ics", ".md"):
        assert Client().get(f"/en/news/{page.slug}{ending}").status_code == 404
