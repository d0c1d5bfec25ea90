"""Drawn covers: the same for ever, different for each seed, small, and well-formed."""

import hashlib
from xml.etree import ElementTree

import pytest

from news import covers

SEED = "0b1a8a3e-6f6e-4d5c-9a52-3f1d7c2b9e10"
KEPT_TODAY = "215681340c0c"


def test_a_seed_always_gives_the_same_drawing():
    assert covers.svg(SEED, "green") == covers.svg(SEED, "green")


def test_the_drawing_does_not_change_with_the_version():
    # Readers know an article by its cover: a change here repaints the whole archive.
    drawn = hashlib.sha256(covers.svg(SEED, "green").encode()).hexdigest()
    assert drawn.startswith(KEPT_TODAY)


def test_other_seeds_and_sizes_give_other_drawings():
    drawings = {covers.svg(f"{SEED}{n}", "green") for n in range(200)}
    assert len(drawings) == 200
    assert covers.svg(SEED, "green", covers.WIDE) not in drawings


def test_the_hue_changes_the_colours_only():
    green, blue = covers.svg(SEED, "green"), covers.svg(SEED, "blue")
    assert green.replace("cover-green", "cover-blue") == blue


@pytest.mark.parametrize("size", [covers.CARD, covers.WIDE, covers.LEAD, covers.BAND])
def test_it_is_one_path_a_shade_and_hidden_from_screen_readers(size):
    svg = ElementTree.fromstring(covers.svg(SEED, "green", size))  # noqa: S314 - our own drawing
    assert svg.get("viewBox") == f"0 0 {size[0]} {size[1]}"
    assert svg.get("aria-hidden") == "true"
    shades = [path.get("class") for path in svg]
    assert 1 <= len(shades) == len(set(shades)) <= 5


def test_a_card_stays_small():
    assert max(len(covers.svg(f"{SEED}{n}", "terracotta")) for n in range(200)) < 1500


def test_no_cover_is_empty_or_full():
    for n in range(200):
        cells = list(covers.cells(f"{SEED}{n}", covers.CARD))
        assert 10 <= len(cells) <= 36
