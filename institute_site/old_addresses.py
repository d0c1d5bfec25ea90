"""Addresses that once were, or were mistyped: where they lead for good."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.http import escape_leading_slashes
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site


class OldAddresses:
    """Middleware: what answers 404 leads on if a redirect knows where to, or if only its case is wrong.

    As Wagtail's own, which forgets the query string: a campaign's tags come along.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.redirects = RedirectMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say where the answer is."""
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        response = self.redirects.process_response(request, response)
        if response.status_code == 404:
            return self._in_small_letters(request) or response
        if not _is_in_address(request):
            _take_along(request, response)
        return response

    def _in_small_letters(self, request: HttpRequest) -> HttpResponseBase | None:
        """The page whose address is this one in small letters: no page's has any others."""
        path = request.path.lower()
        if path == request.path or "\0" in path or not _is_page(request, path):
            return None
        response = HttpResponsePermanentRedirect(escape_leading_slashes(path))
        _take_along(request, response)
        return response


def _is_page(request: HttpRequest, path: str) -> bool:
    """Whether a published page has this path."""
    site = Site.find_for_request(request)
    for root in site.root_page.get_translations(inclusive=True).live() if site else ():
        own = root.get_url(request)
        if own and path.startswith(own):
            rest = path.removeprefix(own).strip("/")
            return Page.objects.live().filter(url_path=f"{root.url_path}{rest}/").exists()
    return False


def _is_in_address(request: HttpRequest) -> bool:
    """Whether the query string is a part of the old address: it told pages apart there, and is done with."""
    path = Redirect.normalise_path(request.get_full_path())
    return "?" in path and Redirect.objects.filter(old_path=path).exists()


def _take_along(request: HttpRequest, response: HttpResponseBase) -> None:
    """Add the query string to a redirect that has none."""
    where, query = response.headers["Location"], request.META.get("QUERY_STRING", "")
    if query and not urlsplit(where).query:
        address, mark, part = where.partition("#")
        response.headers["Location"] = f"{address}?{query}{mark}{part}"
