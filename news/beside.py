"""What stands beside an article: fetched for a reader's page in few queries, most of it remembered."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import ArticlePage, ArticleVenue, Correction, ProgrammePage, Topic, Venue
from .models.media import sizes
from .remembered import remember

RELATED = 3


def fetch(article: ArticlePage, request: HttpRequest | None) -> None:
    """Fetch an article's text, and what it is linked with, before its page says it; once is enough."""
    if not getattr(request, "reading", None) or article.is_fetched:
        return
    article.is_fetched = True
    rows = ArticlePage.objects.filter(pk=article.pk).annotate(**LINKS)
    for article.body, *links in rows.values_list("body", *LINKS):
        _take(article, dict(zip(LINKS, links, strict=True)), request)
    if article.cover:
        prefetch_related_objects([article.cover], sizes("renditions"))


def link(articles: Iterable[ArticlePage], request: HttpRequest | None) -> None:
    """Have published articles, annotated with LINKS, know what they are linked with; without asking."""
    for article in articles:
        _take(article, {name: getattr(article, name) for name in LINKS}, request)


def _ids(rows: QuerySet, field: str) -> ArraySubquery:
    return ArraySubquery(rows.values(field))


_article = OuterRef("pk")
_said = JSONObject(pk="pk", kind="kind", date="date", text="text")
# The ids of what an article is linked with, and its corrections in full.
LINKS = {
    "its_venues": _ids(
        ArticleVenue.objects.filter(article=_article).order_by("sort_order"), "venue"
    ),
    "its_topics": _ids(Topic.objects.filter(articles=_article), "pk"),
    "its_programmes": _ids(ProgrammePage.objects.filter(articles=_article), "pk"),
    "its_corrections": ArraySubquery(
        Correction.objects.filter(article=_article).order_by("sort_order").values(said=_said)
    ),
}


def _take(article: ArticlePage, links: dict[str, Any], request: HttpRequest | None) -> None:
    related: dict[str, list[Any]] = {
        "corrections": [_correction(article, **said) for said in links["its_corrections"]]
    }
    # What was made this very moment is not known here: it is fetched when it is asked for.
    venues = all_of(Venue, request)
    if venues.keys() >= set(links["its_venues"]):
        related["venue_links"] = [
            ArticleVenue(article=article, venue=venues[pk], sort_order=place)
            for place, pk in enumerate(links["its_venues"])
        ]
    for name, model in (("topics", Topic), ("programmes", ProgrammePage)):
        known, ids = all_of(model, request), links[f"its_{name}"]
        if known.keys() >= set(ids):
            related[name] = [known[pk] for pk in known if pk in ids]
    article._cluster_related_objects = related


def _correction(article: ArticlePage, date: str, **said: Any) -> Correction:
    return Correction(article=article, date=dt.date.fromisoformat(date), **said)


def all_of(model: Any, request: HttpRequest | None) -> dict[int, Any]:
    """Every thing of a model that articles are linked with, by its id, in the model's order."""
    things = model.objects.all()
    if hasattr(things, "defer_streamfields"):
        things = things.defer_streamfields()
    return remember(request, "things", ("all", model), lambda: {one.pk: one for one in things})


def related(article: ArticlePage, request: HttpRequest) -> list[ArticlePage]:
    """As the article says, remembered for all articles of its programme or of the same topics."""
    programme = article.main_programme
    topics = () if programme else tuple(topic.pk for topic in article.topics.all())
    key = ("related", article.locale_id, programme.pk if programme else 0, topics)
    newest = article.newest_beside()[: RELATED + 1]
    found = remember(request, "articles things index", key, lambda: list(newest))
    return [other for other in found if other.pk != article.pk][:RELATED]


def context(article: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    """What the article's template shows beside it, asked for when the template does."""

    def found_related() -> list[ArticlePage]:
        fetch(article, request)
        return related(article, request)

    neighbours: Any = SimpleLazyObject(article.neighbours)
    return {
        "previous": SimpleLazyObject(lambda: neighbours["previous"]),
        "next": SimpleLazyObject(lambda: neighbours["next"]),
        "related": SimpleLazyObject(found_related),
    }
