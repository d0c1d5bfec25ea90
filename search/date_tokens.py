"""What was typed, cut into words, numbers and signs of known kinds."""

import re
import unicodedata
from dataclasses import dataclass

from .date_words import DECADE_ENDINGS, ORDINAL_ENDINGS, key, vocabulary

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘⸺"), "-")
_QUOTES = dict.fromkeys(map(ord, "’ʼ"), "'")
_PIECE = re.compile(
    r"""(?P<number>\d+)(?:-?(?P<ending>'?[^\W\d_]{1,2})(?![^\W_])\.?)?
      | (?P<word>[^\W\d_]+)\.?
      | (?P<loose>\s+-\s*|-\s+)
      | (?P<sign>[-./])
      | (?P<blank>[\s,]+)
      | (?P<other>.)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A word, number or sign; its kind is one letter, so that kinds side by side make a shape.

    Beyond the kinds of words: D a number of one or two digits, N of three, Y of four; C a decade and
    c one of two digits; `-` between digits, `~` with spaces, `.` and `/`; `?` what is not known.
    """

    kind: str
    value: int
    text: str


def clean(text: str) -> str:
    """The text with plain digits, dashes and spaces, and no invisible characters."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES | _QUOTES)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(text.split()).rstrip(".,; ")


def tokens(text: str) -> list[Token]:
    """The tokens of a cleaned text, without words that mean nothing and `year` beside a year."""
    found: list[Token] = []
    for match in _PIECE.finditer(text):
        found += _token(match)
    return [
        token
        for i, token in enumerate(found)
        if token.kind != " "
        and not (token.kind == "y" and i and found[i - 1].kind in "YC")
        and not (token.kind == "y" and found[i + 1 : i + 2] and found[i + 1].kind == "Y")
    ]


def shape(parts: list[Token]) -> str:
    """The kinds of tokens side by side."""
    return "".join(token.kind for token in parts)


def _token(match: re.Match[str]) -> list[Token]:
    text = match[0]
    if match["number"]:
        return _numbers(match)
    if match["word"]:
        known = vocabulary().get(key(text))
        return [Token(known.kind, known.value, text) if known else Token("?", 0, text)]
    if match["sign"]:
        return [Token(text, 0, text)]
    if match["loose"]:
        return [Token("~", 0, "-")]
    return [] if match["blank"] else [Token("?", 0, text)]


def _numbers(match: re.Match[str]) -> list[Token]:
    """A number, with what stands right after it: an ordinal's ending, a decade's, or a word."""
    digits, ending = match["number"], match["ending"]
    kind = {1: "D", 2: "D", 3: "N", 4: "Y"}.get(len(digits), "?")
    value = 0 if kind == "?" else int(digits)
    if not ending:
        return [Token(kind, value, digits)]
    ending = ending.lower()
    if ending in DECADE_ENDINGS and value % 10 == 0 and (len(digits) == 4 or value >= 40):
        return [Token("C" if kind == "Y" else "c", value, match[0])]
    if ending in ORDINAL_ENDINGS and kind in "DY":
        return [Token(kind, value, match[0])]
    dash = [Token("-", 0, "-")] if match[0][len(digits)] == "-" else []
    known = vocabulary().get(key(ending))
    word = Token(known.kind, known.value, ending) if known else Token("?", 0, ending)
    return [Token(kind, value, digits), *dash, word]
