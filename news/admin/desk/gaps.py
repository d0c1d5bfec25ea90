"""What is missing: programmes without news, events without a report, articles without pictures.

Each is a rule that can be told in a sentence; the pages say it.
"""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import CharField, Exists, F, IntegerField, JSONField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from news.facets import Facet, Kind
from news.models import ArticlePage, ProgrammePage
from news.models.programmes import Status
from search.tags import FACETS

QUIET_DAYS = 60
# A report is expected within so many days; what is longer ago than a year is left in peace.
REPORT_DAYS, YEAR = 60, 365

# Asked of the index, whose tags tell at once what two articles have in common; see `search.tags`. Not as
# EXISTS, for which all entries of the language would be put into a hash table.
UNREPORTED = """
WITH announced AS MATERIALIZED (
    SELECT entry.page_id, entry.language, event_start, event_end,
        ARRAY(SELECT tag FROM unnest(tags) AS tag WHERE tag %% %(facets)s = %(kind)s) AS kinds,
        ARRAY(SELECT tag FROM unnest(tags) AS tag WHERE tag %% %(facets)s = %(venue)s) AS venues,
        ARRAY(SELECT tag FROM unnest(tags) AS tag WHERE tag %% %(facets)s = %(programme)s)
            AS programmes
    FROM news_articlepage JOIN search_entry AS entry ON page_id = page_ptr_id
    WHERE news_articlepage.kind = 'announcement' AND event_start IS NOT NULL
        AND event_end >= %(since)s AND event_end < %(today)s
)
SELECT page_id FROM announced
WHERE NOT coalesce((
    SELECT true FROM search_entry AS report
    WHERE report.language = announced.language
        AND report.date BETWEEN announced.event_start AND announced.event_end + %(days)s
        AND NOT report.tags && kinds
        AND (report.tags && venues OR venues = '{}')
        AND (report.tags && programmes OR programmes = '{}')
        AND venues || programmes <> '{}'
    LIMIT 1
), false)
"""


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
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {
            "today": timezone.localdate(),
            "since": _days_ago(YEAR),
            "days": REPORT_DAYS,
            "facets": FACETS,
            "kind": Facet.KIND.value,
            "venue": Facet.VENUE.value,
            "programme": Facet.PROGRAMME.value,
        }
        cursor.execute(UNREPORTED, facts)
        numbers = [number for (number,) in cursor.fetchall()]
    return (
        ArticlePage.objects.filter(~Exists(_links()), pk__in=numbers)
        .select_related("locale")
        .defer_streamfields()
        .order_by("-event_end", "-pk")
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
