"""Covers for what has no photograph: quarter circles, triangles and dots on a grid.

The same seed gives the same drawing for ever, on any machine. As SVG its colours are the stylesheet's: each
shade is one path with a class of its own, so that a drawing follows the theme and stays small. `raster`
draws it for those who show no SVG.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw

CARD = (8, 5)
WIDE = (16, 8)
BAND = (12, 1)
LEAD = (12, 8)
SHARED = (4, 6)
# Drawn so many times larger, then made smaller: edges come out smooth.
SMOOTH = 4

# Each hue as in the stylesheet's light theme (`static/css/tokens.css`): ground, hue, accent.
COLOURS = {
    "green": ("#dceae5", "#0b5c4b", "#f2a25c"),
    "blue": ("#dfe6f3", "#254494", "#e9b04a"),
    "terracotta": ("#f5e3da", "#96412a", "#3e6d92"),
    "purple": ("#e9e3f2", "#533288", "#d98850"),
    "ochre": ("#f5ebd0", "#80580f", "#2f7377"),
    "teal": ("#d9ebee", "#0f5c69", "#dd7f5a"),
}

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
    for cell in cells(seed, size):
        if cell.shape == "dot":
            paths["dot"].append(f"M{cell.x}.5 {cell.y}.5h0")
        else:
            start = f"M{cell.x} {cell.y}"
            paths[cell.shade].append(start + _CORNERS[cell.shape][cell.corner])
    drawn = "".join(f'<path class="{name}" d="{"".join(d)}"/>' for name, d in paths.items() if d)
    return (
        f'<svg class="cover cover-{hue}" viewBox="0 0 {columns} {rows}" aria-hidden="true"'
        f' focusable="false">{drawn}</svg>'
    )


def raster(seed: str, hue: str, size: tuple[int, int], cell: int) -> Image.Image:
    """The same drawing in the light theme's colours; `cell` is the side of a cell in pixels."""
    columns, rows = size
    side = cell * SMOOTH
    ground, full, accent = (ImageColor.getrgb(colour) for colour in COLOURS[hue])
    shades = {
        "deep": full,
        "mid": _mixed(full, ground, 0.58),
        "pale": _mixed(full, ground, 0.3),
        "accent": accent,
    }
    image = Image.new("RGB", (columns * side, rows * side), ground)
    draw = ImageDraw.Draw(image)
    for each in cells(seed, size):
        corners = [(each.x + x, each.y + y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
        x, y = corners[each.corner]
        if each.shape == "dot":
            centre = ((each.x + 0.5) * side, (each.y + 0.5) * side)
            draw.circle(centre, 0.21 * side, fill=full)
        elif each.shape == "quarter":
            box = ((x - 1) * side, (y - 1) * side, (x + 1) * side, (y + 1) * side)
            draw.pieslice(box, 90 * each.corner, 90 * each.corner + 90, fill=shades[each.shade])
        else:
            points = [corners[(each.corner + step) % 4] for step in (-1, 0, 1)]
            draw.polygon([(x * side, y * side) for x, y in points], fill=shades[each.shade])
    return image.resize((columns * cell, rows * cell), Image.Resampling.LANCZOS)


def _mixed(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    """So much of one colour in another, as CSS mixes them in sRGB."""
    return tuple(round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))


class Cell(NamedTuple):
    """A cell that has something in it: its column and row, what, in which shade, in which corner."""

    x: int
    y: int
    shape: str
    shade: str
    corner: int


def cells(seed: str, size: tuple[int, int]) -> Iterator[Cell]:
    """What is drawn for a seed, cell by cell."""
    columns, rows = size
    chances = _chances(f"{seed} {columns}x{rows}")
    for y in range(rows):
        for x in range(columns):
            shape = _SHAPES[next(chances) % 64]
            shade = _SHADES[next(chances) % 32]
            corner = next(chances) % 4
            if shape:
                yield Cell(x, y, shape, shade, corner)


def _chances(seed: str) -> Iterator[int]:
    """Bytes without end that depend on the seed only (Python's own generator may change with its version)."""
    block = hashlib.sha256(seed.encode()).digest()
    while True:
        yield from block
        block = hashlib.sha256(block).digest()
