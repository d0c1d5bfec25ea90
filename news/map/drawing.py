"""The map of some places: what its template draws."""

import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.question import Question

from . import outlines
from .labels import Box, Label, placed
from .places import Place
from .view import WIDTH, View, view_of

# Radii in units of the drawing: of one article, and of the place with the most.
SMALLEST, LARGEST = 9, 44
# Half of the least distance between two circles, and what can be hit: 12 px where the map is smallest.
HIT = 27


@dataclass
class Mark:
    """A circle: the place with the most articles thereabouts, and those too near it for a circle."""

    places: list[Place]
    x: int
    y: int
    radius: int
    query: str
    label: Label | None = None

    @property
    def hit(self) -> int:
        """The radius of what can be hit."""
        return max(self.radius, HIT)

    @property
    def name(self) -> str:
        """What it says to those who do not see it, and to those who point at it."""
        return "; ".join(
            ngettext("%(place)s: %(n)d article", "%(place)s: %(n)d articles", place.number)
            % {"place": place.name, "n": place.number}
            for place in self.places
        )

    @property
    def short(self) -> str:
        """What is written beside it."""
        first, *others = self.places
        if not others:
            return first.name
        more = _("%(venue)s and %(number)d more")
        return more % {"venue": first.name, "number": len(others)}


class Map:
    """Places on the land around them; those without coordinates are not on it."""

    width = WIDTH

    def __init__(self, places: list[Place], question: Question) -> None:
        self.question = question
        self.places = [place for place in places if place.point]
        self.view: View = view_of(place.point for place in self.places if place.point)
        self.height = self.view.height
        self.land = outlines.path(self.view)
        self.marks = self._marks()
        self._label()

    def _marks(self) -> list[Mark]:
        most = max(place.number for place in self.places)
        marks: list[Mark] = []
        for place in self.places:
            x, y = map(round, self.view.place(*place.point))  # type: ignore[misc] # they have one
            near = next(
                (mark for mark in marks if math.dist((mark.x, mark.y), (x, y)) < 2 * HIT), None
            )
            if near:
                near.places.append(place)
                near.query = self._query(near.places)
            else:
                radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(place.number / most)
                marks.append(Mark([place], x, y, round(radius), place.query))
        return marks

    def _query(self, places: list[Place]) -> str:
        values: Any = {**self.question.values, "venue": tuple(place.slug for place in places)}
        return Question(values).query

    def _label(self) -> None:
        circles = [Box.of_circle(mark.x, mark.y, mark.radius) for mark in self.marks]
        names: list[Box] = []
        for mark, circle in zip(self.marks, circles, strict=True):
            taken = [*names, *(other for other in circles if other is not circle)]
            before = len(taken)
            mark.label = placed(mark.short, circle, taken, self.height)
            names += taken[before:]
