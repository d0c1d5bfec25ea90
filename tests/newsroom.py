"""The newsroom's own way of testing: people in their groups, articles to work with."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from news.models import ArticlePage, ArticleVenue, NewsIndexPage, Venue


def person(name: str, *groups: str) -> Any:
    """Someone in these groups."""
    user = get_user_model().objects.create_user(name, f"{name}@institute.example")
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def signed_in(name: str, *groups: str) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person(name, *groups))
    return client


def news_page(language: str = "en") -> NewsIndexPage:
    """The news page of a language."""
    return NewsIndexPage.objects.get(locale__language_code=language)


def venue(name: str, language: str = "en", **facts: Any) -> Venue:
    """A venue."""
    locale = Locale.objects.get(language_code=language)
    return Venue.objects.create(name=name, locale=locale, **facts)


def article(
    title: str, date: dt.date, *venues: Venue, language: str = "en", **facts: Any
) -> ArticlePage:
    """An article, published unless `live=False` is among the facts."""
    page = ArticlePage(title=title, date=date, **facts)
    page.venue_links = [ArticleVenue(venue=place, sort_order=n) for n, place in enumerate(venues)]
    news_page(language).add_child(instance=page)
    return page


def article_form(
    title: str,
    *,
    body: list[tuple[str, Any]] | None = None,
    venues: list[Venue] | None = None,
    action: str = "",
    **more: Any,
) -> dict[str, Any]:
    """What a browser sends for an article; `action` is the button pressed, if not Save."""
    links = [{"venue": place.pk} for place in venues or []]
    fields = {
        "title": title,
        "slug": "",
        "date": "2026-11-20",
        "kind": "news",
        "lead": "In short.",
        "body": streamfield(body or []),
        "venue_links": inline_formset(links),
        "corrections": inline_formset([]),
        "comments": inline_formset([]),
        **({f"action-{action}": "1"} if action else {}),
        **more,
    }
    return dict(nested_form_data(fields))


def add_article(client: Client, data: dict[str, Any], language: str = "en") -> Any:
    """Send the form of a new article."""
    parent = news_page(language).pk
    return client.post(
        reverse("wagtailadmin_pages:add", args=["news", "articlepage", parent]), data
    )
