"""What the news app adds to the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin import log, seen, take_down, translate  # noqa: F401 - register hooks of their own
from .admin.articles import ArticleViewSet
from .admin.menu import NewsGroup

register_snippet(NewsGroup)


@hooks.register("register_admin_viewset")
def article_viewset() -> ArticleViewSet:
    """The listing of articles where an editor walks through the pages."""
    return ArticleViewSet()
