"""Finding on the whole site, through Wagtail's search index."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

_WORD = re.compile(r"\w+")
MAX_WORDS = 20


@dataclass(frozen=True)
class Group[M: Model]:
    """What was found of one sort: the best of it, and how many there are in all."""

    label: Any
    sort: str
    results: list[M]
    total: int


def find[M: Model](
    typed: str, queryset: QuerySet[M], label: Any, sort: str, number: int
) -> Group[M]:
    """The `number` best rows that have all the words, or any of them when none has all."""
    words = " ".join(_WORD.findall(typed)[:MAX_WORDS])
    for operator in ("and", "or"):
        found = queryset.search(words, operator=operator)  # type: ignore[attr-defined]
        total = found.count()
        if total:
            return Group(label, sort, list(found[:number]), total)
    return Group(label, sort, [], 0)
