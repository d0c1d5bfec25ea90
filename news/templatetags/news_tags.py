"""What the newsroom's templates say that Django's own tags do not."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from news import covers
from news.models import ArticlePage
from news.models.programmes import Hue
from news.pictures.used import fetch_sizes, in_body
from news.zones import zone_name
from search.date_fields import in_words
from search.names import marked

register = template.Library()

SIZES = {"card": covers.CARD, "wide": covers.WIDE, "band": covers.BAND, "lead": covers.LEAD}


@register.simple_tag
def drawn_cover(page: Any, size: str = "card") -> SafeString:
    """The cover drawn from an article or a programme: translations share it. `size`: a key of SIZES."""
    programme = page if hasattr(page, "hue") else getattr(page, "main_programme", None)
    hue = programme.hue if programme else Hue.GREEN
    return mark_safe(covers.svg(str(page.translation_key), hue, SIZES[size]))  # noqa: S308 - drawn by us


@register.simple_tag
def zones_of(*moments: dt.datetime | None) -> str:
    """The time zones that these moments are told in: two when the clock is changed in between."""
    return ", ".join(dict.fromkeys(zone_name(moment) for moment in moments if moment))


@register.filter
def date_range(first: dt.date | None, last: dt.date | None = None) -> str:
    """The days from `first` to `last` in the active language: 28–30 November 2019."""
    return in_words(first, last or first) if first else ""


@register.filter
def in_short(venues: Sequence[Any]) -> str:
    """Venues on one line: both of two, else the main one and how many more there are."""
    if len(venues) <= 2:
        return ", ".join(str(venue) for venue in venues)
    return _("%(venue)s and %(number)d more") % {"venue": venues[0], "number": len(venues) - 1}


@register.filter
def with_renditions(body: StreamValue) -> StreamValue:
    """The same text, the sizes of all its pictures fetched in one query."""
    fetch_sizes(in_body(body))
    return body


@register.filter
def marked_name(article: ArticlePage) -> str:
    """An article's name; the words that answer the question are marked where they were asked for."""
    words = getattr(article, "marked_words", None)
    return marked(article.title, set(words)) if words else article.title
