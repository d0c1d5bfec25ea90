"""Links to this site's own pages and documents, checked against the database."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from news.models.link_checks import Fault

from .collect import OWN

AT_A_TIME = 1000


def is_inside(address: str) -> bool:
    """Whether it is an address of this site."""
    if OWN.fullmatch(address):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.netloc or parts.netloc == urlsplit(settings.BASE_URL).netloc


def faults(addresses: Iterable[str]) -> dict[str, Fault]:
    """What is wrong with each of these addresses of this site, if anything."""
    pages: list[str] = []
    documents: list[str] = []
    paths: list[str] = []
    for address in addresses:
        kind = OWN.fullmatch(address)
        lists = {"page": pages, "document": documents}
        (lists[kind[1]] if kind else paths).append(address)
    return {
        **{address: fault for some in _some(pages) for address, fault in _pages(some).items()},
        **{
            address: fault
            for some in _some(documents)
            for address, fault in _documents(some).items()
        },
        **{address: _path(address) for address in paths},
    }


def _some(addresses: list[str]) -> Iterable[list[str]]:
    return (addresses[start : start + AT_A_TIME] for start in range(0, len(addresses), AT_A_TIME))


def _number(address: str) -> int:
    return int(address.partition(":")[2])


def _pages(addresses: list[str]) -> dict[str, Fault]:
    live = dict(Page.objects.filter(pk__in=map(_number, addresses)).values_list("pk", "live"))
    meaning = {None: Fault.PAGE_GONE, False: Fault.PAGE_UNPUBLISHED, True: Fault.NONE}
    return {address: meaning[live.get(_number(address))] for address in addresses}


def _documents(addresses: list[str]) -> dict[str, Fault]:
    documents = get_document_model().objects.filter(pk__in=map(_number, addresses))
    there = set(documents.values_list("pk", flat=True))
    return {
        address: Fault.NONE if _number(address) in there else Fault.DOCUMENT_GONE
        for address in addresses
    }


def _path(address: str) -> Fault:
    """Ask the site's own map of addresses; what is no page is taken to be there."""
    path = urlsplit(address).path or "/"
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            match = resolve(path)
    except Resolver404:
        return _unless_redirected(path)
    if match.url_name != "wagtail_serve":
        return Fault.NONE
    root = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if root is None:
        return Fault.NONE
    parts = [part for part in path.split("/") if part]
    try:
        _home(root, language).route(RequestFactory().get(path), parts[1:])
    except Http404:
        return _unless_redirected(path)
    return Fault.NONE


def _home(site: Site, language: str) -> Page:
    """The page that answers at the beginning of a language's addresses."""
    page: Page = site.root_page.specific
    translated = page.get_translations(inclusive=True).filter(locale__language_code=language)
    return (translated.first() or page).specific


def _unless_redirected(path: str) -> Fault:
    redirected = Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists()
    return Fault.NONE if redirected else Fault.OWN_NOT_FOUND
