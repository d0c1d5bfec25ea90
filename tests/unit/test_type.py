"""Words set in the site's type: lines of like length, whole words, nothing outside its width."""

import re
from pathlib import Path

import pytest

from news import covers
from news.pictures.type import Face, balanced, largest

FACE = Face("literata", 48, 600)
NAMES = [
    "Rukami closes the year in Moscow, Irkutsk and Veliky Novgorod",
    "Первый национальный отбор управляющих компаний посевных фондов в четырёх регионах",
    "AI",
    "Fonds für Entwicklung: Łódź, Győr, Ağrı — № 5, 100 ₽",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_kept_and_every_line_fits(name: str):
    lines = balanced(name, FACE, 600)
    assert " ".join(lines).replace("\u00a0", " ") == name
    assert all(FACE.width(line) <= 600 for line in lines)


def test_lines_are_of_like_length():
    widths = [FACE.width(line) for line in balanced(NAMES[0], FACE, 600)]
    assert len(widths) == 3
    assert min(widths) > 0.75 * max(widths)


def test_a_short_word_goes_with_the_next():
    lines = balanced("Школа организаторов в Москве и в Иркутске", FACE, 420)
    assert not any(re.search(r"\s(в|и)$", line) for line in lines)


def test_a_long_name_is_set_smaller_and_an_endless_word_is_broken():
    faces = [Face("literata", size, 600) for size in (80, 40, 20)]
    assert largest("Short", faces, 600, 300, 1.2)[0].size == 80
    assert largest(NAMES[1], faces, 600, 200, 1.2)[0].size == 40
    face, lines = largest("x" * 160, faces, 600, 100, 1.2)
    assert face.size == 20
    assert "".join(lines) == "x" * 160
    assert all(face.width(line) <= 600 for line in lines)


def test_what_fits_in_no_size_ends_with_an_ellipsis():
    _face, lines = largest("word " * 200, [FACE], 600, 120, 1.2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("hue", covers.COLOURS)
def test_a_raster_has_the_stylesheets_colours(hue: str):
    tokens = Path("static/css/tokens.css").read_text()
    block = re.search(rf"\.cover-{hue} {{(.*?)}}", tokens, re.DOTALL)
    assert block is not None
    assert tuple(re.findall(r"light-dark\((#\w+)", block[1])) == covers.COLOURS[hue]


def test_a_raster_shows_what_the_drawing_shows():
    image = covers.raster("a seed", "green", covers.SHARED, 40)
    assert image.size == (160, 240)
    drawn = {(cell.x, cell.y) for cell in covers.cells("a seed", covers.SHARED)}
    for x in range(4):
        for y in range(6):
            # Its neighbours' edges are smoothed into it.
            cell = image.crop((40 * x + 4, 40 * y + 4, 40 * x + 36, 40 * y + 36))
            is_empty = len(cell.getcolors(1600) or []) == 1
            assert is_empty == ((x, y) not in drawn), (x, y)
