"""Addresses that once were, or are mistyped, lead on for good."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from news.models import ArticlePage
from tests.newsroom import article

pytestmark = pytest.mark.django_db
Rename = Callable[[ArticlePage, str], None]


@pytest.fixture
def page() -> ArticlePage:
    return article("A lathe sings", dt.date(2026, 11, 1))


def leads(address: str) -> tuple[int, str]:
    response = Client().get(address)
    return response.status_code, response.get("Location", "")


@pytest.fixture
def rename(django_capture_on_commit_callbacks: Any) -> Callable[[ArticlePage, str], None]:
    """Give a published article another address, as its form does."""

    def publish(page: ArticlePage, slug: str) -> None:
        page = ArticlePage.objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish


def test_an_article_that_got_another_address_is_found_at_its_first_and_second(
    page: ArticlePage, rename: Rename
) -> None:
    first = page.url
    rename(page, "a-lathe-hums")
    rename(page, "a-lathe-roars")
    for old in (first, "/en/news/a-lathe-hums/"):
        assert leads(old) == (301, "/en/news/a-lathe-roars/"), "straight there, in one step"


def test_an_address_that_is_taken_back_leads_nowhere_in_circles(
    page: ArticlePage, rename: Rename
) -> None:
    first = page.url
    rename(page, "a-lathe-hums")
    rename(page, page.slug)
    assert leads(first) == (200, "")
    assert leads("/en/news/a-lathe-hums/") == (301, first)


def test_redirects_that_lead_to_each_other_end(page: ArticlePage) -> None:
    Redirect.objects.create(old_path="/old/a", redirect_link="/old/b")
    Redirect.objects.create(old_path="/old/b", redirect_page=page)
    assert Client().get("/old/a", follow=True).redirect_chain == [("/old/b", 301), (page.url, 301)]


def test_a_campaigns_tags_come_along(page: ArticlePage) -> None:
    Redirect.add_redirect("/archive/lathe.html", page)
    Redirect.objects.create(
        old_path="/archive/lathes", redirect_link="/en/news/?name=lathe#results"
    )
    assert leads("/archive/lathe.html?utm_source=letter") == (301, f"{page.url}?utm_source=letter")
    assert leads("/archive/lathes?utm_source=letter") == (301, "/en/news/?name=lathe#results")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("/en/news", "/en/news/"),
        ("/EN/News/", "/en/news/"),
        ("/ru/NEWS/?venue=moscow", "/ru/news/?venue=moscow"),
        ("/en/About", "/en/about/"),
        ("/en/News/A-Lathe-Sings/", "/en/news/a-lathe-sings/"),
    ],
)
def test_capitals_and_a_missing_slash_are_forgiven(
    page: ArticlePage, typed: str, right: str
) -> None:
    response = Client().get(typed, follow=True)
    assert response.status_code == 200
    assert {status for _address, status in response.redirect_chain} == {301}
    assert response.redirect_chain[-1][0] == right


@pytest.mark.parametrize("typed", ["/en/News/No-Such-Thing/", "/en/EVIL.example/news/", "/EN/%00/"])
def test_what_is_nowhere_stays_nowhere(typed: str) -> None:
    assert Client().get(typed).status_code == 404


def test_a_russian_address_is_not_an_english_one() -> None:
    russian = (
        ArticlePage.objects.live().filter(locale=Locale.objects.get(language_code="ru")).first()
    )
    assert Client().get(f"/en/news/{russian.slug}/").status_code == 404
