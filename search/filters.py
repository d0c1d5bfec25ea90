"""The parts that a django-filter FilterSet of a listing is made of."""

from collections.abc import Callable
from typing import Any, Literal

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .date_fields import DateEdgeField, DateRangeForm
from .fields import NameField, SlugsField


class NameFilter(django_filters.Filter):
    """Rows whose name answers what was typed, as the filter set understood it."""

    field_class = NameField

    def filter(self, qs: Any, value: str) -> Any:
        """Narrow to the named rows; sets `match`, which is higher for better answers."""
        return qs.named(self.parent.understood) if value else qs


class DateEdgeFilter(django_filters.Filter):
    """Rows dated from the first, or to the last, day that a typed date means; that day included."""

    field_class = DateEdgeField

    def __init__(self, field_name: str, *, edge: Literal["first", "last"], **kwargs: Any) -> None:
        lookup = "gte" if edge == "first" else "lte"
        super().__init__(field_name=field_name, lookup_expr=lookup, edge=edge, **kwargs)


class ChoicesFilter(django_filters.Filter):
    """Rows that have any of the chosen things; the subclass says how rows have them."""

    field_class = SlugsField

    def __init__(self, *, unknown: Any, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid_choice": unknown}, **kwargs)


class SlugsFilter(ChoicesFilter):
    """Rows that fulfil a condition made of the chosen slugs."""

    def __init__(self, *, having: Callable[[list[str]], Any], **kwargs: Any) -> None:
        self.having = having
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """Narrow to the rows that have one of them."""
        return qs.filter(self.having(value)) if value else qs


class TagsFilter(ChoicesFilter):
    """Rows that are tagged with any of the chosen things; `numbers` has those of each slug."""

    def __init__(self, *, facet: int, **kwargs: Any) -> None:
        self.facet = facet
        self.numbers: dict[str, list[int]] = {}
        super().__init__(**kwargs)

    def filter(self, qs: Any, value: list[str]) -> Any:
        """Narrow to the rows that have one of them."""
        numbers = [number for slug in value for number in self.numbers[slug]]
        return qs.tagged(self.facet, numbers, self.parent.language) if value else qs


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
            error_messages={
                "invalid_choice": _(
                    "There is no order “%(value)s”: choose newest, oldest or match."
                )
            },
            **kwargs,
        )

    def filter(self, qs: Any, value: str) -> Any:
        """Put the rows in order; they keep it when none is asked for by name."""
        matched = "match" in qs.query.annotations
        if matched and value in {"", "match"}:
            return qs.order_by("-match", *self.orders["newest"])
        return qs.order_by(*self.orders.get(value, self.orders["newest"]))


class QuestionForm(DateRangeForm):
    """The form of a listing."""
