"""Ways to lay the sphere flat: longitude and latitude in degrees to x and y, y growing downwards.

Both keep areas: a country looks as large as it is.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

# A wider stretch of longitudes than this is shown as the whole world.
REGION = 180
# A cone flatter than this is a cylinder.
FLATTEST = 0.15


class Projection(Protocol):
    """A way to lay the sphere flat."""

    @property
    def meridian(self) -> float:
        """The longitude in the middle."""

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies, in radii of the sphere."""


@dataclass(frozen=True)
class Conic:
    """Albers' equal-area conic projection, true along two parallels (Snyder 1987, page 98)."""

    meridian: float
    south: float
    north: float

    @property
    def constant(self) -> float:
        """How much of a circle the cone is, cut open; 0 is a cylinder."""
        return (math.sin(math.radians(self.south)) + math.sin(math.radians(self.north))) / 2

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies."""
        n = self.constant
        south = math.radians(self.south)
        c = math.cos(south) ** 2 + 2 * n * math.sin(south)
        radius = math.sqrt(max(0.0, c - 2 * n * math.sin(math.radians(latitude)))) / n
        angle = n * math.radians(around(longitude, self.meridian))
        return radius * math.sin(angle), radius * math.cos(angle)


@dataclass(frozen=True)
class EqualEarth:
    """The whole world (Šavrič, Patterson and Jenny 2018)."""

    meridian: float

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies."""
        a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
        root = math.sqrt(3)
        theta = math.asin(root / 2 * math.sin(math.radians(latitude)))
        slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
        x = (
            2
            * root
            * math.radians(around(longitude, self.meridian))
            * math.cos(theta)
            / (3 * slope)
        )
        y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
        return x, -y


def around(longitude: float, meridian: float) -> float:
    """How far east of a meridian a longitude is, from -180 to 180; what lies in that stretch stays."""
    east = longitude - meridian
    return east if -180 <= east <= 180 else (east + 180) % 360 - 180


def fitting(points: Iterable[tuple[float, float]]) -> Projection:
    """The projection for a map of these points (longitude, latitude); there is one at least."""
    points = list(points)
    longitudes = sorted(longitude % 360 for longitude, _latitude in points)
    # The widest stretch without any point is where the sphere is cut open.
    following = [*longitudes[1:], longitudes[0] + 360]
    gaps = [(after - before, after) for before, after in zip(longitudes, following, strict=True)]
    widest, start = max(gaps)
    span = 360 - widest
    meridian = around(start + span / 2, 0)
    latitudes = [latitude for _longitude, latitude in points]
    low, high = min(latitudes), max(latitudes)
    margin = max(high - low, 8) / 6
    conic = Conic(meridian, _within(low + margin - 4), _within(high - margin + 4))
    flat = span > REGION or abs(conic.constant) < FLATTEST
    return EqualEarth(meridian) if flat else conic


def _within(latitude: float) -> float:
    return max(-80.0, min(80.0, latitude))
