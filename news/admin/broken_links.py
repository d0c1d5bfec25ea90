"""The report on links that lead nowhere."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from news.models import LinkCheck, LinkUse

from .access import SeenMenuItem, SeenMixin
from .spreadsheets import HarmlessCells

USES_SHOWN = 10
USES_EXPORTED = 200


class AddressColumn(Column):
    """The address as a link, where it can be one."""

    cell_template_name = "news/admin/broken_address.html"


class UsesColumn(Column):
    """The pages that use it."""

    cell_template_name = "news/admin/broken_uses.html"

    def get_cell_context_data(self, instance: LinkCheck, parent_context: Any) -> dict[str, Any]:
        """With the first of them, and how many more there are."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        uses: list[LinkUse] = instance.some_uses  # type: ignore[attr-defined]
        number: int = instance.number_of_uses  # type: ignore[attr-defined]
        return {**context, "uses": uses, "more": number - len(uses)}


class BrokenLinksView(SeenMixin, HarmlessCells, ReportView):
    """Each broken address with its reason, since when, and where it is used."""

    page_title = _("Broken links")
    header_icon = "link"
    index_url_name = "news_broken_links:index"
    index_results_url_name = "news_broken_links:index_results"
    columns = [
        AddressColumn("address", label=_("Address"), width="35%"),
        Column("reason", label=_("Reason"), width="20%"),
        DateColumn("first_failed_at", label=_("Since"), width="12%"),
        UsesColumn("uses", label=_("Used in"), accessor=lambda link: link.some_uses, width="33%"),
    ]
    list_export = ["address", "reason", "first_failed_at", "checked_at", "used_in"]
    export_headings = {
        "address": _("Address"),
        "reason": _("Reason"),
        "first_failed_at": _("Since"),
        "checked_at": _("Last checked"),
        "used_in": _("Used in"),
    }
    export_filename = "broken-links"
    no_results_message = _("Every link leads somewhere, as of the last check.")
    is_export: bool

    def get_queryset(self) -> QuerySet[LinkCheck]:
        """The broken links, with some of their uses."""
        shown = USES_EXPORTED if self.is_export else USES_SHOWN
        uses = LinkUse.objects.select_related("page").order_by("page_id")[:shown]
        return (
            LinkCheck.objects.broken()
            .annotate(number_of_uses=Count("uses"))
            .prefetch_related(Prefetch("uses", uses, to_attr="some_uses"))
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An export needs the links only."""
        if self.is_export:
            return {"object_list": self.object_list}
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context

    def as_spreadsheet(self, queryset: QuerySet[LinkCheck], spreadsheet_format: str) -> Any:
        """The file with all of them, read some at a time."""
        return super().as_spreadsheet(queryset.iterator(500), spreadsheet_format)

    def to_row_dict(self, item: LinkCheck) -> dict[str, Any]:
        """One link; the pages that use it in one cell, separated by semicolons."""
        used = "; ".join(f"{use.page.title} ({_edit_url(use)})" for use in item.some_uses)  # type: ignore[attr-defined]
        return {
            "address": item.address,
            "reason": item.reason,
            "first_failed_at": item.first_failed_at,
            "checked_at": item.checked_at,
            "used_in": used,
        }


def _edit_url(use: LinkUse) -> str:
    return reverse("wagtailadmin_pages:edit", args=[use.page_id])


class BrokenLinksViewSet(ViewSet):
    """The report in the News menu."""

    name = "news_broken_links"
    url_prefix = "news/broken-links"
    icon = "link"
    menu_label = _("Broken links")
    menu_item_class = SeenMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The report and its part that is fetched when one turns its leaves."""
        return [
            path("", BrokenLinksView.as_view(), name="index"),
            path("results/", BrokenLinksView.as_view(results_only=True), name="index_results"),
        ]
