"""Public pages as a reader has chosen to see them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from .choice import COOKIE, read
from .pictures import described


class ViewMiddleware:
    """Tells templates what was chosen (`request.view`), and keeps such pages out of shared caches.

    Without the cookie a page is left as it is: it does not vary, and caches may give it to everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and put descriptions in the place of pictures where that was chosen."""
        is_public = not request.path.startswith(reverse("wagtailadmin_home"))
        view = read(request.COOKIES.get(COOKIE, "")) if is_public else {}
        request.view = view  # type: ignore[attr-defined]
        response = self.get_response(request)
        if view:
            patch_cache_control(response, private=True)
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            if view.get("pictures") == "off" and is_page and not response.streaming:
                response.content = described(response.content)
        return response
