"""The version for the visually impaired is chosen, kept, and kept from everybody else."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from institute_site.models import SiteSettings
from news.models import ArticlePage
from tests.conftest import Answer

Visit = Callable[..., Answer]
CHOICE = {"size": "150", "colours": "blue", "spacing": "wide", "letters": "sans", "pictures": "off"}
PUBLIC = [
    "/en/", "/ru/news/", "/en/news/?from=31.02.2020", "/en/news/articles.csv", "/en/news/feed.atom",
    "/ru/news/calendar/?field=from", "/en/programmes/", "/ru/programmes/rukami/", "/en/about/",
    "/ru/search/?q=rukami", "/en/view/", "/ru/accessibility/", "/en/nowhere/", "/robots.txt",
]  # fmt: skip


def soup(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def apply(client: Client, **choice: str):
    return client.post("/en/view/", choice)


@pytest.fixture
def pictured(db: None) -> ArticlePage:
    """An article with a cover."""
    article = ArticlePage.objects.in_language("en").filter(cover__isnull=False).first()
    assert article is not None
    return article


@pytest.mark.parametrize("address", PUBLIC)
def test_a_reader_who_chose_nothing_gets_no_cookie_and_what_everybody_gets(
    client: Client, db: None, address: str
):
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", ["/en/", "/ru/news/", "/en/nowhere/", "/ru/accessibility/"])
def test_the_way_to_it_is_the_first_link_after_those_that_skip(visit: Visit, address: str):
    links = visit(address).soup.select("body a:not(.skip)")
    language = address[1:3]
    assert links[0]["href"] == f"/{language}/view/"
    names = {"en": "Version for the visually impaired", "ru": "Версия для слабовидящих"}
    assert links[0].get_text(strip=True) == names[language]


def test_what_is_chosen_is_applied_to_every_page_and_taken_back(client: Client, db: None):
    before = client.get("/en/").content
    response = apply(client, **CHOICE, back="/en/news/?venue=moscow")
    assert (response.status_code, response["Location"]) == (302, "/en/news/?venue=moscow")
    cookie = response.cookies["view"]
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
    for address in ("/ru/", "/en/news/", "/en/nowhere/"):
        page = soup(client, address).select_one("html")
        assert page is not None
        assert {name: page[f"data-{name}"] for name in CHOICE} == CHOICE
    chosen = soup(client, "/en/view/").select("main input[checked]")
    assert {str(radio["name"]): radio["value"] for radio in chosen} == CHOICE
    button = soup(client, "/en/about/").select_one("header form button")
    assert button is not None
    left = apply(client, ordinary=str(button["value"]), back="/en/about/")
    assert left["Location"] == "/en/about/"
    assert client.get("/en/").content == before


def test_all_as_on_the_site_is_the_ordinary_version(client: Client, db: None):
    apply(client, size="200")
    response = apply(client, size="", colours="", pictures="")
    assert response.cookies["view"].value == ""
    assert "data-size" not in client.get("/en/").content.decode()


def test_a_chosen_version_stays_out_of_shared_caches(client: Client, db: None):
    assert "private" not in client.get("/en/").headers.get("Cache-Control", "")
    apply(client, spacing="wide")
    for address in ("/en/", "/ru/news/", "/en/nowhere/"):
        assert "private" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize(
    "cookie",
    [
        "size=300", "size=150&colours=pink", "colours=<script>", "rubbish", "size=150%00", "&" * 5000,
        "size=" + "9" * 200, "%ff%fe", "",
    ],
)  # fmt: skip
def test_a_cookie_that_this_site_did_not_write_is_ignored(client: Client, db: None, cookie: str):
    before = client.get("/en/").content
    client.cookies["view"] = cookie
    response = client.get("/en/")
    assert response.status_code == 200
    assert response.content == before
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert not response.cookies


def test_pictures_that_are_off_are_described_and_not_fetched(client: Client, pictured: ArticlePage):
    assert soup(client, pictured.url).select("main img")
    apply(client, pictures="off")
    for address in (pictured.url, "/en/", "/en/news/"):
        page = soup(client, address)
        assert not page.select("img, picture, source, link[as=image]")
    said = [element.get_text() for element in soup(client, pictured.url).select(".picture-said")]
    assert f"Picture: {pictured.cover_alt}" in said


@pytest.mark.parametrize(
    "back",
    ["https://elsewhere.example/", "//elsewhere.example/", "http://testserver//elsewhere.example/",
     "javascript:alert(1)", "http://[", "/en/view/", ""],
)  # fmt: skip
def test_one_is_led_back_to_this_site_only(client: Client, db: None, back: str):
    response = apply(client, size="150", back=back)
    assert response["Location"] in {"/en/", "/elsewhere.example/"}


def test_one_is_led_back_to_the_page_that_one_came_from(client: Client, db: None):
    address = "http://testserver/en/news/?venue=moscow"
    page = BeautifulSoup(
        client.get("/en/view/", headers={"referer": address}).content, "html.parser"
    )
    back = page.select_one("main input[name=back]")
    assert back is not None
    assert back["value"] == "/en/news/?venue=moscow"


def test_an_answer_that_is_not_offered_is_refused_at_its_question(client: Client, db: None):
    response = apply(client, size="900")
    assert response.status_code == 200
    assert not response.cookies
    page = BeautifulSoup(response.content, "html.parser")
    assert "900" in page.select_one("#id_size_error").get_text()


def test_the_admin_looks_as_ever(client: Client, db: None):
    before = client.get("/admin/login/").content
    apply(client, pictures="off")
    assert b"<svg" in client.get("/admin/login/").content
    assert client.get("/admin/login/").content.count(b"<img") == before.count(b"<img")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_accessibility_statement_names_standards_limits_and_contact(
    visit: Visit, language: str
):
    link = visit(f"/{language}/").soup.select_one(f"footer a[href='/{language}/accessibility/']")
    assert link is not None
    answer = visit(str(link["href"]))
    assert "WCAG 2.2" in answer.text
    assert "52872-2019" in answer.text
    site = SiteSettings.objects.get(locale__language_code=language)
    assert answer.soup.select_one(f"main a[href='mailto:{site.email}']")
