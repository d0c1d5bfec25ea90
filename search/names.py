"""Names as the database compares them, by the functions made in `migrations/`."""

import re
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func, TextField, Value
from django.db.models.functions import Cast
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

MAX_LENGTH = 200

# An underscore is punctuation, for the database too.
_WORD = re.compile(r"[^\W_]+")
# The first letter of each lexeme in a tsquery's text.
_INITIAL = re.compile(r"'=?([^\W_])")
_SPACES = re.compile(r"(\s+)")


def has_words(text: str) -> bool:
    """Whether there is anything to look for in what was typed."""
    return bool(_WORD.search(text))


class _TsQuery(SearchVectorField):
    def db_type(self, connection: Any) -> str:
        return "tsquery"


class NameVector(Func):
    """The words of a name in a language: its stems and, beside them, the words as they stand."""

    function = "search_name_vector"
    output_field = SearchVectorField()


class NameMatches(Func):
    """Whether a name's vector answers a tsquery, given as text."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, vector: Any, query: str) -> None:
        super().__init__(vector, Cast(Value(query), _TsQuery()))


class MarkedWords(Func):
    """The words of a name, as they stand, that a tsquery asks for."""

    function = "search_marked"
    output_field = ArrayField(TextField())

    def __init__(self, language: Any, name: Any, query: str) -> None:
        initials = "".join(set(_INITIAL.findall(query)))
        super().__init__(language, name, Cast(Value(query), _TsQuery()), Value(initials))


def marked(name: str, words: set[str]) -> SafeString:
    """The name, for a page, with these of its words marked.

    Marked with the punctuation that touches them: a quotation mark cut off looks like a mistake.
    """
    pieces = [
        f"<mark>{conditional_escape(piece)}</mark>"
        if words.intersection(_WORD.findall(piece))
        else conditional_escape(piece)
        for piece in _SPACES.split(name)
    ]
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped
