"""The feed: valid by RFC 4287, with full texts, and fetched in few queries."""

import datetime as dt
import re
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from wagtail.models import Locale

from news.models import ArticlePage, Correction, File, Picture, ProgrammePage
from tests.newsroom import article

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = Path("institute_site/demo/content/media")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ABSOLUTE = re.compile(r"(https?://|urn:|mailto:|tel:)\S+")
# RFC 4287, 4.1.1 and 4.1.2: how many of each element a feed and an entry may have.
FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "rights": (0, 1), "subtitle": (0, 1)}
ENTRY = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "summary": (0, 1),
    "content": (0, 1), "rights": (0, 1), "source": (0, 1),
}  # fmt: skip


def feed(language: str = "en", **question: str) -> etree._Element:
    response = Client().get(f"/{language}/news/feed.atom", question)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def faults(root: etree._Element) -> list[str]:
    """What in a feed breaks a MUST of RFC 4287."""
    found = [] if root.tag == f"{ATOM}feed" else ["the root is no feed"]
    for element, rules in [
        (root, FEED),
        *((entry, ENTRY) for entry in root.findall(f"{ATOM}entry")),
    ]:
        for name, (least, most) in rules.items():
            number = len(element.findall(ATOM + name))
            if not least <= number <= most:
                found.append(f"{number} of {name}")
        links = element.findall(f"{ATOM}link")
        kinds = [(one.get("rel"), one.get("type"), one.get("hreflang")) for one in links]
        if len([kind for kind in kinds if kind[0] == "alternate"]) != len(
            {kind for kind in kinds if kind[0] == "alternate"}
        ):
            found.append("two alternates of one sort")
        if element.find(f"{ATOM}content") is None and "alternate" not in {
            kind[0] for kind in kinds
        }:
            found.append("neither content nor an alternate link")
        found += [f"href {one.get('href')}" for one in links if not ABSOLUTE.match(one.get("href"))]
    entries = root.findall(f"{ATOM}entry")
    if root.find(f"{ATOM}author/{ATOM}name") is None:
        found += ["no author" for entry in entries if entry.find(f"{ATOM}author") is None]
    for one in root.iter(f"{ATOM}updated", f"{ATOM}published"):
        if not RFC_3339.fullmatch(one.text or ""):
            found.append(f"date {one.text}")
    identities = [one.text or "" for one in root.iter(f"{ATOM}id")]
    found += [f"id {one}" for one in identities if not ABSOLUTE.fullmatch(one)]
    if len(identities) != len(set(identities)):
        found.append("an id twice")
    found += ["category" for one in root.iter(f"{ATOM}category") if not one.get("term")]
    return found


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("question", [{}, {"venue": "moscow"}, {"from": "2030"}])
def test_the_feed_of_any_question_is_valid(language: str, question: dict[str, str]) -> None:
    root = feed(language, **question)
    assert not faults(root)
    parsed = feedparser.parse(etree.tostring(root))
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    assert parsed.feed.language == language
    assert bool(parsed.entries) == ("from" not in question)


def test_a_feed_says_who_publishes_it_and_where_it_is() -> None:
    parsed = feedparser.parse(etree.tostring(feed(venue="moscow", utm_source="letter")))
    assert parsed.feed.author == "Institute for Development"
    assert "Institute for Development" in parsed.feed.rights
    links = {link.rel: link.href for link in parsed.feed.links}
    assert links["self"].endswith("/en/news/feed.atom?venue=moscow")
    assert links["alternate"].endswith("/en/news/?venue=moscow")


@pytest.fixture
def picture() -> Picture:
    with (MEDIA / "lab.webp").open("rb") as file:
        return Picture.objects.create(title="A lab", file=ImageFile(file, "a-lab.webp"))


def test_an_entry_has_the_whole_article_with_complete_addresses(picture: Picture) -> None:
    other = ArticlePage.objects.live().in_language("en").first()
    document = File.objects.create(title="Terms", file="documents/terms.pdf")
    page = article(
        "A lathe learns to sing",
        dt.date(2026, 11, 1),
        cover=picture,
        cover_alt="A lab at dawn",
        lead="In short.",
        body=[
            ("text", f'<p>See <a linktype="page" id="{other.pk}">this</a> & more.</p>'),
            ("image", {"image": picture, "alt": "A lab at noon", "caption": "Noon"}),
            ("gallery", {"pictures": [{"image": picture, "alt": f"Lab {n}"} for n in (1, 2)]}),
            ("quote", {"text": "It sings.", "name": "Ann Other", "role": "Turner"}),
            ("figures", {"figures": [{"value": "400+", "label": "songs"}]}),
            ("documents", {"documents": [document]}),
            ("related", {"page": other, "title": ""}),
        ],
    )
    shared = page.cover.get_rendition("width-720|format-jpeg")
    entry = feedparser.parse(etree.tostring(feed(name="lathe sing"))).entries[0]
    assert entry.link.endswith(page.url)
    assert entry.summary == "In short."
    html = BeautifulSoup(entry.content[0].value, "html.parser")
    addresses = [one.get("href") or one.get("src") for one in html.select("[href], [src]")]
    assert addresses and all(ABSOLUTE.fullmatch(str(one)) for one in addresses), addresses
    assert f"http://testserver{other.url}" in addresses
    assert [one["alt"] for one in html.select("figure > img")] == [
        "A lab at dawn", "A lab at noon", "Lab 1", "Lab 2",
    ]  # fmt: skip
    assert html.blockquote.get_text(strip=True) == "It sings."
    assert html.select_one("dl dd").get_text(strip=True) == "400+"
    assert not html.select("[class], svg, source, nav, script, style")
    cover = next(link for link in entry.links if link.rel == "enclosure")
    assert (cover.type, int(cover.length)) == ("image/jpeg", shared.file.size)


def test_a_correction_moves_the_feed_and_is_told_in_the_text() -> None:
    page = article("A lathe hums", dt.date(2026, 11, 1), live=False, lead="In short.")
    page.save_revision().publish()
    before = feed(name="lathe hums")
    page = ArticlePage.objects.get(pk=page.pk)
    page.corrections = [Correction(kind="correction", date=dt.date(2026, 11, 2), text="It hums.")]
    page.change_kind, page.change_note = "correction", "It did not sing."
    page.save_revision().publish()
    after = feed(name="lathe hums")
    for name in ("updated", f"entry/{ATOM}updated"):
        assert after.findtext(ATOM + name) > before.findtext(ATOM + name)
    assert after.findtext(f"{ATOM}updated") == after.findtext(f"{ATOM}entry/{ATOM}updated")
    assert after.findtext(f"{ATOM}entry/{ATOM}id") == before.findtext(f"{ATOM}entry/{ATOM}id")
    assert "It did not sing." in after.findtext(f"{ATOM}entry/{ATOM}content")


def _queries(question: dict[str, str]) -> int:
    Client().get("/en/news/feed.atom", question).getvalue()  # pictures' sizes are made once
    with CaptureQueriesContext(connection) as captured:
        Client().get("/en/news/feed.atom", question).getvalue()
    return len(captured)


def test_a_long_feed_costs_as_many_queries_as_a_short_one(picture: Picture) -> None:
    programme = ProgrammePage.objects.filter(locale=Locale.objects.get(language_code="en")).first()
    for n in range(12):
        other = ArticlePage.objects.live().in_language("ru").order_by("pk")[n]
        document = File.objects.create(title=f"Terms {n}", file=f"documents/terms-{n}.pdf")
        links = f'<a linktype="page" id="{other.pk}">a</a><a linktype="document" id="{document.pk}">b</a>'
        page = article(
            f"Lathe number {n}",
            dt.date(2026, 11, 1 + n),
            cover=picture,
            cover_alt="A lab",
            body=[
                ("text", f"<p>{links}</p>"),
                ("callout", {"title": "Note", "text": f"<p>{links}</p>"}),
                ("image", {"image": picture, "alt": "A lab"}),
                ("documents", {"documents": [document]}),
                ("related", {"page": other, "title": ""}),
            ],
        )
        page.programmes = [programme]
        page.save()
    assert len(feed(name="lathe number").findall(f"{ATOM}entry")) == 12
    assert _queries({"name": "lathe number"}) == _queries(
        {"name": "lathe number", "from": "2026-11-11"}
    )


def test_a_control_character_does_not_break_the_feed() -> None:
    article("A lathe hisses", dt.date(2026, 11, 1), lead="In\x0bshort.")
    assert not faults(feed(name="lathe hisses"))
