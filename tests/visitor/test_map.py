"""A visitor sees on a map where the articles of a question took place."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, expect

from news.models import ArticlePage, ArticleVenue, Venue
from tests.conftest import Answer

Visit = Callable[..., Answer]
QUESTIONS: list[dict[str, Any]] = [
    {},
    {"from": "2019", "to": "2019"},
    {"topic": "clubs"},
    {"programme": "rukami", "kind": ["news", "announcement"]},
    {"venue": ["moscow", "kazan"]},
]


def rows(answer: Answer) -> dict[str, int]:
    """The table: each place with its number."""
    found = {}
    for row in answer.soup.select("table tbody tr"):
        name, number = (cell.get_text(strip=True) for cell in row.select("th, td"))
        found[name] = int(number)
    return found


def marks(answer: Answer) -> dict[str, str]:
    """The circles: what each says, and where it leads."""
    return {str(mark["aria-label"]): str(mark["href"]) for mark in answer.soup.select("svg a")}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_numbers_are_those_of_the_list(visit: Visit, language: str, question: dict[str, Any]):
    answer = visit(f"/{language}/news/map/", **question)
    table = rows(answer)
    assert table
    for row in answer.soup.select("table tbody tr"):
        link = row.select_one("a")
        assert visit(str(link["href"])).total == table[link.get_text(strip=True)]


def test_the_map_says_what_the_table_says(visit: Visit):
    answer = visit("/en/news/map/")
    said = "; ".join(marks(answer))
    assert rows(answer) == {
        name: int(number)
        for name, number in re.findall(r"([^;:]+): (\d+) article", said.replace("; ", ";"))
    }


def test_a_circle_of_several_places_leads_to_the_articles_of_all(visit: Visit):
    name, address = next(item for item in marks(visit("/en/news/map/")).items() if ";" in item[0])
    numbers = [int(number) for number in re.findall(r": (\d+) article", name)]
    assert address.count("venue=") == len(numbers) == name.count(";") + 1
    total = visit(address).total
    assert total is not None and max(numbers) <= total <= sum(numbers)


def test_a_question_is_taken_to_the_map_and_back(visit: Visit):
    listing = visit("/en/news/", name="school", venue="moscow")
    there = listing.soup.find("a", string="On the map")
    answer = visit(str(there["href"]))
    assert "“school”" in answer.text and "Moscow" in answer.text
    back = answer.soup.find("a", string=re.compile("Change the question"))
    assert visit(str(back["href"])).total == listing.total
    other = answer.soup.select_one("a[hreflang=ru]")
    assert "/ru/news/map/?" in str(other["href"]) and "venue=moscow" in str(other["href"])


def test_search_engines_learn_where_the_map_is_in_each_language(visit: Visit):
    soup = visit("/en/news/map/").soup
    assert soup.select_one("link[rel=canonical]")["href"] == "http://testserver/en/news/map/"
    ways = {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}
    assert ways["ru"] == "http://testserver/ru/news/map/"
    assert ways["x-default"] == ways["en"] == "http://testserver/en/news/map/"
    narrowed = visit("/en/news/map/", venue="moscow").soup
    assert not narrowed.select("link[rel=canonical], head link[hreflang]")


def test_what_is_not_understood_is_told_and_nothing_is_claimed(visit: Visit):
    answer = visit("/en/news/map/", **{"from": "31.02.2020", "venue": "atlantis"})
    assert answer.status == 200
    errors = answer.soup.select(".errors li a")
    assert len(errors) == 2 and str(errors[0]["href"]).startswith("/en/news/#")
    assert not answer.soup.select("svg a, table")


def test_nothing_found_is_no_map(visit: Visit):
    answer = visit("/en/news/map/", name="zeppelin")
    assert answer.status == 200
    assert not answer.soup.select("svg a, table")
    assert "No place" in answer.text


def _somewhere(*places: tuple[str, float | None, float | None]) -> list[Venue]:
    """One article for each of these places, in the English news."""
    article = ArticlePage.objects.in_language("en").live().first()
    venues = []
    for number, (name, latitude, longitude) in enumerate(places):
        venue = Venue.objects.create(
            name=name, slug=f"far-{number}", locale=article.locale,
            latitude=latitude, longitude=longitude,
        )  # fmt: skip
        article.venue_links.add(ArticleVenue(venue=venue))
        venues.append(venue)
    article.save_revision().publish()
    return venues


@pytest.mark.parametrize(
    "points",
    [
        [(64.4, -173.3), (55.75, 37.6)],
        [(90, 0), (-90, 0)],
        [(0, 180), (0, -180)],
        [(1, 10), (-1, 12)],
        [(-33.9, 18.4), (-26.2, 28)],
        [(55, 37), (55, 37), (55, 37)],
        [(37, -122), (-33, 151), (-22, -43), (55, 37)],
    ],
)
def test_places_anywhere_are_within_the_drawing(db: None, visit: Visit, points: Any):
    venues = _somewhere(*((f"Far {n}", *point) for n, point in enumerate(points)))
    answer = visit("/en/news/map/", venue=[venue.slug for venue in venues])
    drawing = answer.soup.select_one("svg.map-drawing")
    _x, _y, width, height = map(int, str(drawing.get("viewbox") or drawing["viewBox"]).split())
    circles = drawing.select(".map-circle")
    assert circles
    for circle in circles:
        assert 0 < int(circle["cx"]) < width and 0 < int(circle["cy"]) < height


def test_a_place_without_coordinates_is_in_the_table(db: None, visit: Visit):
    (nowhere,) = _somewhere(("Nowhere", None, None))
    answer = visit("/en/news/map/", venue=nowhere.slug)
    assert rows(answer)["Nowhere"] == 1
    assert "No place of these articles can be shown" in answer.text
    assert "1 place is not on the map" in visit("/en/news/map/").text


def test_a_place_known_in_the_other_language_only_is_on_the_map(db: None, visit: Visit):
    moscow = Venue.objects.get(slug="moscow", locale__language_code="en")
    Venue.objects.filter(pk=moscow.pk).update(latitude=None, longitude=None)
    assert any(name.startswith("Moscow: ") for name in marks(visit("/en/news/map/")))


def test_a_name_with_markup_is_shown_as_it_is(db: None, visit: Visit):
    (venue,) = _somewhere(('<b>Hall "A"</b>', 10, 10))
    answer = visit("/en/news/map/", venue=venue.slug)
    assert '<b>Hall "A"</b>: 1 article' in marks(answer)
    assert not answer.soup.select("svg b, table b")


def test_the_map_costs_the_same_for_one_place_and_for_all(client: Client, db: None):
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert len(response.content) < 90_000
        return len(captured)

    assert queries("/en/news/map/") == queries("/en/news/map/?venue=irkutsk") == 4


def test_the_land_is_where_it_is():
    from news.map.projection import Conic, EqualEarth, fitting

    conic = Conic(meridian=100, south=50, north=70)
    assert conic(100, 60)[0] == pytest.approx(0)
    # Both sides of the date line are beside each other, and a degree keeps its area.
    east, west = conic(179.99, 65), conic(-179.99, 65)
    assert east == pytest.approx(west, abs=1e-3)
    assert EqualEarth(0)(0, 90) == pytest.approx((0, -1.3173), abs=1e-3)
    assert EqualEarth(0)(180, 0)[0] == pytest.approx(2.7066, abs=1e-3)
    assert isinstance(fitting([(-122, 37), (151, -33), (37, 55)]), EqualEarth)
    assert isinstance(fitting([(131, 43), (-173, 64)]), Conic)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_places_are_reached_by_keyboard(open_browser: Callable[..., Page], phone: bool):
    page = open_browser(phone)
    page.goto("/en/news/map/?from=2019&to=2019")
    first = page.locator("svg a").first
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("Tab")
    second = page.locator("svg a").nth(1)
    expect(second).to_be_focused()
    name = str(second.get_attribute("aria-label")).partition(":")[0]
    page.keyboard.press("Enter")
    expect(page.locator(".chips")).to_contain_text(name)


@pytest.mark.parametrize(
    ("latitude", "longitude", "field"),
    [(95, 37, "latitude"), (55, 181, "longitude"), (55, None, "longitude"), (None, 37, "latitude")],
)
def test_coordinates_that_are_nowhere_are_refused_at_their_field(
    db: None, latitude: float | None, longitude: float | None, field: str
):
    venue = Venue.objects.get(slug="moscow", locale__language_code="en")
    venue.latitude, venue.longitude = latitude, longitude
    with pytest.raises(ValidationError) as refused:
        venue.full_clean()
    assert list(refused.value.message_dict) == [field]
