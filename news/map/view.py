"""The part of the flat world that a map shows, in units of its drawing."""

from collections.abc import Iterable
from dataclasses import dataclass

from .projection import Projection, fitting

WIDTH, TALLEST, FLATTEST = 2000, 1500, 900
# Of the drawing's width on each side, for names beside the outermost places.
MARGIN = 0.12
# A map of one town shows enough of the land around it to be known by: radii of the sphere, some 8,000 km.
NARROWEST = 1.25


@dataclass(frozen=True)
class View:
    """A projection, and how its plane is moved and enlarged to fill the drawing."""

    projection: Projection
    left: float
    top: float
    scale: float
    height: int

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point is in the drawing."""
        x, y = self.projection(longitude, latitude)
        return (x - self.left) * self.scale, (y - self.top) * self.scale


def view_of(points: Iterable[tuple[float, float]]) -> View:
    """The view that shows all these points (longitude, latitude), with room around them."""
    points = list(points)
    projection = fitting(points)
    flat = [projection(*point) for point in points]
    xs, ys = [x for x, _y in flat], [y for _x, y in flat]
    width = max((max(xs) - min(xs)) / (1 - 2 * MARGIN), NARROWEST)
    height = max((max(ys) - min(ys)) / (1 - 2 * MARGIN), width * FLATTEST / WIDTH)
    width = max(width, height * WIDTH / TALLEST)
    scale = WIDTH / width
    return View(
        projection,
        left=round((min(xs) + max(xs) - width) / 2, 4),
        top=round((min(ys) + max(ys) - height) / 2, 4),
        scale=round(scale, 1),
        height=round(height * scale),
    )
