"""Links to pages inside texts."""

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler


class PageLinks(PageLinkHandler):
    """As Wagtail's, which asks for the translation of each page by itself; this asks once for all."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """The opening tags: to the page in the language being read, if it can be read in it."""
        linked = Page.objects.filter(pk__in={int(attrs["id"]) for attrs in attrs_list})
        same = Page.objects.filter(translation_key__in=linked.values("translation_key"))
        pages = {page.pk: page for page in same.select_related("locale")}
        here = get_language()
        twins = {
            page.translation_key: page
            for page in pages.values()
            if page.live and page.locale.language_code == here
        }
        found = (pages.get(int(attrs["id"])) for attrs in attrs_list)
        return [
            f'<a href="{escape(twins.get(page.translation_key, page).url)}">' if page else "<a>"
            for page in found
        ]
