"""A visitor finds an article by a name misspelt, half remembered, in the other alphabet."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import Answer
from tests.newsroom import article

EXAMPLE = "Rukami closes its year with a School of Organizers of Technological Clubs"
EXAMPLE_RU = "«Руками» завершает год Школой организаторов технологических кружков"

Visit = Callable[..., Answer]


@pytest.mark.parametrize(
    ("language", "typed", "name"),
    [
        ("en", "organizers rukami", EXAMPLE),
        ("en", "School of Organisers", EXAMPLE),
        ("en", "rucami", EXAMPLE),
        ("en", "rukmai shcool", EXAMPLE),
        ("en", "orgnizers tecnological", EXAMPLE),
        ("en", "technologcal clubbs", EXAMPLE),
        ("en", "кглфьш", EXAMPLE),  # the Russian keyboard left on
        ("en", "руками", EXAMPLE),
        ("en", "scho organ techno", EXAMPLE),
        ("ru", "rukami", EXAMPLE_RU),
        ("ru", "herfvb", EXAMPLE_RU),
        ("ru", "rhe;rjd nt[yjkjubxtcrb[", EXAMPLE_RU),
        ("ru", "shkoloy organizatorov", EXAMPLE_RU),
        ("ru", "shkola kruzhkov", EXAMPLE_RU),
        ("ru", "технологичских кружкв", EXAMPLE_RU),
        ("ru", "школои организаторов", EXAMPLE_RU),
        ("ru", "огранизаторов кружков", EXAMPLE_RU),
        ("ru", "завершает-год", EXAMPLE_RU),
        ("ru", "«Руками» завершает", EXAMPLE_RU),
    ],
)
def test_the_example_is_found_however_it_is_remembered(
    visit: Visit, language: str, typed: str, name: str
):
    assert name in visit(f"/{language}/news/", name=typed).names


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("ru", "forum v moskve"),  # a word that Russian leaves out, in Latin letters
        ("ru", "festival vo vladivostoke"),
        ("ru", "kalining"),  # half a word in the other alphabet
        ("en", "челяб"),
        ("en", "сруднфи"),  # and on the other keyboard
    ],
)
def test_little_words_and_half_words_of_the_other_alphabet_are_read(
    visit: Visit, language: str, typed: str
):
    answer = visit(f"/{language}/news/", name=typed)
    assert answer.total
    assert answer.soup.select(".mended")


@pytest.mark.parametrize("typed", ["привет", "вова"])
def test_a_word_is_not_mended_beyond_what_its_length_allows(visit: Visit, typed: str):
    assert visit("/ru/news/", name=typed).total == 0


def test_what_was_corrected_is_said_and_can_be_refused(visit: Visit):
    answer = visit("/en/news/", name="rucami")
    said = answer.soup.select_one(".mended")
    assert said is not None
    assert "Showing results for rukami" in " ".join(said.get_text(" ").split())
    link = said.find("a")
    assert link.get_text(" ", strip=True) == "Search for rucami instead"
    refused = visit("/en/news/", **parse_qs(urlsplit(link["href"]).query))
    assert refused.total == 0
    assert not refused.soup.select(".mended")


def test_nothing_is_corrected_that_finds_something(visit: Visit):
    article("Rucami is no misprint", dt.date(2020, 1, 1))
    answer = visit("/en/news/", name="rucami")
    assert answer.names == ["Rucami is no misprint"]
    assert not answer.soup.select(".mended")


def test_words_that_exist_but_not_together_are_corrected_to_those_that_do(visit: Visit):
    article("A form of words", dt.date(2020, 1, 1))
    article("News from Zanzibar", dt.date(2020, 1, 2))
    answer = visit("/en/news/", name="form zanzibar")
    assert answer.names == ["News from Zanzibar"]
    assert "Showing results for from zanzibar" in answer.text


def test_a_correction_is_made_of_published_names_only(visit: Visit):
    article("Quantumania revealed", dt.date(2020, 1, 1)).unpublish()
    answer = visit("/en/news/", name="quantumanya")
    assert answer.total == 0
    assert "quantumania" not in answer.text.lower()


@pytest.mark.parametrize(
    "typed", ["qwzxvk", "zzzzzzzz", "жщэыъь", "йцщхъэ", "xjq wvz", "12345678901", "blorptang"]
)
def test_nonsense_finds_nothing(visit: Visit, typed: str):
    for language in ("en", "ru"):
        assert visit(f"/{language}/news/", name=typed).total == 0


def test_words_in_quotes_are_found_as_they_stand(visit: Visit):
    exact = article("The school of nuclear organizers", dt.date(2020, 1, 1))
    article("Organizers of a nuclear school", dt.date(2020, 1, 2))
    for typed in ('"school of nuclear"', "«school of nuclear»", "“nuclear organizers”"):
        assert visit("/en/news/", name=typed).names == [exact.title]
    assert visit("/en/news/", name='"nuclear schools"').total == 0


def test_a_word_with_a_minus_is_left_out(visit: Visit):
    article("Nuclear schools", dt.date(2020, 1, 1))
    article("Nuclear clubs", dt.date(2020, 1, 2))
    assert visit("/en/news/", name="nuclear -clubs").names == ["Nuclear schools"]
    assert visit("/en/news/", name="nuclear −school").names == ["Nuclear clubs"]
    assert visit("/en/news/", name='nuclear -"nuclear clubs"').names == ["Nuclear schools"]
    everything, rest = visit("/en/news/").total, visit("/en/news/", name="-nuclear").total
    assert rest == everything - 2


def test_letters_and_hyphens_that_people_mix_up_are_the_same(visit: Visit):
    article("Первый полёт: новый e-mail для всёх", dt.date(2020, 1, 1), language="ru")
    for typed in ("первыи полет", "полёт новый", "полет email", "e-mail", "e‑mail полёт"):
        assert visit("/ru/news/", name=typed).total == 1, typed


def test_better_answers_come_first_and_the_newest_of_equal_ones(visit: Visit):
    for year, name in enumerate(
        [
            "Zephyr harvester tests",  # the phrase
            "Tests of a harvester by Zephyr",  # all the words
            "Testing Zephyr harvesters",  # other forms
            "A zephyrine harvest testbed",  # not at all
            "Zephyr harvester tests",
        ],
        start=2001,
    ):
        article(name, dt.date(year, 1, 1))
    answer = visit("/en/news/", name="zephyr harvester tests")
    years = [time["datetime"][:4] for time in answer.soup.select("article[data-article] time")]
    assert years == ["2005", "2001", "2002", "2003"]


def test_matches_are_marked_and_nothing_else_is(visit: Visit):
    article("Zephyrs & <b>zephyr</b> winds", dt.date(2020, 1, 1))
    heading = visit("/en/news/", name="zephyr").soup.select_one("article[data-article] h3")
    assert [mark.get_text() for mark in heading.select("mark")] == ["Zephyrs", "<b>zephyr</b>"]
    assert heading.get_text().strip() == "Zephyrs & <b>zephyr</b> winds"


def test_every_choice_finds_as_many_articles_as_stand_beside_it(visit: Visit):
    question = {"name": "school", "venue": ["moscow", "kazan"], "kind": "news"}
    page = visit("/en/news/", **question)
    compared = 0
    for label in page.soup.select("label.check"):
        box, number = label.find("input"), label.select_one(".check-number")
        if number is None:
            continue
        beside = int(str(next(number.stripped_strings)).replace(",", ""))
        asked = {**question, box["name"]: box["value"]}
        assert visit("/en/news/", **asked).total == beside, asked
        compared += 1
    assert compared > 5


def test_chosen_things_come_first_then_those_with_most_articles(visit: Visit):
    page = visit("/en/news/", venue="samara")
    venues = page.soup.select("label.check:has(input[name=venue])")
    assert venues[0].find("input")["value"] == "samara"
    numbers = [int(str(next(v.select_one(".check-number").stripped_strings))) for v in venues[1:]]
    assert numbers == sorted(numbers, reverse=True)


def test_when_nothing_is_found_the_part_that_excludes_everything_is_named(visit: Visit):
    answer = visit("/en/news/", name="rukami", venue="moscow", **{"from": "1950", "to": "1950"})
    assert answer.total == 0
    assert "No article was published then: from 1 January 1950, to 31 December 1950" in answer.text
    ways = {a.get_text(strip=True): a["href"] for a in answer.soup.select(".ways a")}
    there = visit("/en/news/", **parse_qs(urlsplit(ways["At any time"]).query))
    assert there.total
    nearest = next(label for label in ways if label.startswith("Nearest in time"))
    assert visit("/en/news/", **parse_qs(urlsplit(ways[nearest]).query)).total


def test_each_way_out_finds_as_many_articles_as_it_says(visit: Visit):
    for question in (
        {"name": "rukami zeppelin"},
        {"name": '"clubs of organizers"'},
        {"name": "zeppelin", "venue": "kazan"},
        {"venue": "tomsk", "kind": "media", "topic": "appointments", "from": "2026-11"},
    ):
        answer = visit("/en/news/", **question)
        assert answer.total == 0
        ways = answer.soup.select(".ways li")
        for way in ways:
            said = int(way.select_one(".ways-number").get_text(strip=True).split()[0])
            query = parse_qs(urlsplit(way.find("a")["href"]).query)
            assert visit("/en/news/", **query).total == said > 0
        assert ways, question
