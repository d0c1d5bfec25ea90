"""The frame of every public page: who the institute is, the menu, the same page in other languages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from wagtail.models import Page

from news.filters import ArticleFilter
from news.models import ArticlePage, NewsIndexPage
from news.remembered import remember
from search.question import Question

from .models import HomePage, SiteSettings

# What answers in every language without being a page of the tree.
VIEWS = {"search", "news-alerts", "news-date", "news-map", "view", "accessibility", "styleguide"}


@dataclass(frozen=True)
class Translation:
    """The way to another language: to the same page where it is translated, else to that home page."""

    code: str
    name: str
    url: str
    exists: bool


class Frame:
    """Computed when a template first asks, so that the admin's pages pay nothing for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = get_language() or settings.LANGUAGE_CODE

    @cached_property
    def site(self) -> SiteSettings | None:
        """What the institute says of itself in this language."""
        said = SiteSettings.objects.filter(locale__language_code=self.language)
        return remember(
            self.request,
            "things",
            ("site settings", self.language),
            said.prefetch_related("social_links").first,
        )

    @cached_property
    def home_url(self) -> str:
        """The front page in this language."""
        return f"/{self.language}/"

    @cached_property
    def news_url(self) -> str:
        """The news listing in this language."""
        return f"/{self.language}/news/"

    @cached_property
    def menu(self) -> list[dict[str, Any]]:
        """The home page's children that are in the menu, the current one marked."""
        key = ("menu", self.language, self.request.get_host())
        items = remember(self.request, "things", key, self._menu)
        here = self.request.path
        return [{**item, "current": here.startswith(item["url"] or "\0")} for item in items]

    def _menu(self) -> list[dict[str, Any]]:
        # By the front pages, of which there are few: the tree has a hundred thousand articles.
        homes = HomePage.objects.filter(locale__language_code=self.language)
        pages = [
            page
            for home in homes
            for page in Page.objects.child_of(home).live().in_menu().order_by("path")
        ]
        return [{"title": page.title, "url": page.get_url(self.request)} for page in pages]

    @property
    def here(self) -> str:
        """What the menu marks as current: an item of it, or one whose page this is, told by an end."""
        for item in self.menu:
            if item["current"]:
                return f"{item['url']}{'$' if item['url'] == self.request.path else ''}"
        return ""

    @property
    def back(self) -> str:
        """Where leaving the version for the visually impaired leads; "" where it is not on."""
        return self.request.get_full_path() if getattr(self.request, "view", None) else ""

    def above(self, page: Page) -> list[Page]:
        """The pages on the way from the front page to a page."""
        ancestors = page.get_ancestors().filter(depth__gt=1)
        few = ancestors.only("title", "url_path", "locale", "depth")
        key = ("above", page.path[: -page.steplen])
        return remember(self.request, "things", key, lambda: list(few))

    def translations(self, page: Page | None) -> list[Translation]:
        """Every language but this one, with the way there from `page` (none on pages of the system)."""
        found = self._same_page(page) if page is not None and page.pk else self._same_view()
        return [
            Translation(code, name, found.get(code, f"/{code}/"), code in found)
            for code, name in settings.LANGUAGES
            if code != self.language
        ]

    def _same_page(self, page: Page) -> dict[str, str]:
        """Addresses of a page's translations. News keep the question: dates and slugs mean the same."""
        key = ("translations", page.pk, self.request.get_host())
        parts = "articles things" if isinstance(page, ArticlePage) else "things"
        found = remember(self.request, parts, key, lambda: self._translated(page))
        if not isinstance(page, NewsIndexPage):
            return found
        known = list(ArticleFilter.base_filters)
        query = Question.read(self.request.GET, known, ArticleFilter.SINGLE).query
        return {code: url + query for code, url in found.items()}

    def _translated(self, page: Page) -> dict[str, str]:
        same = Page.objects.live().filter(translation_key=page.translation_key)
        others = same.exclude(pk=page.pk).select_related("locale")
        return {p.locale.language_code: p.get_url(self.request) for p in others}

    def _same_view(self) -> dict[str, str]:
        """Addresses of what is no page of the tree, such as the search, with the same question."""
        match = self.request.resolver_match
        if match is None or match.url_name not in VIEWS:
            return {}
        asked = self.request.GET.copy()
        asked.pop("page", None)  # where other things are found there are other pages of them
        here = f"{self.request.path}?{asked.urlencode()}".removesuffix("?")
        return {code: translate_url(here, code) for code, _name in settings.LANGUAGES}


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame` for every template."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
