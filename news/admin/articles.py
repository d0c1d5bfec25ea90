"""The staff's list of all articles, in the News menu and under each news page."""

from typing import Any

from django.db.models import F, Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet

from news.models import ArticlePage, ArticleVenue, ProgrammePage
from news.models.queries import NEWEST, ArticleQuerySet

from .desk.views import views_above
from .editor import ArticleEditView
from .filters import ArticleListingFilter
from .listings import ListingMixin, MenuListingViewSet, SeenIndexView
from .spreadsheets import HEADINGS, SpreadsheetMixin
from .writing import ArticleCreateView


def took_place(article: ArticlePage) -> str:
    """The days of its event, or nothing."""
    days = [day for day in (article.event_start, article.last_day) if day]
    return " – ".join(date_format(day) for day in dict.fromkeys(days))


def venue_names(article: ArticlePage) -> str:
    """Its venues in the editor's order."""
    return "; ".join(venue.name for venue in article.venues)


COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    Column("date", label=_("Date"), sort_key="date", width="9%"),
    PageTitleColumn("title", label=_("Name"), sort_key="title", classname="title"),
    Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind", width="10%"),
    Column("venues", label=_("Venues"), accessor=venue_names, width="14%"),
    Column(
        "took_place",
        label=_("Took place"),
        accessor=took_place,
        sort_key="event_start",
        width="12%",
    ),
    LocaleColumn(label=_("Language"), sort_key="locale__language_code", width="8%"),
    PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
]


class ArticleListingMixin(SpreadsheetMixin, ListingMixin):
    """Articles of every language and status, found by name as on the public site."""

    is_explicitly_ordered: bool
    ordering: str | None

    def annotate_queryset(self, pages: ArticleQuerySet) -> ArticleQuerySet:
        """With what the columns or the export show, in a fixed number of queries.

        As Wagtail's, but articles are asked for as such at once: there is nothing more specific.
        """
        links = Prefetch("venue_links", ArticleVenue.objects.select_related("venue"))
        annotated: ArticleQuerySet = (
            pages.defer_streamfields()
            .select_related("locale", "content_type")
            .prefetch_workflow_states()
            .prefetch_related(links)
            .annotate_has_untranslated_locale()
            .annotate_site_root_state()
            .annotate_approved_schedule()
        )
        if not self.is_export:
            return annotated
        programmes = Prefetch("programmes", ProgrammePage.objects.only("title"))
        return annotated.prefetch_related(programmes, "topics")

    def order_queryset(self, queryset: ArticleQuerySet) -> ArticleQuerySet:
        """By a column, ties newest first; articles without an event come after those with one."""
        if not self.ordering or self.ordering == "ord":
            return super().order_queryset(queryset)  # type: ignore[misc]
        if self.ordering == "-event_start":
            return queryset.order_by(F("event_start").desc(nulls_last=True), *NEWEST)
        return queryset.order_by(self.ordering, *NEWEST)

    def search_queryset(self, queryset: ArticleQuerySet) -> ArticleQuerySet:
        """Narrow to the named articles; unless a column is chosen, the best match comes first."""
        if not self.is_searching:
            return queryset
        named = queryset.named(self.search_query)
        return named if self.is_explicitly_ordered else named.order_by("-match", *NEWEST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is done to many at once is what can be done to articles, see `desk.bulk`."""
        context = super().get_context_data(**kwargs)
        return {**context, "model_opts": ArticlePage._meta, "item_type": "PAGE"}


class ArticleIndexView(ArticleListingMixin, SeenIndexView):
    """All articles, for those who work with pages and for staff who read."""

    template_name = "news/admin/articles.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the saved views."""
        context = super().get_context_data(**kwargs)
        if not self.is_export:
            context["views"] = views_above(self.request.user, self.request.GET)
        return context


class ArticleExplorerView(ArticleListingMixin, ExplorableIndexView):
    """The articles under a news page."""

    plain_results_template_name = ExplorableIndexView.results_template_name


class ArticleUseView(ArticleListingMixin, ContentTypeUseView):
    """All articles, from the report on page types."""


class ArticleListing:
    """What the listings of articles have in common."""

    model = ArticlePage
    icon = "doc-full"
    columns = COLUMNS
    filterset_class = ArticleListingFilter
    ordering = "-date"
    list_per_page = 50
    list_export = list(HEADINGS)
    export_headings = HEADINGS
    export_filename = "articles"


class ArticleListingViewSet(ArticleListing, MenuListingViewSet):
    """The flat listing in the News menu."""

    index_view_class = ArticleIndexView
    menu_label = _("Articles")


class ArticleViewSet(ArticleListing, PageViewSet):
    """The same listing where an editor walks through the pages."""

    index_view_class = ArticleExplorerView
    content_type_use_view_class = ArticleUseView
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
