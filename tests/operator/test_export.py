"""What `manage.py export_articles` writes, and that reading it again changes nothing."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test.utils import CaptureQueriesContext
from PIL import Image

from news.exchange.exporter import exported, published
from news.models import ArticlePage, File, Picture
from tests.newsroom import article, venue

pytestmark = pytest.mark.django_db


def export(path: Path) -> list[dict[str, Any]]:
    call_command("export_articles", path, stdout=io.StringIO(), verbosity=0)
    return [json.loads(line) for line in path.read_text().splitlines()]


def read_in(path: Path) -> str:
    out = io.StringIO()
    call_command("import_articles", path, stdout=out, verbosity=0)
    return out.getvalue()


def picture(color: str, credit: str = "") -> Picture:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(content, "JPEG")
    return Picture.objects.create(
        title=color, credit=credit, file=ContentFile(content.getvalue(), f"{color}.JPEG")
    )


@pytest.fixture
def rich() -> ArticlePage:
    """An article with every kind of block, and with what the format cannot say."""
    red, blue = picture("maroon", "Ann"), picture("navy")
    target = article("Where a link leads", dt.date(2019, 1, 1))
    document = File.objects.create(title="Rules", file=ContentFile(b"x", "rules.pdf"))
    item = lambda value: {"type": "item", "value": value, "id": str(uuid4())}  # noqa: E731
    shown = {"image": red.pk, "alt": "Red", "caption": "In the hall", "credit": ""}
    text = (
        f'<p data-block-key="a">See <a linktype="page" id="{target.pk}">page</a>, '
        f'<a linktype="document" id="{document.pk}">file</a>, <a linktype="page" id="999999">gone</a>.</p>'
    )
    body = [
        {"type": "text", "value": text},
        {"type": "heading", "value": {"text": "A < B", "level": "h3"}},
        {"type": "image", "value": shown},
        {
            "type": "gallery",
            "value": {"pictures": [item(shown), item({**shown, "image": blue.pk})]},
        },
        {"type": "quote", "value": {"text": "Words.\nMore.\n\nEnd.", "name": "", "role": "Mentor"}},
        {"type": "figures", "value": {"figures": [item({"value": "400+", "label": "clubs"})]}},
        {
            "type": "table",
            "value": {
                "caption": "Rates",
                "columns": [{"type": "text", "heading": "Year"}, {"type": "text", "heading": ""}],
                "rows": [{"values": ["<p><b>2019</b></p>", ""]}],
            },
        },
        {"type": "callout", "value": {"title": "Apply", "text": "<p>By <b>May</b>.</p>"}},
        {"type": "documents", "value": {"documents": [item(document.pk)]}},
        {"type": "embed", "value": {"url": "https://video.example/1", "title": "Film"}},
        {"type": "related", "value": {"page": target.pk, "title": ""}},
    ]
    page = article(
        "Rich",
        dt.date(2019, 2, 2),
        venue("Kazan"),
        source_id="rich",
        lead="Two\r\nlines",
        body=json.dumps(body),
        cover=red,
        cover_alt="Red",
        cover_caption="A caption",
    )
    page.corrections.create(text="It was Tuesday.")
    page.save_revision().publish()
    return page


def test_blocks_as_html(rich: ArticlePage, tmp_path: Path):
    row = next(row for row in export(tmp_path / "all.jsonl") if row["id"] == "rich")
    html = row["body_html"]
    for part in (
        '<a href="/en/news/where-a-link-leads/">page</a>, <a href="http',
        "/rules.pdf",
        ">file</a>, gone.</p>",
        "<h3>A &lt; B</h3>",
        "<figcaption>In the hall<small>Ann</small></figcaption>",
        '<figure class="gallery">',
        "<p>Words.<br/>More.</p><p>End.</p><footer><cite></cite>Mentor</footer>",
        '<dl class="figures">\n<dt>clubs</dt><dd>400+</dd>',
        "<caption>Rates</caption>",
        "<aside><h2>Apply</h2>",
        '<iframe src="https://video.example/1" title="Film"></iframe>',
        ">Where a link leads</a></p>",
    ):
        assert part in html
    assert row["image"]["credit"] == "Ann" and row["lead"] == "Two\nlines" and "event" not in row
    assert (tmp_path / "images" / row["image"]["file"]).read_bytes() == rich.cover.file.read()


def test_importing_an_export_changes_nothing(rich: ArticlePage, tmp_path: Path):
    before = ArticlePage.objects.get(pk=rich.pk)
    number = len(export(tmp_path / "all.jsonl"))
    assert f"unchanged: {number}\n" in read_in(tmp_path / "all.jsonl")
    after = ArticlePage.objects.get(pk=rich.pk)
    assert after.latest_revision_id == before.latest_revision_id
    assert after.body.raw_data[8]["type"] == "documents" and after.cover_caption == "A caption"


def test_an_empty_site_gets_the_same(rich: ArticlePage, tmp_path: Path):
    (tmp_path / "again").mkdir()
    first, second = tmp_path / "all.jsonl", tmp_path / "again/all.jsonl"
    export(first)
    for page in ArticlePage.objects.all():
        page.delete()
    Picture.objects.all().delete()
    read_in(first)
    export(second)
    assert second.read_text() == first.read_text()
    blocks = {
        block.block_type: block.value for block in ArticlePage.objects.get(source_id="rich").body
    }
    assert [shown["image"].width for shown in blocks["gallery"]["pictures"]] == [40, 40]
    assert blocks["figures"]["figures"][0]["value"] == "400+"
    assert [column["heading"] for column in blocks["table"].columns] == ["Year", ""]
    images = {path.name: path.read_bytes() for path in (tmp_path / "images").iterdir()}
    assert images == {
        path.name: path.read_bytes() for path in (tmp_path / "again/images").iterdir()
    }


def test_order_and_what_is_left_out(tmp_path: Path):
    article("Later", dt.date(1999, 1, 2), source_id="a")
    article("Earlier", dt.date(1999, 1, 1), source_id="b")
    article("По-русски", dt.date(1998, 1, 1), language="ru", source_id="c")
    article("Draft", dt.date(1999, 1, 1), live=False, source_id="d")
    rows = export(tmp_path / "all.jsonl")
    assert [row["id"] for row in rows if row["id"] in set("abcd")] == ["b", "a", "c"]
    languages = [row["lang"] for row in rows]
    assert languages == sorted(languages)
    assert list(rows[0])[:6] == ["id", "lang", "title", "date", "lead", "body_html"]
    assert "По-русски" in (tmp_path / "all.jsonl").read_text()


def test_equal_sites_make_equal_compressed_files(rich: ArticlePage, tmp_path: Path):
    paths = [tmp_path / "one.jsonl.gz", tmp_path / "two.jsonl.gz"]
    for path in paths:
        call_command("export_articles", path, stdout=io.StringIO(), verbosity=0)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert "unchanged" in read_in(paths[0])


def test_a_picture_whose_file_is_gone(rich: ArticlePage, tmp_path: Path):
    rich.cover.file.storage.delete(rich.cover.file.name)
    errors = io.StringIO()
    call_command(
        "export_articles", tmp_path / "all.jsonl", stdout=io.StringIO(), stderr=errors, verbosity=0
    )
    assert "is gone" in errors.getvalue()
    assert "refused: 0" in read_in(tmp_path / "all.jsonl")


def test_a_place_that_cannot_be_written(tmp_path: Path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("export_articles", tmp_path / "gone/all.jsonl", verbosity=0)
    assert not list(tmp_path.iterdir())


def test_queries_do_not_grow_with_articles(django_assert_num_queries: Any):
    from django.db import connection

    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(exported(published()))
        return len(queries)

    before = ask()
    for number in range(10):
        link = ArticlePage.objects.order_by("pk").first()
        article(
            f"More {number}",
            dt.date(2019, 1, 1),
            venue(f"Place {number}"),
            body=json.dumps([{"type": "related", "value": {"page": link.pk, "title": ""}}]),
        )
    assert ask() <= before + 6


@pytest.mark.parametrize("name", ["", ".", "/dev/null"])
def test_what_is_no_file_is_not_written_to(db, name):
    with pytest.raises(CommandError, match="no file to write to"):
        call_command("export_articles", name, verbosity=0)
