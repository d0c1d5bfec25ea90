"""Spreadsheets for staff, in which no cell can turn into a formula."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from news.formats.csv import harmless
from news.models import ArticlePage

HEADINGS = {
    "date": _("Date"),
    "name": _("Name"),
    "kind": _("Kind"),
    "language": _("Language"),
    "status": _("Status"),
    "venues": _("Venues"),
    "programmes": _("Programmes"),
    "topics": _("Topics"),
    "first_day": _("First day of the event"),
    "last_day": _("Last day of the event"),
    "address": _("Address"),
}
ROWS_AT_A_TIME = 500


class HarmlessCells:
    """An export in which no cell can turn into a formula."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """As Wagtail's, but harmless: what a CSV cannot mark as text begins with an apostrophe."""
        value = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        if not isinstance(value, str):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        return harmless(text) if export_format == "csv" else text

    def generate_xlsx_row(
        self, worksheet: Any, row_dict: dict[str, Any], date_format: str | None = None
    ) -> Iterator[Any]:
        """As Wagtail's, with every text marked as text."""
        for cell in super().generate_xlsx_row(worksheet, row_dict, date_format):  # type: ignore[misc]
            if isinstance(cell.value, str):
                cell.data_type = "s"
            yield cell


class SpreadsheetMixin(HarmlessCells):
    """A listing of articles whose export is read and written a few hundred rows at a time."""

    request: HttpRequest
    object_list: Any
    is_export: bool

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An export needs the articles only; the page's own context would load them all at once."""
        if self.is_export:
            return {"object_list": self.object_list}
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponseBase:
        """The file with all that is listed, whatever the number of pages."""
        rows = queryset.iterator(chunk_size=ROWS_AT_A_TIME)
        response: HttpResponseBase = super().as_spreadsheet(rows, spreadsheet_format)  # type: ignore[misc]
        return response

    def to_row_dict(self, item: ArticlePage) -> dict[str, str | dt.date | None]:
        """One article; several names in one cell are separated by semicolons."""
        return {
            "date": item.date,
            "name": item.title,
            "kind": item.get_kind_display(),
            "language": item.locale.get_display_name(),
            "status": capfirst(item.status_string),
            "venues": "; ".join(venue.name for venue in item.venues),
            "programmes": "; ".join(programme.title for programme in item.programmes.all()),
            "topics": "; ".join(topic.name for topic in item.topics.all()),
            "first_day": item.event_start,
            "last_day": item.last_day,
            "address": item.get_full_url(self.request) if item.live else None,
        }
