"""A picture in a page's HTML: sizes to choose from, and its own size, so that nothing moves when it comes."""

from itertools import starmap
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import Filter
from wagtail.images.views.serve import generate_image_url

from news.models import Picture, PictureRendition

from .places import MODERN, PLACES, Place


class Made(NamedTuple):
    """Where a picture of one size is, or will be when somebody asks."""

    url: str
    width: int
    height: int


def find(picture: Picture, *specs: str) -> dict[str, PictureRendition]:
    """Those sizes of a picture that are made already; no query where they were fetched with it."""
    found = picture.find_existing_renditions(*map(Filter, specs))
    return {size.spec: rendition for size, rendition in found.items()}


def address(picture: Picture, spec: str, found: dict[str, PictureRendition]) -> Made:
    """A size of a picture: its file or, before that is made, an address that makes it."""
    if spec in found:
        return Made(found[spec].url, found[spec].width, found[spec].height)
    width, height = Filter(spec).get_transform(picture).size
    return Made(generate_image_url(picture, spec, "picture-made-now"), width, height)


def shown(picture: Picture, place: str, alt: str = "", *, eager: bool = False) -> SafeString:
    """A picture in its place (a key of `PLACES`); "" when its file is gone.

    `eager` is for the one that is the first thing to see of a page: the others come as they are scrolled to.
    A format is offered once all its sizes are made.
    """
    there = PLACES[place]
    found = find(picture, *there.specs)
    if not found and not picture.file.storage.exists(picture.file.name):
        return SafeString("")
    base = address(picture, there.spec(there.base, "jpeg"), found)
    sources = [
        (form, _choice(made), there.sizes)
        for form in MODERN
        if (made := _all_widths(picture, there, form, found))
    ]
    return format_html(
        '<picture>{}<img src="{}" width="{}" height="{}" alt="{}" decoding="async" {}></picture>',
        format_html_join("", '<source type="image/{}" srcset="{}" sizes="{}">', sources),
        *base,
        alt,
        SafeString('fetchpriority="high"' if eager else 'loading="lazy"'),
    )


def _all_widths(
    picture: Picture, place: Place, form: str, found: dict[str, PictureRendition]
) -> list[Made]:
    """Every size in a format, or none; of a small picture, those that differ."""
    specs = [place.spec(width, form) for width in place.widths]
    if not all(spec in found for spec in specs):
        return []
    made = (address(picture, spec, found) for spec in specs)
    return list({each.width: each for each in made}.values())


def _choice(made: list[Made]) -> str:
    return ", ".join(starmap("{0} {1}w".format, made))
