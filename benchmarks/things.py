"""What the benchmark's articles are about: venues, programmes and topics, made through the models."""

import random
import uuid
from typing import Any

from wagtail.models import Locale

from news.models import ProgrammeIndexPage, ProgrammePage, Topic, Venue

from .vocabulary import PROGRAMMES, slots

# How many of each there are in a language, those of the demo included.
NUMBERS = {"venue": 200, "programme": 30, "topic": 60}
LANGUAGES = ("en", "ru")
MODELS: dict[str, Any] = {"venue": Venue, "programme": ProgrammePage, "topic": Topic}
NAMED = {"venue": "name", "programme": "title", "topic": "name"}
KEYS = uuid.UUID("2d0c3a52-52b0-4d5b-9a5e-6a4f1f0f8c11")


def make(chance: random.Random) -> dict[tuple[str, str], list[int]]:
    """Have as many as there should be; returns their ids by sort and language, in the same order."""
    words = slots(chance)
    names = {
        "venue": [(f"{t.en} Hall", f"{t.ru}, зал") for t in words["town"].items],
        "programme": [(f"{p.en} Next", f"{p.ru} — новый набор") for p in PROGRAMMES],
        "topic": [
            (f"{t.en} for {p.en}".capitalize(), f"{t.ru}: {p.ru}".capitalize())
            for p in words["people"].items
            for t in words["thing"].items
        ],
    }
    for sort, number in NUMBERS.items():
        missing = max(0, number - len(_slugs(sort)))
        for place, language in enumerate(LANGUAGES):
            locale = Locale.objects.get(language_code=language)
            made = [
                {
                    "locale": locale,
                    "slug": f"bench-{sort}-{serial}",
                    "translation_key": uuid.uuid5(KEYS, f"{sort} {serial}"),
                    NAMED[sort]: both[place],
                }
                for serial, both in enumerate(names[sort][:missing])
            ]
            _make(sort, locale, made)
    return {
        (sort, language): [_ids(sort, language)[slug] for slug in _slugs(sort)]
        for sort in NUMBERS
        for language in LANGUAGES
    }


def _make(sort: str, locale: Locale, made: list[dict[str, Any]]) -> None:
    if sort == "programme":
        index = ProgrammeIndexPage.objects.get(locale=locale)
        for values in made:
            index.add_child(instance=ProgrammePage(**values))
    else:
        model = MODELS[sort]
        model.objects.bulk_create(model(**values) for values in made)


def _ids(sort: str, language: str) -> dict[str, int]:
    found = MODELS[sort].objects.filter(locale__language_code=language)
    return dict(found.values_list("slug", "pk"))


def _slugs(sort: str) -> list[str]:
    """Of those that there are in every language; the benchmark's own, then the demo's."""
    return sorted(set.intersection(*(set(_ids(sort, language)) for language in LANGUAGES)))
