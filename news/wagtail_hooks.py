"""What the news app adds to the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

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

register_snippet(NewsGroup)

for action in ACTIONS:
    hooks.register("register_bulk_action", action)

hooks.register("before_delete_snippet", keep_used_snippets)
hooks.register("before_delete_page", keep_used_programmes)
hooks.register("before_bulk_action", keep_used_programmes_in_bulk)


@hooks.register("register_admin_viewset")
def article_viewset() -> ArticleViewSet:
    """The listing of articles where an editor walks through the pages."""
    return ArticleViewSet()


@hooks.register("register_admin_viewset")
def saved_views_viewset() -> SavedViewViewSet:
    """The pages of saved views."""
    return SavedViewViewSet()


@hooks.register("register_admin_viewset")
def merge_viewset() -> MergeViewSet:
    """Putting one venue or topic in the place of another."""
    return MergeViewSet()
