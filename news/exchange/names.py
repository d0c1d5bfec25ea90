"""Venues, topics and programmes by their names, made when missing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale

from news.models import ProgrammeIndexPage, ProgrammePage, Topic, Venue

from .publishing import create
from .records import name_key
from .refusals import Problem, Refusal, refuse

MODELS: dict[str, Any] = {"venues": Venue, "topics": Topic, "programmes": ProgrammePage}


class Names:
    """What there is under each name, in each language."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], dict[str, Any]] = {}

    def forget(self) -> None:
        """Look again: what was made last has been taken back."""
        self._known.clear()

    def find(self, field: str, names: list[str], locale: Locale) -> list[Any]:
        """The things with these names, ignoring case and spacing. Raises `Refusal`."""
        known = self._names(field, locale)
        found = []
        for name in names:
            key = name_key(name)
            if key not in known:
                known[key] = self._make(field, name, locale)
            found.append(known[key])
        return found

    def _names(self, field: str, locale: Locale) -> dict[str, Any]:
        place = field, locale.pk
        if place not in self._known:
            things = MODELS[field].objects.filter(locale=locale).order_by("-pk")
            self._known[place] = {name_key(_name(thing)): thing for thing in things}
        return self._known[place]

    def _make(self, field: str, name: str, locale: Locale) -> Any:
        try:
            if field == "programmes":
                return _make_programme(name, locale)
            thing = MODELS[field](name=name, locale=locale)
            thing.full_clean()
            thing.save()
            return thing
        except ValidationError as error:
            raise Refusal(
                *(Problem(field, f"“{name}”: {text}") for text in error.messages)
            ) from None


def _name(thing: Any) -> str:
    return str(getattr(thing, "name", "") or thing.title)


def _make_programme(name: str, locale: Locale) -> ProgrammePage:
    index = ProgrammeIndexPage.objects.filter(locale=locale).first()
    if index is None:
        raise refuse(
            "programmes", _("this language has no programme listing: migrate to have it made")
        )
    programme = ProgrammePage(title=name, locale=locale)
    create(index, programme)
    return programme
