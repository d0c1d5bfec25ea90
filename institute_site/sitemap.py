"""What search engines are told to read: every public page of every language."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, PageQuerySet


class AllLanguages(Sitemap):
    """Wagtail's own, which stops at the first language's pages."""

    def items(self) -> PageQuerySet:
        """Every published page that anyone may see, home pages first."""
        pages = Page.objects.live().public().filter(depth__gt=1).order_by("path")
        return pages.defer_streamfields().specific()
