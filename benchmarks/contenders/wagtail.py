"""Wagtail's own search (modelsearch, PostgreSQL), asked as its documentation says."""

from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from modelsearch import index
from modelsearch.query import MATCH_ALL, Fuzzy, PlainText
from wagtail.models import Locale
from wagtail.search.models import IndexEntry

from benchmarks import bulk
from benchmarks.questions import PER_PAGE, Asked
from news.models import ArticlePage, Venue

from . import Answer

TABLE = "wagtailsearch_indexentry"
FILL = Path(__file__).parents[1] / "sql" / "wagtail.sql"
SUGGESTED = 8


def prepare() -> None:
    """Have every article in its index, exactly as the library itself would write it."""
    articles = ContentType.objects.get_for_model(ArticlePage)
    if IndexEntry.objects.filter(content_type=articles).count() >= ArticlePage.objects.count():
        return
    with transaction.atomic(), connection.cursor() as cursor, bulk.bare(cursor, [TABLE]):
        # Of what its command enable_trigram makes only this: its questions compare similarities with
        # a number, for which PostgreSQL does not use the indexes.
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute(FILL.read_text())
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {TABLE}")


def allow_filters() -> None:
    """Let it filter by venue, which takes a line in the model's list of searched fields."""
    venues = index.RelatedFields("venue_links", [index.FilterField("venue")])
    programmes = index.RelatedFields("programmes", [index.FilterField("id")])
    ArticlePage.search_fields = [*ArticlePage.search_fields, venues, programmes]


def _found(asked: Asked) -> Any:
    articles = ArticlePage.objects.live().filter(
        locale=Locale.objects.get_for_language(asked.language)
    )
    if asked.first:
        articles = articles.filter(date__gte=asked.first, date__lte=asked.last)
    if asked.venue:
        venue = Venue.objects.get(slug=asked.venue, locale__language_code=asked.language)
        articles = articles.filter(venue_links__venue=venue)
    query: Any = MATCH_ALL
    if asked.name:
        query = Fuzzy(asked.name) if asked.meant else PlainText(asked.name)
    return articles.order_by("-date").search(query, order_by_relevance=asked.order == "match")


def page(asked: Asked) -> Answer:
    """A page of the answer and its total."""
    found = _found(asked)
    start = (asked.page - 1) * PER_PAGE
    queryset = found[start : start + PER_PAGE].get_queryset()
    return Answer([pk for (pk,) in queryset.values_list("pk")], found.count())


def suggestions(asked: Asked) -> list[str]:
    """Names to choose from while typing."""
    articles = ArticlePage.objects.live().filter(
        locale=Locale.objects.get_for_language(asked.language)
    )
    found = articles.autocomplete(asked.name)[:SUGGESTED].get_queryset()
    return [title for (title,) in found.values_list("title")]
