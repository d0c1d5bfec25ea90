"""What kind of page was asked for: a label of few values, whatever readers and robots type."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail import hooks

# Names of addresses whose every answer is one kind; those of the admin and of libraries are not told apart.
OWN = {
    "search", "view", "accessibility", "sitemap-language", "wagtaildocs_serve", "wagtailimages_serve",
}  # fmt: skip


@hooks.register("before_serve_page", order=-1)
def note_page(page: Any, request: HttpRequest, _args: Any, _kwargs: Any) -> None:
    """Note which sort of page answers."""
    request.page_kind = page._meta.model_name.removesuffix("page")  # type: ignore[attr-defined]


def kind_of(request: HttpRequest, response: HttpResponse) -> str:
    """The kind of an answered request.

    A sort of page (`article`, `newsindex`), the name of an address (`search`, `news-csv`), `admin`,
    `not-found` or `other`. A listing with a question is `question`.
    """
    kind = _of_page(request) or _of_address(request)
    if kind == "newsindex" and request.GET:
        return "question"
    if response.status_code == 404 and kind != "admin":
        return "not-found"
    return kind


def _of_page(request: HttpRequest) -> str:
    return getattr(request, "page_kind", "")


def _of_address(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        # Answered before addresses are looked at: a static file, a redirect to https, a limit.
        return "other"
    if match.route.startswith(settings.ADMIN_PATH):
        return "admin"
    name = match.url_name or ""
    return name if name in OWN or name.startswith("news") else "other"
