"""How a typed word may be read: as typed, from the other keyboard, in the other alphabet, mended."""

from dataclasses import dataclass, replace

from . import queries
from .keyboards import other_layout
from .typed import Part
from .vocabulary import Fact, Known

# Shorter words are asked for as they are; the last one may still be being typed.
SHORTEST_BEGINNING, SHORTEST_LAST = 3, 2
# What readings cost beside the errors mended in them; the cheapest is taken.
AS_TYPED, SOUNDS_ALIKE, OTHER_LAYOUT = 0, 1, 1


@dataclass(frozen=True)
class Reading:
    """One way to read a typed word. `word` is for people, `folded` and `stems` for the database."""

    word: str
    folded: str
    stems: tuple[str, ...]
    cost: int
    is_known: bool = True
    is_beginning: bool = False

    @classmethod
    def of(cls, known: Known, cost: int) -> "Reading":
        """A word of the vocabulary as a reading."""
        return cls(known.word, known.folded, (known.stem,) if known.stem else (), cost)

    @property
    def query(self) -> str:
        """Names that have the word in any of its forms or, of a beginning, a word that begins so."""
        return queries.any_of([self.written, self.stemmed]) if self.is_beginning else self.stemmed

    @property
    def written(self) -> str:
        """Names that have the word as it is written, or begun."""
        return queries.beginning(self.folded) if self.is_beginning else queries.word(self.folded)

    @property
    def stemmed(self) -> str:
        """Names that have the word in any of its forms; who has the word itself has its stem."""
        return queries.any_of(map(queries.stem, self.stems)) or queries.word(self.folded)

    def is_in(self, lexemes: set[str]) -> bool:
        """Whether a name with these lexemes answers the reading."""
        return (
            self.folded in lexemes
            or any(queries.STEM + stem in lexemes for stem in self.stems)
            or (self.is_beginning and any(one.startswith(self.folded) for one in lexemes))
        )


@dataclass(frozen=True)
class Slot:
    """A word of the question: where it was typed and how it may be read, the likeliest first."""

    part: Part
    word: str
    is_telling: bool
    readings: tuple[Reading, ...]

    @property
    def is_known(self) -> bool:
        """Whether some name has it as typed."""
        return self.readings[0].is_known


def variants(part: Part) -> list[str]:
    """Other ways to read a whole token: without its hyphens, and from the other keyboard."""
    joined = part.text.replace("-", "").replace("‑", "")
    return [text for text in (joined, other_layout(part.text)) if text and text != part.text]


def slots(part: Part, facts: list[Fact], *, is_last: bool, typing: bool) -> list[Slot]:
    """The words of a token as they are typed; the very last one may be a beginning."""
    shortest = 1 if typing else SHORTEST_LAST
    return [
        Slot(
            part,
            fact.word,
            fact.is_telling and not _is_foreign_the(fact),
            _readings(fact, is_last and fact is facts[-1], shortest),
        )
        for fact in facts
    ]


def _is_foreign_the(fact: Fact) -> bool:
    """Whether an unknown word is one of those that the language leaves out, in the other alphabet."""
    return not fact.is_known and any(not known.stem for known in fact.alike)


def other_slots(part: Part, facts: dict[str, list[Fact]]) -> list[Slot]:
    """The words of the first variant of a token in which all are known; none if there is no such."""
    for text in variants(part):
        cost = OTHER_LAYOUT if text == other_layout(part.text) else AS_TYPED
        known = facts[text]
        if known and all(fact.is_known for fact in known):
            return [
                Slot(part, fact.word, fact.is_telling, (_reading(fact, cost),)) for fact in known
            ]
    return []


def _readings(fact: Fact, is_last: bool, shortest: int) -> tuple[Reading, ...]:
    typed = _reading(fact, AS_TYPED)
    if fact.is_beginning and (
        (is_last and len(fact.word) >= shortest)
        or (not fact.is_known and len(fact.word) >= SHORTEST_BEGINNING)
    ):
        typed = replace(typed, is_beginning=True, is_known=True)
    # и for й is no error worth a word.
    twins = [one for one in fact.alike if one.folded == fact.folded]
    stems = tuple(dict.fromkeys([*typed.stems, *(one.stem for one in twins if one.stem)]))
    alike = [Reading.of(one, SOUNDS_ALIKE) for one in fact.alike if one not in twins]
    return (replace(typed, stems=stems), *([] if fact.is_known else alike))


def _reading(fact: Fact, cost: int) -> Reading:
    return Reading(fact.word, fact.folded, fact.stems, cost, fact.is_known)
