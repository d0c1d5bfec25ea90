"""Finding the page at an address: as Wagtail does it, from a plan of the site that is remembered.

The plan has every published page but the articles; an article is looked up by its slug under the listing.
"""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from wagtail import views as wagtail_views
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from news.models import ArticlePage, NewsIndexPage
from news.remembered import begin, remember


@dataclass(frozen=True)
class Plan:
    """The site as one host shows it. `pages` have their models and ids by their paths in the tree.

    `homes` are the paths of the front pages by language; `is_open`: no page is for some readers only.
    """

    site: Site | None
    roots: list[Any]
    homes: dict[str, str]
    pages: dict[str, tuple[type[Page], int, str]]
    is_open: bool


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at an address of the active language, or 404."""
    if request.method in {"GET", "HEAD"}:
        begin(request)
        request._wagtail_route_for_request = _route(request, path)  # type: ignore[attr-defined]
    response: HttpResponseBase = wagtail_views.serve(request, path)
    return response


def plan_of(request: HttpRequest) -> Plan:
    """The plan of the site that this request asks."""
    key = ("plan", request.get_host())
    plan = remember(request, "things", key, lambda: _draw(request))
    request._wagtail_site = plan.site  # type: ignore[attr-defined]
    request._wagtail_cached_site_root_paths = plan.roots  # type: ignore[attr-defined]
    return plan


def _draw(request: HttpRequest) -> Plan:
    # Each process has paths of its own in Wagtail's cache, and learns of no other's change.
    Site.clear_site_root_paths_cache()
    site = Site.find_for_request(request)
    if site is None:
        return Plan(None, [], {}, {}, is_open=False)
    homes = site.root_page.get_translations(inclusive=True).live()
    models = ContentType.objects.get_for_models(
        *(model for model in Page.__subclasses__() if model is not ArticlePage)
    )
    kinds = {kind.pk: model for model, kind in models.items()}
    # By their types, for which there is an index: articles are a hundred times as many.
    pages = Page.objects.live().filter(content_type__in=kinds)
    return Plan(
        site,
        Site.get_site_root_paths(),
        dict(homes.values_list("locale__language_code", "url_path")),
        {
            url_path: (kinds[kind], pk, path)
            for url_path, kind, pk, path in pages.values_list(
                "url_path", "content_type", "pk", "path"
            )
        },
        is_open=not PageViewRestriction.objects.exists(),
    )


def _route(request: HttpRequest, address: str) -> RouteResult | None:
    plan = plan_of(request)
    if plan.site is None:
        return None
    root = plan.homes.get(get_language() or "", plan.site.root_page.url_path)
    path = root + "".join(f"{part}/" for part in address.split("/") if part)
    if path in plan.pages:
        page = remember(request, "things", ("page", path), lambda: _page(plan, path))
    else:
        page = remember(request, "articles things", ("page", path), lambda: _article(plan, path))
    if page is None:
        return None
    # Each reader gets an object of their own: a page keeps with itself what it was asked for.
    page = copy(page)
    page.is_open_to_all = plan.is_open
    return RouteResult(page)


def _page(plan: Plan, path: str) -> Any:
    model, pk, _place = plan.pages[path]
    return model.objects.live().filter(pk=pk).select_related("locale").first()


def _article(plan: Plan, path: str) -> Any:
    above, slug = path.rstrip("/").rsplit("/", 1)
    model, _pk, place = plan.pages.get(f"{above}/", (Page, 0, ""))
    if model is not NewsIndexPage or "\0" in slug:
        return None
    return ArticlePage.objects.live().at(place, slug).for_page().first()
