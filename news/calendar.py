"""The calendar of the question: a month of days, each with its articles, to choose `from` or `to` in."""

import datetime as dt
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import dates, formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from search.calendar import EARLIEST, LATEST, Day, Month, month_span, read_month, step
from search.dates import DateNotUnderstood, parse

from .filters import DATES, ArticleFilter
from .made_of import frame_key, made_of, news_key
from .models import NewsIndexPage
from .views import ask, published_index


@dataclass(frozen=True)
class Choice:
    """A day with the question that has it, and the way it is written in the field."""

    day: Day
    query: str
    written: str


@dataclass(frozen=True)
class Step:
    """A way to another month: None where the calendar ends."""

    month: dt.date | None
    name: str
    sign: str
    query: str


class DateChoice:
    """One of the question's two dates, about to be chosen. `field`, `month` and `year` are as asked for."""

    first_day, last_day = EARLIEST, LATEST

    def __init__(
        self, asked: ArticleFilter, index: NewsIndexPage, field: str, month: str, year: str
    ) -> None:
        self.asked, self.index = asked, index
        self.form, self.question = asked.form, asked.question
        self.counted = asked.understood_but_dates
        self.field = field if field in DATES else DATES[0]
        self.today = timezone.localdate()
        self._first = read_month(month, year)

    @property
    def label(self) -> str:
        """The field's name."""
        return str(self.form.fields[self.field].label)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but dates is asked for."""
        return self.question.narrows_beside(*DATES)

    @property
    def listing_address(self) -> str:
        """The listing with the question as it is."""
        return f"{self.index.get_url()}{self.question.query}"

    @cached_property
    def archive(self) -> dict[tuple[int, int], int]:
        """How many articles each month has: under the question or, when it is not understood, at all."""
        return self.asked.months()

    @cached_property
    def month(self) -> Month:
        """The month to choose from."""
        days = {name: self.form.cleaned_data.get(name) for name in DATES}
        first = self._first or self._usual_month(days[self.field] or days[self.other])
        return Month(
            first=first,
            today=self.today,
            numbers=self.asked.days(*month_span(first)) if self.counted else None,
            chosen=days[self.field],
            since=days["from"],
            until=days["to"],
        )

    def _usual_month(self, asked: dt.date | None) -> dt.date:
        """The month of what is asked for, else the newest that has an article, else this one."""
        newest = max(self.archive, default=(self.today.year, self.today.month))
        return asked.replace(day=1) if asked else dt.date(*newest, 1)

    @cached_property
    def weeks(self) -> list[list[Choice | None]]:
        """The weeks of the month."""
        return [[self._choice(day) if day else None for day in week] for week in self.month.weeks]

    def _choice(self, day: Day) -> Choice:
        asked = {self.field: day.date.isoformat()}
        end = self.form.cleaned_data.get(self.other)
        if end and (day.date > end if self.field == "from" else day.date < end):
            asked[self.other] = ""  # a range that ran backwards would only be refused
        elif self._other_end:
            asked[self.other] = self._other_end.isoformat()
        return Choice(day, self.question.set(**asked).query, _written(day.date))

    @property
    def other(self) -> str:
        """The field that is not being chosen."""
        return next(name for name in DATES if name != self.field)

    @property
    def _other_end(self) -> dt.date | None:
        """The other end of a range that stands whole in one of the fields: it needs both from now on."""
        ends = [self.form.cleaned_data.get(name) for name in DATES]
        alone = len(set(DATES).intersection(self.question.values)) == 1
        return self.form.cleaned_data[self.other] if alone and all(ends) else None

    @property
    def other_written(self) -> str:
        """What the other field must say once a day is chosen; empty when it may stay as it is."""
        return _written(self._other_end) if self._other_end else ""

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The days of the week, in short and in full."""
        return [(str(dates.WEEKDAYS_ABBR[n]), str(dates.WEEKDAYS[n])) for n in range(7)]

    @property
    def steps(self) -> list[Step]:
        """To the same month of other years and to the months beside this one."""
        ways = [
            (-12, _("Previous year"), "«"),
            (-1, _("Previous month"), "‹"),
            (1, _("Next month"), "›"),
            (12, _("Next year"), "»"),
        ]
        return [self._step(step(self.month.first, n), name, sign) for n, name, sign in ways]

    def _step(self, month: dt.date | None, name: str, sign: str = "") -> Step:
        asked = {"field": self.field, "month": f"{month:%Y-%m}"} if month else {}
        return Step(month, name, sign, self.question.set(**asked).query)

    @property
    def years(self) -> list[int]:
        """The years to go to at once: those of the archive, this one and the one shown."""
        years = {year for year, _month in self.archive} | {self.today.year, self.month.first.year}
        return list(range(min(years), max(years) + 1))

    @property
    def months(self) -> list[tuple[int, str]]:
        """The months to go to at once."""
        return [(number, str(name)) for number, name in dates.MONTHS.items()]

    @cached_property
    def nearest(self) -> list[Step]:
        """From an empty month: to the last one before and the first one after that have articles."""
        if not self.counted or self.month.total:
            return []
        busy = sorted(dt.date(year, month, 1) for year, month in self.archive)
        before = [month for month in busy if month < self.month.first][-1:]
        after = [month for month in busy if month > self.month.first][:1]
        return [
            self._step(month, formats.date_format(month, "YEAR_MONTH_FORMAT"))
            for month in before + after
        ]


def _written(day: dt.date) -> str:
    """A day as it is typed: as the language writes it where that can be read back, else as ISO does."""
    return formats.date_format(day) if _reads_back(get_language()) else day.isoformat()


@cache
def _reads_back(language: str) -> bool:
    """Whether a day as the language writes it is understood when it is typed."""
    day = dt.date(2019, 12, 4)
    try:
        span = parse(formats.date_format(day))
    except DateNotUnderstood:
        return False
    return span.first == span.last == day


@csrf_exempt
@require_safe
@made_of(news_key, frame_key)
def choose_date(request: HttpRequest) -> HttpResponse:
    """The page with the calendar or, for a script that opens it in a dialog, the calendar alone."""
    index = published_index()
    asked = ask(request, index)
    names: dict[str, Any] = {name: request.GET.get(name, "") for name in ("field", "month", "year")}
    choice = DateChoice(asked, index, **names)
    in_dialog = "fragment" in request.GET
    template = "parts/calendar.html" if in_dialog else "pages/calendar.html"
    return render(request, template, {"choice": choice, "in_dialog": in_dialog})
