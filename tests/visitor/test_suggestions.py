"""A visitor who types a name is offered what it could be, before sending anything."""

import datetime as dt
from collections.abc import Callable
from itertools import chain

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage, Venue
from tests.conftest import Answer
from tests.newsroom import article, venue

Visit = Callable[..., Answer]
EXAMPLE = "Rukami closes its year with a School of Organizers of Technological Clubs"
EXAMPLE_RU = "«Руками» завершает год Школой организаторов технологических кружков"


@pytest.fixture
def offered(visit: Visit) -> Callable[..., dict[str, list[str]]]:
    """The names offered for what is typed, by their group."""

    def offer(typed: str, language: str = "en") -> dict[str, list[str]]:
        answer = visit(f"/{language}/news/suggestions/", name=typed)
        assert answer.status == 200
        groups = {
            str(group["aria-label"]): [
                name.get_text() for name in group.select("[role=option] .suggestion-name")
            ]
            for group in answer.soup.select("[role=group]")
        }
        assert answer.total == sum(map(len, groups.values())) <= 8
        return groups

    return offer


Offer = Callable[..., dict[str, list[str]]]


def test_articles_programmes_and_venues_are_offered(offered: Offer):
    groups = offered("ruk")
    assert groups["Programmes"] == ["Rukami"]
    assert EXAMPLE in groups["Articles"]
    assert "Moscow" in "".join(offered("mosc")["Venues"])
    assert offered("рука", "ru")["Программы"] == ["Руками"]


@pytest.mark.parametrize(
    ("typed", "language", "name"),
    [
        ("school of org", "en", EXAMPLE),
        ("technologcal cl", "en", EXAMPLE),
        ("кглфьш", "en", EXAMPLE),
        ("рукам", "en", EXAMPLE),
        ("herfv", "ru", EXAMPLE_RU),
        ("rukam", "ru", EXAMPLE_RU),
        ("кружков орг", "ru", EXAMPLE_RU),
    ],
)
def test_names_are_offered_however_they_are_remembered(
    offered: Offer, typed: str, language: str, name: str
):
    assert name in chain(*offered(typed, language).values())


def test_a_single_letter_begins_the_last_word(offered: Offer):
    assert EXAMPLE in offered("organizers of t")["Articles"]


def test_each_suggestion_leads_where_it_says(visit: Visit):
    answer = visit("/en/news/suggestions/", name="rukami")
    links = answer.soup.select("[role=option]")
    assert links
    for link in links:
        there = visit(str(link["href"]))
        assert there.status == 200
        assert link.select_one(".suggestion-name").get_text() in there.text
    [place] = visit("/en/news/suggestions/", name="irkutsk").soup.select(
        "[role=group][aria-label=Venues] [role=option]"
    )
    assert visit(str(place["href"])).total


def test_the_typed_words_are_marked(visit: Visit):
    article("Zephyrs <b> & gales", dt.date(2026, 1, 1))
    [name] = visit("/en/news/suggestions/", name="zeph").soup.select(".suggestion-name")
    assert [mark.get_text() for mark in name.select("mark")] == ["Zephyrs"]
    assert name.get_text() == "Zephyrs <b> & gales"


def test_the_places_are_shared_between_articles_programmes_and_venues(offered: Offer):
    for number in range(12):
        article(f"Zeppelin number {number}", dt.date(2026, 1, number + 1))
        venue(f"Zeppelin hall {number:02}")
    groups = offered("zepp")
    assert len(groups["Articles"]) == 6 and len(groups["Venues"]) == 2
    assert groups["Articles"][0] == "Zeppelin number 11"
    ArticlePage.objects.filter(title__startswith="Zeppelin").delete()
    assert len(offered("zepp")["Venues"]) == 8


def test_a_draft_and_another_language_are_not_offered(offered: Offer):
    article("Zeppelin tomorrow", dt.date(2026, 1, 1), live=False)
    article("Дирижабль Zeppelin", dt.date(2026, 1, 1), language="ru")
    assert offered("zeppelin") == {}
    assert offered("zeppelin", "ru") == {"Материалы": ["Дирижабль Zeppelin"]}


@pytest.mark.parametrize(
    "typed",
    ["", " ", "?!", "qqqzzz", "-school", '"', "a" * 300, "a\x00b", "\\", "&|:*"],
)
def test_what_names_nothing_is_offered_nothing(offered: Offer, typed: str):
    assert offered(typed) == {}


def test_a_phrase_and_an_exclusion_count_while_typing_too(offered: Offer):
    assert EXAMPLE in offered('"school of organizers"')["Articles"]
    assert EXAMPLE not in offered("school -organizers").get("Articles", [])


def test_suggestions_are_shared_by_caches_and_kept_out_of_search_engines(client: Client, db: None):
    response = client.get("/en/news/suggestions/?name=rukami")
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert client.post("/en/news/suggestions/?name=rukami").status_code == 405


@pytest.mark.parametrize(("typed", "queries"), [("rukami", 9), ("rucami", 12), ("qqqzzz", 11)])
def test_a_suggestion_costs_a_known_number_of_queries(
    client: Client, db: None, typed: str, queries: int
):
    cache.clear()
    address = f"/en/news/suggestions/?name={typed}"
    client.get(address)
    for number in range(30):
        Venue.objects.create(name=f"Rukami {number}", locale_id=1)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) == queries, "\n".join(q["sql"][:200] for q in captured)
