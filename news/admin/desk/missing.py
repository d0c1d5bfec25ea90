"""Pages of what is missing, each row with the way to mend it."""

import datetime as dt
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.viewsets.base import ViewSet

from news.admin.access import SeenMenuItem, SeenMixin, is_writer
from news.admin.articles import took_place, venue_names
from news.admin.spreadsheets import HarmlessCells
from news.models import ArticleVenue

from . import gaps

# How many are counted and shown.
MOST = 1000


class ActionColumn(Column):
    """A button in each row, which the view gives its `action_url`."""

    cell_template_name = "news/admin/action_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """The address, or nothing for those who may only read."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {
            **context,
            "url": instance.action_url,
            "name": instance.title,
        }

    def render_header_html(self, parent_context: Any) -> SafeString:
        """No heading: each button tells its own name."""
        return SafeString("<td></td>")


def _dated(day: dt.date | None) -> str:
    return date_format(day) if day else "–"


class CappedPaginator(WagtailPaginator):
    """Pages of so much as anybody works off; what is behind comes forward in time."""

    @cached_property
    def count(self) -> int:
        """How many there are, up to MOST."""
        number: int = self.object_list.order_by()[:MOST].count()
        return number


NAME = TitleColumn("title", label=_("Name"), get_url=lambda page: page.desk_url)
LANGUAGE = Column("language", label=_("Language"), accessor="locale.get_display_name", width="10%")


class GapView(SeenMixin, HarmlessCells, SpreadsheetExportMixin, BaseListingView):
    """One list of what is missing."""

    template_name = "news/admin/missing.html"
    results_template_name = "news/admin/missing_results.html"
    page_title = _("What is missing")
    header_icon = "warning"
    paginate_by = 25
    paginator_class = CappedPaginator
    gap = ""
    rule: Any = ""
    subtitle: Any = ""
    nothing: Any = ""
    export_headings = {
        "title": _("Name"),
        "locale.get_display_name": _("Language"),
        "date": _("Date"),
        "last": _("Last news"),
        "event_end": _("Last day of the event"),
        "full_url": _("Address"),
    }

    def get_page_subtitle(self) -> str:
        """What is missing."""
        return str(self.subtitle)

    @property
    def index_url(self) -> str:
        """This page."""
        return reverse(f"news_missing:{self.gap}")

    @cached_property
    def may_write(self) -> bool:
        """Whether the user works with pages, and does not only read."""
        return is_writer(self.request.user)

    def action_url(self, page: Any) -> str:
        """Where what is missing can be added; nowhere for those who only read."""
        return reverse("wagtailadmin_pages:edit", args=[page.pk]) if self.may_write else ""

    def new_article(self, page: Any, **known: list[str]) -> str:
        """A new article in the language of a page, with what is known of it."""
        if not self.may_write:
            return ""
        known["language"] = [page.locale.language_code]
        return f"{reverse('news_write')}?{urlencode(known, doseq=True)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows with their addresses, and the other lists."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for page in context["object_list"]:
            edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
            page.action_url = self.action_url(page)
            page.desk_url = edit if self.may_write else page.get_url(self.request)
        tabs = [
            (view.subtitle, reverse(f"news_missing:{view.gap}"), view.gap == self.gap)
            for view in GAPS
        ]
        return {**context, "tabs": tabs, "most": MOST}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        """The page, or the file with every row."""
        if self.is_export:
            return self.as_spreadsheet(self.object_list, self.request.GET["export"])
        return super().render_to_response(context, **kwargs)


class QuietProgrammesView(GapView):
    """Programmes without news."""

    gap = "programmes"
    subtitle = _("Programmes without news")
    rule = _("Programmes that are not completed and have had no published article for 60 days.")
    nothing = _("Every programme has had news in the last 60 days.")
    export_filename = "programmes-without-news"
    list_export = ["title", "locale.get_display_name", "last", "full_url"]
    columns = [
        NAME,
        Column("last", label=_("Last news"), accessor=lambda page: _dated(page.last), width="20%"),
        LANGUAGE,
        ActionColumn("write", label=_("Write")),
    ]

    def get_queryset(self) -> Any:
        """The programmes."""
        return gaps.quiet_programmes()

    def action_url(self, page: Any) -> str:
        """A new article in the programme's language."""
        return self.new_article(page, programme=[page.slug])


class UnreportedEventsView(GapView):
    """Events without a report."""

    gap = "events"
    subtitle = _("Events without a report")
    rule = _(
        "Announcements of events that ended in the last year, if no other published article in the"
        " same language tells of them: one of the same programme and the same venue (as far as the"
        " announcement has them), from the first day to 60 days after the last, or one with a link to"
        " the announcement."
    )
    nothing = _("Every announced event of the last year has its report.")
    export_filename = "events-without-report"
    list_export = ["title", "locale.get_display_name", "event_end", "full_url"]
    columns = [
        NAME,
        Column("took_place", label=_("Took place"), accessor=took_place, width="22%"),
        Column("venues", label=_("Venues"), accessor=venue_names, width="18%"),
        LANGUAGE,
        ActionColumn("write", label=_("Write")),
    ]

    def action_url(self, page: Any) -> str:
        """A report of the event."""
        venues = [venue.slug for venue in page.venues]
        return self.new_article(page, template=["event-report"], venue=venues)

    def get_queryset(self) -> Any:
        """The announcements."""
        links = Prefetch("venue_links", ArticleVenue.objects.select_related("venue"))
        return gaps.events_without_report().prefetch_related(links)


class UnpicturedArticlesView(GapView):
    """Articles without pictures."""

    gap = "pictures"
    subtitle = _("Articles without pictures")
    rule = _(
        "Articles published with a date in the last year that have neither a cover nor a picture in"
        " the text. Readers see a drawn cover."
    )
    nothing = _("Every article of the last year has a picture.")
    export_filename = "articles-without-pictures"
    list_export = ["title", "locale.get_display_name", "date", "full_url"]
    columns = [
        NAME,
        Column("date", label=_("Date"), accessor=lambda page: _dated(page.date), width="20%"),
        LANGUAGE,
        ActionColumn("edit", label=_("Edit")),
    ]

    def get_queryset(self) -> Any:
        """The articles."""
        return gaps.articles_without_pictures()


GAPS: list[type[GapView]] = [QuietProgrammesView, UnreportedEventsView, UnpicturedArticlesView]


class MissingViewSet(ViewSet):
    """What is missing, in the News menu."""

    name = "news_missing"
    url_prefix = "news/missing"
    icon = "warning"
    menu_label = _("What is missing")
    menu_item_class = SeenMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """A page for each list."""
        first = f"news_missing:{GAPS[0].gap}"
        return [
            path("", lambda request: redirect(first), name="index"),
            *(path(f"{view.gap}/", view.as_view(), name=view.gap) for view in GAPS),
        ]
