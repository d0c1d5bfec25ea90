"""What is known of typed words: which names have them, and which words of names are near."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, router
from rapidfuzz.distance import OSA

# Of more than these the likely one would be lost among the others.
MOST_NEAR = 30
# Endings and transliterations make words longer, not as long as this.
MOST_LONGER = 5
# What it costs to take the beginning of a word for it, and of how many sounds it must be.
HALF, SHORTEST_HALF = 1, 4
TOO_MANY = 9


@dataclass(frozen=True)
class Known:
    """A word of the vocabulary: as people write it, as names are compared, and its stem."""

    word: str
    folded: str
    stem: str


@dataclass(frozen=True)
class Fact:
    """A typed word and what the names of a language know of it."""

    word: str
    folded: str
    stems: tuple[str, ...]
    is_word: bool
    is_stem: bool
    is_beginning: bool
    alike: tuple[Known, ...]

    @property
    def is_known(self) -> bool:
        """Whether some name has it, in this or another form."""
        return self.is_word or self.is_stem

    @property
    def is_telling(self) -> bool:
        """Whether it is more than "the" or "in"."""
        return bool(self.stems)


def _cursor() -> Any:
    """On the server that this request reads from."""
    return connections[router.db_for_read(apps.get_model("search", "Word"))].cursor()


def look_up(texts: list[str], language: str) -> list[list[Fact]]:
    """For each text its words, in order, with what is known of them."""
    found: list[list[Fact]] = [[] for _text in texts]
    with _cursor() as cursor:
        cursor.execute("SELECT * FROM search_look_up(%s, %s)", [language, texts])
        for place, word, folded, stems, is_word, is_stem, is_beginning, alike in cursor.fetchall():
            known = tuple(Known(*one) for one in json.loads(alike or "[]"))
            found[place - 1].append(
                Fact(word, folded, tuple(stems), is_word, is_stem, is_beginning, known)
            )
    return found


def near(words: list[str], language: str) -> dict[str, list[tuple[int, Known]]]:
    """For each word those of the vocabulary within the errors that people make, the nearest first.

    Errors are counted by optimal string alignment (a letter dropped, added, replaced, two swapped), one
    in a word of four to six letters, two in a longer one: between the words, or their sounds or stems
    where that is nearer. Another alphabet counts as an error. Nothing is near a number: who types 2029
    does not mean 2028.
    """
    words = [word for word in words if not any(letter.isdigit() for letter in word)]
    found: dict[str, list[tuple[int, int, Known]]] = defaultdict(list)
    with _cursor() as cursor:
        cursor.execute("SELECT * FROM search_near(%s, %s)", [language, words])
        for typed, *typed_ways, word, folded, sound, stem in cursor.fetchall():
            pairs = zip(typed_ways, (folded, sound, stem), strict=True)
            errors = min(_errors(mine, theirs) for mine, theirs in pairs)
            foreign = typed.isascii() != word.isascii()
            # Half a word in the other alphabet or from the other keyboard.
            if errors and len(typed_ways[1]) >= SHORTEST_HALF and sound.startswith(typed_ways[1]):
                found[typed].append((HALF + foreign, len(sound), Known(word, folded, stem)))
            elif errors < TOO_MANY and abs(len(typed_ways[0]) - len(folded)) <= MOST_LONGER:
                written = OSA.distance(typed_ways[0], folded)
                found[typed].append((errors + foreign, written, Known(word, folded, stem)))
    return {
        word: [(errors, known) for errors, _written, known in sorted(ones, key=_nearness)][
            :MOST_NEAR
        ]
        for word, ones in found.items()
    }


def _nearness(one: tuple[int, int, Known]) -> tuple[int, int, str]:
    return one[0], one[1], one[2].word


def _errors(typed: str, known: str) -> int:
    allowed = min(errors_allowed(typed), errors_allowed(known))
    errors = OSA.distance(typed, known, score_cutoff=allowed)
    return errors if errors <= allowed and len(typed) > 2 else TOO_MANY


def errors_allowed(word: str) -> int:
    """How many typing errors a word of this length may have."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 7 else 2
