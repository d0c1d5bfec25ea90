"""Addresses that once were, or are mistyped, lead on for good."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from news.models import ArticlePage
from tests.newsroom import article, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ArticlePage:
    return article("A lathe sings", dt.date(2026, 11, 1))


def leads(address: str) -> tuple[int, str]:
    response = Client().get(address)
    return response.status_code, response.get("Location", "")


def rename(page: ArticlePage, slug: str) -> None:
    page = ArticlePage.objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()


def test_an_article_that_got_another_address_is_found_at_its_first_and_second(
    page: ArticlePage,
) -> None:
    first = page.url
    rename(page, "a-lathe-hums")
    rename(page, "a-lathe-roars")
    for old in (first, "/en/news/a-lathe-hums/"):
        assert leads(old) == (301, "/en/news/a-lathe-roars/"), "straight there, in one step"


def test_an_address_that_is_taken_back_leads_nowhere_in_circles(page: ArticlePage) -> None:
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


@pytest.mark.parametrize(
    "typed", ["/en/News/No-Such-Thing/", "//EVIL.example/en/news/", "/EN/%00/"]
)
def test_what_is_nowhere_stays_nowhere(typed: str) -> None:
    assert Client().get(typed).status_code == 404


def test_an_article_that_goes_leads_where_the_editor_says(page: ArticlePage) -> None:
    client = signed_in("olga", "Administrators") if False else signed_in("oleg", "Moderators")
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    data = {"reason": "It fell silent.", "lead_to": "address", "address": "/en/about/"}
    client.post(address, data)
    status, where = leads(page.url)
    assert (status in {301, 302}, where) == (True, "/en/about/")


def test_a_russian_address_is_not_an_english_one() -> None:
    russian = (
        ArticlePage.objects.live().filter(locale=Locale.objects.get(language_code="ru")).first()
    )
    assert Client().get(f"/en/news/{russian.slug}/").status_code == 404
