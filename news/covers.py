"""Covers for what has no photograph: quarter circles, triangles and dots on a grid.

The same seed gives the same drawing for ever, on any machine. Colours are the stylesheet's: each shade is
one path with a class of its own, so that a drawing follows the theme and stays small.
"""

import hashlib
from collections.abc import Iterator

CARD = (8, 5)
WIDE = (16, 8)
BAND = (12, 1)
LEAD = (12, 8)

# What stands in a cell, and how often out of 64: an empty cell is as much of the drawing as a full one.
_SHAPES = ("",) * 25 + ("quarter",) * 23 + ("triangle",) * 11 + ("dot",) * 5
# Shades in 32: deep, middle, pale, and the accent that is there to be noticed.
_SHADES = ("deep",) * 11 + ("mid",) * 9 + ("pale",) * 8 + ("accent",) * 4

# Each corner of a unit cell: its quarter circle and its triangle, as a path from the cell's origin.
_CORNERS = {
    "quarter": (
        "h1a1 1 0 0 1-1 1z",
        "h1v1a1 1 0 0 1-1-1z",
        "m1 0v1h-1a1 1 0 0 1 1-1z",
        "a1 1 0 0 1 1 1h-1z",
    ),
    "triangle": ("h1l-1 1z", "h1v1z", "m1 0v1h-1z", "l1 1h-1z"),
}


def svg(seed: str, hue: str, size: tuple[int, int] = CARD) -> str:
    """A drawing for a seed, as an SVG element of `size` cells (columns, rows).

    `seed` is any text that stays the same for the same thing; `hue` is a value of
    `news.models.programmes.Hue`. The drawing says nothing in words, so screen readers pass it over.
    """
    columns, rows = size
    paths: dict[str, list[str]] = {"deep": [], "mid": [], "pale": [], "accent": [], "dot": []}
    for x, y, shape, shade, corner in _cells(f"{seed} {columns}x{rows}", columns, rows):
        if shape == "dot":
            paths["dot"].append(f"M{x}.5 {y}.5h0")
        else:
            start = f"M{x} {y}"
            paths[shade].append(start + _CORNERS[shape][corner])
    drawn = "".join(f'<path class="{name}" d="{"".join(d)}"/>' for name, d in paths.items() if d)
    return (
        f'<svg class="cover cover-{hue}" viewBox="0 0 {columns} {rows}" aria-hidden="true"'
        f' focusable="false">{drawn}</svg>'
    )


def _cells(seed: str, columns: int, rows: int) -> Iterator[tuple[int, int, str, str, int]]:
    """Column, row, shape, shade and corner of each cell that has something in it."""
    chances = _chances(seed)
    for y in range(rows):
        for x in range(columns):
            shape = _SHAPES[next(chances) % 64]
            shade = _SHADES[next(chances) % 32]
            corner = next(chances) % 4
            if shape:
                yield x, y, shape, shade, corner


def _chances(seed: str) -> Iterator[int]:
    """Bytes without end that depend on the seed only (Python's own generator may change with its version)."""
    block = hashlib.sha256(seed.encode()).digest()
    while True:
        yield from block
        block = hashlib.sha256(block).digest()
