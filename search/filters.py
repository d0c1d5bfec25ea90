"""The parts that a django-filter FilterSet of a listing is made of."""

from collections.abc import Callable
from typing import Any, Literal

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .fields import DateEdgeField, NameField, SlugsField


class NameFilter(django_filters.Filter):
    """Rows whose name matches what was typed; the queryset says how (`named`)."""

    field_class = NameField

    def filter(self, qs: Any, value: str) -> Any:
        """Narrow to the named rows, read in the language of the filter set."""
        return qs.named(value, self.parent.language) if value else qs


class DateEdgeFilter(django_filters.Filter):
    """Rows dated from the first, or to the last, day that a typed date means; that day included."""

    field_class = DateEdgeField

    def __init__(self, field_name: str, *, edge: Literal["first", "last"], **kwargs: Any) -> None:
        lookup = "gte" if edge == "first" else "lte"
        super().__init__(field_name=field_name, lookup_expr=lookup, edge=edge, **kwargs)


class SlugsFilter(django_filters.Filter):
    """Rows that have any of the chosen things. Asked as a subquery: a join would repeat rows."""

    field_class = SlugsField

    def __init__(self, *, having: Callable[[list[str]], Any], unknown: Any, **kwargs: Any) -> None:
        self.having = having
        super().__init__(error_messages={"invalid_choice": unknown}, **kwargs)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """Narrow to the rows that have one of them."""
        return qs.filter(self.having(value)) if value else qs


class OrderFilter(django_filters.ChoiceFilter):
    """The order of the rows. By match only makes sense with a name; its ties come newest first."""

    def __init__(self, orders: dict[str, tuple[Any, ...]], **kwargs: Any) -> None:
        self.orders = orders
        super().__init__(
            choices=[
                ("newest", _("Newest first")),
                ("oldest", _("Oldest first")),
                ("match", _("Best match")),
            ],
            empty_label=None,
            **kwargs,
        )

    def filter(self, qs: Any, value: str) -> Any:
        """Put the rows in order; they keep it when none is asked for by name."""
        matched = "match" in qs.query.annotations
        if matched and value in {"", "match"}:
            return qs.order_by("-match", *self.orders["newest"])
        return qs.order_by(*self.orders.get(value, self.orders["newest"]))


class QuestionForm(forms.Form):
    """The form of a listing: what concerns two fields at once."""

    def clean(self) -> dict[str, Any]:
        """A range runs forward; turning it round in silence would answer another question."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error(
                "to",
                _("The end of the range is before its beginning: change one of the two dates."),
            )
        return cleaned
