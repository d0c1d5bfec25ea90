"""Who asks again for what has not changed is told so, and never wrongly."""

import datetime as dt
import gzip

import pytest
from django.test import Client

from institute_site.models import SiteSettings
from news.models import ArticlePage, ArticleVenue
from tests.newsroom import article, venue

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/en/", "/ru/news/", "/en/news/?venue=moscow", "/en/news/feed.atom", "/en/news/feed.atom?from=2030",
    "/en/news/events.ics", "/en/news/articles.csv", "/ru/news/articles.json", "/en/programmes/",
    "/en/about/", "/en/search/?q=school", "/sitemap.xml", "/sitemap-news.xml", "/robots.txt",
]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(address: str, packed: bool) -> None:
    headers = {"accept-encoding": "gzip"} if packed else {}
    first = Client().get(address, headers=headers)
    assert first.status_code == 200
    again = Client().get(address, headers={**headers, "if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    assert not first.cookies and not again.cookies


def test_a_packed_answer_is_the_same_answer() -> None:
    plain = Client().get("/en/about/")
    packed = Client().get("/en/about/", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == f"W/{plain['ETag']}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_headers_can_be_asked_for_alone(address: str) -> None:
    head, full = Client().head(address), Client().get(address)
    assert head.status_code == 200
    assert head["Content-Type"] == full["Content-Type"]
    assert not head.getvalue()


@pytest.fixture
def place() -> ArticlePage:
    return article(
        "A lathe in a hall", dt.date(2026, 11, 1), venue("Hall of Lathes"), lead="Short."
    )


def _tags(page: ArticlePage) -> dict[str, str]:
    addresses = [
        page.url, f"{page.url[:-1]}.md", "/en/news/?name=lathe+hall",
        "/en/news/articles.csv?name=lathe+hall", "/en/news/articles.json?name=lathe+hall",
    ]  # fmt: skip
    return {address: Client().get(address)["ETag"] for address in addresses}


def _rename_the_article(page: ArticlePage) -> None:
    page.title = "A lathe in the great hall"
    page.save_revision().publish()


def _rename_its_venue(page: ArticlePage) -> None:
    hall = ArticleVenue.objects.get(article=page).venue
    hall.name = "Great Hall of Lathes"
    hall.save()


@pytest.mark.parametrize("change", [_rename_the_article, _rename_its_venue])
def test_a_change_is_seen_at_once_in_every_form(place: ArticlePage, change) -> None:
    before = _tags(place)
    change(ArticlePage.objects.get(pk=place.pk))
    after = _tags(place)
    assert not {address for address in before if before[address] == after[address]}
    for address, tag in before.items():
        assert Client().get(address, headers={"if-none-match": tag}).status_code == 200


def test_the_institutes_new_name_is_seen_at_once() -> None:
    addresses = ["/en/", "/en/news/feed.atom", "/en/news/events.ics"]
    tags = {address: Client().get(address)["ETag"] for address in addresses}
    SiteSettings.objects.filter(locale__language_code="en").update(name="Institute of Lathes")
    for address, tag in tags.items():
        assert Client().get(address, headers={"if-none-match": tag}).status_code == 200
