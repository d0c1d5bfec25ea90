"""Where an editor stands when a new article is begun: its language, programme and venue follow from it."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from wagtail.models import Page

from news.models import ProgrammePage

KEPT = ("template", "date", "programme", "topic", "venue", "kind")


def standing(request: HttpRequest) -> QueryDict:
    """What is known of the article to be written: `language` and whatever of `KEPT` applies.

    What the address says goes before what the page says on which the editor was.
    """
    known = _of_page(request.headers.get("Referer", ""), request.get_host())
    for name in ("language", *KEPT):
        if name in request.GET:
            known.setlist(name, request.GET.getlist(name))
    if known.get("language") not in dict(settings.LANGUAGES):
        known["language"] = get_language() or settings.LANGUAGE_CODE
    if known["language"] not in dict(settings.LANGUAGES):
        known["language"] = settings.LANGUAGE_CODE
    return known


def _of_page(address: str, host: str) -> QueryDict:
    known = QueryDict(mutable=True)
    if not address or not url_has_allowed_host_and_scheme(address, {host}):
        return known
    parts = urlsplit(address)
    asked = QueryDict(parts.query)
    for name in KEPT:
        if name in asked:
            known.setlist(name, asked.getlist(name))
    if edited := re.search(r"/pages/(\d{1,9})/", parts.path):
        page = Page.objects.filter(pk=edited[1]).select_related("locale").first()
    else:
        slug = re.fullmatch(r"/(\w+)/programmes/([\w-]+)/", parts.path)
        page = slug and _programme(slug[2], slug[1])
        language = parts.path.split("/")[1]
        if language in dict(settings.LANGUAGES):
            known["language"] = language
    if page:
        known["language"] = page.locale.language_code
        if isinstance(page.specific_deferred, ProgrammePage):
            known["programme"] = page.slug
    return known


def _programme(slug: str, language: str) -> ProgrammePage | None:
    programme: ProgrammePage | None = (
        ProgrammePage.objects.filter(slug=slug, locale__language_code=language)
        .select_related("locale")
        .first()
    )
    return programme
