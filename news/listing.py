"""What the news listing shows around its results: the number, the chips, the orders, the strip."""

import calendar
import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .filters import ArticleFilter
from .models import NewsIndexPage

# Above which one would scroll past the rest of the form; the others are a click away.
CHOICES_SHOWN = 6
# What most people choose by; the others open when they are asked for.
KEPT_OPEN = ("venue", "programme")
# With more years than these a month's bar is too thin to see and to hit: the strip shows years only.
YEARS_BY_MONTH = 15
# The heights of bars that the stylesheet has, in per cent.
HEIGHT_STEP = 5


@dataclass(frozen=True)
class Chip:
    """One active part of the question, and the question without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Bar:
    """A bar of the strip: how many articles a month or a year has, and the question that reads it."""

    first: dt.date
    number: int
    height: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class Year(Bar):
    """A year's own bar and those of its months."""

    months: list[Bar]


class Listing:
    """A question with its answer, ready for the page."""

    def __init__(self, asked: ArticleFilter, results: Page, index: NewsIndexPage) -> None:
        self.asked, self.results, self.index = asked, results, index
        self.form = asked.form
        self.understood = asked.is_valid()
        self.question = asked.question

    @cached_property
    def total(self) -> int:
        """How many articles answer the question."""
        return self.results.paginator.count

    @cached_property
    def chips(self) -> list[Chip]:
        """The active parts of the question; what was not understood stays in the form only."""
        return [
            Chip(self._label(name, value), self.question.less(name, value).query)
            for name, values in self.question.values.items()
            if name != "order" and name not in self.form.errors
            for value in values
        ]

    def _label(self, name: str, value: str) -> str:
        if name == "name":
            return _("“%s”") % value
        if name in {"from", "to"}:
            date = formats.date_format(self.form.cleaned_data[name])
            return (_("from %s") if name == "from" else _("to %s")) % date
        return str(dict(self.form.fields[name].choices)[value])

    @cached_property
    def choices(self) -> list[dict[str, Any]]:
        """The lists to choose from: what is chosen comes first, some is shown, the rest is folded."""
        groups = []
        for name in ("venue", "programme", "topic", "kind"):
            offered = [
                option
                for option in self.form[name]
                if option.data["selected"] or option.data["value"] in self.asked.offered
            ]
            options = sorted(offered, key=lambda option: not option.data["selected"])
            chosen = sum(option.data["selected"] for option in options)
            if options:
                shown = max(CHOICES_SHOWN, chosen)
                groups.append(
                    {
                        "field": self.form[name],
                        "shown": options[:shown],
                        "folded": options[shown:],
                        "kept_open": name in KEPT_OPEN or chosen or name in self.form.errors,
                    }
                )
        return groups

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

    @property
    def here_query(self) -> str:
        """The question of this very page."""
        return self.page_query(self.results.number)

    def page_query(self, number: int) -> str:
        """The question for a page of the results."""
        return self.question.set(page=str(number) if number > 1 else "").query

    @property
    def pages(self) -> list[dict[str, Any]]:
        """Links to the pages around this one; a gap has no number."""
        gap = self.results.paginator.ELLIPSIS
        return [
            {
                "number": None if n == gap else n,
                "query": "" if n == gap else self.page_query(int(n)),
            }
            for n in self.results.paginator.get_elided_page_range(
                self.results.number, on_each_side=1
            )
        ]

    @property
    def previous_query(self) -> str:
        """The question for the page before this one."""
        return self.page_query(self.results.previous_page_number())

    @property
    def next_query(self) -> str:
        """The question for the page after this one."""
        return self.page_query(self.results.next_page_number())

    @cached_property
    def archive(self) -> dict[str, Any]:
        """The whole archive as years of months, for the strip, and how many articles it has since when."""
        months = {(y, m): n for y, m, n in self.index.articles().by_month()}
        if not months:
            return {"years": [], "total": 0}
        years: Counter[int] = Counter()
        for (year, _month), number in months.items():
            years[year] += number
        span = range(min(years), max(years) + 1)
        most, most_of_year = max(months.values()), max(years.values())
        by_year = len(span) > YEARS_BY_MONTH
        return {
            "years": [
                Year(
                    **self._bar(
                        dt.date(year, 1, 1), dt.date(year, 12, 31), years[year], most_of_year
                    ),
                    months=[
                        Bar(**self._bar(*month_span(year, m), months.get((year, m), 0), most))
                        for m in range(1, 1 if by_year else 13)
                    ],
                )
                for year in span
            ],
            "by_year": by_year,
            "total": years.total(),
            "since": span[0],
        }

    def _bar(self, first: dt.date, last: dt.date, number: int, most: int) -> dict[str, Any]:
        since = self.form.cleaned_data.get("from") if self.understood else None
        until = self.form.cleaned_data.get("to") if self.understood else None
        whole_year = last - first > dt.timedelta(31)
        ends = (str(first.year),) * 2 if whole_year else (first.isoformat(), last.isoformat())
        return {
            "first": first,
            "number": number,
            "height": max(HEIGHT_STEP, HEIGHT_STEP * round(100 * number / most / HEIGHT_STEP)),
            "query": self.question.set(**{"from": ends[0], "to": ends[1]}).query,
            "chosen": bool(
                (since or until) and (not since or since <= last) and (not until or first <= until)
            ),
        }


def month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
