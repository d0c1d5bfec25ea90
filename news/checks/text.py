"""Checks of an article's text, block by block."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from .findings import Finding, error

# Stands before what a template wants replaced; no keyboard has it, so nobody means it.
PROMPT = "✎"


def _raw(article: Any) -> Iterable[Any]:
    """The blocks as they are stored: reading their values would ask for each picture and document."""
    raw: Iterable[Any] = article.body.raw_data
    return raw


def _place(path: str | None) -> str:
    """The block that a content path begins with; an import's blocks have no identity yet."""
    return f"body.{path.partition('.')[0]}" if path else "body"


def skipped_levels(article: Any) -> Iterator[Finding]:
    """A part of a section before any section has begun."""
    for block in _raw(article):
        if block["type"] != "heading":
            continue
        if block["value"]["level"] == "h2":
            return
        message = _("“%(heading)s” is a part of a section, but no section has begun.")
        yield Finding(_place(block.get("id")), message % {"heading": block["value"]["text"]})


def unnamed_pictures(article: Any) -> Iterator[Finding]:
    """A picture that those who cannot see it learn nothing of."""
    for block in _raw(article):
        if any(not (picture.get("alt") or "").strip() for picture in _pictures(block)):
            message = _("A picture has no alt text: say what it shows.")
            yield error(_place(block.get("id")), message)


def _pictures(block: Any) -> Iterator[Any]:
    if block["type"] == "image":
        yield block["value"]
    elif block["type"] == "gallery":
        for item in block["value"]["pictures"]:
            yield item.get("value", item)


def left_prompts(article: Any) -> Iterator[Finding]:
    """What a template asked for and nobody has written."""
    for block in _raw(article):
        if PROMPT in str(block["value"]):
            message = _("A hint of the template is left (%(mark)s): write the text or delete it.")
            yield error(_place(block.get("id")), message % {"mark": PROMPT})


def dead_links(article: Any) -> Iterator[Finding]:
    """Links to pages and documents of the site that are gone, or not published."""
    places: dict[type, dict[int, str]] = defaultdict(dict)
    for model, pk, _model_path, path in article._meta.get_field("body").extract_references(
        article.body
    ):
        places[model].setdefault(int(pk), _place(path))
    for block in article.body:
        if block.block_type == "related" and block.value["page"] is None:
            yield error(_place(block.id), _("The page that it leads to was deleted."))
    yield from _dead_pages(places[Page])
    yield from _dead_documents(places[get_document_model()])


def _dead_pages(places: dict[int, str]) -> Iterator[Finding]:
    if not places:
        return
    pages = {page.pk: page for page in Page.objects.filter(pk__in=places).only("title", "live")}
    for pk, path in places.items():
        if pk not in pages:
            yield error(path, _("A link leads to a page that was deleted: change or remove it."))
        elif not pages[pk].live:
            message = _("A link leads to “%(page)s”, which is not published: readers get an error.")
            yield Finding(path, message % {"page": pages[pk].title})


def _dead_documents(places: dict[int, str]) -> Iterator[Finding]:
    if not places:
        return
    known = set(get_document_model().objects.filter(pk__in=places).values_list("pk", flat=True))
    for pk, path in places.items():
        if pk not in known:
            yield error(
                path, _("A link leads to a document that was deleted: change or remove it.")
            )
