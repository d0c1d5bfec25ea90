"""What readers and feeds are told of a change to a published article."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from news.models import ArticlePage, Correction
from tests.newsroom import article

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning"),
]
Visit = Callable[..., Any]


@pytest.fixture
def changed() -> ArticlePage:
    page = article("A lathe learns", dt.date(2026, 11, 1), live=False, lead="Over <in> short.")
    page.corrections = [
        Correction(
            kind="correction", date=dt.date(2026, 11, 2), text="It was Tuesday & not Monday."
        ),
        Correction(kind="update", date=dt.date(2026, 11, 3), text="Twelve came."),
    ]
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def test_an_article_tells_its_corrections_and_updates_with_their_dates(
    visit: Visit, changed: ArticlePage
) -> None:
    notes = visit(changed.url).soup.select(".corrections p")
    assert [note.time["datetime"] for note in notes] == ["2026-11-02", "2026-11-03"]
    assert [note.b.text for note in notes] == ["Correction:", "Update:"]


def test_a_card_tells_the_last_change(visit: Visit, changed: ArticlePage) -> None:
    card = visit("/en/news/", name="lathe learns").soup.select_one(".notice")
    assert "Updated 3 November 2026: Twelve came." in " ".join(card.text.split())


def test_a_feed_tells_them_too(changed: ArticlePage) -> None:
    feed = Client().get("/en/news/feed.atom", {"name": "lathe learns"}).content.decode()
    summary = BeautifulSoup(feed, "html.parser").find("entry").summary.text
    html = BeautifulSoup(summary, "html.parser")
    told = [" ".join(each.text.split()) for each in html.find_all("p")]
    assert told == [
        "Over <in> short.",
        "Correction, 2 November 2026: It was Tuesday & not Monday.",
        "Update, 3 November 2026: Twelve came.",
    ]


def test_an_article_without_changes_tells_nothing(visit: Visit) -> None:
    page = article("A plain lathe", dt.date(2026, 11, 1), lead="In short.")
    assert not visit(page.url).soup.select(".corrections")
    feed = Client().get("/en/news/feed.atom", {"name": "plain lathe"}).content.decode()
    assert BeautifulSoup(feed, "html.parser").find("entry").summary.text == "In short."
