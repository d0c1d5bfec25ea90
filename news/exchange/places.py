"""Addresses that articles had before: permanent redirects to them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from news.models import ArticlePage

from .refusals import refuse


def page_at(path: str, live: bool = False) -> Page | None:
    """The page that answers at a path of this site, whether or not the path ends with a slash."""
    path = f"{path.rstrip('/')}/"
    for place in Site.get_site_root_paths():
        prefix = f"/{place.language_code}/"
        if path.startswith(prefix):
            pages = Page.objects.filter(url_path=place.root_path + path.removeprefix(prefix))
            return pages.filter(live=True).first() if live else pages.first()
    return None


def add_old_paths(article: ArticlePage, paths: Iterable[str]) -> None:
    """Have these paths, in their normal form, lead to the article for good.

    Raises `Refusal` for a path that is a page's own address or leads elsewhere already.
    """
    known = {
        redirect.old_path: redirect for redirect in Redirect.objects.filter(old_path__in=paths)
    }
    for path in paths:
        redirect = known.get(path)
        if redirect and redirect.redirect_page_id != article.pk:
            raise refuse("old_urls", _("%(path)s leads elsewhere already") % {"path": path})
        page = page_at(path, live=True)
        if page and page.pk != article.pk:
            raise refuse("old_urls", _("%(path)s is the address of a page") % {"path": path})
        if redirect is None and page is None:
            Redirect.add_redirect(path, redirect_to=article, is_permanent=True)
