"""What a question may choose from: venues, programmes, topics, kinds, each by its slug."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from .facets import Kind


@dataclass(frozen=True)
class Choice:
    """A thing to choose: its name in the visitor's language, and its numbers in the index.

    Translations share a slug and are asked for together; each has a number of its own.
    """

    slug: str
    label: str
    numbers: list[int]
    is_own: bool = True


def of_things(model: Any, language: str) -> list[Choice]:
    """Snippets, those of this language first; the others can be asked for but need not be offered."""
    return _choices(model.objects.order_by("name"), "name", language)


def of_pages(model: Any, language: str) -> list[Choice]:
    """Published pages, likewise."""
    return _choices(model.objects.live().order_by("title"), "title", language)


def of_kinds() -> list[Choice]:
    """The kinds of articles."""
    return [
        Choice(kind.value, str(kind.label), [number]) for number, kind in enumerate(Kind, start=1)
    ]


def _choices(things: Any, name: str, language: str) -> list[Choice]:
    rows = list(things.values_list("slug", name, "locale__language_code", "pk"))
    numbers: dict[str, list[int]] = defaultdict(list)
    for slug, _label, _language, pk in rows:
        numbers[slug].append(pk)
    own = {slug: label for slug, label, code, _pk in rows if code == language}
    others = {slug: label for slug, label, _code, _pk in rows if slug not in own}
    return [
        *(Choice(slug, label, numbers[slug]) for slug, label in own.items()),
        *(Choice(slug, label, numbers[slug], is_own=False) for slug, label in others.items()),
    ]
