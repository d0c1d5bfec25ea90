"""Names few enough to be compared with what is being typed one by one: those whose words begin so."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from .keyboards import other_layout
from .typed import Sort, parts
from .vocabulary import errors_allowed

_WORD = re.compile(r"[^\W_]+")


class _Word(NamedTuple):
    """A word as it is written, as it is compared, and as it sounds whatever its alphabet."""

    written: str
    folded: str
    sound: str


# A site's venues and programmes are the same names at every key pressed.
@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[_Word, ...]:
    written = _WORD.findall(unicodedata.normalize("NFC", text))
    return tuple(_Word(word, _folded(word), _sound(word)) for word in written)


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _sound(word: str) -> str:
    # ь and ъ become punctuation.
    return "".join(_WORD.findall(anyascii(_folded(word))))


def _begins(word: _Word, typed: _Word) -> bool:
    return word.folded.startswith(typed.folded)


def _sounds(word: _Word, typed: _Word) -> bool:
    return bool(typed.sound) and word.sound.startswith(typed.sound)


def _nearly_begins(word: _Word, typed: _Word) -> bool:
    """Whether it begins so but for typing errors, of which a beginning may have as many as a word."""
    length, allowed = len(typed.sound), errors_allowed(typed.sound)
    if not allowed:
        return _sounds(word, typed)
    # A letter typed too many or too few makes the beginning shorter or longer.
    return any(
        OSA.distance(word.sound[:end], typed.sound, score_cutoff=allowed) <= allowed
        for end in (length, length + 1, length - 1)
    )


_Way = Callable[[_Word, _Word], bool]


def begun[Key: Hashable](
    typed: str, names: Mapping[Key, Sequence[str]], *, mending: bool = True
) -> dict[Key, set[str]]:
    """Of things, each with its names, those of which a name answers, with the words that do.

    Every typed word must begin a word of the name. Where nothing begins as typed, `mending` tries the
    other keyboard, the other alphabet and words with errors. Names that begin with what was typed come
    first, then the others, in their order.
    """
    asked = [part.text for part in parts(typed) if part.sort != Sort.EXCLUDED]
    question = _words(" ".join(asked))
    questions, ways = [question], [_begins]
    if mending:
        questions.append(_words(" ".join(map(other_layout, asked))))
        ways += [_sounds, _nearly_begins]
    for way, words in product(ways, filter(None, questions)):
        found = {key: _answers(words, ones, way) for key, ones in names.items()}
        answering = [key for key, answers in found.items() if answers]
        if answering:
            answering.sort(key=lambda key: not _is_first(words, names[key], way))
            return {key: found[key] for key in answering}
    return {}


def _answers(question: tuple[_Word, ...], names: Sequence[str], way: _Way) -> set[str]:
    """The words of those names in which every word of the question is found."""
    answers: set[str] = set()
    for words in map(_words, names):
        found: list[str] = []
        for typed in question:
            begun = [word.written for word in words if way(word, typed)]
            if not begun:
                break
            found += begun
        else:
            answers.update(found)
    return answers


def _is_first(question: tuple[_Word, ...], names: Sequence[str], way: _Way) -> bool:
    return any(way(words[0], question[0]) for words in map(_words, names) if words)
