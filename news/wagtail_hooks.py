"""What the news app adds to the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .admin import press_links
from .admin.articles import ArticleViewSet
from .admin.menu import NewsGroup

register_snippet(NewsGroup)


@hooks.register("register_admin_viewset")
def article_viewset() -> ArticleViewSet:
    """The listing of articles where an editor walks through the pages."""
    return ArticleViewSet()


@hooks.register("register_admin_urls")
def press_link_urls() -> list[URLPattern]:
    """Where press links are made and withdrawn."""
    return press_links.urlpatterns


@hooks.register("register_page_header_buttons")
def press_link_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """The way to the press links of an article."""
    return press_links.buttons(page, user)
