"""What the news app adds to the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.telepath import register
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from .admin import dashboard, focus, log, press_links, seen, take_down, translate, writing  # noqa: F401 - register hooks of their own
from .admin.articles import ArticleViewSet
from .admin.desk.bulk import ACTIONS
from .admin.desk.deleting import (
    MergeViewSet,
    keep_used_programmes,
    keep_used_programmes_in_bulk,
    keep_used_snippets,
)
from .admin.desk.views import SavedViewViewSet
from .admin.menu import NewsGroup
from .blocks import GalleryBlock
from .page_links import PageLinks
from .writing.pictures import GalleryBlockAdapter

register_snippet(NewsGroup)
register(GalleryBlockAdapter(), GalleryBlock)

STYLES = ["css/admin/news.css"]
EDITOR_SCRIPTS = [f"js/admin/{name}.js" for name in ("checks", "saving", "focus", "paste")]

for action in ACTIONS:
    hooks.register("register_bulk_action", action)

hooks.register("before_delete_snippet", keep_used_snippets)
# Before anybody is asked why a page goes that cannot go.
hooks.register("before_delete_page", keep_used_programmes, order=-1)
hooks.register("before_bulk_action", keep_used_programmes_in_bulk, order=-1)


# After Wagtail's own, in whose place it is.
@hooks.register("register_rich_text_features", order=1)
def page_links(features: FeatureRegistry) -> None:
    """Links to pages in texts."""
    features.register_link_type(PageLinks)


@hooks.register("register_admin_viewset")
def article_viewset() -> ArticleViewSet:
    """The listing of articles where an editor walks through the pages."""
    return ArticleViewSet()


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Views that stand beside Wagtail's own."""
    return [
        path("news/write/", writing.write, name="news_write"),
        path("news/checks/<int:pk>/", writing.check, name="news_checks"),
        path("news/pictures/<int:pk>/focus/", focus.focus, name="news_focus"),
    ]


@hooks.register("register_admin_menu_item")
def new_article() -> writing.NewArticleMenuItem:
    """One click from anywhere."""
    return writing.NewArticleMenuItem()


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Any]) -> None:
    """What waits for whoever has signed in."""
    panels += dashboard.panels(request)


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    """The look of what is added."""
    return format_html_join("", '<link rel="stylesheet" href="{}">', ([static(s)] for s in STYLES))


@hooks.register("insert_editor_js")
def scripts() -> SafeString:
    """What moves in the form of an article."""
    scripts = (([static(script)]) for script in EDITOR_SCRIPTS)
    return format_html(
        "{}{}",
        render_to_string("news/admin/editor.html", {"most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE}),
        format_html_join("", '<script src="{}" defer></script>', scripts),
    )


@hooks.register("construct_page_listing_buttons")
def no_button_that_would_fail(buttons: list[Any], page: Page, user: Any, context: Any) -> None:
    """Those who may only see a list get the published page of a row, and no forms."""
    permissions = page.permissions_for_user(user)
    if not (permissions.can_edit() or permissions.can_publish()):
        look = Button(_("View live"), page.url, classname="button button-small button-secondary")
        buttons[:] = [look] if page.live else []


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


@hooks.register("register_admin_viewset")
def saved_views_viewset() -> SavedViewViewSet:
    """The pages of saved views."""
    return SavedViewViewSet()


@hooks.register("register_admin_viewset")
def merge_viewset() -> MergeViewSet:
    """Putting one venue or topic in the place of another."""
    return MergeViewSet()
