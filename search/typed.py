"""What was typed into a field for names, taken apart: words, "exact phrases", -excluded ones."""

import re
from dataclasses import dataclass
from enum import StrEnum

from .names import has_words

# A minus excludes only before a word: in "covid - 19" and "covid-19" it is punctuation.
_PART = re.compile(
    r"(?P<minus>(?<!\S)[-−](?=[\w\"“«„]))?"
    r"(?:\"(?P<straight>[^\"]+)\"|“(?P<curly>[^”]+)”|«(?P<angled>[^»]+)»|„(?P<low>[^“”]+)[“”]"
    r"|(?P<word>[^\s\"“”«»„]+))"
)


class Sort(StrEnum):
    """What a part of the typed text asks for."""

    WORD = "word"
    PHRASE = "phrase"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Part:
    """A piece of the typed text and where it stands there."""

    sort: Sort
    text: str
    start: int
    end: int
    is_quoted: bool = False


def parts(typed: str) -> list[Part]:
    """The pieces in their order; a quotation mark without its pair is punctuation."""
    found = []
    for match in _PART.finditer(typed):
        kind = match.lastgroup
        text = match[kind] if kind else ""
        is_quoted = kind != "word"
        sort = Sort.PHRASE if is_quoted else Sort.WORD
        if match["minus"]:
            sort = Sort.EXCLUDED
        if has_words(text):
            found.append(Part(sort, text, match.start(), match.end(), is_quoted))
    return found


def has_wanted(typed: str) -> bool:
    """Whether anything is asked for, and not only excluded."""
    return any(part.sort != Sort.EXCLUDED for part in parts(typed))


def one_less(typed: str) -> list[str]:
    """What was typed without one of its parts, for each of them; nothing when there is only one."""
    pieces = parts(typed)
    if len(pieces) < 2:
        return []
    return [" ".join(f"{typed[: one.start]} {typed[one.end :]}".split()) for one in pieces]


def unquoted(typed: str) -> list[str]:
    """What was typed without quotation marks around phrases, if it has any."""
    if any(piece.sort == Sort.PHRASE for piece in parts(typed)):
        return [" ".join(re.sub(r"[\"“”«»„]", " ", typed).split())]
    return []
