"""What is missing: programmes without news, events without a report, articles without pictures.

Each is a rule that can be told in a sentence; the pages say it.
"""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, IntegerField, JSONField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from news.facets import Kind
from news.models import ArticlePage, ArticleVenue, ProgrammePage
from news.models.programmes import Status

QUIET_DAYS = 60
# A report is expected within so many days; what is longer ago than a year is left in peace.
REPORT_DAYS, YEAR = 60, 365


def quiet_programmes() -> Any:
    """Programmes under way without news for QUIET_DAYS, with the date of the `last`; silence first."""
    published = ArticlePage.objects.live()
    recent = published.filter(date__gt=_days_ago(QUIET_DAYS), programmes__isnull=False)
    last = published.filter(programmes=OuterRef("pk")).order_by("-date").values("date")[:1]
    return (
        ProgrammePage.objects.live()
        .exclude(status=Status.COMPLETED)
        .exclude(pk__in=recent.order_by().values("programmes"))
        .annotate(last=Subquery(last))
        .select_related("locale")
        .order_by(F("last").asc(nulls_first=True), "title")
    )


def events_without_report() -> Any:
    """Announced events that ended in the last year and of which nothing has been told since; newest first.

    A report is a published article of another kind, in the same language, from the first day of the event
    to REPORT_DAYS after its last: of the same programme and venue, as far as the announcement has them, or
    with a link to it.
    """
    announced = (
        ArticlePage.objects.live()
        .filter(kind=Kind.ANNOUNCEMENT, event_start__isnull=False)
        .annotate(ended=Coalesce("event_end", "event_start"))
        .filter(ended__lt=timezone.localdate(), ended__gte=_days_ago(YEAR))
    )
    return (
        announced.filter(~Exists(_reports()), ~Exists(_links()))
        .select_related("locale")
        .defer_streamfields()
        .order_by("-ended", "-pk")
    )


def articles_without_pictures() -> Any:
    """Articles published in the last year with neither a cover nor a picture in the text; newest first."""
    pictured = Q(blocks__contains=[{"type": "image"}]) | Q(blocks__contains=[{"type": "gallery"}])
    return (
        ArticlePage.objects.live()
        .filter(cover=None, date__gte=_days_ago(YEAR))
        .annotate(blocks=Cast("body", JSONField()))
        .exclude(pictured)
        .select_related("locale")
        .defer_streamfields()
        .newest()
    )


def _days_ago(number: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(number)


def _reports() -> Any:
    """Of an announcement (in an outer query) the articles that tell how it was."""
    programme_links = ArticlePage.programmes.through.objects
    same_programme, has_programme = _shared(programme_links, "articlepage", "programmepage")
    same_venue, has_venue = _shared(ArticleVenue.objects, "article", "venue")
    return (
        ArticlePage.objects.live()
        .exclude(kind=Kind.ANNOUNCEMENT)
        .filter(
            Q(Exists(has_programme)) | Q(Exists(has_venue)),
            Q(Exists(same_programme)) | ~Q(Exists(has_programme)),
            Q(Exists(same_venue)) | ~Q(Exists(has_venue)),
            locale=OuterRef("locale"),
            date__gte=OuterRef("event_start"),
            date__lte=OuterRef("ended") + dt.timedelta(REPORT_DAYS),
        )
        .order_by()
    )


def _shared(links: Any, article: str, thing: str) -> tuple[Any, Any]:
    """Links of a report to what its announcement has too; and those of the announcement."""
    announced = links.filter(**{article: OuterRef(OuterRef("pk"))})
    mine = links.filter(**{article: OuterRef("pk")})
    return mine.filter(**{f"{thing}__in": _lowered(links, article).values(thing)}), announced


def _lowered(links: Any, article: str) -> Any:
    """The announcement's links, as seen from two queries within."""
    return links.filter(**{article: OuterRef(OuterRef(OuterRef("pk")))})


def _links() -> Any:
    """References to an announcement (in an outer query) from published articles of other kinds."""
    pages = ContentType.objects.get_for_model(Page)
    sources = ArticlePage.objects.live().exclude(kind=Kind.ANNOUNCEMENT)
    return ReferenceIndex.objects.annotate(source=Cast("object_id", IntegerField())).filter(
        Exists(sources.filter(pk=OuterRef("source")).order_by()),
        base_content_type=pages,
        to_content_type=pages,
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
