"""What the person at the machine sees of `manage.py import_articles`."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.signals import page_published

from news.models import ArticlePage, File, Picture, ProgrammePage, Topic, Venue
from tests.newsroom import venue

pytestmark = pytest.mark.django_db


def row(identity: str = "t:1", **fields: Any) -> dict[str, Any]:
    return {
        "id": identity,
        "lang": "en",
        "title": f"Article {identity}",
        "date": "2019-12-04",
        **fields,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    images = tmp_path / "images"
    images.mkdir()
    for name, color in (("red.jpg", "red"), ("blue.png", "blue")):
        Image.new("RGB", (40, 30), color).save(images / name)
    return tmp_path


@pytest.fixture
def run(folder: Path):
    """Import these rows (or raw bytes); the answer is the report and whether the command failed."""

    def run(
        *rows: dict[str, Any] | bytes, name: str = "articles.jsonl", **options: Any
    ) -> tuple[str, bool]:
        lines = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in rows]
        content = b"\n".join(lines)
        path = folder / name
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        out = io.StringIO()
        try:
            call_command("import_articles", path, stdout=out, verbosity=0, **options)
        except CommandError as error:
            return f"{out.getvalue()}{error}", True
        return out.getvalue(), False

    return run


def get(identity: str = "t:1") -> ArticlePage:
    return ArticlePage.objects.get(source_id=identity)


def counts(report: str) -> tuple[int, ...]:
    """Created, updated, unchanged, refused."""
    numbers = dict(line.split(": ", 1) for line in report.splitlines() if ": " in line)
    return tuple(int(numbers[name]) for name in ("created", "updated", "unchanged", "refused"))


FULL = row(
    lead="In short.",
    body_html='<p>Text.</p><h2>Part</h2><img src="images/blue.png" alt="Blue">',
    kind="media",
    venues=["Kazan", "  moscow ", "KAZAN"],
    topics=["Schools"],
    programmes=["A new programme"],
    event={"start": "2019-11-28", "end": "2019-11-30T18:00:00"},
    source={"name": "The Paper", "url": "https://paper.example/1"},
    image={"file": "red.jpg", "alt": "Red", "credit": "Ann"},
    old_urls=["/old/1/", "/старый/путь"],
)


def test_every_field_is_taken(run):
    if not Venue.objects.filter(name="Moscow").exists():
        venue("Moscow")
    assert counts(run(FULL)[0]) == (1, 0, 0, 0)
    article = get()
    assert article.live and not article.has_unpublished_changes and article.live_revision
    assert article.lead == "In short." and article.kind == "media"
    assert [block.block_type for block in article.body] == ["text", "heading", "image"]
    assert [venue.name for venue in article.venues] == ["Kazan", "Moscow"]
    assert [topic.name for topic in article.topics.all()] == ["Schools"]
    assert ProgrammePage.objects.get(title="A new programme").live
    assert (article.event_start.isoformat(), article.event_end.isoformat()) == (
        "2019-11-28",
        "2019-11-30",
    )
    assert (article.source_name, article.source_url) == ("The Paper", "https://paper.example/1")
    assert (article.cover_alt, article.cover_credit) == ("Red", "Ann")
    assert article.cover.width == 40 and article.cover.file_hash
    assert article.first_published_at.date().isoformat() == "2019-12-04"
    paths = Redirect.objects.filter(redirect_page=article, is_permanent=True)
    assert {redirect.old_path for redirect in paths} == {"/old/1", "/старый/путь"}


def test_again_changes_nothing(run):
    run(FULL)
    before = get()
    assert counts(run(FULL)[0]) == (0, 0, 1, 0)
    assert get().latest_revision_id == before.latest_revision_id
    assert Picture.objects.filter(file_hash=before.cover.file_hash).count() == 1


def test_history_and_signals(run):
    published: list[str] = []

    def listen(instance: Any, **_signal: Any) -> None:
        published.append(instance.title)

    page_published.connect(listen)
    run(row())
    run(row(title="Another name"))
    page_published.disconnect(listen)
    assert published == ["Article t:1", "Another name"]
    actions = PageLogEntry.objects.filter(page=get().pk).values_list("action", flat=True)
    assert sorted(actions) == ["wagtail.create", *["wagtail.publish"] * 2, "wagtail.rename"]
    assert get().revisions.count() == 2
    assert not ModelLogEntry.objects.filter(label="Article t:1").exists()


def test_an_imported_article_is_found(run):
    run(row(title="Zymurgy for beginners"))
    assert [page.title for page in ArticlePage.objects.search("zymurgy")] == [
        "Zymurgy for beginners"
    ]


def test_absent_fields_stay_and_empty_ones_are_cleared(run):
    run(FULL)
    assert counts(run(row(title="New"))[0]) == (0, 1, 0, 0)
    article = get()
    assert article.title == "New" and article.lead == "In short." and article.cover
    run(row(lead="", event=None, source=None, image=None, venues=[], body_html=""))
    article = get()
    assert (article.lead, article.event_start, article.source_name, article.cover) == (
        "",
        None,
        "",
        None,
    )
    assert not article.venues and not article.body


def test_a_small_change_keeps_what_the_format_cannot_say(run):
    run(FULL)
    article = get()
    article.cover_caption = "A caption"
    article.search_description = "For search engines"
    article.corrections.create(text="The date was wrong.")
    article.save_revision().publish()
    run({**FULL, "lead": "Shorter."})
    article = get()
    assert article.lead == "Shorter." and article.cover_caption == "A caption"
    assert article.search_description == "For search engines" and article.corrections.count() == 1


def test_dry_run_writes_nothing(run):
    files = set(Path(settings.MEDIA_ROOT).rglob("*"))
    report, failed = run(FULL, row("t:2", lang="xx"), dry_run=True)
    assert counts(report) == (1, 0, 0, 1) and failed and "Dry run" in report
    assert not ArticlePage.objects.filter(source_id="t:1").exists()
    assert not Topic.objects.filter(name="Schools").exists()
    assert set(Path(settings.MEDIA_ROOT).rglob("*")) == files


def test_the_good_ones_are_kept(run):
    report, failed = run(row("t:1"), row("t:2", date="soon"), b"{oops", row("t:3"))
    assert failed and counts(report) == (2, 0, 0, 2)
    assert "articles.jsonl, line 2, date: “soon”" in report
    assert "articles.jsonl, line 3, line: is not JSON" in report
    assert get("t:3").live


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"id": None}, "id"),
        ({"id": 7}, "id"),
        ({"id": "x" * 201}, "id"),
        ({"lang": "xx"}, "lang"),
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"title": ["x"]}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"lead": "half \ud83d"}, "lead"),
        ({"lead": "x" * 501}, "lead"),
        ({"date": "2019-02-30"}, "date"),
        ({"date": "20190204"}, "date"),
        ({"date": "2019-12-04T10:00"}, "date"),
        ({"kind": "gossip"}, "kind"),
        ({"body_html": 5}, "body_html"),
        ({"body_html": "<div>" * 500}, "body_html"),
        ({"body_html": '<img src="images/red.jpg">'}, "body_html"),
        ({"body_html": '<img src="images/gone.jpg" alt="x">'}, "body_html"),
        ({"body_html": '<img src="images/../../secret.jpg" alt="x">'}, "body_html"),
        ({"venues": "Kazan"}, "venues"),
        ({"venues": ["Kazan", 5]}, "venues[1]"),
        ({"topics": ["x" * 121]}, "topics"),
        ({"event": {"end": "2019-12-04"}}, "event.start"),
        ({"event": {"start": "2019-12-04", "end": "2019-12-03"}}, "event.end"),
        ({"event": "2019-12-04"}, "event"),
        ({"source": {"url": "https://paper.example"}}, "source.name"),
        ({"source": {"name": "Paper", "url": "paper"}}, "source.url"),
        ({"image": {"file": "red.jpg"}}, "image.alt"),
        ({"image": {"alt": "Red"}}, "image.file"),
        ({"image": {"file": "red.jpg", "alt": "x" * 201}}, "image.alt"),
        ({"image": {"file": "red.jpg", "alt": "x", "credit": "x" * 161}}, "image.credit"),
        ({"image": {"file": "gone.jpg", "alt": "x"}}, "image.file"),
        ({"image": {"file": "../articles.jsonl", "alt": "x"}}, "image.file"),
        ({"image": {"file": "/etc/hosts", "alt": "x"}}, "image.file"),
        ({"translation_of": "nobody"}, "translation_of"),
        ({"old_urls": ["https://a.example/x"]}, "old_urls[0]"),
        ({"old_urls": ["//a.example/x"]}, "old_urls[0]"),
        ({"old_urls": ["/" + "x" * 255]}, "old_urls[0]"),
        ({"old_urls": ["/en/news/"]}, "old_urls"),
    ],
)
def test_refusals_name_the_field(run, fields: dict[str, Any], field: str):
    report, failed = run(row(**fields) if "id" not in fields else {**row(), **fields})
    assert failed and counts(report) == (0, 0, 0, 1)
    assert f"line 1, {field}: " in report


def test_every_problem_of_a_line_is_told(run):
    report, _failed = run(row(title="", date="x"))
    assert "line 1, title: " in report and "line 1, date: " in report and counts(report)[3] == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "\xff"}', "UTF-8"),
        (b"[1]", "object"),
        (b"nul", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "JSON"),
        (b'{"id": "' + b"x" * 11_000_000 + b'"}', "10 MB"),
    ],
)
def test_lines_that_are_no_records(run, line: bytes, reason: str):
    report, failed = run(b"", line, b"   ", row())
    assert failed and counts(report) == (1, 0, 0, 1)
    assert "line 2, line: " in report and reason in report


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_damaged_pictures(run, folder: Path, content: bytes):
    (folder / "images/bad.png").write_bytes(content)
    report, _failed = run(row(image={"file": "bad.png", "alt": "x"}))
    assert "line 1, image.file: images/bad.png: " in report


def test_pictures_that_are_cut_off_huge_or_of_another_kind(run, folder: Path, settings: Any):
    images = folder / "images"
    whole = (images / "red.jpg").read_bytes()
    (images / "cut.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    (images / "wrong.png").write_bytes(whole)
    (images / "text.svg").write_text("<svg/>")
    (folder / "outside.jpg").write_bytes(whole)
    (images / "link.jpg").symlink_to(folder / "outside.jpg")
    for name in ("cut.jpg", "wrong.png", "text.svg", "link.jpg"):
        assert "image.file: " in run(row(image={"file": name, "alt": "x"}))[0], name
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    assert "too many pixels" in run(row(image={"file": "red.jpg", "alt": "x"}))[0]


def test_a_refused_article_leaves_no_file_behind(run):
    files = set(Path(settings.MEDIA_ROOT).rglob("*.jpg"))
    image = {"file": "red.jpg", "alt": "x"}
    run(row(image=image, old_urls=["/en/news/"], venues=["Nowhere"]))
    assert set(Path(settings.MEDIA_ROOT).rglob("*.jpg")) == files
    assert not Venue.objects.filter(name="Nowhere").exists()
    assert counts(run(row(venues=["Nowhere"]))[0]) == (1, 0, 0, 0)


def test_ids_twice(run):
    report, _failed = run(row(), row(), row(title="Other"))
    assert counts(report) == (1, 0, 1, 1)
    assert "line 3, id: " in report and get().title == "Article t:1"


def test_translations_in_any_order(run):
    report, failed = run(
        row("ru", lang="ru", title="Статья", translation_of="en"), row("en"), row("x", lang="ru")
    )
    assert not failed and counts(report) == (3, 0, 0, 0)
    assert get("ru").translation_key == get("en").translation_key != get("x").translation_key
    assert counts(run(row("x", lang="ru"), row("en"))[0]) == (0, 0, 2, 0)
    refused, _failed = run(row("x", lang="ru", translation_of="en"), row("y", translation_of="en"))
    assert (
        "is translated into this language already: “ru”" in refused and "same language" in refused
    )


def test_articles_that_name_each_other(run):
    rows = [row("a", translation_of="b"), row("b", lang="ru", translation_of="a")]
    assert counts(run(*rows)[0]) == (2, 0, 0, 0)
    assert get("a").translation_key == get("b").translation_key
    assert counts(run(*rows)[0]) == (0, 0, 2, 0)


def test_an_article_can_become_a_translation(run):
    run(row("a"), row("b", lang="ru"))
    assert counts(run(row("b", lang="ru", translation_of="a"))[0]) == (0, 1, 0, 0)
    assert get("a").translation_key == get("b").translation_key


def test_old_addresses(run, client):
    run(row(old_urls=["/x/1/?b=2&a=1"]))
    assert client.get("/x/1?a=1&b=2").headers["Location"] == get().url
    report, _failed = run(row("t:2", old_urls=["/x/1/?a=1&b=2"]), row("t:3", old_urls=[get().url]))
    assert report.count("old_urls: ") == 2
    assert counts(run(row(old_urls=[get().url]))[0]) == (0, 0, 1, 0)


def test_an_editors_work_is_not_lost(run):
    run(row())
    article = get()
    article.title = "An editor's draft"
    article.save_revision()
    assert counts(run(row())[0]) == (0, 0, 1, 0)
    assert "id: the article has unpublished changes" in run(row(title="New"))[0]
    assert get().get_latest_revision_as_object().title == "An editor's draft"
    article.get_latest_revision().publish()
    get().unpublish()
    assert "id: the article is not published" in run(row(title="New"))[0]


def test_a_language_cannot_change(run):
    run(row())
    assert "lang: " in run(row(lang="ru"))[0]


def test_unknown_fields_are_counted(run):
    report, failed = run(row(author="x", tags=[]), row("t:2", author="y"))
    assert not failed and "ignored unknown fields: author (2), tags (1)" in report


def test_paths_of_this_site_become_page_links(run):
    run(row())
    html = f'<p><a href="{get().url}">x</a> <a href="/en/news/gone/">y</a></p>'
    run(row("t:2", body_html=html))
    text = get("t:2").body[0].value.source
    assert f'linktype="page" id="{get().pk}"' in text and 'href="/en/news/gone/"' in text
    assert counts(run(row("t:2", body_html=html))[0]) == (0, 0, 1, 0)


def test_a_picture_that_is_there_is_used_again_with_its_credit(run, folder: Path):
    run(row(image={"file": "red.jpg", "alt": "x"}))
    Picture.objects.filter(pk=get().cover_id).update(credit="Ann", file_hash="")
    (folder / "images/other.jpeg").write_bytes((folder / "images/red.jpg").read_bytes())
    again = row(
        "t:2",
        image={"file": "other.jpeg", "alt": "y"},
        body_html='<img src="images/red.jpg" alt="z">',
    )
    run(again)
    assert get("t:2").cover_id == get().cover_id and get("t:2").credit == "Ann"
    assert counts(run(again)[0]) == (0, 0, 1, 0)


def test_files(run, folder: Path):
    assert counts(run(row(), name="a.jsonl.gz")[0]) == (1, 0, 0, 0)
    with pytest.raises(CommandError, match="is not a file"):
        call_command("import_articles", folder / "gone.jsonl", verbosity=0)
    (folder / "plain.jsonl.gz").write_bytes(b"not compressed")
    with pytest.raises(CommandError, match="damaged"):
        call_command("import_articles", folder / "plain.jsonl.gz", verbosity=0)


def test_what_was_before_the_damage_is_kept(folder: Path):
    rows = "\n".join(json.dumps(row(f"t:{n}", lead=f"{n * 7919}" * 40)) for n in range(30))
    packed = gzip.compress(rows.encode())
    (folder / "cut.jsonl.gz").write_bytes(packed[: len(packed) - 100])
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"damaged|UTF-8|refused"):
        call_command("import_articles", folder / "cut.jsonl.gz", stdout=out, verbosity=0)
    assert counts(out.getvalue())[0] > 10


def test_a_byte_order_mark_and_windows_line_ends(run):
    report, _failed = run(b"\xef\xbb\xbf" + json.dumps(row()).encode() + b"\r")
    assert counts(report) == (1, 0, 0, 0)


def test_documents_are_not_touched(run):
    before = File.objects.count()
    run(row(body_html='<a href="/documents/1/x.pdf">x</a>'))
    assert File.objects.count() == before


def test_what_translates_what_is_known_in_any_direction(run):
    run(row("ru", lang="ru", title="Станок"), row("en", title="Lathe", translation_of="ru"))
    original, copy = get("ru"), get("en")
    assert copy.translated_from == original
    assert copy.translated_revision == original.live_revision
    assert copy not in ArticlePage.objects.stale()
    run(row("ru", lang="ru", title="Другой станок"))
    assert copy in ArticlePage.objects.stale()
    logged = PageLogEntry.objects.filter(page=original.pk, action="wagtail.publish").latest("pk")
    assert logged.data["change"] == {"kind": "update", "note": ""}
    assert not get("ru").corrections.exists(), "readers are told nothing of it"
