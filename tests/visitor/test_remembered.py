"""What pages are made of is remembered, and never shown once it is no longer so.

Changes are made by bare statements: nothing in this process learns of them but through the database, as of
those of another process.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, ContentChange, ProgrammePage, Venue
from news.remembered import memory
from tests.conftest import Answer

Visit = Callable[..., Answer]
EXAMPLE = "2019-12-04-school-of-organizers"


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    memory.values.clear()
    memory.weight = 0
    yield


@pytest.fixture
def example(db: None) -> ArticlePage:
    return ArticlePage.objects.get(source_id=f"{EXAMPLE}:en")


def change(statement: str, *values: Any) -> None:
    """Change something as anybody with the database could."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("address", "most"), [("/{}/", 12), ("/{}/news/", 8)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_is_lean_after_a_publication_and_leaner_then(
    client: Client, db: None, address: str, most: int, language: str
):
    here = address.format(language)
    client.get(here)
    newest = ArticlePage.objects.live().in_language(language).newest().first()
    change("UPDATE wagtailcore_page SET title = 'Another name' WHERE id = %s", newest.pk)
    assert queries(client, here) <= most
    assert queries(client, here) == 1


def test_a_question_that_nobody_has_asked_is_lean(client: Client, db: None):
    client.get("/en/news/")
    for asked in ("from=2019&to=2024", "venue=moscow", "order=oldest"):
        assert queries(client, f"/en/news/?{asked}") <= 8


def test_an_article_that_nobody_has_read_is_lean(client: Client, example: ArticlePage):
    others = ArticlePage.objects.live().in_language("en").exclude(pk=example.pk)
    for article in others.select_related("locale"):
        client.get(article.url)
    assert queries(client, example.url) <= 8


def test_a_new_name_stands_everywhere_at_once(visit: Visit, example: ArticlePage):
    newest = ArticlePage.objects.live().in_language("en").newest().first()
    addresses = ["/en/", "/en/news/", newest.url]
    for address in addresses:
        assert newest.title in visit(address).text
    change("UPDATE wagtailcore_page SET title = 'Quite another name' WHERE id = %s", newest.pk)
    for address in addresses:
        assert "Quite another name" in visit(address).text
        assert newest.title not in visit(address).text


def test_what_is_taken_down_is_gone_at_once(client: Client, visit: Visit, db: None):
    newest = ArticlePage.objects.live().in_language("en").newest().first()
    before = visit("/en/news/")
    assert client.get(newest.url).status_code == 200
    change("UPDATE wagtailcore_page SET live = false WHERE id = %s", newest.pk)
    after = visit("/en/news/")
    assert after.total == before.total - 1
    assert newest.title not in after.names
    assert newest.title not in visit("/en/").text
    assert client.get(newest.url).status_code == 404


def test_neighbours_and_related_articles_follow(visit: Visit, example: ArticlePage):
    before = example.neighbours()["previous"]
    assert before.title in visit(example.url).text
    change("UPDATE wagtailcore_page SET live = false WHERE id = %s", before.pk)
    assert before.title not in visit(example.url).text


def test_a_page_that_moves_answers_at_its_new_address(client: Client, visit: Visit, db: None):
    programme = ProgrammePage.objects.get(slug="rukami", locale__language_code="en")
    assert client.get(programme.url).status_code == 200
    change(
        "UPDATE wagtailcore_page SET slug = 'moved', url_path = replace(url_path, 'rukami', 'moved')"
        " WHERE id = %s",
        programme.pk,
    )
    assert client.get("/en/programmes/rukami/").status_code == 404
    assert client.get("/en/programmes/moved/").status_code == 200
    assert '/en/programmes/moved/"' in str(visit("/en/programmes/").soup)


def test_the_menu_and_the_institute_follow(visit: Visit, db: None):
    assert "About" in visit("/en/").soup.select_one("header").get_text()
    change("UPDATE wagtailcore_page SET title = 'Who we are' WHERE url_path LIKE '%%/about/'")
    change("UPDATE institute_site_sitesettings SET name = 'The Other Institute', footer = 'Below'")
    for address in ("/en/", "/en/news/", "/en/search/", "/en/about/"):
        text = visit(address).text
        assert "Who we are" in text
        assert "The Other Institute" in text
        assert "Below" in text


def test_a_venue_with_another_name_is_offered_and_shown(visit: Visit, example: ArticlePage):
    venue = example.venues[0]
    assert venue.name in visit(example.url).text
    visit("/en/news/")
    change("UPDATE news_venue SET name = 'Port Royal' WHERE id = %s", venue.pk)
    assert "Port Royal" in visit(example.url).text
    assert "Port Royal" in visit("/en/news/", venue=venue.slug).text
    assert "Port Royal" in visit("/en/news/").text


def test_counts_follow(visit: Visit, example: ArticlePage):
    def offered() -> str:
        box = visit("/en/news/").soup.select_one(f"input[value={slug}]")
        return box.find_parent("label").get_text(" ", strip=True)

    slug = Venue.objects.get(pk=example.venues[0].pk).slug
    before = offered()
    change("DELETE FROM news_articlevenue WHERE article_id = %s", example.pk)
    assert offered() != before


def test_a_correction_is_told_at_once(visit: Visit, example: ArticlePage):
    listed = {"name": example.title[:60]}
    assert "It was a Tuesday" not in visit(example.url).text
    visit("/en/news/", **listed)
    change(
        "INSERT INTO news_correction (article_id, kind, date, text, sort_order)"
        " VALUES (%s, 'correction', '2026-01-02', 'It was a Tuesday', 0)",
        example.pk,
    )
    assert "It was a Tuesday" in visit(example.url).text
    assert "It was a Tuesday" in visit("/en/news/", **listed).text


def test_the_language_switch_follows(visit: Visit, example: ArticlePage):
    twin = ArticlePage.objects.get(source_id=f"{EXAMPLE}:ru")
    link = visit(example.url).soup.select_one("header a[hreflang=ru]")
    assert link["href"] == twin.url
    change("UPDATE wagtailcore_page SET live = false WHERE id = %s", twin.pk)
    assert visit(example.url).soup.select_one("header a[hreflang=ru]")["href"] == "/ru/"


def test_a_page_that_becomes_private_is_private_at_once(client: Client, example: ArticlePage):
    assert client.get(example.url).status_code == 200
    change(
        "INSERT INTO wagtailcore_pageviewrestriction (page_id, restriction_type, password)"
        " VALUES (%s, 'login', '')",
        example.get_parent().pk,
    )
    response = client.get(example.url)
    assert response.status_code == 302
    assert "login" in response["Location"]
    PageViewRestriction.objects.all().delete()
    assert client.get(example.url).status_code == 200


def test_two_hosts_get_addresses_of_their_own(client: Client, example: ArticlePage, settings: Any):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host in ("one.example", "two.example"):
        page = client.get(example.url, headers={"host": host}).content.decode()
        assert f'rel="canonical" href="http://{host}/' in " ".join(page.split())
        assert page.count("one.example") == 0 or host == "one.example"


def test_what_changes_nothing_leaves_what_is_remembered(client: Client, example: ArticlePage):
    client.get(example.url)
    before = ContentChange.objects.now()
    change("UPDATE wagtailcore_page SET title = title")
    change("UPDATE wagtailcore_page SET draft_title = 'Not yet', has_unpublished_changes = true")
    change("DELETE FROM news_correction WHERE id = -1")
    change("UPDATE news_pagepictures SET taken_at = now()")
    assert ContentChange.objects.now() == before
    assert queries(client, example.url) == 1


def test_many_changes_are_folded_and_each_still_counts(db: None):
    seen = set()
    for number in range(250):
        change("UPDATE news_venue SET city = %s", f"City {number}")
        seen.add(ContentChange.objects.now().things)
    assert len(seen) == 250
    assert ContentChange.objects.count() <= 200


def test_what_is_taken_back_was_never_so(visit: Visit, db: None):
    from django.db import transaction

    visit("/en/")
    with pytest.raises(RuntimeError), transaction.atomic():
        change("UPDATE institute_site_sitesettings SET name = 'Mistake'")
        assert "Mistake" in visit("/en/").text
        raise RuntimeError
    assert "Mistake" not in visit("/en/").text
    change("UPDATE institute_site_sitesettings SET name = 'The Right One'")
    assert "The Right One" in visit("/en/").text
