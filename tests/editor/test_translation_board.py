"""The page “Translations” shows what is missing and leads to making it."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import ArticlePage, Topic, Venue
from news.models.translations import State
from tests.editor.test_translation import published, republish, translate, translation
from tests.newsroom import article, news_page, signed_in, venue

pytestmark = pytest.mark.django_db
BOARD = "/admin/news/translations/"


@pytest.fixture
def moderator() -> Client:
    ArticlePage.objects.all().delete()
    return signed_in("oleg", "Moderators")


def soup(client: Client, address: str = BOARD, **parameters: Any) -> BeautifulSoup:
    response = client.get(address, parameters)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def counts(page: BeautifulSoup, language: str = "ru") -> str:
    return page.select_one(f"[data-counts={language}]").get_text(" ", strip=True)


def names(page: BeautifulSoup) -> list[str]:
    return [cell.get_text(" ", strip=True) for cell in page.select("tbody td.title")]


@pytest.fixture
def five(moderator: Client) -> dict[State, ArticlePage]:
    """An article in each state of its Russian translation."""
    pages = {state: published(f"State {state.value}") for state in State}
    for state, page in pages.items():
        if state != State.MISSING:
            translate(moderator, page)
        if state in {State.PUBLISHED, State.STALE}:
            republish(translation(page), "")
    republish(pages[State.STALE], lead="New.")
    copy = translation(pages[State.REVIEW])
    copy.get_workflow().start(copy, None)
    return pages


def test_each_state_is_counted_shown_and_asked_for(
    moderator: Client, five: dict[State, ArticlePage]
) -> None:
    page = soup(moderator)
    for state in State:
        assert f"{state.label} : 1" in counts(page).replace(":", " :").replace("  ", " ")
        found = soup(moderator, language="ru", status=state.value)
        assert names(found) == [f"State {state.value}"]
    assert len(names(page)) == 5
    cell = page.select_one(f'[data-w-action-url-value*="/page/{five[State.MISSING].pk}/ru/"]')
    assert cell
    stale = translation(five[State.STALE])
    assert page.select(f'a[href="{reverse("wagtailadmin_pages:edit", args=[stale.pk])}"]')


def test_it_is_narrowed_by_dates_and_languages(
    moderator: Client, five: dict[State, ArticlePage]
) -> None:
    russian = published("Первый", language="ru")
    ArticlePage.objects.filter(pk=russian.pk).update(date=dt.date(2020, 1, 1))
    assert names(soup(moderator, date_from="2019-01-01", date_to="2020-12-31")) == ["Первый"]
    assert names(soup(moderator, language="en")) == ["Первый"]
    assert names(soup(moderator, language="en", status="missing")) == ["Первый"]
    assert len(names(soup(moderator, status="missing"))) == 2
    assert names(soup(moderator, date_from="soon"))


def test_a_long_board_takes_as_many_queries_as_a_short_one(
    moderator: Client, five: dict[State, ArticlePage]
) -> None:
    soup(moderator)
    with CaptureQueriesContext(
        connection,
    ) as few:
        soup(moderator)
    for number in range(60):
        article(f"Number {number}", dt.date(2026, 1, 1))
    with CaptureQueriesContext(connection) as many:
        assert len(names(soup(moderator))) == 50
    assert len(many) <= len(few) <= 25


def test_venues_and_topics_without_translation_are_listed(moderator: Client) -> None:
    venue("Omsk"), venue("Абакан", "ru")
    Topic.objects.create(name="Lathes", locale=news_page().locale)
    address = BOARD + "things/"
    with CaptureQueriesContext(connection) as asked:
        page = soup(moderator, address, kind="venue", language="ru")
    assert len(asked) <= 25
    things = [thing.get_text(" ", strip=True) for thing in page.select("[data-thing]")]
    assert any(thing.startswith("Omsk") for thing in things)
    assert not any("Абакан" in thing for thing in things)
    button = page.select_one("[data-thing] button[data-w-action-url-value*=venue]")
    assert moderator.post(button["data-w-action-url-value"]).status_code == 302
    assert Venue.objects.filter(name="Omsk").count() == 2


def test_who_may_not_see_it_does_not() -> None:
    reader = signed_in("reader")
    for address in (BOARD, BOARD + "things/", BOARD + "results/"):
        assert reader.get(address).status_code in {302, 403}
