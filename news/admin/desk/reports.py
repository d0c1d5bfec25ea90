"""Reports: how many articles answer a question, by venue, programme, topic, month, author, language, kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.viewsets.base import ViewSet

from news.admin.access import SeenMenuItem, SeenMixin
from news.admin.filters import STATES, ArticleListingFilter
from news.admin.listings import ListingMixin
from news.admin.spreadsheets import HarmlessCells
from news.models import ArticlePage, SavedView
from news.models.queries import ArticleQuerySet

from .tallies import TALLIES, LinkTally, Row, Tally, shortened

# How many bars the chart has, and the pixels of one with its label.
CHARTED, BAR_HEIGHT = 20, 40


@dataclass(frozen=True)
class Bar:
    """A row drawn: how wide it is, in per cent of the widest, and where it stands."""

    row: Row
    width: float
    y: int

    @property
    def label_y(self) -> int:
        """The line on which its label stands, above it."""
        return self.y + 14


class ReportView(SeenMixin, HarmlessCells, ListingMixin, SpreadsheetExportMixin, BaseListingView):
    """One report over a question: a chart and a table of the same rows."""

    template_name = "news/admin/report.html"
    results_template_name = "news/admin/report_results.html"
    page_title = _("Reports")
    header_icon = "table"
    model = ArticlePage
    filterset_class = ArticleListingFilter
    is_searchable = True
    paginate_by = None
    list_export = ["label", "number", "share"]
    export_headings = {"number": _("How many"), "share": _("Of all, %")}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the report. Raises Http404 when there is none of this name."""
        super().setup(request, *args, **kwargs)
        self.by: str = kwargs["by"]
        if self.by not in TALLIES:
            raise Http404
        self.index_url = reverse("news_reports:report", args=[self.by])
        self.index_results_url = reverse("news_reports:results", args=[self.by])
        self.export_headings = {**self.export_headings, "label": self.tally.label}
        self.export_filename = f"articles-by-{self.by}"

    def get_page_subtitle(self) -> str:
        """What is counted by."""
        return str(self.tally.label)

    @property
    def tally(self) -> Tally | LinkTally:
        """How it is counted."""
        return TALLIES[self.by]

    @cached_property
    def articles(self) -> ArticleQuerySet:
        """The articles that are asked for; none when the question is not clear."""
        articles: Any = self.filter_queryset(ArticlePage.objects.all())
        if not self.is_searching or self.faults:
            return articles
        named = articles.named(self.search_query).values("pk")
        found: ArticleQuerySet = ArticlePage.objects.filter(pk__in=named)
        return found

    @cached_property
    def total(self) -> int:
        """How many articles are counted."""
        if self.faults:
            return 0
        if self.tally.several:
            return self.articles.order_by().count()
        return sum(row.number for row in self.rows)

    @cached_property
    def rows(self) -> list[Row]:
        """Every row, in order."""
        return [] if self.faults else self.tally.count(self.filters, self.articles)

    def get_queryset(self) -> Any:
        """What is listed: an export has every row."""
        return self.rows if self.is_export else shortened(self.rows)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        """The page, or the file."""
        if self.is_export:
            file: HttpResponseBase = self.as_spreadsheet(self.rows, self.request.GET["export"])
            return file
        response: HttpResponseBase = super().render_to_response(context, **kwargs)
        return response

    def to_row_dict(self, item: Row) -> dict[str, Any]:
        """One row of the file."""
        share = round(100 * item.number / self.total, 1) if self.total else 0
        return {"label": item.label, "number": item.number, "share": share}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows as a table and as bars."""
        shown = shortened(self.rows)
        bars = list(_bars(shown[:CHARTED]))
        asked = self.request.GET.urlencode()
        states = self.filters.form.cleaned_data.get("status") if not self.faults else None
        return {
            **super().get_context_data(**kwargs),
            "tally": self.tally,
            "total": self.total,
            "rows": [(row, self._listing(row), _share(row, self.total)) for row in shown],
            "bars": bars,
            "chart_height": BAR_HEIGHT * len(bars),
            "uncharted": len(shown) - len(bars),
            "states": ", ".join(str(STATES[state]) for state in states or []),
            "reports": [
                (one.label, f"{reverse('news_reports:report', args=[by])}?{asked}", by == self.by)
                for by, one in TALLIES.items()
            ],
        }

    def _listing(self, row: Row) -> str:
        """The list of the articles that a row counts."""
        if row.asks is None:
            return ""
        asked = self.request.GET.copy()
        for name, value in row.asks.items():
            asked[name] = value
        return f"{reverse('news_articles:index')}?{SavedView.question_of(asked)}"


def _bars(rows: list[Row]) -> Iterator[Bar]:
    most = max((row.number for row in rows), default=0)
    for place, row in enumerate(rows):
        yield Bar(row, round(100 * row.number / most, 2), place * BAR_HEIGHT)


def _share(row: Row, total: int) -> float:
    return 100 * row.number / total if total else 0


class ReportsViewSet(ViewSet):
    """The reports in the News menu."""

    name = "news_reports"
    url_prefix = "news/reports"
    icon = "table"
    menu_label = _("Reports")
    menu_item_class = SeenMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """A page for each report, and its part that changes with the question."""
        return [
            path("", lambda request: redirect("news_reports:report", "venue"), name="index"),
            path("<slug:by>/", ReportView.as_view(), name="report"),
            path("<slug:by>/results/", ReportView.as_view(results_only=True), name="results"),
        ]
