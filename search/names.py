"""Finding by name: words in any order, each by its stem in the page's language or by its beginning.

The database does the reading of words (by functions made in `migrations/0001_names.py`), so that
a name and a question about it are always taken apart alike.
"""

import re
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import BooleanField, FloatField, Func, Value
from django.db.models.functions import Cast

MAX_LENGTH = 200

# The text search configurations that PostgreSQL brings, each named for its language.
_CONFIGURATIONS = frozenset(
    [
        "arabic",
        "armenian",
        "basque",
        "catalan",
        "danish",
        "dutch",
        "english",
        "estonian",
        "finnish",
        "french",
        "german",
        "greek",
        "hindi",
        "hungarian",
        "indonesian",
        "irish",
        "italian",
        "lithuanian",
        "nepali",
        "norwegian",
        "portuguese",
        "romanian",
        "russian",
        "serbian",
        "spanish",
        "swedish",
        "tamil",
        "turkish",
        "yiddish",
    ]
)
_WORD = re.compile(r"\w")


def configuration(language: str) -> str:
    """PostgreSQL's text search configuration for a language code; `simple` has no stems, only words."""
    name = LANG_INFO.get(language, {}).get("name", "").lower()
    return name if name in _CONFIGURATIONS else "simple"


def has_words(text: str) -> bool:
    """Whether there is anything to look for in what was typed."""
    return bool(_WORD.search(text))


class _Regconfig(SearchVectorField):
    def db_type(self, connection: Any) -> str:
        return "regconfig"


class _NameFunction(Func):
    """A database function of a language's configuration and a text."""

    def __init__(self, language: str, text: Any, **extra: Any) -> None:
        config = Cast(Value(configuration(language)), _Regconfig())
        super().__init__(config, text, **extra)


class NameVector(_NameFunction):
    """The words of a name: its stems and, beside them, the words as they stand."""

    function = "search_name_vector"
    output_field = SearchVectorField()


class NameQuery(_NameFunction):
    """What a typed name asks for: every word, as a stem or as a beginning."""

    function = "search_name_query"
    output_field = SearchVectorField()


class NameMatches(Func):
    """Whether a `NameVector` answers a `NameQuery`."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


class NameRank(Func):
    """How well a `NameVector` answers a `NameQuery`; higher is better, only the order means anything."""

    function = "ts_rank"
    output_field = FloatField()


def index_names(**_signal: Any) -> None:
    """Have an index of page names for every configured language; asked after each migration."""
    with connection.cursor() as cursor:
        for config in {configuration(language) for language, _name in settings.LANGUAGES}:
            # The name is one of PostgreSQL's own, see `configuration`.
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS search_name_{config} ON wagtailcore_page"
                f" USING gin (search_name_vector('{config}'::regconfig, title))"
            )
