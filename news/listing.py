"""What the news listing shows around its results: the number, the chips, the orders, the strip."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Page
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from search.dates import Extent
from search.paging import Paged
from search.question import Question
from search.understanding import Understanding

from .advice import Advice
from .archive import Archive
from .choice_groups import ChoiceGroup, choice_group
from .filters import DATES, ArticleFilter
from .found import Found, Some
from .models import NewsIndexPage


@dataclass(frozen=True)
class Chip:
    """One active part of the question, and the question without it."""

    label: str
    query: str


class Listing(Paged):
    """A question with its answer, ready for the page."""

    def __init__(self, asked: ArticleFilter, results: Page, index: NewsIndexPage) -> None:
        self.asked, self.results, self.index = asked, results, index
        self.form = asked.form
        self.understood = asked.is_valid()
        self.question = asked.question

    @property
    def found(self) -> Found:
        """All that answers the question."""
        return cast(Found, self.results.paginator.object_list)

    @property
    def some(self) -> Some:
        """The articles of this page."""
        return cast(Some, self.results.object_list)

    @property
    def is_named(self) -> bool:
        """Whether names are marked where they answer a typed one."""
        return "name" in self.question.values

    @property
    def is_more(self) -> bool:
        """Whether there are more articles than were counted."""
        return 0 < self.found.counted < self.results.paginator.count

    @cached_property
    def total(self) -> int:
        """How many articles answer the question, as far as they were counted."""
        counted: int = self.results.paginator.count
        return self.found.counted if self.is_more else counted

    @property
    def counting_query(self) -> str:
        """The same question, all of its answers counted."""
        return self.question.set(count="all").query

    @property
    def understood_name(self) -> Understanding | None:
        """What the typed name was understood as."""
        return self.asked.understood if self.understood and "name" in self.question.values else None

    @property
    def as_typed_query(self) -> str:
        """The question with the typed name taken as it is."""
        understood = self.understood_name
        return self.question.set(name=understood.instead).query if understood else ""

    @cached_property
    def advice(self) -> Advice:
        """What to ask when nothing is found."""
        labels = {
            name: ", ".join(self._label(name, value) for value in values)
            for name, values in self.question.values.items()
            if name != "order"
        }
        return Advice(self.asked, labels)

    @cached_property
    def chips(self) -> list[Chip]:
        """The active parts of the question; what was not understood stays in the form only."""
        return [
            Chip(self._label(name, value), self._less(name, value).query)
            for name, values in self.question.values.items()
            if name != "order" and name not in self.form.errors
            for value in values
        ]

    def _less(self, name: str, value: str) -> Question:
        """The question without a value. A stretch such as last month, left alone, would settle both ends."""
        less = self.question.less(name, value)
        spans = self.form.spans
        if name not in spans or len(spans) < len(DATES):
            return less
        other = next(one for one in DATES if one != name)
        if spans[other].extent is Extent.EDGE:
            return less
        return less.set(**{other: self.form.cleaned_data[other].isoformat()})

    def _label(self, name: str, value: str) -> str:
        if name == "name":
            return _("“%s”") % value
        if name in {"from", "to"}:
            return str(self.form[name].in_words)
        return str(dict(self.form.fields[name].choices)[value])

    @cached_property
    def choices(self) -> list[ChoiceGroup]:
        """The lists to choose from."""
        counts = self.asked.counts if self.understood else {}
        groups = [
            choice_group(self.form[name], self.asked.choices[name], counts.get(name))
            for name in self.asked.choices
        ]
        return [group for group in groups if group.options]

    @property
    def clear_query(self) -> str:
        """The question with nothing asked but the order."""
        order = self.question.values.get("order", ("",))[0]
        return type(self.question)({}).set(order=order).query

    @cached_property
    def orders(self) -> list[dict[str, Any]]:
        """The orders to choose from, each with its question; by match only when there is a name."""
        named = "name" in self.question.values
        current = self.question.values.get("order", ("match" if named else "newest",))[0]
        return [
            {
                "label": label,
                "query": self.question.set(order=value).query,
                "current": value == current,
            }
            for value, label in self.form.fields["order"].choices
            if value and (value != "match" or named)
        ]

    @cached_property
    def archive(self) -> Archive:
        """The strip of years and months."""
        return Archive(self.asked, self.index)
