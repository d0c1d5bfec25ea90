"""The question about articles: one definition for the page, feeds, files, counts and the admin listing."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any, ClassVar

import django_filters
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from search.entries import NEWEST, OLDEST, EntryQuerySet
from search.filters import DateEdgeFilter, NameFilter, OrderFilter, QuestionForm, TagsFilter
from search.question import Question
from search.tags import tag
from search.understanding import Understanding, understand

from .choices import Choice, of_kinds, of_pages, of_things
from .facets import Facet
from .found import COUNTED
from .models.articles import ArticlePage
from .models.programmes import ProgrammePage
from .models.snippets import Topic, Venue
from .remembered import remember

DATES = ("from", "to")


class ArticleFilter(django_filters.FilterSet):
    """Narrows the entries of articles by what was asked; without a `language`, those of every language.

    `entries` is the answer: nothing when the question cannot be understood; `errors` then says why.
    """

    SINGLE: ClassVar[set[str]] = {"name", "from", "to", "order"}

    class Meta:
        model = ArticlePage
        form = QuestionForm
        fields: ClassVar[list[str]] = []

    def __init__(
        self,
        data: QueryDict | None = None,
        queryset: Any = None,
        *,
        language: str = "",
        request: HttpRequest | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(self._trimmed(data), queryset, request=request, prefix=prefix)
        self.language = language
        self.is_bound = True
        self.choices: dict[str, list[Choice]] = remember(
            request,
            "things",
            ("choices", language, get_language()),
            lambda: {
                "venue": of_things(Venue, language),
                "programme": of_pages(ProgrammePage, language),
                "topic": of_things(Topic, language),
                "kind": of_kinds(),
            },
        )
        for name, choices in self.choices.items():
            self.filters[name].numbers = {choice.slug: choice.numbers for choice in choices}
            self.filters[name].extra["choices"] = _uncopied(
                [(one.slug, one.label) for one in choices]
            )

    @classmethod
    def _trimmed(cls, data: QueryDict | None) -> QueryDict | None:
        """Without the blanks around values, and without blank ones: form and question are to say the same."""
        if data is None:
            return None
        trimmed = QueryDict(mutable=True)
        for name, values in data.lists():
            given = values[-1:] if name in cls.SINGLE else values
            if kept := [text for value in given if (text := str(value).strip())]:
                trimmed.setlist(name, kept)
        return trimmed

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """The parameters by their public names, one of which is no Python name."""
        return {
            "name": NameFilter(label=_("Search by name")),
            "from": DateEdgeFilter("date", edge="first", label=_("From")),
            "to": DateEdgeFilter("date", edge="last", label=_("To")),
            "venue": TagsFilter(
                facet=Facet.VENUE,
                label=_("Venue"),
                unknown=_("There is no venue “%(value)s”: choose one from the list."),
            ),
            "programme": TagsFilter(
                facet=Facet.PROGRAMME,
                label=_("Programme"),
                unknown=_("There is no programme “%(value)s”: choose one from the list."),
            ),
            "topic": TagsFilter(
                facet=Facet.TOPIC,
                label=_("Topic"),
                unknown=_("There is no topic “%(value)s”: choose one from the list."),
            ),
            "kind": TagsFilter(
                facet=Facet.KIND,
                label=_("Kind"),
                unknown=_("There is no kind “%(value)s”: choose one from the list."),
            ),
            "order": OrderFilter({"newest": NEWEST, "oldest": OLDEST}, label=_("Order")),
        }

    @cached_property
    def question(self) -> Question:
        """What was asked, for links to what may be asked next."""
        return Question.read(self.data, list(self.filters), self.SINGLE)

    @cached_property
    def _named(self) -> "_Named":
        return _Named(self.queryset.all(), self.without("name", "order"))

    @cached_property
    def understood(self) -> Understanding:
        """What the typed name was understood to ask, among all the names of the language."""
        name = self.form.cleaned_data["name"]
        return self.remember(
            "understood", ("order",), lambda: understand(name, self.language, self._named)
        )

    @property
    def counted(self) -> int | None:
        """How many entries answer, up to one more than COUNTED; None where that has not turned out yet."""
        asks_for_name = self.is_valid() and self.form.cleaned_data["name"]
        return self._named.numbers.get(self.understood.query) if asks_for_name else None

    @property
    def entries(self) -> EntryQuerySet:
        """The entries that answer the question, in order; none when it cannot be understood."""
        entries: EntryQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return entries

    def without(self, *names: str) -> EntryQuerySet:
        """The entries that would answer the question without these parameters."""
        if set(self.errors).difference(names):
            return self.queryset.none()
        entries: EntryQuerySet = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in names:
                entries = self.filters[name].filter(entries, value)
        return entries

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """For each venue, programme, topic and kind how many would be found with it, by parameter and slug.

        Choices of one parameter widen each other, so its counts are those of the question without it.
        """
        asked = {name for name in self.choices if self.form.cleaned_data.get(name)}
        return {name: self._counts_of(name, name in asked) for name in self.choices}

    def counts_of(self, name: str) -> dict[str, int]:
        """For each choice of a parameter, by slug, how many would be found with it alone."""
        return self._counts_of(name, True)

    def _counts_of(self, name: str, is_asked: bool) -> dict[str, int]:
        return self._counted(name, self._tally(*([name] if is_asked else []), "order"))

    def _tally(self, *names: str) -> dict[int, int]:
        """How many entries have each tag under the question without these parameters."""
        return self.remember("tally", names, lambda: self.without(*names).tally())

    def remember[T](self, what: str, names: tuple[str, ...], make: Callable[[], T]) -> T:
        """What follows from the question without these parameters, kept until the index changes.

        Where nothing is kept between requests, it is for as long as this question is.
        """
        question = self.question.drop(*names).query
        key = (what, self.language, question, timezone.localdate())
        if key not in self._remembered:
            self._remembered[key] = remember(self.request, "index things", key, make)
        return self._remembered[key]

    @cached_property
    def _remembered(self) -> dict[tuple[Hashable, ...], Any]:
        return {}

    def _counted(self, name: str, tally: dict[int, int]) -> dict[str, int]:
        facet = self.filters[name].facet
        return {
            choice.slug: sum(tally.get(tag(facet, one, self.language), 0) for one in choice.numbers)
            for choice in self.choices[name]
        }

    def days(self, first: dt.date, last: dt.date) -> dict[dt.date, int]:
        """How many articles each day has under the question without its dates; both ends included."""
        return self.without(*DATES, "order").between(first, last).days()

    def months(self) -> dict[tuple[int, int], int]:
        """How many articles each (year, month) has under the question without its dates.

        Of the whole archive when the question cannot be understood.
        """
        if not self.understood_but_dates:
            return _by_month(self._all_days)
        return self.remember("months", (*DATES, "order"), lambda: _by_month(self._all_days))

    @cached_property
    def _all_days(self) -> dict[dt.date, int]:
        """How many articles each day has, likewise."""
        if not self.understood_but_dates:
            return self.queryset.all().days()
        names = (*DATES, "order")
        return self.remember("days", names, lambda: self.without(*names).days())

    def number_to(self, limit: int) -> int:
        """How many entries answer, counted no further than `limit`; 0 is no limit."""
        if not self.is_valid():
            return 0
        return self.remember(f"number to {limit}", ("order",), lambda: self._number_to(limit))

    def _number_to(self, limit: int) -> int:
        first = self.form.cleaned_data["from"] or dt.date.min
        last = self.form.cleaned_data["to"] or dt.date.max
        number = sum(many for day, many in self._all_days.items() if first <= day <= last)
        return min(number, limit) if limit else number

    @property
    def understood_but_dates(self) -> bool:
        """Whether the question without its dates can be understood."""
        return not set(self.errors).difference(DATES)


def _uncopied(pairs: list[tuple[str, str]]) -> Callable[[], list[tuple[str, str]]]:
    """Choices said by a function: forms copy lists, and what partial() holds, again and again."""
    return lambda: pairs


def _by_month(days: dict[dt.date, int]) -> dict[tuple[int, int], int]:
    months: Counter[tuple[int, int]] = Counter()
    for day, number in days.items():
        months[day.year, day.month] += number
    return dict(months)


class _Named:
    """Where a question's name is looked for: among what answers its rest, then among all names.

    How many answer is wanted anyway, so that is what is asked.
    """

    def __init__(self, names: EntryQuerySet, rest: EntryQuerySet) -> None:
        self.names, self.rest = names, rest
        self.numbers: dict[str, int] = {}

    def has(self, query: str) -> bool:
        """Whether any name answers a tsquery."""
        self.numbers[query] = self.rest.answering(query).count_to(COUNTED + 1)
        return self.numbers[query] > 0 or self.names.has(query)

    def lexemes(self, query: str, number: int) -> list[set[str]]:
        """The words and stems of at most `number` names that answer a tsquery."""
        return self.names.lexemes(query, number)
