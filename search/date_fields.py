"""Two fields of a form that ask from when and until when, each for a date as people write it."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from . import dates
from .dates import Edge, Extent, Span

Written = Callable[[dt.date, str], str]


class DateEdgeBoundField(forms.BoundField):
    """A date's field on a form that has been cleaned, which can tell what it understood."""

    form: "DateRangeForm"

    @property
    def understood(self) -> str:
        """The days meant, in words and as HTML; empty when the text itself says as much."""
        span = self.form.spans.get(self.name)
        if span is None or (span.first == span.last and str(span.first.year) in str(self.value())):
            return ""
        return in_words(*self._edges, marked_up)

    @property
    def in_words(self) -> str:
        """The days meant as plain text, such as `from 4 December 2019`; empty without any."""
        return in_words(*self._edges) if self.name in self.form.spans else ""

    @property
    def settles_both(self) -> bool:
        """Whether the text here says both from when and until when."""
        return None not in self._edges and self.name in self.form.spans

    @property
    def _edges(self) -> tuple[dt.date | None, dt.date | None]:
        days = self.form.cleaned_data
        alone = len(self.form.spans) == 1
        first = days.get("from") if alone or self.name == "from" else None
        return first, days.get("to") if alone or self.name == "to" else None


class DateEdgeField(forms.CharField):
    """A typed date, cleaned to the days that it means; its form takes the first or the last."""

    bound_field_class = DateEdgeBoundField

    def __init__(self, *, edge: Edge, **kwargs: Any) -> None:
        self.edge = edge
        super().__init__(strip=True, **kwargs)

    def clean(self, value: Any) -> Span | None:
        """The days that are meant, or None when nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            span = dates.parse(text)
        except dates.DateNotUnderstood as error:
            raise ValidationError(str(error)) from error
        if span.edge not in {None, self.edge}:
            raise ValidationError(
                _("“%(text)s” is a beginning: write it in the field “From”.") % {"text": text}
                if span.edge == "first"
                else _("“%(text)s” is an end: write it in the field “To”.") % {"text": text}
            )
        return span


class DateRangeForm(forms.Form):
    """A form with the fields `from` and `to`: their days in `cleaned_data`, both ends included.

    `spans` keeps what each field that was filled in means.
    """

    spans: dict[str, Span] = {}

    def clean(self) -> dict[str, Any]:
        """One field may settle both ends, and a range runs forward."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.spans = {name: cleaned[name] for name in ("from", "to") if cleaned.get(name)}
        for name in self._ranges_beside_another():
            self.add_error(
                name,
                _(
                    "“%(text)s” is a whole range: leave the other date empty, or write one date"
                    " here, as in 28 November 2019."
                )
                % {"text": self[name].value()},
            )
            del self.spans[name]
        days = self._days()
        cleaned.update({name: days[name] for name in days if name in cleaned})
        if days["from"] and days["to"] and days["from"] > days["to"]:
            self.add_error("to", backwards(days["from"], days["to"]))
            del self.spans["to"]
        return cleaned

    def _ranges_beside_another(self) -> list[str]:
        """The field whose range leaves no room for the other field's date."""
        ranges = [name for name, span in self.spans.items() if span.extent is Extent.RANGE]
        return ranges[-1:] if len(self.spans) == 2 else []

    def _days(self) -> dict[str, dt.date | None]:
        """The first and the last day asked for. A stretch alone settles both."""
        since, until = self.spans.get("from"), self.spans.get("to")
        [only] = self.spans.values() if len(self.spans) == 1 else [None]
        if only and only.extent is not Extent.EDGE and not {"from", "to"} & set(self.errors):
            since = until = only
        return {"from": since.first if since else None, "to": until.last if until else None}


def backwards(first: dt.date, last: dt.date) -> str:
    """What to say of a range whose ends were typed apart."""
    return _(
        "The end of the range, %(last)s, is before its beginning, %(first)s: change one of the two"
        " dates."
    ) % {"first": date_format(first), "last": date_format(last)}


def in_words(first: dt.date | None, last: dt.date | None, written: Written = date_format) -> str:
    """From one day to another, as short as the language writes it: `28–30 November 2019`."""
    if first and last:
        if first == last:
            return written(first, "DATE_FORMAT")
        layout = _shared(first, last)
        return format_html(
            "{} – {}" if layout in {"DATE_FORMAT", "MONTH_DAY_FORMAT"} else "{}–{}",
            written(first, layout),
            written(last, "DATE_FORMAT"),
        )
    if first:
        return format_html(_("from {day}"), day=written(first, "DATE_FORMAT"))
    return format_html(_("to {day}"), day=written(last, "DATE_FORMAT")) if last else ""


def _shared(first: dt.date, last: dt.date) -> str:
    """The format of the first day without what the last one says too, where the day comes first."""
    day = re.match(r"j[^\w\s]?", get_format("DATE_FORMAT"))
    if not day or first.year != last.year:
        return "DATE_FORMAT"
    return day[0] if first.month == last.month else "MONTH_DAY_FORMAT"


def marked_up(day: dt.date, layout: str) -> str:
    """A day as a `time` element."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, layout))
