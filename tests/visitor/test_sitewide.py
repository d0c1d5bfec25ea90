"""A visitor searches the whole site."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage, File
from tests.conftest import Answer
from tests.newsroom import article

Visit = Callable[..., Answer]
ADDRESS = "/en/search/"
# A word of names and a word of texts that nothing else on the site has.
IN_NAME, IN_TEXT = "Zymurgy", "galoshes"


def names(answer: Answer) -> list[str]:
    """The names of the results, in order."""
    return [link.get_text() for link in answer.soup.select("main .item-name a")]


def types(answer: Answer) -> dict[str, str]:
    """The types to filter by, each with its number."""
    return dict(
        " ".join(item.get_text(" ").split()).rsplit(" ", 1)
        for item in answer.soup.select("#id_type li")
    )


def marks(answer: Answer) -> set[str]:
    """The marked words."""
    return {mark.get_text() for mark in answer.soup.select("main mark")}


def articles(number: int, **facts: str) -> list[ArticlePage]:
    """Articles about the same, one a day."""
    return [
        article(f"{IN_NAME} congress {n}", dt.date(2020, 1, 1) + dt.timedelta(n), **facts)
        for n in range(1, number + 1)
    ]


def test_results_come_in_groups_each_with_its_best(visit: Visit):
    answer = visit(ADDRESS, q="market")
    titles = [heading.get_text(strip=True) for heading in answer.soup.select("main h2")]
    assert titles == ["Articles", "Programmes", "Pages", "Documents"]
    numbers = types(answer)
    assert answer.total == int(numbers["All"]) == sum(int(numbers[title]) for title in titles)
    assert all(1 <= len(g.select(".item")) <= 5 for g in answer.soup.select(".group"))


def test_all_of_a_type_are_a_link_away_and_paged(visit: Visit, db: None):
    articles(25)
    answer = visit(ADDRESS, q=IN_NAME)
    link = answer.soup.select_one(".more-link a")
    assert link is not None
    assert link.get_text(strip=True) == "All 25 articles"
    pages = [visit(f"{ADDRESS}{str(link['href']).removeprefix(ADDRESS)}&page={n}") for n in (1, 2)]
    assert [len(page.names) for page in pages] == [20, 5]
    assert len({name for page in pages for name in page.names}) == 25
    assert pages[0].total == pages[1].total == 25
    assert pages[1].soup.select_one("a[rel=prev]") is not None
    assert pages[1].field("type")["value"] == "article"


@pytest.mark.parametrize("page", ["3", "0", "-1", "x", "99999999999999999999", "\0"])
def test_a_page_past_the_end_is_not_found_but_means_nothing_without_a_type(
    visit: Visit, db: None, page: str
):
    articles(21)
    assert visit(ADDRESS, q=IN_NAME, type="article", page=page).status == 404
    assert visit(ADDRESS, q=IN_NAME, page=page).status == 200


def test_the_chosen_type_is_marked_and_the_others_keep_their_numbers(visit: Visit):
    everything, chosen = visit(ADDRESS, q="market"), visit(ADDRESS, q="market", type="document")
    assert types(everything) == types(chosen)
    for answer, current in ((everything, "All"), (chosen, "Documents")):
        links = answer.soup.select("#id_type [aria-current=page]")
        assert [link.get_text(" ").split()[0] for link in links] == [current]
    assert chosen.total == int(types(chosen)["Documents"]) == len(names(chosen))


@pytest.mark.parametrize("unknown", ["gossip", "article,page", "ARTICLE", "\0", "x" * 5000])
def test_an_unknown_type_is_told_and_nothing_is_claimed(visit: Visit, unknown: str):
    answer = visit(ADDRESS, q="market", type=unknown)
    assert answer.status == 200
    assert answer.total is None
    assert not names(answer)
    assert "There is no type" in answer.text
    link = answer.soup.select_one("[role=alert] a")
    assert link is not None
    assert answer.soup.find(id=str(link["href"])[1:]) is not None
    ways_out = {str(way["href"]) for way in answer.soup.select("#id_type a")}
    assert f"{ADDRESS}?q=market&type=page" in ways_out


def test_what_is_named_so_comes_before_what_says_so(visit: Visit, db: None):
    article("A newer one", dt.date(2026, 1, 1), lead=f"{IN_NAME}, {IN_NAME}, {IN_NAME}.")
    articles(2)
    assert visit(ADDRESS, q=IN_NAME).names == [
        f"{IN_NAME} congress 2",
        f"{IN_NAME} congress 1",
        "A newer one",
    ]


def test_found_words_are_marked_in_names_and_passages(visit: Visit, db: None):
    lead = f"Before the rain. Bring {IN_TEXT} & <b>umbrellas</b>, said the steward."
    article("Waiting for <i> congresses", dt.date(2020, 1, 1), lead=lead)
    answer = visit(ADDRESS, q=f"congress {IN_TEXT}")
    assert marks(answer) == {"congresses", IN_TEXT}
    assert names(answer) == ["Waiting for <i> congresses"]
    assert f"Bring {IN_TEXT} &" in answer.soup.get_text()
    assert not answer.soup.select("main .item :is(i, b)")


def test_an_article_without_the_words_in_its_text_shows_its_lead(visit: Visit, db: None):
    articles(1, lead="What it was about.")
    answer = visit(ADDRESS, q=IN_NAME)
    assert "What it was about." in answer.text
    assert answer.soup.select_one("article time[datetime='2020-01-02']") is not None


def test_drafts_and_other_languages_are_not_found(visit: Visit, db: None):
    article(f"{IN_NAME} draft", dt.date(2020, 1, 1), live=False, lead=IN_TEXT)
    article(f"{IN_NAME} на русском", dt.date(2020, 1, 1), language="ru", lead=IN_TEXT)
    for question in (IN_NAME, IN_TEXT):
        assert names(visit(ADDRESS, q=question)) == []
        assert names(visit("/ru/search/", q=question)) == [f"{IN_NAME} на русском"]


def test_an_error_of_typing_is_mended_and_told(visit: Visit, db: None):
    articles(3)
    answer = visit(ADDRESS, q="zymuurgy congress")
    assert answer.total == 3
    assert "Showing results for zymurgy congress" in answer.text
    link = answer.soup.select_one(".mended a")
    assert link is not None
    as_typed = visit(ADDRESS + str(link["href"]).removeprefix(ADDRESS))
    assert "Showing results for" not in as_typed.text


def test_a_word_that_only_texts_have_is_left_as_typed(visit: Visit, db: None):
    article("Galosh factory", dt.date(2020, 1, 1))
    article("Something else", dt.date(2020, 1, 2), lead="About the galosha, a dance.")
    answer = visit(ADDRESS, q="galosha")
    assert "Showing results for" not in answer.text
    assert answer.names == ["Something else"]


def test_words_of_texts_are_found_in_any_form_and_in_russian(visit: Visit, db: None):
    article("Дождь", dt.date(2020, 1, 1), language="ru", lead="Участники надели галоши.")
    answer = visit("/ru/search/", q="галошами")
    assert answer.names == ["Дождь"]
    assert marks(answer) == {"галоши"}


def test_a_phrase_is_found_in_its_order_only(visit: Visit, db: None):
    article("First", dt.date(2020, 1, 1), lead="The brass galoshes rang.")
    article("Second", dt.date(2020, 1, 2), lead="The galoshes of brass rang.")
    assert set(visit(ADDRESS, q="brass galoshes").names) == {"First", "Second"}
    for phrase in ('"brass galoshes"', "«brass galoshes»", "“brass galoshes”"):
        assert visit(ADDRESS, q=phrase).names == ["First"]


def test_a_minus_leaves_out(visit: Visit, db: None):
    article("First", dt.date(2020, 1, 1), lead="The brass galoshes rang.")
    article("Second", dt.date(2020, 1, 2), lead="Rubber galoshes.")
    assert visit(ADDRESS, q="galoshes -brass").names == ["Second"]
    answer = visit(ADDRESS, q="-brass")
    assert answer.total is None
    assert "not only what to leave out" in answer.error("q")


def test_when_nothing_has_all_words_what_has_some_is_shown_and_told(visit: Visit, db: None):
    article("First", dt.date(2020, 1, 1), lead="The brass galoshes rang.")
    answer = visit(ADDRESS, q="galoshes bassoonist")
    assert "Nothing has all of these words" in answer.text
    assert answer.names == ["First"]


def test_what_is_nowhere_has_ways_out(visit: Visit):
    answer = visit(ADDRESS, q="zzzxqwv")
    assert answer.total == 0
    assert "Nothing was found." in answer.text
    addresses = {str(link["href"]) for link in answer.soup.select(".nothing a")}
    assert {"/en/news/", "/en/", "/en/programmes/"} <= addresses


def test_what_is_not_of_the_chosen_type_is_a_link_away(visit: Visit, db: None):
    articles(1)
    answer = visit(ADDRESS, q=IN_NAME, type="document")
    assert "Nothing of this type was found." in answer.text
    link = answer.soup.select_one(".nothing a")
    assert link is not None
    assert visit(ADDRESS + str(link["href"]).removeprefix(ADDRESS)).total == 1


def test_a_document_tells_its_sort_its_size_and_its_pages(visit: Visit, db: None):
    from news.models import ProgrammePage
    from news.models.programmes import ProgrammeDocument

    document = File.objects.create(
        title="Terms", file="documents/terms.docx", file_size=2048, text=f"Bring {IN_TEXT}."
    )
    programme = ProgrammePage.objects.get(slug="rukami", locale__language_code="en")
    programme.document_links = [ProgrammeDocument(document=document)]
    programme.save()
    answer = visit(ADDRESS, q=IN_TEXT)
    assert "DOCX, 2.0 KB" in answer.text.replace("\xa0", " ")
    assert marks(answer) == {IN_TEXT}
    link = answer.soup.select_one(".item-origins a")
    assert link is not None
    assert link["href"] == programme.url


def test_the_language_switch_keeps_the_question_but_not_the_page(visit: Visit, db: None):
    articles(21)
    answer = visit(ADDRESS, q=IN_NAME, type="article", page="2")
    link = answer.soup.select_one("header a[hreflang=ru]")
    assert link is not None
    assert link["href"] == f"/ru/search/?q={IN_NAME}&type=article"


def queries(client: Client, question: str) -> int:
    """What an answer costs."""
    client.get(ADDRESS + question)
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS + question)
    return len(captured)


def test_many_results_cost_as_many_queries_as_few(client: Client, db: None):
    cache.clear()
    articles(2, lead="About brass.")
    for n in range(2):
        File.objects.create(title=f"{IN_NAME} {n}", file=f"documents/{n}.zip")
    costs = {
        question: queries(client, f"?q={IN_NAME}{question}") for question in ("", "&type=article")
    }
    articles(20, lead="About brass.")
    for n in range(20):
        File.objects.create(title=f"{IN_NAME} again {n}", file=f"documents/{n}.zip")
    for question, cost in costs.items():
        assert queries(client, f"?q={IN_NAME}{question}") == cost


@pytest.mark.parametrize("chosen", ["", "article"])
def test_a_large_total_is_told_as_more_and_exactly_when_asked(
    visit: Visit, db: None, monkeypatch: pytest.MonkeyPatch, chosen: str
):
    exact = visit("/en/search/", q="school", type=chosen).total
    monkeypatch.setattr("institute_site.sitewide.COUNTED", 2)
    answer = visit("/en/search/", q="school", type=chosen)
    assert "More than" in answer.text
    link = answer.soup.find("a", string="Count them all")
    counted = visit("/en/search/", **parse_qs(urlsplit(str(link["href"])).query))
    assert counted.total == exact > 2
    assert "More than" not in counted.text


def test_a_draft_does_not_decide_what_is_mended(visit: Visit, db: None):
    article("Zymurgy in the harbour", dt.date(2026, 1, 1))
    article("Later", dt.date(2026, 1, 1), lead="All about zymuurgy.", live=False)
    answer = visit("/en/search/", q="zymuurgy")
    assert "Showing results for zymurgy" in answer.text
