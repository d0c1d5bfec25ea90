"""Every address that published pages link to, and where it stands.

Texts are read as they are stored: to build the blocks of 100,000 articles would take an hour.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag

from django.apps import apps
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from news.models import ProgrammePartner

LONGEST = 2000  # bytes, of what an index takes
OWN = re.compile(r"(page|document):\d{1,18}")
ROWS_AT_A_TIME = 500


def addresses() -> dict[str, set[int]]:
    """Each distinct address with the published pages that it stands on.

    Things of this site are `page:12` and `document:3`; mail and telephone links are left out.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for page_id, address in _links():
        known = normal(address)
        if known:
            found[known].add(page_id)
    return dict(found)


def normal(address: str) -> str:
    """The address without what does not matter for checking; "" for what is none to check."""
    address = urldefrag(address.strip()).url
    scheme, colon, _rest = address.partition(":")
    if colon and scheme.isalnum() and scheme.lower() not in {"http", "https"}:
        return address if OWN.fullmatch(address) else ""
    return address if len(address.encode()) <= LONGEST else ""


def _links() -> Iterator[tuple[int, str]]:
    for model in apps.get_models():
        if issubclass(model, Page) and model is not Page:
            yield from _links_of_model(model)
    partners = ProgrammePartner.objects.filter(programme__live=True).exclude(partner__url="")
    yield from partners.values_list("programme_id", "partner__url")


def _links_of_model(model: type[Page]) -> Iterator[tuple[int, str]]:
    fields = [field for field in model._meta.local_fields if isinstance(field, _READ)]
    if not fields:
        return
    pages = model.objects.filter(live=True).order_by("pk").only(*(field.name for field in fields))
    for page in pages.iterator(ROWS_AT_A_TIME):
        for field in fields:
            value = getattr(page, field.name)
            if isinstance(field, StreamField):
                for address in _in_blocks(list(value.raw_data)):
                    yield page.pk, address
            elif value:
                yield page.pk, value


_READ = (StreamField, models.URLField)


def _in_blocks(value: Any, kind: str = "") -> Iterator[str]:
    """The addresses in a text as it is stored; `kind` is the name of the block around it."""
    if isinstance(value, dict):
        if "type" in value and "value" in value:
            yield from _in_blocks(
                value["value"], kind if value["type"] == "item" else value["type"]
            )
        else:
            for name, part in value.items():
                yield from _in_blocks(part, {"page": "page", "url": "url"}.get(name, kind))
    elif isinstance(value, list):
        for part in value:
            yield from _in_blocks(part, kind)
    elif isinstance(value, int) and kind in {"page", "documents"}:
        yield f"{kind.removesuffix('s')}:{value}"
    elif isinstance(value, str) and kind == "url":
        yield value
    elif isinstance(value, str) and "<a" in value:
        yield from _in_html(value)


def _in_html(html: str) -> Iterator[str]:
    for match in FIND_A_TAG.finditer(html):
        attributes = extract_attrs(match.group(1))
        kind, number = attributes.get("linktype"), attributes.get("id", "")
        if kind in {"page", "document"} and number.isdecimal():
            yield f"{kind}:{number}"
        elif attributes.get("href"):
            yield attributes["href"]
