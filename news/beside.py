"""What stands beside an article: fetched for a reader's page in few queries, most of it remembered."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import ArticlePage, ArticleVenue, Correction, ProgrammePage, Topic, Venue
from .remembered import remember

RELATED = 3


def fetch(article: ArticlePage, request: HttpRequest | None) -> None:
    """Fetch an article's text, and what it is linked with, before its page says it; once is enough."""
    if not getattr(request, "reading", None) or article.is_fetched:
        return
    article.is_fetched = True
    links = ArticlePage.objects.filter(pk=article.pk).values_list(
        "body",
        _ids(ArticleVenue.objects.filter(article=OuterRef("pk")).order_by("sort_order"), "venue"),
        _ids(Topic.objects.filter(articles=OuterRef("pk")), "pk"),
        _ids(ProgrammePage.objects.filter(articles=OuterRef("pk")), "pk"),
        Exists(Correction.objects.filter(article=OuterRef("pk"))),
    )
    article.body, venues, topics, programmes, is_corrected = links.get()
    related: dict[str, list[Any]] = {} if is_corrected else {"corrections": []}
    known = all_of(Venue, request)
    if known.keys() >= set(venues):
        related["venue_links"] = [
            ArticleVenue(article=article, venue=known[pk], sort_order=place)
            for place, pk in enumerate(venues)
        ]
    for name, model, ids in (("topics", Topic, topics), ("programmes", ProgrammePage, programmes)):
        known = all_of(model, request)
        if known.keys() >= set(ids):
            related[name] = [thing for pk, thing in known.items() if pk in ids]
    article._cluster_related_objects = related
    if article.cover:
        sizes = Prefetch("renditions", to_attr="prefetched_renditions")
        prefetch_related_objects([article.cover], sizes)


def _ids(rows: QuerySet, field: str) -> ArraySubquery:
    return ArraySubquery(rows.values(field))


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
