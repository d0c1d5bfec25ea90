"""A visitor finds an article by name, by date, by venue."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from news.models import ArticlePage, NewsIndexPage
from tests.conftest import Answer

EXAMPLE = "Rukami closes its year with a School of Organizers of Technological Clubs"
EXAMPLE_RU = "«Руками» завершает год Школой организаторов технологических кружков"

Visit = Callable[..., Answer]


@pytest.mark.parametrize(
    "question",
    [
        {"name": "Rukami", "from": "2019", "to": "2019"},
        {"name": "school of organizers"},
        {"name": "ORGANIZER clubs"},
        {"name": "clubs technolog"},
        {"name": "“School”, organizers!"},
        {"name": "School of Organisers", "order": "match"},
        {"from": "04.12.2019", "to": "04.12.2019"},
        {"from": "2019-12-04", "to": "2019-12-04"},
        {"from": "4 December 2019", "to": "4 декабря 2019"},
        {"from": "December 2019", "to": "2019"},
        {"venue": "moscow", "to": "2019"},
        {"venue": "irkutsk", "from": "December 2019", "to": "December 2019"},
        {"venue": ["irkutsk", "kazan"], "to": "2019"},
        {"programme": "rukami", "topic": "clubs", "kind": "news", "to": "2019"},
        {"name": "organizers clubs", "from": "December 2019", "to": "2019", "venue": "moscow"},
    ],
)
def test_the_example_article_is_found_in_each_way(visit: Visit, question: dict):
    answer = visit("/en/news/", **question)
    assert answer.status == 200
    assert EXAMPLE in answer.names
    assert answer.total == len(answer.names)


@pytest.mark.parametrize(
    "question",
    [
        {"name": "Руками"},
        {"name": "школы организатор"},
        {"name": "кружков технологические"},
        {"from": "4 декабря 2019", "to": "4 декабря 2019"},
        {"from": "декабрь 2019", "to": "2019 год"},
        {"venue": "irkutsk", "to": "2019"},
    ],
)
def test_the_example_article_is_found_in_russian(visit: Visit, question: dict):
    answer = visit("/ru/news/", **question)
    assert answer.status == 200
    assert EXAMPLE_RU in answer.names


def test_different_parameters_narrow_and_repeated_ones_widen(visit: Visit):
    moscow = visit("/en/news/", venue="moscow").total
    kazan = visit("/en/news/", venue="kazan").total
    either = visit("/en/news/", venue=["moscow", "kazan"]).total
    both = visit("/en/news/", venue="moscow", kind="announcement").total
    assert max(moscow, kazan) < either <= moscow + kazan
    assert both < moscow


def test_an_article_at_two_of_the_asked_venues_is_listed_once(visit: Visit):
    answer = visit("/en/news/", venue=["moscow", "irkutsk"], to="2019")
    assert answer.names.count(EXAMPLE) == 1


def test_both_ends_of_a_range_are_included(visit: Visit):
    assert EXAMPLE in visit("/en/news/", **{"from": "2019-12-04", "to": "2019-12-04"}).names
    assert EXAMPLE not in visit("/en/news/", **{"from": "2019-12-05", "to": "2019-12-31"}).names
    assert EXAMPLE not in visit("/en/news/", **{"from": "2019-11-01", "to": "2019-12-03"}).names


def test_news_come_newest_first_and_oldest_first_when_asked(visit: Visit):
    newest, oldest = visit("/en/news/"), visit("/en/news/", order="oldest")
    dates = [time["datetime"] for time in newest.soup.select("article[data-article] time")]
    assert dates == sorted(dates, reverse=True)
    dates = [time["datetime"] for time in oldest.soup.select("article[data-article] time")]
    assert dates == sorted(dates)


def _article(title: str, date: dt.date) -> ArticlePage:
    index = NewsIndexPage.objects.get(locale__language_code="en")
    return index.add_child(instance=ArticlePage(title=title, date=date, locale=index.locale))


def test_with_a_name_the_best_match_comes_first_and_ties_newest_first(visit: Visit):
    _article("Quantum bridges", dt.date(2020, 1, 1))
    _article("Quantum bridges", dt.date(2021, 1, 1))
    dates = [
        time["datetime"]
        for time in visit("/en/news/", name="quantum").soup.select("article[data-article] time")
    ]
    assert dates == ["2021-01-01", "2020-01-01"]


def test_accents_punctuation_and_numbers_are_found_as_typed(visit: Visit):
    _article("Café «Точка»: covid-19, a year on", dt.date(2020, 5, 1))
    for typed in ("cafe", "café", "covid-19", "covid", "19", "точка", "year-on", "how to covid"):
        found = visit("/en/news/", name=typed).names
        assert found, typed


def test_words_that_languages_leave_out_are_still_words(visit: Visit):
    _article("How to be about", dt.date(2020, 5, 1))
    assert visit("/en/news/", name="how to be").names[0] == "How to be about"


def test_a_draft_is_not_found(visit: Visit):
    page = _article("Quantum secrets", dt.date(2020, 1, 1))
    page.unpublish()
    assert visit("/en/news/", name="quantum").total == 0


def test_pages_are_of_twenty_and_past_the_end_there_is_none(visit: Visit):
    first, second = visit("/en/news/"), visit("/en/news/", page=2)
    assert len(first.names) == 20
    assert not set(first.names) & set(second.names)
    assert first.total == second.total > 40
    last = -(-first.total // 20)
    assert visit("/en/news/", page=last).status == 200
    assert visit("/en/news/", page=last + 1).status == 404


def test_links_keep_the_question_and_drop_what_is_empty(visit: Visit):
    answer = visit("/en/news/", name="", venue="moscow", utm_source="mail", **{"from": "2019"})
    hrefs = [a["href"] for a in answer.soup.select("main a[href*='?']")]
    assert hrefs
    assert not any("name=&" in h or h.endswith("name=") or "utm_source" in h for h in hrefs)


def test_an_active_part_of_the_question_can_be_taken_away_by_its_chip(visit: Visit):
    answer = visit("/en/news/", name="clubs", venue=["moscow", "kazan"])
    chips = {a.get_text(" ", strip=True): a["href"] for a in answer.soup.select(".chips a")}
    moscow = next(href for label, href in chips.items() if "Moscow" in label)
    assert "venue=kazan" in moscow
    assert "name=clubs" in moscow
    assert "venue=moscow" not in moscow


@pytest.mark.parametrize("question", [{}, {"name": "of"}, {"kind": "news", "order": "oldest"}])
def test_a_large_total_is_told_as_more_and_exactly_when_asked(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, question: dict
):
    for module in ("filters", "found", "views"):
        monkeypatch.setattr(f"news.{module}.COUNTED", 5)
    answer = visit("/en/news/", **question)
    assert answer.total == 5
    assert "More than 5 articles" in answer.text
    link = answer.soup.find("a", string="Count them all")
    counted = visit("/en/news/", **parse_qs(urlsplit(link["href"]).query))
    assert counted.total and counted.total > 5
    assert "More than" not in counted.text
    assert counted.names[: len(answer.names)] == answer.names
