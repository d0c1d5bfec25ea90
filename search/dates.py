"""Dates as people write them: what was typed, and the days that it means.

Understood in every configured language, whatever the page speaks: days, months, years, quarters,
halves, seasons, decades; ranges of them; stretches and days told from today. Nothing is guessed:
what could mean two things is refused with an example of each.

The forms themselves are ours, as tables: words in `date_words`, shapes in `date_shapes`, so that an
ordinary date costs a tenth of a millisecond. `dateparser` (`date_library`) is asked last, for distances in
words and for spellings that no table has; its answer counts only when nothing in it is a guess.
"""

import datetime as dt

from django.utils import timezone

from . import date_messages as messages
from .date_messages import LONGEST, DateNotUnderstood
from .date_reading import read
from .date_shapes import Typed
from .date_tokens import Token, clean, tokens
from .date_words import Word, key, vocabulary
from .periods import FIRST_YEAR, LAST_YEAR, Edge, Extent, Span

__all__ = [
    "FIRST_YEAR", "LAST_YEAR", "LONGEST", "DateNotUnderstood", "Edge", "Extent", "Span", "parse",
]  # fmt: skip

# A word may have one wrong letter in every so many; a shorter one could be any other.
_LETTERS_PER_ERROR = 3
_SHORTEST_WORD = 4


def parse(text: str, today: dt.date | None = None) -> Span:
    """Understand a typed date, as of today.

    Raises `DateNotUnderstood` with a message in the active language.
    """
    if len(text) > LONGEST or len(cleaned := clean(text)) > LONGEST:
        raise messages.too_long()
    typed = Typed(cleaned, today or timezone.localdate())
    try:
        span = read(typed) if cleaned else None
        span = span or _corrected(typed)
    except OverflowError as error:
        raise messages.no_such_year(cleaned) from error
    if not span.within_years:
        raise messages.no_such_year(cleaned)
    return span


def _corrected(typed: Typed) -> Span:
    """Always raises: it says what was probably meant, and never takes it as said."""
    unknown = [token for token in tokens(typed.text) if token.kind == "?"]
    meant, problem = [], messages.not_understood(typed.text)
    for word in _alike(unknown[0]) if len(unknown) == 1 else []:
        text = typed.text.replace(unknown[0].text, word.spelling, 1)
        try:
            if read(Typed(text, typed.today)):
                meant.append(text)
        except DateNotUnderstood as error:
            problem = error
    raise messages.did_you_mean(typed.text, meant) if meant else problem


def _alike(token: Token) -> list[Word]:
    """The known words of several meanings that are nearest to a misspelt one: two at most."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    word = key(token.text)
    if len(word) < _SHORTEST_WORD:
        return []
    words = {k: known for k, known in vocabulary().items() if len(k) >= _SHORTEST_WORD}
    cutoff = len(word) // _LETTERS_PER_ERROR
    near = process.extract(word, list(words), scorer=OSA.distance, score_cutoff=cutoff, limit=None)
    near.sort(key=lambda match: (match[1], abs(len(match[0]) - len(word))))
    found: dict[tuple[str, int], Word] = {}
    for spelling, distance, _index in near:
        if distance == near[0][1]:
            known = words[spelling]
            found.setdefault((known.kind, known.value), known)
    return list(found.values())[:2]
