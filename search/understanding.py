"""What a typed name asks for, with errors of typing mended where nothing is found as typed.

Readings of the typed words come from the vocabulary, and are taken only when together they find
something on the ground that is searched. Nothing is mended that finds something as it stands.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from . import queries
from .keyboards import other_layout
from .readings import AS_TYPED, OTHER_LAYOUT, Reading, Slot, other_slots, slots, variants
from .typed import Part, Sort, parts
from .vocabulary import Fact, look_up, near

# Names to look at when choosing among readings.
SAMPLE = 100


class Ground(Protocol):
    """Where names are looked for."""

    def has(self, query: str) -> bool:
        """Whether any name answers a tsquery."""

    def lexemes(self, query: str, number: int) -> list[set[str]]:
        """The words and stems of at most `number` names that answer a tsquery."""


@dataclass(frozen=True)
class Understanding:
    """What a typed name asks for: as text for people, and as tsqueries for the database.

    `tiers` go from the best way of answering to the worst; `marks` finds the words to be marked;
    `instead` is what to type for having the typed words taken as they are.
    """

    query: str
    tiers: tuple[str, ...]
    marks: str
    typed: str
    shown: str
    instead: str = ""


@dataclass(frozen=True)
class _Question:
    """A typed text, taken apart and looked up."""

    typed: str
    language: str
    slots: list[Slot]
    # Phrases and exclusions, which nothing is mended in.
    fixed: list[str]
    phrased: list[str]

    def query(self, choices: Sequence[Sequence[Reading]]) -> str:
        """Every telling word by any of its readings; "the" and "in" when nothing else is asked."""
        chosen = list(zip(self.slots, choices, strict=True))
        telling = [one for one in chosen if one[0].is_telling]
        asked = [
            queries.any_of(reading.query for reading in readings)
            for _slot, readings in (telling or ([] if self.phrased else chosen))
        ]
        return queries.all_of([*asked, *self.fixed])


def understand(
    typed: str, language: str, ground: Ground, *, typing: bool = False, mending: bool = True
) -> Understanding:
    """Understand a typed name; while `typing`, its last word may begin with a single letter.

    Without `mending` it is taken as it stands, whatever it finds.
    """
    question = _read(typed, language, typing)
    as_typed = [slot.readings[0] for slot in question.slots]
    unknown = [slot for slot in question.slots if slot.is_telling and not slot.is_known]
    if not (mending and question.slots) or (
        not unknown and ground.has(question.query([[one] for one in as_typed]))
    ):
        return _told(question, as_typed)
    mended = _mend(question, unknown, ground) if unknown else None
    return _told(question, mended or _mend(question, question.slots, ground) or as_typed)


def _read(typed: str, language: str, typing: bool) -> _Question:
    pieces = parts(typed)
    facts = _facts([piece.text for piece in pieces], language)
    question = _Question(typed, language, [], [], [])
    asked: list[tuple[Part, list[Slot]]] = []
    for piece in pieces:
        own = facts[piece.text]
        if piece.sort == Sort.WORD:
            is_last = piece is pieces[-1]
            asked.append((piece, slots(piece, own, is_last=is_last, typing=typing)))
        elif own and piece.sort == Sort.PHRASE:
            question.fixed.append(_in_a_row(own))
            question.phrased.extend(queries.word(fact.folded) for fact in own)
        elif own:
            in_any_form = not piece.is_quoted and len(own) == 1
            unwanted = _any_form(own[0]) if in_any_form else _in_a_row(own)
            question.fixed.append(queries.none_of([unwanted]))
    doubted = [piece for piece, own in asked if not all(slot.is_known for slot in own)]
    others = _facts([text for piece in doubted for text in variants(piece)], language)
    for piece, typed_slots in asked:
        question.slots.extend((piece in doubted and other_slots(piece, others)) or typed_slots)
    return question


def _facts(texts: list[str], language: str) -> dict[str, list[Fact]]:
    return dict(zip(texts, look_up(texts, language), strict=True)) if texts else {}


def _in_a_row(facts: list[Fact]) -> str:
    return queries.in_a_row(queries.word(fact.folded) for fact in facts)


def _any_form(fact: Fact) -> str:
    return queries.any_of([queries.word(fact.folded), *map(queries.stem, fact.stems)])


def _mend(question: _Question, doubted: list[Slot], ground: Ground) -> list[Reading] | None:
    """The readings, of the doubted words also those with errors mended, that find something."""
    layouts = {slot.word: other_layout(slot.word) for slot in doubted}
    found = near([*layouts, *filter(None, layouts.values())], question.language)
    choices = []
    for slot in question.slots:
        readings = [one for one in slot.readings if one.is_known]
        if slot in doubted:
            mended = found.get(slot.word, [])
            typed_elsewhere = found.get(layouts[slot.word], [])
            readings += [Reading.of(known, errors) for errors, known in mended if errors]
            readings += [
                Reading.of(known, OTHER_LAYOUT + errors) for errors, known in typed_elsewhere
            ]
        choices.append(readings or [slot.readings[0]])
    names = ground.lexemes(question.query(choices), SAMPLE)
    return _best(choices, names)


def _best(choices: list[list[Reading]], names: list[set[str]]) -> list[Reading] | None:
    """Of the readings seen in these names those that cost least together; of equals, the commonest."""
    seen: Counter[tuple[Reading, ...]] = Counter()
    for lexemes in names:
        combination: tuple[Reading, ...] = tuple(
            min(
                (one for one in readings if one.is_in(lexemes)),
                key=lambda one: one.cost,
                default=readings[0],
            )
            for readings in choices
        )
        seen[combination] += 1
    if not seen:
        return None
    best = min(seen, key=lambda one: (sum(reading.cost for reading in one), -seen[one]))
    return list(best)


def _told(question: _Question, readings: list[Reading]) -> Understanding:
    words = [queries.word(reading.folded) for reading in readings]
    tiers = []
    if words:
        tiers = [
            queries.in_a_row(words),
            queries.in_a_row([*words[:-1], readings[-1].written]),
            queries.all_of(words),
            queries.all_of(reading.stemmed for reading in readings),
        ]
    shown, instead = _in_words(question, readings)
    return Understanding(
        query=question.query([[reading] for reading in readings]),
        tiers=tuple(dict.fromkeys(tiers)),
        marks=queries.any_of([*(reading.query for reading in readings), *question.phrased]),
        typed=question.typed,
        shown=shown,
        instead=instead,
    )


def _in_words(question: _Question, readings: list[Reading]) -> tuple[str, str]:
    """The typed text with what was mended in its place; and with quotes that forbid to mend it."""
    shown, instead, end = "", "", 0
    read = zip(question.slots, readings, strict=True)
    for part, group in groupby(read, key=lambda one: one[0].part):
        mended = [reading for _slot, reading in group]
        if any(reading.cost != AS_TYPED for reading in mended):
            between = question.typed[end : part.start]
            shown += between + " ".join(reading.word for reading in mended)
            instead += f'{between}"{part.text}"'
            end = part.end
    rest = question.typed[end:]
    return shown + rest, instead + rest if end else ""
