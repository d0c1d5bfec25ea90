"""Checks of an article's own fields: names, dates, picture, source."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from news.facets import Kind
from search.dates import FIRST_YEAR, LAST_YEAR

from .findings import Finding, error

NAME_LENGTH = 160
LEAD_LENGTH = 500
# Three lines of a card on a desktop, four or five on a phone; in English and in Russian.
NAME_FITS_A_CARD = 110
# Two lines of a shared card on a phone: what the preview draws, and about what networks show.
NAME_FITS_A_SHARE = 70


def wrong_lengths(article: Any) -> Iterator[Finding]:
    """A name or a lead that has no place on the page."""
    for path, limit, message in (
        ("title", NAME_LENGTH, _("The name has %(length)d characters: shorten it to %(limit)d.")),
        ("lead", LEAD_LENGTH, _("The lead has %(length)d characters: shorten it to %(limit)d.")),
    ):
        length = len(getattr(article, path))
        if length > limit:
            yield error(path, message % {"length": length, "limit": limit})


def impossible_dates(article: Any) -> Iterator[Finding]:
    """Days outside the years that the site knows."""
    for path in ("date", "event_start", "event_end"):
        day = getattr(article, path)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            message = _("The year must be between %(first)d and %(last)d.")
            yield error(path, message % {"first": FIRST_YEAR, "last": LAST_YEAR})


def wrong_dates(article: Any) -> Iterator[Finding]:
    """Spans that end before they begin."""
    if article.event_end and not article.event_start:
        yield error("event_start", _("Give the first day too, or clear the last."))
    if article.event_start and article.event_end and article.event_end < article.event_start:
        message = _("The last day is before the first: correct one of them.")
        yield error("event_end", message)


def missing_words(article: Any) -> Iterator[Finding]:
    """What has to be said of a picture and of an address."""
    if article.cover_id and not article.cover_alt.strip():
        yield error("cover_alt", _("Say what the picture shows."))
    if article.source_url and not article.source_name:
        yield error("source_name", _("Name the source that the address belongs to."))


def long_names(article: Any) -> Iterator[Finding]:
    """A name that is cut where it is shown small."""
    length = len(article.title)
    if NAME_FITS_A_CARD < length <= NAME_LENGTH:
        message = _("With %(length)d characters the name is too long for a card: aim at %(limit)d.")
        yield Finding("title", message % {"length": length, "limit": NAME_FITS_A_CARD})
    elif length > NAME_FITS_A_SHARE and not article.seo_title:
        message = _(
            "With %(length)d characters the name is cut when the article is shared: aim at %(limit)d,"
            " or give a shorter one under Promote → Title tag."
        )
        yield Finding("title", message % {"length": length, "limit": NAME_FITS_A_SHARE})


def missing_lead(article: Any) -> Iterator[Finding]:
    """Lists and networks show the lead under the name."""
    if not article.lead.strip():
        yield Finding(
            "lead", _("There is no lead: lists and shared links will show the name only.")
        )


def unlikely_event(article: Any) -> Iterator[Finding]:
    """What took place, took place somewhere, and before it is reported."""
    start = article.event_start
    if not start:
        return
    if start <= timezone.localdate() and not article.venue_links.all():
        message = _("It took place, but no venue is given: readers will not find it by venue.")
        yield Finding("venue_links", message)
    if start > article.date and article.kind != Kind.ANNOUNCEMENT:
        message = _(
            "It takes place after the publication date: correct a date, or make it an announcement."
        )
        yield Finding("event_start", message)
    if article.kind == Kind.ANNOUNCEMENT and article.last_day < article.date:
        message = _(
            "It announces what was over on the publication date: correct a date, or choose another kind."
        )
        yield Finding("event_start", message)
