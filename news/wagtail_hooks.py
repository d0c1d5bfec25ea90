"""What the news app adds to the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .admin.articles import ArticleViewSet
from .admin.menu import NewsGroup

register_snippet(NewsGroup)


@hooks.register("register_admin_viewset")
def article_viewset() -> ArticleViewSet:
    """The listing of articles where an editor walks through the pages."""
    return ArticleViewSet()


@hooks.register("construct_page_listing_buttons")
def no_button_that_would_fail(buttons: list[Any], page: Page, user: Any, context: Any) -> None:
    """Those who may only see a list get the published page of a row, and no forms."""
    permissions = page.permissions_for_user(user)
    if not (permissions.can_edit() or permissions.can_publish()):
        look = Button(_("View live"), page.url, classname="button button-small button-secondary")
        buttons[:] = [look] if page.live else []
