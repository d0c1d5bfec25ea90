"""The outlines of the land: Natural Earth (public domain), see `prepare`."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from .prepare import OUTLINES, SCALE
from .projection import around
from .view import WIDTH, View

Points = list[tuple[float, float]]
# Points of an outline lie on a grid this fine, in units of the drawing.
GRID = 2
# What is drawn beyond the edges, so that the line along a cut is not seen.
BEYOND = 20


@lru_cache(maxsize=64)
def path(view: View) -> str:
    """The land in a view as the data of one SVG path."""
    return "".join(
        _drawn(piece)
        for ring in _rings()
        for part in _laid_open(ring, view.projection.meridian)
        if (piece := _in_sight([view.place(*point) for point in part], view))
    )


@cache
def _rings() -> list[Points]:
    """Closed lines of longitudes and latitudes."""
    return [list(_points(deltas)) for deltas in json.loads(Path(OUTLINES).read_text())]


def _points(deltas: list[int]) -> Iterator[tuple[float, float]]:
    x = y = 0
    for dx, dy in zip(deltas[::2], deltas[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / SCALE, y / SCALE


def _laid_open(ring: Points, meridian: float) -> Iterator[Points]:
    """A ring cut where the sphere is cut open: the pieces that lie within 180 degrees of a meridian."""
    unrolled: Points = []
    east = around(ring[0][0], meridian)
    for position, (longitude, latitude) in enumerate(ring):
        if position:
            east += around(longitude, ring[position - 1][0])
        unrolled.append((east, latitude))
    easts = [east for east, _latitude in unrolled]
    for turn in (-360, 0, 360):
        if min(easts) + turn < 180 and max(easts) + turn > -180:
            turned = [(east + turn, latitude) for east, latitude in unrolled]
            piece = _cut(_cut(turned, 0, -180, 1), 0, 180, -1)
            yield [(meridian + east, latitude) for east, latitude in piece]


def _in_sight(points: Points, view: View) -> Points:
    """The part of a flat ring that the drawing shows."""
    right, bottom = WIDTH + BEYOND, view.height + BEYOND
    for axis, edge, sign in ((0, -BEYOND, 1), (0, right, -1), (1, -BEYOND, 1), (1, bottom, -1)):
        points = _cut(points, axis, edge, sign)
    return points


def _cut(points: Points, axis: int, edge: float, sign: int) -> Points:
    """The part of a ring on one side of a line (Sutherland and Hodgman, 1974)."""
    kept: Points = []
    for before, here in zip([*points[-1:], *points[:-1]], points, strict=True):
        was_in, is_in = sign * (before[axis] - edge) >= 0, sign * (here[axis] - edge) >= 0
        if was_in != is_in:
            part = (edge - before[axis]) / (here[axis] - before[axis])
            kept.append(
                (
                    before[0] + (here[0] - before[0]) * part,
                    before[1] + (here[1] - before[1]) * part,
                )
            )
        if is_in:
            kept.append(here)
    return kept


def _drawn(points: Points) -> str:
    """A ring as data of an SVG path, or nothing when it is too small to be seen."""
    snapped = [(round(x / GRID) * GRID, round(y / GRID) * GRID) for x, y in points]
    line = [snapped[0], *_changes(snapped)]
    if len(line) < 4:
        return ""
    told = " ".join(f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(line))
    return f"M{line[0][0]} {line[0][1]}l{told}z".replace(" -", "-")


def _changes(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [here for before, here in pairwise(points) if here != before]
