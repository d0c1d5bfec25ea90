"""The pictures that a page shows, with what is made of each."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects
from wagtail.blocks import StreamValue

from news.models import Picture
from news.models.media import sizes

from .places import LARGE, PRINT, specs


class Use(NamedTuple):
    """A picture in a page: what is made of it there, and the credit printed beside it."""

    picture: Picture
    specs: list[str]
    credit: str


def in_body(body: StreamValue) -> Iterator[Use]:
    """The pictures of a text, in its order."""
    for block in body:
        if block.block_type == "image":
            yield from _uses([block.value], [*specs("story", "card"), PRINT])
        elif block.block_type == "gallery":
            yield from _uses(block.value["pictures"], [*specs("gallery", "card"), LARGE, PRINT])


def _uses(values: Iterable[Any], made: list[str]) -> Iterator[Use]:
    for value in values:
        if picture := value["image"]:
            yield Use(picture, made, value.get("credit") or picture.credit)


def in_page(page: Any) -> list[Use]:
    """The pictures of a page of any kind: its cover, those of its text, its partners' logos."""
    uses = []
    if cover := getattr(page, "cover", None):
        uses.append(Use(cover, [*specs("card", "headline", "lead", "story"), PRINT], page.credit))
    uses += in_body(getattr(page, "body", ()))
    partners = getattr(page, "partners", ())
    return uses + [Use(one.logo, specs("logo"), "") for one in partners if one.logo]


def fetch_sizes(uses: Iterable[Use]) -> None:
    """Fetch what is made of all these pictures in one query."""
    pictures = [use.picture for use in uses if not hasattr(use.picture, "prefetched_renditions")]
    prefetch_related_objects(pictures, sizes("renditions"))
