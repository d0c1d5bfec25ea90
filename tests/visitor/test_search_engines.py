"""What search engines, and those a page is shared with, are told: titles, data, maps of the site."""

import datetime as dt
import json
import urllib.robotparser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from wagtail.models import Page

from institute_site import sitemap
from news.models import ArticlePage, Correction, PagePictures, Picture
from news.pictures.ahead import make_due
from tests.newsroom import article, venue
from tests.schema_org import faults

pytestmark = pytest.mark.django_db
Visit = Callable[..., Any]
MEDIA = Path("institute_site/demo/content/media")
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PAGES = ["/en/", "/ru/", "/en/news/", "/ru/programmes/", "/en/programmes/rukami/", "/ru/about/"]


@pytest.fixture
def fair() -> ArticlePage:
    PagePictures.objects.update(due_at=None)  # of the demo's pages none are asked for
    with (MEDIA / "lab.webp").open("rb") as file:
        picture = Picture.objects.create(title="A lab", file=ImageFile(file, "a-lab.webp"))
    hall = venue("Hall", city="Kazan", country="Russia", latitude="55.79610", longitude="49.10640")
    page = article(
        "A fair </script><b>of</b> & about lathes, drills and everything that turns in the workshops"
        " of the whole wide region of the Volga",
        dt.date(2026, 11, 1),
        hall,
        venue("Somewhere"),
        live=False,
        lead="Come & see </script>.",
        event_start=dt.date(2099, 5, 4),
        cover=picture,
        cover_alt="A lab at dawn",
        seo_title="A fair of lathes",
        search_description="What turns, in one place.",
    )
    page.corrections = [Correction(kind="correction", date=dt.date(2026, 11, 2), text="In May.")]
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def told(soup: BeautifulSoup) -> dict[str, str]:
    """The meta elements of a page by name."""
    found = soup.select("meta[content]:is([name], [property])")
    return {str(one.get("name") or one.get("property")): str(one["content"]) for one in found}


def things(soup: BeautifulSoup) -> dict[str, Any]:
    """The things of a page's JSON-LD by type."""
    [element] = soup.select("script[type='application/ld+json']")
    data = json.loads(element.string)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_title_a_description_and_an_address(visit: Visit, address: str) -> None:
    soup = visit(address).soup
    meta = told(soup)
    assert len(meta["description"]) > 20 and meta["description"] == meta["og:description"]
    assert soup.select_one("link[rel=canonical]")["href"] == f"http://testserver{address}"
    assert meta["og:url"] == f"http://testserver{address}"
    assert meta["og:title"] not in {"", "Home", "Главная"}
    here, there = ("en_US", "ru_RU") if address.startswith("/en/") else ("ru_RU", "en_US")
    assert (meta["og:locale"], meta["og:locale:alternate"]) == (here, there)
    assert "robots" not in meta


def test_titles_and_descriptions_differ_from_page_to_page(visit: Visit) -> None:
    pages = [visit(address).soup for address in PAGES]
    assert len({page.title.text for page in pages}) == len(pages)
    assert len({told(page)["description"] for page in pages}) == len(pages)


def test_an_article_is_shared_with_its_picture_and_what_its_editor_wrote(
    visit: Visit, fair: ArticlePage
) -> None:
    make_due()
    meta = told(visit(fair.url).soup)
    assert meta["og:title"] == "A fair of lathes"
    assert meta["og:description"] == "What turns, in one place."
    assert meta["og:type"] == "article"
    assert meta["article:published_time"] == "2026-11-01"
    assert meta["twitter:card"] == "summary_large_image"
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image:alt"] == "A fair of lathes"


@pytest.mark.parametrize("address", [*PAGES, "article"])
def test_the_data_of_a_page_is_valid(visit: Visit, fair: ArticlePage, address: str) -> None:
    found = things(visit(fair.url if address == "article" else address).soup)
    assert found
    assert not [fault for thing in found.values() for fault in faults(thing)]


def test_every_article_of_the_demo_is_valid_data(client: Client) -> None:
    for page in ArticlePage.objects.live().in_language("ru"):
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
        assert not [fault for thing in things(soup).values() for fault in faults(thing)], page.url


def test_an_article_and_what_takes_place_are_told_as_data(visit: Visit, fair: ArticlePage) -> None:
    make_due()
    found = things(visit(fair.url).soup)
    news, event = found["NewsArticle"], found["Event"]
    assert len(news["headline"]) <= 110
    assert news["image"].startswith("http://testserver/")
    assert news["publisher"]["name"] == "Institute for Development"
    assert news["correction"][0]["text"] == "In May."
    assert news["description"] == "Come & see </script>."
    assert event["name"] == fair.title
    assert (event["startDate"], event["endDate"]) == ("2099-05-04", "2099-05-04")
    assert [place["name"] for place in event["location"]] == ["Hall", "Somewhere"]
    assert event["location"][0]["geo"]["latitude"] == 55.7961
    assert event["location"][1]["address"] == "Somewhere"
    names = [one["name"] for one in found["BreadcrumbList"]["itemListElement"]]
    assert names == ["Home", "News", fair.title]


def test_the_front_page_says_who_it_is_and_how_it_is_searched(visit: Visit) -> None:
    found = things(visit("/ru/").soup)
    assert found["Organization"]["name"] == "Институт развития"
    target = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert Client().get(target.replace("{search_term_string}", "school")).status_code == 200


@pytest.mark.parametrize(
    ("address", "robots"),
    [
        ("/en/news/?venue=moscow", "noindex,follow"),
        ("/en/news/?from=nonsense", "noindex,follow"),
        ("/en/news/?page=2", None),
        ("/en/news/?utm_source=letter", None),
        ("/en/search/?q=school", "noindex,follow"),
        ("/en/nowhere/", "noindex"),
        ("/en/news/calendar/?field=from", "noindex,nofollow"),
    ],
)
def test_filtered_pages_are_followed_and_not_indexed(
    visit: Visit, address: str, robots: str | None
) -> None:
    assert told(visit(address).soup).get("robots") == robots


def test_a_page_of_results_is_itself_and_campaign_tags_are_not(visit: Visit) -> None:
    second = visit("/en/news/?utm_source=letter&page=2").soup
    assert second.select_one("link[rel=canonical]")["href"].endswith("/en/news/?page=2")
    assert second.title.text != visit("/en/news/").soup.title.text


def test_no_file_is_indexed_beside_its_page() -> None:
    for file in ("feed.atom", "events.ics", "articles.csv", "articles.json"):
        assert "noindex" in Client().get(f"/en/news/{file}")["X-Robots-Tag"]


def test_files_of_the_question_are_announced_and_offered(visit: Visit) -> None:
    soup = visit("/en/news/?venue=moscow").soup
    announced = {one["href"] for one in soup.select("link[rel=alternate]:not([hreflang])")}
    offered = {one["href"] for one in soup.select(".take-away a")}
    files = {
        f"/en/news/{file}?venue=moscow"
        for file in ("feed.atom", "events.ics", "articles.csv", "articles.json")
    }
    assert files <= announced and files <= offered
    for address in ("/en/", "/en/programmes/rukami/"):
        [feed] = visit(address).soup.select("link[type='application/atom+xml']")
        assert Client().get(feed["href"]).status_code == 200


def xml(address: str) -> etree._Element:
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return etree.fromstring(response.content)


def paths(root: etree._Element) -> list[str]:
    return ["/" + loc.text.split("/", 3)[3] for loc in root.iter(f"{MAPS}loc")]


def test_the_map_of_the_site_has_every_page_in_every_language(fair: ArticlePage) -> None:
    root = xml("/sitemap.xml")
    pages = Page.objects.live().filter(depth__gt=1)
    assert sorted(paths(root)) == sorted(page.url for page in pages)
    by_path = dict(zip(paths(root), root.findall(f"{MAPS}url"), strict=True))
    links = {
        one.get("hreflang"): one.get("href") for one in by_path["/ru/about/"].iter(f"{XHTML}link")
    }
    assert {code: "/" + href.split("/", 3)[3] for code, href in links.items()} == {
        "en": "/en/about/", "ru": "/ru/about/", "x-default": "/en/about/",
    }  # fmt: skip
    assert not list(by_path[fair.url].iter(f"{XHTML}link"))
    assert by_path[fair.url].findtext(f"{MAPS}lastmod") == str(
        timezone.localdate(fair.last_published_at)
    )


def test_the_map_of_a_large_site_is_split_by_language_and_size(monkeypatch) -> None:
    monkeypatch.setattr(sitemap.Pages, "limit", 30)
    index = xml("/sitemap.xml")
    assert index.tag == f"{MAPS}sitemapindex"
    files = paths(index)
    assert "/sitemap-en.xml" in files and "/sitemap-ru.xml?p=2" in files
    found = [path for file in files for path in paths(xml(file))]
    assert sorted(found) == sorted(page.url for page in Page.objects.live().filter(depth__gt=1))
    assert Client().get("/sitemap-en.xml?p=99").status_code == 404
    assert Client().get("/sitemap-fr.xml").status_code == 404


def test_a_large_map_costs_as_many_queries_as_a_small_one(monkeypatch) -> None:
    counts = []
    for limit in (5, 5, 40):
        monkeypatch.setattr(sitemap.Pages, "limit", limit)
        with CaptureQueriesContext(connection) as captured:
            assert len(paths(xml("/sitemap-en.xml"))) == limit
        counts.append(len(captured))
    assert counts[1] == counts[2] <= 6


def test_the_news_of_two_days_are_told_to_google_news() -> None:
    today = timezone.localdate()
    fresh = article("Lathes & drills", today)
    article("Old lathes", today - dt.timedelta(days=3))
    article("Secret lathes", today, live=False)
    root = xml("/sitemap-news.xml")
    [found] = [url for url in root if "lathes" in url.findtext(f".//{NEWS}title").lower()]
    assert found.findtext(f"{MAPS}loc").endswith(fresh.url)
    assert found.findtext(f".//{NEWS}title") == "Lathes & drills"
    assert found.findtext(f".//{NEWS}publication_date") == str(today)
    assert found.findtext(f".//{NEWS}name") == "Institute for Development"
    assert found.findtext(f".//{NEWS}language") == "en"


def test_robots_may_read_what_is_public_and_nothing_else() -> None:
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(Client().get("/robots.txt").content.decode().splitlines())
    assert robots.site_maps() == [
        "http://testserver/sitemap.xml", "http://testserver/sitemap-news.xml",
    ]  # fmt: skip
    assert robots.can_fetch("*", "/en/news/?venue=moscow")
    text = Client().get("/robots.txt").content.decode()
    for closed in ("/admin/", "/*/press-link/"):
        assert f"Disallow: {closed}" in text
