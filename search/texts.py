"""Texts, as Wagtail's search index has them: title and body of every page and document.

They are asked with PostgreSQL's own queries, so that "phrases" and -exclusions count in texts as in names.
"""

import re
from collections.abc import Collection, Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVectorField,
)
from django.db.models import (
    Exists,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.search.models import IndexEntry

from .names import NameMatches
from .queries import STEM
from .typed import Sort, parts

# Of texts that answer so many are looked through for one that is public.
_LOOKED_THROUGH = 1_000

# Characters for private use, which no text has, around a found word.
_START, _STOP = "\ue000", "\ue001"
# Where one block of a text ends and the next begins, Wagtail puts a comma.
_SEAM = re.compile(r"(?<=[.!?…:;,]), ")
_MARKED = re.compile(f"{_START}([^{_START}{_STOP}]*){_STOP}")


class _Words(Func):
    """The words of title and body together, written as the expression of their index."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = SearchVectorField()


def _config() -> str:
    name: str = settings.WAGTAILSEARCH_BACKENDS["default"]["SEARCH_CONFIG"]
    return name


def _entries() -> QuerySet:
    return IndexEntry.objects.order_by().annotate(
        row=Cast("object_id", IntegerField()), words=_Words("title", "body")
    )


def _entries_of(model: type[Model]) -> QuerySet:
    return _entries().filter(content_type=ContentType.objects.get_for_model(model))


def text_query(typed: str, *, loosely: bool = False) -> Any:
    """What is typed as a question to texts: every word and phrase or, `loosely`, any of them.

    Raises ValueError when nothing is asked for, see `has_wanted`.
    """
    found = [(part.sort, _phrase(part.text)) for part in parts(typed)]
    wanted = [query for sort, query in found if sort != Sort.EXCLUDED]
    if not wanted:
        raise ValueError("Nothing is asked for.")
    unwanted = [~query for sort, query in found if sort == Sort.EXCLUDED]
    return reduce(and_, [reduce(or_ if loosely else and_, wanted), *unwanted])


def _phrase(text: str) -> SearchQuery:
    return SearchQuery(text, config=_config(), search_type="phrase")


def known(phrases: Collection[str], sources: Iterable[QuerySet]) -> set[str]:
    """Those of the words and phrases that some text of these public rows has."""
    return {
        phrase
        for phrase in phrases
        if any(_of_public(Q(words=_phrase(phrase)), source).exists() for source in sources)
    }


def lexemes(query: str, sources: Iterable[QuerySet], number: int) -> list[set[str]]:
    """The words and stems, told apart as in names, of at most `number` public texts that answer a tsquery.

    Texts have stems only, so that each is taken for a word too.
    """
    asked = NameMatches(F("words"), query.replace(f"'{STEM}", "'"))
    words = Func(F("words"), function="tsvector_to_array", output_field=ArrayField(TextField()))
    found: list[set[str]] = []
    for source in sources:
        rows = _of_public(asked, source).values_list(words, flat=True)
        found += [{*row, *(STEM + word for word in row)} for row in rows[: number - len(found)]]
    return found


def _of_public(asked: Any, source: QuerySet) -> QuerySet:
    """Texts of public rows that answer.

    Asked in two steps: where a few of many texts would do the planner reads texts one after the other,
    all of them if none answers.
    """
    answering = _entries_of(source.model).filter(asked)[:_LOOKED_THROUGH]
    public = source.order_by().filter(pk=OuterRef("row"))
    return _entries().filter(Exists(public), pk__in=answering.values("pk"))


def answering(
    query: Any, model: type[Model], rows: QuerySet, newest: str, limit: int | None
) -> list[int]:
    """The keys of texts of a model that answer and are among the rows: the `limit` last written or all.

    These come by the rows' field `newest`. Whether a text is among the rows is asked one by one:
    joined, all rows would be gone through for the few that are needed.
    """
    row = rows.order_by().filter(pk=OuterRef("row")).values(newest)[:1]
    found = _entries_of(model).filter(words=query).annotate(new=Subquery(row))
    answers = found.filter(new__isnull=False).order_by("-pk").values_list("new", "row")[:limit]
    return [key for _new, key in sorted(answers, reverse=True)]


def ranked(query: Any, model: type[Model], keys: Collection[int]) -> list[int]:
    """The keys in the order of how well their texts answer, a little by how short they are too."""
    found = _entries_of(model).filter(object_id__in=[str(key) for key in keys])
    rank = SearchRank(F("words"), query, normalization=Value(1))
    return list(found.order_by(rank.desc(), "-row").values_list("row", flat=True))


def passages(query: Any, model: type[Model], keys: Collection[int]) -> dict[int, SafeString]:
    """Of each key's text the places that answer, with the found words marked; "" where none does."""
    headline = SearchHeadline(
        Cast("body_text", TextField()),
        query,
        config=_config(),
        start_sel=_START,
        stop_sel=_STOP,
        max_fragments=2,
        max_words=24,
        min_words=10,
        fragment_delimiter=" … ",
    )
    found = _entries_of(model).filter(object_id__in=[str(key) for key in keys])
    return {row: _for_page(text) for row, text in found.values_list("row", headline)}


def _for_page(text: str) -> SafeString:
    text = _SEAM.sub(" ", text)
    if not _MARKED.search(text):
        return mark_safe("")
    pieces = [
        format_html("<mark>{}</mark>", piece) if is_marked % 2 else conditional_escape(piece)
        for is_marked, piece in enumerate(_MARKED.split(text))
    ]
    before = "" if text.lstrip(_START)[:1].isupper() else "… "
    after = "" if text.rstrip(_STOP)[-1:] in ".!?…" else " …"
    return mark_safe(before + "".join(pieces) + after)  # noqa: S308 - every piece is escaped
