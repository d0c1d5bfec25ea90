"""What search engines are told to read: every public page of every language, and the newest articles."""

import datetime as dt
from collections import defaultdict
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import views
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, PageQuerySet

from news.made_of import HOUR, made_of, pages_key
from news.models import ArticlePage

from .models import SiteSettings

# Addresses in a file; a search engine takes 50,000 at most, and reads smaller files sooner.
LIMIT = 10_000
# What Google News wants: articles of the last two days, 1,000 at most.
NEWS_DAYS = 2
NEWS_LIMIT = 1_000


class Pages(Sitemap):
    """The published pages of some languages with their translations; few cost as many queries as many."""

    limit = LIMIT

    def __init__(self, request: HttpRequest, languages: list[str]) -> None:
        super().__init__(request)
        self.codes = languages

    def items(self) -> PageQuerySet:
        """Every published page that anyone may see, home pages first."""
        pages = (
            Page.objects.live().public().filter(depth__gt=1, locale__language_code__in=self.codes)
        )
        return pages.select_related("locale").order_by("path")

    def get_latest_lastmod(self) -> dt.datetime | None:
        """When the latest of them was published."""
        when = Coalesce("last_published_at", "latest_revision_created_at")
        latest: dt.datetime | None = self.items().aggregate(latest=Max(when))["latest"]
        return latest

    def lastmod(self, page: Page) -> dt.datetime | None:
        """When it was last published; of a page that lists others nobody knows."""
        if page.numchild:
            return None
        when: dt.datetime | None = super().lastmod(page)
        return when

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        pages = list(self.paginator.page(page).object_list)
        twins = self._translations(pages)
        return [
            {
                "location": one.get_full_url(self.request),
                "lastmod": self.lastmod(one),
                "alternates": twins[one.translation_key],
            }
            for one in pages
        ]

    def _translations(self, pages: list[Page]) -> dict[UUID, list[dict[str, str]]]:
        """Of pages in several languages the addresses; the first language is for those who speak none."""
        keys = {page.translation_key for page in pages}
        same = Page.objects.live().public().filter(translation_key__in=keys, depth__gt=1)
        found: dict[UUID, dict[str, str]] = defaultdict(dict)
        for page in same.select_related("locale").order_by("path"):
            code, address = page.locale.language_code, page.get_full_url(self.request)
            found[page.translation_key][code] = address
        return defaultdict(list, {key: _links(twins) for key, twins in found.items()})


def _links(addresses: dict[str, str]) -> list[dict[str, str]]:
    """Addresses by language as the map's template wants them; none of a page that has no translation."""
    if len(addresses) < 2:
        return []
    if default := addresses.get(settings.LANGUAGE_CODE):
        addresses = {**addresses, "x-default": default}
    return [{"lang_code": code, "location": address} for code, address in addresses.items()]


def _by_language(request: HttpRequest) -> dict[str, Any]:
    return {code: Pages(request, [code]) for code, _name in settings.LANGUAGES}


@csrf_exempt
@require_safe
@made_of(pages_key, seconds=HOUR)
def sitemap(request: HttpRequest) -> HttpResponse:
    """All pages or, where they are too many for one file, the files of each language."""
    everything = Pages(request, [code for code, _name in settings.LANGUAGES])
    if everything.paginator.num_pages <= 1:
        return cast(HttpResponse, views.sitemap(request, {"pages": everything}))
    files = _by_language(request)
    return cast(HttpResponse, views.index(request, files, sitemap_url_name="sitemap-language"))


@csrf_exempt
@require_safe
@made_of(pages_key, seconds=HOUR)
def language_sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One file of the pages of a language; `p` says which."""
    return cast(HttpResponse, views.sitemap(request, _by_language(request), section=section))


@csrf_exempt
@require_safe
@made_of(pages_key, seconds=HOUR)
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, as Google News reads them."""
    today = timezone.localdate()
    days = (today - dt.timedelta(days=NEWS_DAYS), today)
    articles = ArticlePage.objects.live().filter(date__range=days).select_related("locale")
    names = dict(SiteSettings.objects.values_list("locale__language_code", "name"))
    news = [
        {
            "location": article.get_full_url(request),
            "name": names.get(article.language, settings.WAGTAIL_SITE_NAME),
            "language": article.language,
            "date": article.date,
            "title": article.title,
        }
        for article in articles.newest().defer_streamfields()[:NEWS_LIMIT]
    ]
    response = render(request, "sitemap_news.xml", {"news": news}, content_type="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
