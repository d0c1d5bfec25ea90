"""A new article with all that is known of it before the first word."""

import datetime as dt
from contextlib import suppress

from django.http import QueryDict

from news.facets import Kind
from news.models import ArticlePage, ArticleVenue, ProgrammePage, Topic, Venue

from .templates import TEMPLATES


def prefill(article: ArticlePage, known: QueryDict) -> None:
    """Set what `news.writing.standing` knows; what does not exist in the article's language is left out."""
    own = {"locale": article.locale}
    if template := TEMPLATES.get(known.get("template", "")):
        article.kind = template.kind
        article.body = article.body.stream_block.to_python(template.body(article.language))
    elif (kind := known.get("kind")) in Kind.values:
        article.kind = str(kind)
    with suppress(ValueError):  # the model's own default is today
        article.date = dt.date.fromisoformat(known.get("date", ""))
    article.programmes.set(ProgrammePage.objects.filter(slug__in=known.getlist("programme"), **own))
    article.topics.set(Topic.objects.filter(slug__in=known.getlist("topic"), **own))
    venues = Venue.objects.filter(slug__in=known.getlist("venue"), **own)
    article.venue_links.set(
        [ArticleVenue(venue=place, sort_order=number) for number, place in enumerate(venues)]
    )
