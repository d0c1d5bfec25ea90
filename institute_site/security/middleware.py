"""Headers that depend on what is answered, and the admin's own host."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from . import policies

# What a browser would run as a page of this site.
RUN = {"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml"}


class HeadersMiddleware:
    """Gives the admin, previews and documents policies of their own; public pages have the strict one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say what a browser may do with it."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", policies.PERMISSIONS)
        if getattr(request, "is_preview", False):
            response._csp_config = settings.CSP_PREVIEW  # type: ignore[attr-defined]
        elif request.path.startswith(reverse("wagtailadmin_home")):
            is_inside = hasattr(request, "user") and request.user.is_authenticated
            policy = settings.CSP_ADMIN if is_inside else settings.CSP_ENTRANCE
            response._csp_config = policy  # type: ignore[attr-defined]
        elif request.resolver_match and request.resolver_match.url_name == "wagtaildocs_serve":
            _keep_quiet(response)
        return response


def _keep_quiet(response: HttpResponse) -> None:
    """Have a document do nothing, whatever is in it and however it came here."""
    disposition = response.headers.get("Content-Disposition")
    if response.status_code != 200 or disposition is None:
        return
    sort = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if sort in RUN:
        response.headers["Content-Type"] = "application/octet-stream"
        response.headers["Content-Disposition"] = disposition.replace("inline", "attachment", 1)
    is_pdf = sort == "application/pdf"
    response.headers["Content-Security-Policy"] = policies.PDF if is_pdf else policies.DOCUMENT


class AdminHost:
    """With the setting ADMIN_HOST the admin is at that host only; elsewhere its addresses are none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; raises Http404 for the admin at another host."""
        if settings.ADMIN_HOST and request.path.startswith(reverse("wagtailadmin_home")):
            host = urlsplit(f"//{request.get_host()}").hostname
            if host != settings.ADMIN_HOST:
                raise Http404
        return self.get_response(request)
