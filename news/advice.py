"""What to say when nothing is found: which part of the question excludes it, what to ask instead."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from search.entries import EntryQuerySet
from search.question import Question
from search.typed import has_wanted, one_less, unquoted
from search.understanding import understand

from .filters import DATES, ArticleFilter

# Of a long name only so many words are tried.
WORDS_TRIED = 6

# Parts of a question, in the order of the form: their parameters, what is said when one alone finds
# nothing, and the question without it.
PARTS: dict[tuple[str, ...], tuple[Any, Any]] = {
    ("name",): (_("No article has such a name: %(what)s."), _("With any name")),
    DATES: (_("No article was published then: %(what)s."), _("At any time")),
    ("venue",): (_("There are no articles from this venue: %(what)s."), _("At any venue")),
    ("programme",): (
        _("There are no articles of this programme: %(what)s."),
        _("Of any programme"),
    ),
    ("topic",): (_("There are no articles on this topic: %(what)s."), _("On any topic")),
    ("kind",): (_("There are no articles of this kind: %(what)s."), _("Of any kind")),
}


@dataclass(frozen=True)
class Way:
    """Another question: what is different in it, how many articles answer it, and its query string."""

    label: Any
    number: int
    query: str


class Advice:
    """Reads a question that nothing answers. Each of its lists costs a few small queries."""

    def __init__(self, asked: ArticleFilter, labels: dict[str, str]) -> None:
        """`labels` are what the parameters ask for, in words."""
        self.asked, self.question, self.labels = asked, asked.question, labels
        self.parts = [part for part in PARTS if set(part) & set(self.question.values)]

    @cached_property
    def culprits(self) -> list[tuple[str, ...]]:
        """The parts that find nothing even alone."""
        return [part for part in self.parts if not self._rest(*self._but(part)).exists()]

    @property
    def reasons(self) -> list[str]:
        """What excludes everything, a sentence each."""
        return [str(PARTS[part][0]) % {"what": self._in_words(part)} for part in self.culprits]

    @cached_property
    def ways(self) -> list[Way]:
        """The nearest questions that find something, those that keep most of it first."""
        nearer = [way for way in [*self._by_name(), *self._by_date()] if way.number]
        without = [way for part in self.parts if (way := self._without([part])).number]
        if len(self.parts) < 2:
            return nearer
        if not without and len(self.culprits) < len(self.parts):
            without = [way for way in [self._without(self.culprits)] if way.number]
        if not without:
            without = [
                way for part in self.parts if (way := self._without(self._others(part))).number
            ]
        return [*nearer, *without]

    def _others(self, part: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [other for other in self.parts if other != part]

    def _but(self, part: tuple[str, ...]) -> list[str]:
        return [name for other in self._others(part) for name in other]

    def _rest(self, *left_out: str) -> EntryQuerySet:
        return self.asked.without(*left_out, "order")

    def _without(self, left_out: list[tuple[str, ...]]) -> Way:
        names = [name for part in left_out for name in part]
        label = ", ".join(str(PARTS[part][1]) for part in left_out)
        return Way(label, self._rest(*names).count(), self.question.drop(*names).query)

    def _in_words(self, part: tuple[str, ...]) -> str:
        return ", ".join(self.labels[name] for name in part if name in self.labels)

    def _by_name(self) -> Iterator[Way]:
        """The name without its quotation marks, or without one of its words."""
        typed = self.question.values.get("name", ("",))[0]
        rest = self.asked.without("name", "order")
        for name in filter(has_wanted, [*unquoted(typed), *one_less(typed)[:WORDS_TRIED]]):
            understood = understand(name, self.asked.language, self.asked.queryset.all())
            yield Way(
                _("By the name “%(name)s”") % {"name": understood.shown},
                rest.named(understood).count(),
                self.question.set(name=name).query,
            )

    def _by_date(self) -> Iterator[Way]:
        """The days nearest to the asked ones that have anything."""
        if DATES not in self.parts:
            return
        rest: EntryQuerySet = self.asked.without(*DATES, "order")
        first = self.asked.form.cleaned_data.get("from")
        last = self.asked.form.cleaned_data.get("to")
        nearest = [first and rest.last_before(first), last and rest.first_after(last)]
        for day in filter(None, nearest):
            yield Way(
                _("Nearest in time: %(day)s") % {"day": formats.date_format(day)},
                rest.between(day, day).count(),
                _on(self.question, day).query,
            )


def _on(question: Question, day: dt.date) -> Question:
    return question.set(**{"from": day.isoformat(), "to": day.isoformat()})
