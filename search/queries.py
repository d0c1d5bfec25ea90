"""The text of PostgreSQL's text search queries (`tsquery`), put together from words.

In a name's vector its words stand as they are, its stems after a sign that no word has.
"""

from collections.abc import Iterable

STEM = "="


def word(lexeme: str) -> str:
    """This very word."""
    return _quoted(lexeme)


def beginning(lexeme: str) -> str:
    """A word that begins so."""
    return f"{_quoted(lexeme)}:*"


def stem(lexeme: str) -> str:
    """A word with this stem."""
    return _quoted(STEM + lexeme)


def in_a_row(queries: Iterable[str]) -> str:
    """What is asked, one after the other."""
    return _joined("<->", queries)


def all_of(queries: Iterable[str]) -> str:
    """Everything that is asked."""
    return _joined("&", dict.fromkeys(filter(None, queries)))


def any_of(queries: Iterable[str]) -> str:
    """At least one of what is asked."""
    return _joined("|", dict.fromkeys(filter(None, queries)))


def none_of(queries: Iterable[str]) -> str:
    """Nothing of what is asked."""
    return f"!{any_of(queries)}"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _joined(operator: str, queries: Iterable[str]) -> str:
    parts = list(queries)
    return f"({f' {operator} '.join(parts)})" if len(parts) > 1 else "".join(parts)
