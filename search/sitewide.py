"""Finding on the whole site: what is named so comes first, then what says so in its text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db.models import F, QuerySet, Value
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from . import texts
from .entries import NEWEST, EntryQuerySet
from .names import MarkedWords, NameMatches, NameVector, marked
from .typed import Sort as PartSort
from .typed import parts
from .understanding import Understanding, understand

# A total above this is told as "more than": each text that is counted has to be visited.
COUNTED = 10_000
# So many are put in order and listed: of common words, those last written.
LISTED = 1_000


@dataclass(frozen=True)
class Sort:
    """One sort of thing to be found. `public` is what anybody may find, `newest` its field for order.

    What is in the index is looked for among its `entries`, other things in the rows themselves.
    """

    key: str
    label: Any
    public: QuerySet[Any]
    newest: str
    entries: EntryQuerySet | None = None


@dataclass(frozen=True)
class Asked:
    """What is asked in a language: understood for names, and the same for texts."""

    language: str
    understood: Understanding
    texts: Any
    # Texts with any of the words will do.
    loosely: bool = False


@dataclass(frozen=True)
class Result:
    """Something found: its row, and its name and a passage of its text with the found words marked."""

    row: Any
    name: SafeString
    passage: SafeString


class _Ground:
    """Where readings of typed words must be found together: in a name, or else in a public text."""

    def __init__(self, names: EntryQuerySet, sources: list[QuerySet[Any]]) -> None:
        self.names, self.sources = names, sources

    def has(self, query: str) -> bool:
        """Whether any name or text answers a tsquery."""
        return self.names.has(query) or bool(texts.lexemes(query, self.sources, 1))

    def lexemes(self, query: str, number: int) -> list[set[str]]:
        """The words and stems of at most `number` names or texts that answer a tsquery."""
        return self.names.lexemes(query, number) or texts.lexemes(query, self.sources, number)


def ask(typed: str, language: str, names: EntryQuerySet, sources: list[QuerySet[Any]]) -> Asked:
    """Understand what was typed, once for all sorts; words that names or texts have stay as typed.

    `sources` are the public rows of each sort. Raises ValueError when nothing is asked for, see
    `texts.has_wanted`.
    """
    ground = _Ground(names, sources)
    understood = understand(typed, language, ground)
    kept = texts.known(_phrases(understood.instead) - _phrases(typed), sources)
    if kept:
        understood = understand(_quoting(typed, kept), language, ground)
    return Asked(language, understood, texts.text_query(understood.shown))


def loosely(asked: Asked) -> Asked:
    """The same, with any of the words and not all of them."""
    query = texts.text_query(asked.understood.shown, loosely=True)
    return Asked(asked.language, asked.understood, query, loosely=True)


def _phrases(typed: str) -> set[str]:
    return {part.text for part in parts(typed) if part.sort == PartSort.PHRASE}


def _quoting(typed: str, words: Iterable[str]) -> str:
    """The typed text with these words in quotation marks, in which nothing is mended."""
    for part in reversed(parts(typed)):
        if part.text in words:
            typed = f'{typed[: part.start]}"{part.text}"{typed[part.end :]}'
    return typed


class Found(Sequence[Result]):
    """What is found of one sort, the best first: LISTED of them at most, fetched where one looks.

    `counted` is up to which number they are counted, None for all.
    """

    def __init__(self, sort: Sort, asked: Asked, counted: int | None = COUNTED) -> None:
        self.sort, self.asked, self.counted = sort, asked, counted
        self.most = None if counted is None else counted + 1

    @cached_property
    def _names(self) -> list[int]:
        """Those that are named so, the best first."""
        query = self.asked.understood.query
        if self.asked.loosely or not query:
            return []
        if self.sort.entries is not None:
            entries = self.sort.entries.named(self.asked.understood).order_by("-match", *NEWEST)
            return list(entries.values_list("page_id", flat=True)[: self.most])
        vector = NameVector(Value(self.asked.language), F("title"))
        rows = self.sort.public.filter(NameMatches(vector, query))
        rows = rows.order_by(f"-{self.sort.newest}", "-pk")
        return list(rows.values_list("pk", flat=True)[: self.most])

    @cached_property
    def _texts(self) -> list[int]:
        """The others that say so, the newest first."""
        sort, names = self.sort, set(self._names)
        rows = sort.public if sort.entries is None else sort.entries
        found = texts.answering(self.asked.texts, sort.public.model, rows, sort.newest, self.most)
        return [key for key in found if key not in names]

    @cached_property
    def _listed(self) -> list[int]:
        names = self._names[:LISTED]
        others = self._texts[: LISTED - len(names)]
        return names + texts.ranked(self.asked.texts, self.sort.public.model, others)

    @cached_property
    def total(self) -> int:
        """How many there are, as far as they are counted."""
        found = len(self._names) + len(self._texts)
        return found if self.counted is None else min(found, self.counted)

    @cached_property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return len(self._names) + len(self._texts) > self.total

    def __len__(self) -> int:
        return min(self.total, LISTED)

    @overload
    def __getitem__(self, part: int) -> Result: ...

    @overload
    def __getitem__(self, part: slice) -> list[Result]: ...

    def __getitem__(self, part: int | slice) -> Result | list[Result]:
        """Some of them, by their places, in a fixed number of queries."""
        if isinstance(part, slice):
            return self._results(self._listed[part])
        return self._results([self._listed[part]])[0]

    def _results(self, keys: list[int]) -> list[Result]:
        if not keys:
            return []
        language, marks = Value(self.asked.language), self.asked.understood.marks
        rows = self.sort.public.filter(pk__in=keys)
        if marks:
            rows = rows.annotate(marked_words=MarkedWords(language, F("title"), marks))
        by_key = {row.pk: row for row in rows}
        passages = texts.passages(self.asked.texts, self.sort.public.model, keys)
        return [
            Result(
                by_key[key],
                marked(by_key[key].title, set(getattr(by_key[key], "marked_words", ()))),
                passages.get(key, SafeString()),
            )
            for key in keys
            if key in by_key
        ]
