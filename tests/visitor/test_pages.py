"""Every public page answers, in both languages, in a known number of queries."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lightningcss
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage, ProgrammePage
from news.remembered import memory
from tests.conftest import Answer

Visit = Callable[..., Answer]
EXAMPLE = "2019-12-04-school-of-organizers"

# Address, and what it costs in English and in Russian once it was read; `test_remembered.py` says what
# a first reading costs. A search that finds nothing costs less.
PAGES = [
    ("/{}/", {"en": 1, "ru": 1}),
    ("/{}/news/", {"en": 1, "ru": 1}),
    (
        "/{}/news/?name=rukami&venue=moscow&programme=rukami&topic=clubs&kind=news&from=2019&to=2026",
        {"en": 1, "ru": 1},
    ),
    ("/{}/news/articles.csv", {"en": 12, "ru": 12}),
    ("/{}/news/articles.json", {"en": 12, "ru": 12}),
    ("/{}/news/feed.atom", {"en": 17, "ru": 17}),
    ("/{}/news/events.ics", {"en": 11, "ru": 11}),
    ("/{}/programmes/", {"en": 2, "ru": 2}),
    ("/{}/programmes/rukami/", {"en": 1, "ru": 1}),
    ("/{}/about/", {"en": 1, "ru": 1}),
    ("/{}/search/?q=moscow", {"en": 28, "ru": 24}),
    ("/{}/search/", {"en": 1, "ru": 1}),
    ("/{}/view/", {"en": 1, "ru": 1}),
    ("/{}/accessibility/", {"en": 1, "ru": 1}),
    ("/{}/news/alerts/?venue=moscow&name=school", {"en": 5, "ru": 5}),
    ("/{}/news/alerts/asked/", {"en": 1, "ru": 1}),
]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(("address", "queries"), PAGES)
def test_every_page_answers_in_both_languages(
    client: Client, db: None, address: str, queries: dict[str, int], language: str
):
    cache.clear()
    client.get(address.format(language))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address.format(language))
        content = response.getvalue()
    assert response.status_code == 200
    assert content
    assert len(captured) == queries[language], "\n".join(q["sql"][:200] for q in captured)
    assert not response.cookies


@pytest.fixture
def example(db: None) -> ArticlePage:
    """The worked example, in English."""
    return ArticlePage.objects.get(source_id=f"{EXAMPLE}:en")


def test_an_article_shows_when_and_where_it_took_place(visit: Visit, example: ArticlePage):
    answer = visit(example.url)
    assert answer.status == 200
    assert "28–30 November 2019" in answer.text
    assert "4 December 2019" in answer.text
    for venue in ("Moscow", "Irkutsk", "Veliky Novgorod"):
        assert venue in answer.text


def test_an_article_costs_a_known_number_of_queries(client: Client, example: ArticlePage):
    client.get(example.url)
    with CaptureQueriesContext(connection) as captured:
        client.get(example.url)
    assert len(captured) == 1, "\n".join(q["sql"][:200] for q in captured)


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address).getvalue()
    return len(captured)


def test_a_list_of_twenty_costs_as_many_queries_as_a_list_of_two(client: Client, db: None):
    few = "/en/news/?from=2019&to=2019"
    for address in ("/en/news/", few):
        client.get(address)  # the sizes of pictures are made when they are first asked for
    assert _count(client, "/en/news/") == _count(client, few)


def test_the_language_switch_leads_to_the_same_article(visit: Visit, example: ArticlePage):
    answer = visit(example.url)
    link = answer.soup.select_one("header a[hreflang=ru]")
    assert link is not None
    other = visit(str(link["href"]))
    assert "«Руками» завершает год" in other.text
    back = other.soup.select_one("header a[hreflang=en]")
    assert back is not None
    assert back["href"] == example.url


def test_the_language_switch_says_where_there_is_no_translation(visit: Visit, db: None):
    russian = set(ArticlePage.objects.in_language("ru").values_list("translation_key", flat=True))
    only = ArticlePage.objects.in_language("en").exclude(translation_key__in=russian).first()
    assert only is not None
    answer = visit(only.url)
    switch = answer.soup.select_one("header a[hreflang=ru]")
    assert switch is not None
    assert switch["href"] == "/ru/"
    assert "На русском этой страницы нет." in answer.text
    assert not answer.soup.select("link[rel=alternate][hreflang=ru]")


def test_translations_are_announced_to_search_engines(visit: Visit, example: ArticlePage):
    answer = visit(example.url)
    alternates = {
        link["hreflang"]: link["href"]
        for link in answer.soup.select("link[rel=alternate][hreflang]")
    }
    assert {"en", "ru"} <= set(alternates)
    assert all(str(href).startswith("http") for href in alternates.values())


def test_the_language_is_chosen_by_what_the_browser_accepts(client: Client, db: None):
    for accepted, address in (
        ("ru,en;q=0.5", "/ru/"),
        ("en", "/en/"),
        ("fr", "/en/"),
        ("", "/en/"),
    ):
        response = client.get("/", headers={"accept-language": accepted})
        assert response.status_code == 302
        assert response["Location"] == address


def test_the_institutes_two_lines_stand_under_its_name(visit: Visit):
    text = visit("/en/").text
    assert "Government fund of funds" in text
    assert "Development institute of the Russian Federation" in text


def test_a_search_keeps_its_question_in_the_other_language(visit: Visit):
    answer = visit("/en/news/", venue="moscow", **{"from": "2019"})
    link = answer.soup.select_one("header a[hreflang=ru]")
    assert link is not None
    assert "venue=moscow" in str(link["href"])


def test_a_corrected_article_says_so_in_lists_and_at_itself(visit: Visit, db: None):
    corrected = ArticlePage.objects.in_language("en").filter(corrections__isnull=False).first()
    assert corrected is not None
    text = corrected.corrections.first().text
    assert text[:40] in visit(corrected.url).text
    listed = visit("/en/news/", name=corrected.title[:80])
    assert "orrect" in listed.text


def test_an_open_programme_tells_its_deadline_and_a_passed_one_does_not(visit: Visit, db: None):
    programme = ProgrammePage.objects.get(slug="seed-funds", locale__language_code="en")
    assert "31 January 2027" in visit(programme.url).text
    programme.opens, programme.deadline = None, "2020-01-01"
    programme.save()
    assert "Open for applications" not in visit(programme.url).text


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/healthz", "ok"),
        ("/readyz", "true"),
        ("/robots.txt", "Sitemap: http"),
        ("/sitemap.xml", "/ru/news/"),
    ],
)
def test_machines_get_their_addresses(client: Client, db: None, address: str, part: str):
    response = client.get(address)
    assert response.status_code == 200
    assert part in response.content.decode()


def test_an_old_address_leads_to_the_article_for_good(client: Client, example: ArticlePage):
    from wagtail.contrib.redirects.models import Redirect

    Redirect.add_redirect("/archive/2019/school.html", example)
    response = client.get("/archive/2019/school.html")
    assert (response.status_code, response["Location"]) == (301, example.url)


def test_the_site_wide_search_finds_articles_programmes_pages_and_documents(visit: Visit):
    answer = visit("/en/search/", q="market")
    headings = {heading.get_text(strip=True) for heading in answer.soup.select("main h2")}
    for group in ("Articles", "Programmes", "Documents"):
        assert any(group in heading for heading in headings), headings
    assert "Nothing" not in answer.text


def test_a_document_of_a_private_collection_is_not_named(visit: Visit, db: None):
    from wagtail.models import Collection, CollectionViewRestriction

    from news.models import File

    collection = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert "Open secrets" not in visit("/en/search/", q="secrets").text
    document = File.objects.create(title="Open secrets", file="documents/none.txt")
    assert "Open secrets" in visit("/en/search/", q="secrets").text
    document.collection = collection
    document.save()
    assert "Open secrets" not in visit("/en/search/", q="secrets").text


def test_what_is_nowhere_is_said_to_be_nowhere(visit: Visit):
    answer = visit("/en/search/", q="zzzxqwv")
    assert answer.status == 200
    assert "Nothing" in answer.text
    assert "zzzxqwv" in str(answer.soup.select_one("main input[name=q]"))


class Files:
    """The same question, in other forms."""

    QUESTION: dict[str, Any] = {"name": "Rukami", "venue": "irkutsk", "from": "2019", "to": "2019"}


def test_csv_has_the_same_articles_as_the_page(client: Client, visit: Visit):
    import csv
    import io

    page = visit("/en/news/", **Files.QUESTION)
    response = client.get("/en/news/articles.csv", Files.QUESTION)
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    assert [row["title"] for row in rows] == page.names
    assert rows[0]["url"].startswith("http://")


def test_json_has_the_same_articles_as_the_page(client: Client, visit: Visit):
    page = visit("/en/news/", **Files.QUESTION)
    response = client.get("/en/news/articles.json", Files.QUESTION)
    import json

    data = json.loads(response.getvalue())
    assert data["total"] == page.total
    assert [article["title"] for article in data["articles"]] == page.names


def test_the_feed_has_the_same_articles_as_the_page(client: Client, visit: Visit):
    from defusedxml import ElementTree

    page = visit("/en/news/", **Files.QUESTION)
    response = client.get("/en/news/feed.atom", Files.QUESTION)
    feed = ElementTree.fromstring(response.content)
    titles = [e.text for e in feed.findall(".//{*}entry/{*}title")]
    assert titles == page.names
    assert "atom" in response["Content-Type"]


def test_the_calendar_has_what_takes_place_with_whole_days(client: Client, db: None):
    from icalendar import Calendar

    response = client.get("/en/news/events.ics", {"name": "School of Organizers", "to": "2019"})
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["DTSTART"].dt) for event in events] == ["2019-11-28"]
    assert [str(event["DTEND"].dt) for event in events] == ["2019-12-01"]


@pytest.mark.parametrize(("sort", "bytes_at_most"), [("css", 20_000), ("js", 15_000)])
def test_all_styles_and_all_scripts_together_are_light(sort: str, bytes_at_most: int):
    files = list((Path(__file__).parents[2] / "static" / sort).glob(f"*.{sort}"))
    texts = [file.read_bytes() for file in files]
    if sort == "css":
        joined = next(file for file in files if file.name == "site.css")
        apart = [file for file in files if f'"{file.name}"' not in joined.read_text()]
        texts = [lightningcss.bundle_css(str(file)).encode() for file in apart]
    sizes = [len(gzip.compress(text)) for text in texts]
    assert sizes and sum(sizes) < bytes_at_most


def test_a_blank_value_is_none_and_changes_no_page_of_others(client: Client, db: None):
    """Parts of pages are remembered under the question: its form must say the same."""
    plain = client.get("/en/news/").content
    chosen = client.get("/en/news/?kind=news").content
    for odd, meant in (
        ("/en/news/?venue=%20", plain),
        ("/en/news/?order=%09", plain),
        ("/en/news/?kind=%20news", chosen),
        ("/en/news/?from=2019&from=%20", plain),
    ):
        # As after a change, when nothing is remembered.
        memory.values.clear()
        assert client.get(odd).content == meant, odd
