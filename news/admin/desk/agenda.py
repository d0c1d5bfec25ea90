"""What the editorial calendar shows of a stretch of days: so much of each day, and how much more there is."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import Cast, RowNumber
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from news.models import ArticlePage
from news.models.queries import ArticleQuerySet

# Of each sort of things on one day.
SHOWN_IN_MONTH, SHOWN_IN_WEEK = 3, 12
FIELDS = ("pk", "depth", "title", "draft_title", "path", "url_path", "live", "owner", "locale",
          "content_type", "translated_from", "date", "latest_revision", "event_start",
          "event_end")  # fmt: skip


@dataclass
class Item:
    """An article on a day; `time` is when it goes live, `until` the last day of its event.

    Whose calendar it is decides whether it is `movable` there, and where its `url` leads.
    """

    article: ArticlePage
    state: str
    time: dt.datetime | None = None
    until: dt.date | None = None
    movable: bool = False
    url: str = ""

    @property
    def name(self) -> str:
        """As editors know it now."""
        return self.article.draft_title or self.article.title


@dataclass
class Group:
    """What there is of one sort on a day: the first items, how many in all, and where they are listed."""

    state: str
    total: int
    url: str
    items: list[Item] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.items)


@dataclass(frozen=True)
class Day:
    """A day of the calendar."""

    date: dt.date
    groups: list[Group]
    is_today: bool
    is_beside: bool


class Agenda:
    """The articles of the days from `first` to `last`: published, drafts, scheduled, and events to come."""

    def __init__(
        self,
        articles: ArticleQuerySet,
        first: dt.date,
        last: dt.date,
        *,
        shown: int,
        asked: dict[str, str],
    ) -> None:
        self.articles, self.first, self.last = articles, first, last
        self.shown, self.asked = shown, asked
        self.today = timezone.localdate()

    def days(self, month: int = 0) -> list[Day]:
        """Every day in order; those of another month than `month` are beside it."""
        number = (self.last - self.first).days + 1
        dates = [self.first + dt.timedelta(n) for n in range(number)]
        return [
            Day(
                date,
                self._groups[date],
                is_today=date == self.today,
                is_beside=bool(month) and date.month != month,
            )
            for date in dates
        ]

    @cached_property
    def total(self) -> int:
        """How many things there are."""
        return sum(group.total for groups in self._groups.values() for group in groups)

    @cached_property
    def _groups(self) -> dict[dt.date, list[Group]]:
        """The groups of each day: what is planned comes before what is done."""
        groups: dict[dt.date, list[Group]] = defaultdict(list)
        for found in (self._scheduled(), self._events(), self._drafts(), self._published()):
            for date, group in found.items():
                groups[date].append(group)
        return groups

    def _published(self) -> dict[dt.date, Group]:
        return self._dated("published", self.articles.filter(live=True), status="live")

    def _drafts(self) -> dict[dt.date, Group]:
        drafts = self.articles.filter(~Exists(_schedules()), live=False)
        return self._dated("draft", drafts, status="draft")

    def _dated(self, state: str, articles: Any, **listed: str) -> dict[dt.date, Group]:
        """Articles by their publication date."""
        articles = articles.filter(date__range=(self.first, self.last))
        totals = articles.order_by().values("date").annotate(n=Count("pk"))
        groups = {
            row["date"]: Group(state, row["n"], self._listing(row["date"], **listed))
            for row in totals
        }
        if groups:
            movable = state == "draft"
            found = self._first_of(articles, F("date"))
            for article in found.prefetch_workflow_states() if movable else found:
                groups[article.date].items.append(Item(article, state, movable=movable))
        return groups

    def _events(self) -> dict[dt.date, Group]:
        """Events that are not over, on their first day, or on the first shown when they began before."""
        begin = max(self.first, self.today)
        if begin > self.last:
            return {}
        coming = self.articles.filter(
            Q(event_end__gte=begin) | Q(event_end=None, event_start__gte=begin),
            live=True,
            event_start__lte=self.last,
        )
        totals = coming.order_by().values("event_start").annotate(n=Count("pk"))
        groups: dict[dt.date, Group] = {}
        for row in totals:
            day = max(row["event_start"], begin)
            group = groups.setdefault(day, Group("event", 0, self._listing(None, event="coming")))
            group.total += row["n"]
        if groups:
            for article in self._first_of(coming, F("event_start")):
                items = groups[max(article.event_start, begin)].items
                if len(items) < self.shown:
                    until = article.last_day if article.last_day != article.event_start else None
                    items.append(Item(article, "event", until=until))
        return groups

    def _scheduled(self) -> dict[dt.date, Group]:
        """Versions that go live by themselves, by the local day of that; there are never many."""
        zone = timezone.get_current_timezone()
        begin = dt.datetime.combine(self.first, dt.time(), zone)
        end = dt.datetime.combine(self.last + dt.timedelta(1), dt.time(), zone)
        coming = Revision.page_revisions.filter(
            approved_go_live_at__gte=begin, approved_go_live_at__lt=end
        ).order_by("approved_go_live_at")
        times = {
            int(pk): time for pk, time in coming.values_list("object_id", "approved_go_live_at")
        }
        groups: dict[dt.date, Group] = {}
        if not times:
            return groups
        asked = self.articles.filter(pk__in=times).order_by().values_list("pk", flat=True)
        days: dict[dt.date, list[int]] = defaultdict(list)
        for number in sorted(asked, key=lambda pk: times[pk]):
            days[timezone.localtime(times[number]).date()].append(number)
        first = [number for numbers in days.values() for number in numbers[: self.shown]]
        articles = (
            self._shown(ArticlePage.objects.filter(pk__in=first))
            .prefetch_workflow_states()
            .in_bulk()
        )
        url = self._listing(None, status="scheduled")
        for day, numbers in days.items():
            groups[day] = Group("scheduled", len(numbers), url)
            for number in numbers[: self.shown]:
                article, time = articles[number], timezone.localtime(times[number])
                groups[day].items.append(Item(article, "scheduled", time, movable=not article.live))
        return groups

    def _first_of(self, articles: Any, day: F) -> Any:
        """The first articles of each day: those that were made last."""
        rank = Window(RowNumber(), day, F("pk").desc())
        ranked = articles.annotate(rank=rank).filter(rank__lte=self.shown)
        return self._shown(ranked.order_by(day, "rank"))

    @staticmethod
    def _shown(articles: Any) -> Any:
        return articles.select_related("locale").only(*FIELDS, "locale__language_code")

    def _listing(self, day: dt.date | None, **asked: str) -> str:
        span = {"from": f"{day}", "to": f"{day}"} if day else {}
        query = {**span, **self.asked, **asked}
        return f"{reverse('news_articles:index')}?{urlencode(query)}"


def _schedules() -> Any:
    """The revisions of an article (in an outer query) that are to go live."""
    return Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id=Cast(OuterRef("pk"), CharField())
    )
