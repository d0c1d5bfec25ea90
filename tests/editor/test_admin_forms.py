"""An editor's forms: an article goes in through them, and what is wrong is said at its field."""

import datetime as dt
import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, rich_text

from news.models import ArticlePage, File, Picture, ProgrammeIndexPage, ProgrammePage, Topic
from tests.newsroom import add_article, article, article_form, news_page, signed_in, venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(settings: Any, tmp_path: Any) -> Client:
    settings.MEDIA_ROOT = tmp_path
    return signed_in("daria", "Editors")


def image_file(size: tuple[int, int] = (40, 30), mode: str = "RGB", name: str = "p.png") -> Any:
    file = io.BytesIO()
    Image.new(mode, size).save(file, format="JPEG" if name.endswith("jpg") else "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


def picture() -> Picture:
    return Picture.objects.create(title="Hall", file=image_file())


def programme(title: str, language: str = "en") -> ProgrammePage:
    parent = ProgrammeIndexPage.objects.get(locale__language_code=language)
    page: ProgrammePage = parent.add_child(instance=ProgrammePage(title=title))
    return page


def errors(response: Any) -> dict[str, str]:
    """The message at each field of the form that came back."""
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    found = {}
    for element in soup.select("[data-field-errors]"):
        if message := element.get_text(" ", strip=True):
            found[str(element.get("id", "")).removeprefix("panel-").removesuffix("-errors")] = (
                message
            )
    return found


def test_an_article_with_everything(editor: Client) -> None:
    places, cover = [venue("Kazan IT park"), venue("Tomsk library")], picture()
    school = programme("School of forms")
    topic = Topic.objects.create(name="Forms", locale=news_page().locale)
    body = [
        ("text", rich_text("<p>About a <b>hundred</b> came.</p>")),
        ("heading", {"text": "What was decided", "level": "h2"}),
        ("image", {"image": cover.pk, "alt": "A hall", "caption": "", "credit": ""}),
        ("quote", {"text": "The second year is the hardest.", "name": "N. N.", "role": ""}),
    ]
    data = article_form(
        "Everything at once",
        body=body,
        venues=places,
        programmes=[school.pk],
        topics=[topic.pk],
        cover=cover.pk,
        cover_alt="A hall with a hundred people",
        event_start="2026-11-18",
        corrections=inline_formset([{"date": "2026-11-21", "text": "It was Tuesday."}]),
    )
    data |= {"programmes": [school.pk], "topics": [topic.pk]}
    assert add_article(editor, data).status_code == 302
    page = ArticlePage.objects.get(title="Everything at once").get_latest_revision_as_object()
    assert page.slug == "everything-at-once"
    assert page.date == dt.date(2026, 11, 20)
    assert [place.name for place in page.venues] == ["Kazan IT park", "Tomsk library"]
    assert [p.title for p in page.programmes.all()] == ["School of forms"]
    assert [t.name for t in page.topics.all()] == ["Forms"]
    assert page.event_end == page.event_start == dt.date(2026, 11, 18)
    assert [block.block_type for block in page.body] == ["text", "heading", "image", "quote"]
    assert page.corrections.get().text == "It was Tuesday."

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.get(edit).status_code == 200
    data = article_form("Everything once more", body=body[:1], slug=page.slug, cover=cover.pk,
                        cover_alt="A hall")  # fmt: skip
    assert editor.post(edit, data).status_code == 302
    page = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert page.title == "Everything once more"
    assert len(page.body) == 1


@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [
        ("ru", "Школа организаторов Клубов", "shkola-organizatorov-klubov"),
        ("ru", "¿?!", "page"),
        ("en", "The school — for organizers", "the-school-for-organizers"),
    ],
)
@pytest.mark.parametrize("action", ["", "submit"])
def test_a_slug_is_made_of_latin_letters(
    editor: Client, language: str, title: str, slug: str, action: str
) -> None:
    assert add_article(editor, article_form(title, action=action), language).status_code == 302
    assert ArticlePage.objects.get(title=title).slug == slug
    assert add_article(editor, article_form(title, action=action), language).status_code == 302
    assert ArticlePage.objects.filter(title=title, slug=f"{slug}-2").exists()


@pytest.mark.parametrize(
    ("facts", "field", "message"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"title": "x" * 161}, "title", "The name has 161 characters: shorten it to 160."),
        ({"lead": "x" * 501}, "lead", "500 characters"),
        ({"date": "soon"}, "date", "Enter a valid date."),
        ({"slug": "taken"}, "slug", "already in use"),
        ({"slug": "с пробелом"}, "slug", "valid"),
        (
            {"event_start": "2026-11-20", "event_end": "2026-11-19"},
            "event_end",
            "The last day is before the first: correct one of them.",
        ),
        ({"event_end": "2026-11-19"}, "event_start", "Give the first day too"),
        ({"source_url": "https://paper.example/1"}, "source_name", "Name the source"),
        ({"source_url": "javascript:alert(1)", "source_name": "X"}, "source_url", "valid URL"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    editor: Client, facts: dict[str, Any], field: str, message: str
) -> None:
    article("Taken", dt.date(2026, 1, 1), slug="taken")
    title = facts.pop("title", "A name")
    response = add_article(editor, article_form(title, action="submit", **facts))
    assert field in response.context["form"].errors, response.context["form"].errors
    said = " ".join(text for place, text in errors(response).items() if field in place)
    assert message in said, errors(response)


def test_a_cover_needs_its_alt_text(editor: Client) -> None:
    response = add_article(editor, article_form("A name", cover=picture().pk, action="submit"))
    said = " ".join(text for place, text in errors(response).items() if "cover_alt" in place)
    assert said == "Say what the picture shows."


def test_only_what_is_of_the_articles_language_is_offered(editor: Client) -> None:
    programme("School in English")
    programme("Школа по-русски", "ru")
    for language in ("en", "ru"):
        locale = Locale.objects.get(language_code=language)
        Topic.objects.create(name=f"Topic {language}", locale=locale)
    offered = {}
    for language in ("en", "ru"):
        parent = news_page(language).pk
        address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", parent])
        offered[language] = editor.get(address).content.decode()
    assert "School in English" in offered["en"]
    assert "Topic en" in offered["en"]
    assert "Школа по-русски" not in offered["en"]
    assert "Школа по-русски" in offered["ru"]
    assert "Topic en" not in offered["ru"]


BLOCKS = ArticlePage._meta.get_field("body").stream_block.child_blocks


@pytest.mark.parametrize("name", list(BLOCKS))
def test_blocks_show_themselves_before_they_are_chosen(editor: Client, name: str) -> None:
    picture()
    File.objects.create(title="Form", file=SimpleUploadedFile("form.pdf", b"%PDF"))
    block = BLOCKS[name]
    assert block.meta.icon != "placeholder", "an icon of its own"
    assert block.meta.description, "what it is for"
    assert block.is_previewable
    address = reverse("wagtailadmin_block_preview")
    response = editor.get(address, {"id": block.definition_prefix})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").body.get_text(strip=True), "empty"


def upload(editor: Client, file: Any) -> Any:
    return editor.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": file, "title": "P", "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def test_a_good_picture_is_taken(editor: Client) -> None:
    answer = upload(editor, image_file(name="p.jpg")).json()
    assert answer["success"], answer
    assert editor.get("/admin/images/").status_code == 200


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_a_hundred_megapixels_is_refused(editor: Client) -> None:
    for size, number in (((10_000, 10_000), "100000000"), ((20_000, 10_000), "unknown number")):
        file = image_file(size, mode="1")
        assert file.size < 100_000
        answer = upload(editor, file).json()
        assert not answer["success"]
        said = f"too many pixels ({number}). Maximum pixels 50000000"
        assert said in answer["error_message"]


@pytest.mark.parametrize("name", ["p.png", "p.jpg"])
def test_a_broken_picture_is_refused(editor: Client, name: str) -> None:
    whole = image_file((400, 300), name=name).read()
    for data in (whole[: len(whole) // 2], whole[:20], b"not a picture", b""):
        response = upload(editor, SimpleUploadedFile(name, data))
        assert response.status_code == 200, data[:20]
        assert not response.json()["success"], data[:20]
        assert response.json()["error_message"]
    page = editor.post(
        reverse("wagtailimages:add"),
        {"title": "P", "file": SimpleUploadedFile(name, whole[: len(whole) // 2])},
    )
    assert "damaged" in " ".join(errors(page).values())
    assert editor.get("/admin/images/").status_code == 200
