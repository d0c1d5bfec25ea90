"""An article as Markdown, by its own address and by what a program says it accepts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from markdown_it import MarkdownIt

from news.models import ArticlePage, Correction
from tests.newsroom import article, venue

pytestmark = pytest.mark.django_db
Visit = Callable[..., Any]


@pytest.fixture
def page() -> ArticlePage:
    page = article(
        "A lathe * learns [twice]",
        dt.date(2026, 11, 1),
        venue("Hall of Lathes"),
        live=False,
        lead="In short & in full.",
        event_start=dt.date(2026, 10, 30),
        body=[
            ("heading", {"text": "How it went", "level": "h2"}),
            (
                "text",
                '<p>By <a href="/en/about/">us</a> and <b>others</b>.</p><ul><li>one</li></ul>',
            ),
            ("quote", {"text": "It sings.", "name": "Ann Other", "role": "Turner"}),
            ("figures", {"figures": [{"value": "400+", "label": "songs"}]}),
            (
                "table",
                {
                    "columns": [
                        {"type": "text", "heading": "Year"},
                        {"type": "text", "heading": "Songs"},
                    ],
                    "rows": [{"values": ["<p>2025</p>", "<p>212</p>"]}],
                    "caption": "Songs by year",
                },
            ),
            ("embed", {"url": "https://example.org/song", "title": "The song"}),
        ],
    )
    page.corrections = [
        Correction(kind="correction", date=dt.date(2026, 11, 2), text="Two, not one.")
    ]
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def test_the_text_has_the_facts_and_every_block(page: ArticlePage) -> None:
    response = Client().get(f"{page.url[:-1]}.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    text = response.content.decode()
    html = MarkdownIt().enable("table").render(text)
    assert "<h1>A lathe * learns [twice]</h1>" in html
    for part in (
        "<p>In short &amp; in full.</p>", "1 November 2026", "30 October 2026", "Hall of Lathes",
        f'href="http://testserver{page.url}"', "Two, not one.", "<h2>How it went</h2>",
        'href="http://testserver/en/about/"', "<strong>others</strong>", "<li>one</li>",
        "<blockquote>\n<p>It sings.</p>", "Ann Other", "songs: <strong>400+</strong>",
        "<th>Songs</th>", "<td>212</td>", "Songs by year", 'href="https://example.org/song"',
    ):  # fmt: skip
        assert part in html, part
    assert "<div" not in text and "\n\n\n" not in text
    assert f'<http://testserver{page.url}>; rel="canonical"' == response["Link"]


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/markdown", "text/markdown"),
        ("text/markdown, text/html;q=0.9, */*;q=0.1", "text/markdown"),
        ("text/html;q=0.5, text/markdown;q=0.4", "text/html"),
        ("text/html, text/markdown;q=0.9", "text/html"),
        ("text/markdown;q=0", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("text/*", "text/html"),
        ("application/pdf", "text/html"),
        (None, "text/html"),
    ],
)
def test_a_program_gets_what_it_prefers(page: ArticlePage, accept: str | None, wanted: str) -> None:
    response = Client().get(page.url, headers={"accept": accept} if accept else {})
    assert response.status_code == 200
    assert response["Content-Type"].startswith(wanted)


def test_no_shared_cache_gives_a_reader_the_text_for_the_page(page: ArticlePage) -> None:
    text = Client().get(page.url, headers={"accept": "text/markdown"})
    assert "private" in text["Cache-Control"]
    assert "Accept" in text["Vary"].split(", ")
    assert text["Content-Location"] == f"{page.url[:-1]}.md"
    html = Client().get(page.url)
    assert "Accept" not in html.get("Vary", "").split(", "), "the page has one form in caches"


def test_the_page_announces_its_text(visit: Visit, page: ArticlePage) -> None:
    link = visit(page.url).soup.select_one("link[rel=alternate][type='text/markdown']")
    assert link["href"] == f"{page.url[:-1]}.md"


def test_a_russian_article_is_told_in_russian() -> None:
    russian = ArticlePage.objects.live().in_language("ru").filter(event_start__isnull=False).first()
    text = Client().get(f"{russian.url[:-1]}.md").content.decode()
    assert "Опубликовано: " in text
    assert Client().get(f"/en/news/{russian.slug}.md").status_code == 404
