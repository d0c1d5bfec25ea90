"""What is looked at before an article is published, in the form and in an import."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import rich_text

from news import checks
from news.models import ArticlePage, File, Picture
from news.writing.templates import TEMPLATES
from tests.newsroom import add_article, article, article_form, signed_in, venue

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def editor(settings: Any, tmp_path: Any) -> Client:
    settings.MEDIA_ROOT = tmp_path
    return signed_in("daria", "Editors")


@pytest.fixture
def moderator(settings: Any, tmp_path: Any) -> Client:
    settings.MEDIA_ROOT = tmp_path
    return signed_in("marat", "Moderators")


def picture() -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, format="PNG")
    upload = SimpleUploadedFile("p.png", file.getvalue(), "image/png")
    return Picture.objects.create(title="Hall", file=upload)


def draft(title: str, **facts: Any) -> ArticlePage:
    return article(title, facts.pop("date", TODAY), live=False, **facts)


def said(page: ArticlePage, level: str = "") -> list[tuple[str, str]]:
    """What the checks say of an article: the field and the words."""
    return [
        (finding.field, finding.message)
        for finding in checks.findings(page)
        if not level or finding.level == level
    ]


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": f"00000000-0000-4000-8000-00000000000{len(kind)}"}


PLAIN = {"lead": "In short."}


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"lead": ""}, "lead", "There is no lead"),
        ({"title": "n" * 111}, "title", "too long for a card"),
        ({"title": "n" * 80}, "title", "cut when the article is shared"),
        ({"event_start": dt.date(2026, 11, 18)}, "venue_links", "no venue is given"),
        ({"event_start": dt.date(2026, 12, 1)}, "event_start", "after the publication date"),
        (
            {"kind": "announcement", "event_start": dt.date(2026, 11, 1)},
            "event_start",
            "announces what was over",
        ),
        ({"body": [block("heading", {"text": "Why", "level": "h3"})]}, "body", "“Why” is a part"),
    ],
)
def test_an_editor_is_warned_at_the_field(facts: dict[str, Any], field: str, words: str) -> None:
    facts = {**PLAIN, **facts}
    body = facts.pop("body", [])
    page = draft(facts.pop("title", "A plain name"), **facts)
    page.body = page.body.stream_block.to_python(body)
    assert any(place == field and words in text for place, text in said(page, "warning")), said(
        page
    )
    assert not said(page, "error")


def test_an_article_with_everything_has_nothing_to_be_said_of() -> None:
    page = article(
        "A plain name", TODAY, venue("Hall of checks"), event_start=TODAY, live=False, **PLAIN
    )
    assert [words for _field, words in said(page)] == ["There is no translation yet: Русский."]


def test_the_same_name_published_before_is_shown_with_its_date() -> None:
    before = article("School of checks opens", dt.date(2025, 3, 4))
    article("School of checks opens again", dt.date(2025, 3, 5))
    finding = next(f for f in checks.findings(draft("School of  Checks opens", **PLAIN)) if f.link)
    assert finding.field == "title"
    assert "4 March 2025" in finding.message
    assert finding.link == (reverse("wagtailadmin_pages:edit", args=[before.pk]), before.title)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("text", '<p><a linktype="page" id="999999">here</a></p>', "a page that was deleted"),
        ("text", '<p><a linktype="document" id="999999">here</a></p>', "document that was deleted"),
        ("related", {"page": 999999, "title": ""}, "was deleted"),
        ("text", "<p>✎ Who met?</p>", "A hint of the template is left"),
    ],
)
def test_what_would_fail_readers_stops_the_publication(kind: str, value: Any, words: str) -> None:
    page = draft("A plain name", **PLAIN)
    page.body = page.body.stream_block.to_python([block(kind, value)])
    assert any(place == "body" and words in text for place, text in said(page, "error"))


def test_a_link_to_what_is_there_is_fine_and_one_to_a_draft_is_a_warning() -> None:
    there, hidden = article("There", TODAY), draft("Hidden")
    document = File.objects.create(title="Rules", file=SimpleUploadedFile("r.txt", b"Rules"))
    links = (
        f'<p><a linktype="page" id="{there.pk}">a</a>'
        f' <a linktype="document" id="{document.pk}">b</a></p>'
    )
    page = draft("A plain name", **PLAIN)
    page.body = page.body.stream_block.to_python([block("text", links)])
    assert {field for field, _words in said(page)} == {""}
    page.body = page.body.stream_block.to_python(
        [block("text", f'<p><a linktype="page" id="{hidden.pk}">a</a></p>')]
    )
    assert said(page, "warning") and not said(page, "error")


def test_an_error_stops_submitting_but_never_the_draft(editor: Client) -> None:
    data = article_form("A cover without words", cover=picture().pk)
    assert add_article(editor, data | {"action-submit": "1"}).status_code == 200
    assert not ArticlePage.objects.filter(title="A cover without words").exists()
    assert add_article(editor, data).status_code == 302
    page = ArticlePage.objects.get(title="A cover without words")
    assert not page.live and page.cover_id

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    again = data | {"slug": page.slug, "event_start": "2026-11-20", "event_end": "2026-11-19"}
    assert editor.post(edit, again).status_code == 302
    assert editor.post(edit, again | {"action-submit": "1"}).status_code == 200
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.get_latest_revision_as_object().event_end == dt.date(2026, 11, 19)
    assert page.current_workflow_state is None


def test_publishing_many_at_once_tells_which_rule_stopped_it(moderator: Client) -> None:
    page = draft("No words for the picture", cover=picture(), **PLAIN)
    page.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = moderator.post(f"{address}?id={page.pk}", follow=True)
    assert "Not done. Alt text: Say what the picture shows." in response.content.decode()
    page.refresh_from_db()
    assert not page.live


def test_the_form_shows_what_the_checks_say_of_the_draft(editor: Client) -> None:
    add_article(editor, article_form("Checked", lead=""))
    page = ArticlePage.objects.get(title="Checked")
    for address in (
        reverse("news_checks", args=[page.pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ):
        text = editor.get(address).content.decode()
        assert 'data-path="lead"' in text and "There is no lead" in text


def test_who_may_not_edit_an_article_does_not_see_its_checks(client: Client) -> None:
    page = draft("Hidden")
    address = reverse("news_checks", args=[page.pk])
    assert client.get(address).status_code == 302
    assert signed_in("guest").get(address).status_code == 302


def test_an_import_obeys_the_same_rules(tmp_path: Path, capsys: Any) -> None:
    lines = [
        {"id": "ok", "lang": "en", "title": "Without a lead", "date": "2026-11-01"},
        {
            "id": "hint", "lang": "en", "title": "With a hint", "date": "2026-11-01",
            "body_html": "<p>✎ Who met?</p>",
        },
    ]  # fmt: skip
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines))
    with pytest.raises((CommandError, SystemExit)):
        call_command("import_articles", str(file))
    assert ArticlePage.objects.get(source_id="ok").live
    assert not ArticlePage.objects.filter(source_id="hint").exists()
    output = capsys.readouterr()
    assert "A hint of the template is left" in output.out + output.err


@pytest.mark.parametrize("slug", TEMPLATES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_template_gives_a_draft_that_cannot_be_published_as_it_is(
    editor: Client, slug: str, language: str
) -> None:
    response = editor.get(
        reverse("news_write"), {"language": language, "template": slug}, follow=True
    )
    page = response.context["form"].instance
    assert page.locale.language_code == language
    assert page.kind == TEMPLATES[slug].kind
    assert {field for field, _text in said(page, "error")} == {"body"}
    words = " ".join(str(part.value) for part in page.body)
    assert ("Кто" in words or "Что" in words or "Сколько" in words) == (language == "ru")


def test_paragraphs_of_a_form_are_saved_as_blocks(editor: Client) -> None:
    data = article_form("With text", body=[("text", rich_text("<p>About a hundred came.</p>"))])
    assert add_article(editor, data | {"action-submit": "1"}).status_code == 302


def test_a_link_that_leads_nowhere_stops_submitting_but_not_an_old_article(editor: Client) -> None:
    gone = article("Soon gone", TODAY)
    link = f'<p>See <a linktype="page" id="{gone.pk}">this</a>.</p>'
    data = article_form("It leads there", body=[("text", rich_text(link))])
    old = article("Published long ago", TODAY)
    old.body = old.body.stream_block.to_python([block("text", link)])
    gone.delete()
    response = add_article(editor, data | {"action-submit": "1"})
    assert "a page that was deleted" in response.content.decode()
    assert add_article(editor, data).status_code == 302
    old.save()
