"""Where names stand beside the circles of a map, so that none covers another thing."""

from dataclasses import dataclass
from typing import Self

from .view import WIDTH

SIZE = 28  # of letters, in units of the drawing
# What a letter takes on average, as a share of that.
LETTER = 0.58
LINE = 36
GAP = 8


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of_circle(cls, x: float, y: float, radius: float) -> Self:
        """What a circle takes."""
        return cls(x - radius, y - radius, x + radius, y + radius)

    def meets(self, other: "Box") -> bool:
        """Whether they have something in common."""
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.bottom < other.top or other.bottom < self.top)


@dataclass(frozen=True)
class Label:
    """A name's place: the end of its base line that `anchor` tells, as SVG does."""

    text: str
    x: float
    y: float
    anchor: str


def placed(text: str, circle: Box, taken: list[Box], height: float) -> Label | None:
    """The first place beside a circle that is free, which is then taken; None when there is none."""
    width = len(text) * SIZE * LETTER
    middle, right, left = (circle.top + circle.bottom) / 2, circle.right + GAP, circle.left - GAP
    centre = (circle.left + circle.right) / 2
    for x, y, anchor, start in (
        (right, middle, "start", right),
        (left, middle, "end", left - width),
        (centre, circle.top - LINE / 2, "middle", centre - width / 2),
        (centre, circle.bottom + LINE / 2, "middle", centre - width / 2),
    ):
        box = Box(start, y - LINE / 2, start + width, y + LINE / 2)
        inside = box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= height
        if inside and not any(box.meets(other) for other in taken):
            taken.append(box)
            return Label(text, round(x), round(y + SIZE * 0.35), anchor)
    return None
