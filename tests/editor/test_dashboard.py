"""The first page of the admin: what waits for whoever signs in, and what readers did not find."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from news import unfound
from news.models import Unfound
from news.models.link_checks import Fault, LinkCheck
from tests.newsroom import article, news_page, person, signed_in

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What other tests have searched for is no part of these."""
    unfound.write()
    Unfound.objects.all().delete()


def panel(client: Client, name: str) -> str:
    """The text of a panel; empty when it is not there."""
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    found = page.select_one(f"#panel-news-{name}-section, #news-{name}-section")
    return " ".join(found.get_text(" ").split()) if found else ""


def search(address: str, **asked: str) -> None:
    assert Client().get(address, asked).status_code == 200


def test_what_readers_did_not_find_is_counted_for_editors() -> None:
    for _time in range(2):
        search("/en/news/", name="Zeppelin  Harbour")
    search("/ru/search/", q="дирижабль")
    search("/en/news/", name="festival")
    unfound.write()
    said = panel(signed_in("marat", "Moderators"), "unfound")
    assert "“zeppelin harbour” English, 2 times" in said
    assert "“дирижабль” Russian, 1 time" in said
    assert "“festival”" not in said


def test_reading_a_page_writes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    search("/en/news/", name="quagga")
    assert not Unfound.objects.exists()
    with django_assert_num_queries(1):
        unfound.write()
    assert Unfound.objects.get().words == "quagga"


@pytest.mark.parametrize("typed", ["ada@example.org", "+7 495 123 45 67", "z" * 81])
def test_what_may_say_who_somebody_is_is_not_kept(typed: str) -> None:
    search("/en/news/", name=typed)
    search("/en/search/", q=typed)
    unfound.write()
    assert not Unfound.objects.exists()


def test_a_search_that_fails_for_its_dates_is_not_the_names_fault() -> None:
    search("/en/news/", name="quagga", venue="moscow")
    unfound.write()
    assert not Unfound.objects.exists()


def test_what_is_older_than_a_week_is_not_shown_and_after_a_month_forgotten() -> None:
    today = timezone.localdate()
    for days in (8, 31):
        Unfound.objects.create(
            day=today - dt.timedelta(days=days), language="en", words=f"of {days} days ago"
        )
    assert not Unfound.objects.last_week().exists()
    assert [row.words for row in Unfound.objects.outdated()] == ["of 31 days ago"]


def waiting(user: Any) -> None:
    """One of everything that waits."""
    article("A draft of mine", DAY, live=False, owner=user).save_revision()
    planned = article("Goes live on Friday", DAY, live=False)
    planned.go_live_at = timezone.now() + dt.timedelta(days=3)
    planned.save_revision().publish()
    original = article("Has moved on", DAY)
    original.save_revision().publish()
    copy = original.copy_for_translation(news_page("ru").locale)
    copy.title = "Отстал"
    copy.save_revision().publish()
    original.title = "Has moved on again"
    original.save_revision().publish()
    link = LinkCheck(address="https://gone.example/page")
    link.found(Fault.NOT_FOUND, 404)
    link.save()


def test_everything_that_waits_is_on_the_first_page(django_assert_max_num_queries: Any) -> None:
    user = person("marat", "Moderators")
    client = Client()
    client.force_login(user)
    waiting(user)
    assert "A draft of mine" in panel(client, "drafts")
    assert "Goes live on Friday" in panel(client, "scheduled")
    assert "Moscow time (UTC+3)" in panel(client, "scheduled")
    assert "Отстал" in panel(client, "stale")
    assert "https://gone.example/page" in panel(client, "broken-links")
    with django_assert_max_num_queries(40):
        client.get("/admin/")


def test_somebody_without_a_role_sees_none_of_it() -> None:
    user = person("guest")
    user.is_superuser = False
    user.save()
    client = Client()
    client.force_login(user)
    assert client.get("/admin/").status_code == 302
