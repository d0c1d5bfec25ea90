"""Addresses of names in any alphabet."""

import pytest

from news.models.slugs import MAX_LENGTH, latin_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Школа организаторов", "shkola-organizatorov"),
        ("«Руками» — 2019", "rukami-2019"),
        ("Café & Bar", "cafe-bar"),
        ("Объявление", "obyavlenie"),
        ("…", ""),
    ],
)
def test_slugs_are_latin(name: str, slug: str):
    assert latin_slug(name) == slug


def test_a_long_name_is_cut_at_a_word():
    slug = latin_slug("технологических кружков " * 10)
    assert len(slug) <= MAX_LENGTH
    assert set(slug.split("-")) <= {"tekhnologicheskikh", "kruzhkov"}
