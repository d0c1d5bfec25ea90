"""What one writes first: the page table joined with the article's, names by ILIKE."""

from django.db.models import Count
from django.db.models.functions import TruncMonth

from benchmarks.questions import PER_PAGE, Asked
from news.models import ArticlePage

from . import Answer, Counts

SUGGESTED = 8


def _articles(asked: Asked) -> "ArticlePage.objects":
    found = ArticlePage.objects.live().filter(locale__language_code=asked.language)
    for word in asked.words.split():
        found = found.filter(title__icontains=word)
    if asked.first:
        found = found.filter(date__gte=asked.first, date__lte=asked.last)
    if asked.venue:
        found = found.filter(venue_links__venue__slug=asked.venue)
    return found


def page(asked: Asked) -> Answer:
    """A page of the answer and its total."""
    found = _articles(asked)
    start = (asked.page - 1) * PER_PAGE
    newest = found.order_by("-date", "-pk").values_list("pk", flat=True)
    return Answer(list(newest[start : start + PER_PAGE]), found.count())


def _counts(asked: Asked, field: str) -> Counts:
    found = _articles(asked).order_by().filter(**{f"{field}__isnull": False})
    return dict(found.values_list(field).annotate(number=Count("pk")))


def venues(asked: Asked) -> Counts:
    """How many articles each venue has."""
    return _counts(asked, "venue_links__venue")


def months(asked: Asked) -> Counts:
    """How many articles each month has."""
    found = _articles(asked).order_by().annotate(month=TruncMonth("date"))
    return dict(found.values_list("month").annotate(number=Count("pk")))


def facets(asked: Asked) -> Counts:
    """How many articles each venue, programme, topic and kind has."""
    fields = ("venue_links__venue", "programmes", "topics", "kind")
    return {
        (field, thing): number
        for field in fields
        for thing, number in _counts(asked, field).items()
    }


def suggestions(asked: Asked) -> list[str]:
    """Names to choose from while typing."""
    newest = _articles(asked).order_by("-date", "-pk")
    return list(newest.values_list("title", flat=True)[:SUGGESTED])
