"""Setting words in the site's own type: which file has a letter, where a line breaks, what size fits."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from PIL import ImageDraw, ImageFont

FONTS = settings.BASE_DIR / "static" / "fonts"
# Which file of a family has a letter, as in `static/css/fonts.css`; all the others are in "latin".
FILES = {
    "cyrillic": re.compile("[\u0301\u0400-\u0491\u2116]"),
    "latin-ext": re.compile("[\u0100-\u017e\u0218-\u021b\u1e80-\u1e9e\u1ef2\u1ef3\u2020]"),
    "currency": re.compile("[\u20b4\u20b8\u20bd]"),
}
# A short word belongs to the next one: a line that ends with it reads badly, in Russian above all.
SHORT = re.compile(r"(?<!\S)(\w{1,2}) (?=\S)")


@lru_cache(maxsize=64)
def _font(family: str, part: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    file = FONTS / f"{family}-{part}.woff2"
    font = ImageFont.truetype(file if file.exists() else FONTS / f"{family}-latin.woff2", size)
    font.set_variation_by_axes([weight])
    return font


@dataclass(frozen=True)
class Face:
    """A family at a size (pixels) and a weight."""

    family: str
    size: int
    weight: int = 400

    def _runs(self, text: str) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        """The text in pieces, each with the file that has its letters."""
        for part, letters in groupby(text, _part):
            yield "".join(letters), _font(self.family, part, self.size, self.weight)

    def width(self, text: str) -> float:
        """How wide a line is, in pixels."""
        return sum(font.getlength(run) for run, font in self._runs(text))

    def write(self, draw: ImageDraw.ImageDraw, x: float, y: float, text: str, colour: str) -> None:
        """Write a line whose first letter begins at x and whose letters stand at y."""
        for run, font in self._runs(text):
            draw.text((x, y), run, fill=colour, font=font, anchor="ls")
            x += font.getlength(run)


def _part(letter: str) -> str:
    return next((part for part, letters in FILES.items() if letters.match(letter)), "latin")


def balanced(text: str, face: Face, width: float) -> list[str]:
    """The text in as few lines as fit a width, none much longer than the others."""
    words = SHORT.sub("\\1\u00a0", " ".join(text.split())).split(" ")
    pieces = [piece for word in words for piece in _fitting(word, face, width)]
    lines = _filled(pieces, face, width)
    low, high = width / 2, width
    while high - low > 2:
        middle = (low + high) / 2
        narrower = _filled(pieces, face, middle)
        if len(narrower) > len(lines) or any(face.width(line) > middle for line in narrower):
            low = middle
        else:
            lines, high = narrower, middle
    return lines


def _filled(words: Iterable[str], face: Face, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _fitting(word: str, face: Face, width: float) -> Iterator[str]:
    """A word, or pieces of one that is wider than a line."""
    while face.width(word) > width:
        end = next(n for n in range(len(word), 0, -1) if n == 1 or face.width(word[:n]) <= width)
        yield word[:end]
        word = word[end:]
    if word:
        yield word


def largest(
    text: str, faces: Iterable[Face], width: float, height: float, leading: float
) -> tuple[Face, list[str]]:
    """The first of the faces, the largest first, in which the text fits whole, with its lines.

    `leading` is the distance between lines in sizes of the face. A word is broken only in the last face, and
    what does not fit even then ends with an ellipsis.
    """
    for face in faces:
        lines = balanced(text, face, width)
        broken = any(face.width(word) > width for word in re.split(r"\s", text))
        if len(lines) * face.size * leading <= height and not broken:
            return face, lines
    most = int(height // (face.size * leading))
    return face, [*lines[: most - 1], lines[most - 1].rstrip() + "…"] if len(
        lines
    ) > most else lines
