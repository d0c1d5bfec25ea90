"""Pictures: at the size of their place, made ahead, shared with the article's name, given to the press."""

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import Page

from news.models import ArticlePage, PagePictures, Picture, ProgrammePage
from news.pictures.ahead import make_due
from tests.conftest import Answer
from tests.newsroom import article, article_form, signed_in

Visit = Callable[..., Answer]
PHOTOGRAPH = Path("institute_site/demo/content/media/lab.webp")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path, db: None) -> Iterator[Path]:
    """Uploads of a test go to a folder of its own; nothing of the demo waits to be made."""
    settings.MEDIA_ROOT = tmp_path
    PagePictures.objects.update(due_at=None)
    yield tmp_path


def photograph(title: str = "Laboratory", **facts: Any) -> Picture:
    """A new picture of 1600 × 1000 pixels."""
    with PHOTOGRAPH.open("rb") as file:
        return Picture.objects.create(
            title=title, file=ImageFile(file, name="lab.webp"), credit="Photo: A. Belov", **facts
        )


def story(name: str = "Laboratory opens in Tomsk", **facts: Any) -> ArticlePage:
    """A published article, as an editor publishes it."""
    facts = {"live": False, "cover_alt": "A laboratory", **facts}
    page = article(name, dt.date(2026, 11, 20), **facts)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def picture_block(picture: Picture) -> tuple[str, dict[str, Any]]:
    return ("image", {"image": picture, "alt": "A microscope", "caption": "", "credit": ""})


def gallery(*pictures: Picture) -> list[tuple[str, Any]]:
    """A text that is one gallery."""
    shown = [picture_block(picture)[1] for picture in pictures]
    return [("gallery", {"pictures": shown})]


def cover(answer: Answer) -> Tag:
    found = answer.soup.select_one(".story-body > .figure img")
    assert found is not None
    return found


def shared(answer: Answer) -> str:
    """The address of the share image that a page announces, "" when it announces none."""
    found = answer.soup.select_one("meta[property='og:image']")
    return str(found["content"]) if found else ""


def test_a_reader_gets_a_picture_at_the_size_of_its_place(visit: Visit):
    page = story(cover=photograph())
    make_due()
    image = cover(visit(page.url))
    assert (image["width"], image["height"]) == ("720", "450")
    assert image["alt"] == "A laboratory"
    assert image["fetchpriority"] == "high"
    assert not image.get("loading")
    kinds = [str(source["type"]) for source in image.find_previous_siblings("source")]
    assert kinds == ["image/webp", "image/avif"]
    for source in image.find_previous_siblings("source"):
        widths = re.findall(r" (\d+)w", str(source["srcset"]))
        assert widths == ["400", "720", "1400"]
        assert source["sizes"]


def test_pictures_below_the_first_screen_come_as_they_are_scrolled_to(visit: Visit):
    page = story(body=[picture_block(photograph())])
    make_due()
    image = visit(page.url).soup.select_one(".body .figure img")
    assert image is not None
    assert (image["loading"], image["decoding"]) == ("lazy", "async")


def test_every_picture_of_every_page_says_its_size(visit: Visit):
    story(cover=photograph())
    make_due()
    for address in ("/en/", "/en/news/", "/ru/", "/ru/news/"):
        for image in visit(address).soup.select("main img"):
            assert int(str(image["width"])) > 0, address
            assert int(str(image["height"])) > 0, address


def test_a_partner_is_known_by_its_logo_which_the_press_does_not_get(visit: Visit):
    programme = ProgrammePage.objects.get(slug="rukami", locale__language_code="en")
    partner = programme.partners[0]
    partner.logo = photograph("Logo", for_press=True)
    partner.save()
    programme.save_revision().publish()
    make_due()
    page = visit(programme.url)
    image = page.soup.select_one(".partner-logo img")
    assert image is not None and image["alt"] == "", "the name stands beside it"
    widths = [
        re.findall(r" (\d+)w", str(source["srcset"]))
        for source in image.find_previous_siblings("source")
    ]
    assert widths == [["160", "320"], ["160", "320"]]
    assert not page.soup.select("[href*='/news/pictures/'], .press-pictures")


def test_a_page_whose_pictures_are_not_made_yet_makes_none_of_them(client: Client, visit: Visit):
    page = story(cover=photograph(), body=gallery(*(photograph(f"Shelf {n}") for n in range(12))))
    answer = visit(page.url)
    images = answer.soup.select(".story-body .figure img")
    assert len(images) == 13
    assert not list(Path(Picture.objects.latest("pk").file.storage.location).glob("images/*"))
    # Each is made when the browser asks for it.
    response = client.get(str(images[0]["src"]))
    assert response.status_code == 302
    with Image.open(
        Picture.objects.latest("pk").file.storage.open(response["Location"][7:])
    ) as made:
        assert (made.format, made.size) == ("JPEG", (720, 450))
    assert cover(visit(page.url))["src"] == response["Location"]


def test_five_pictures_cost_as_many_queries_as_two(client: Client):
    def queries(page: ArticlePage) -> int:
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        return len(captured)

    two = story("Two", body=gallery(photograph(), photograph("Shelf")))
    many = story("Many", body=gallery(*(photograph(f"Shelf {n}") for n in range(5))))
    before = queries(many)
    make_due()
    assert queries(two) == queries(many) == before


def test_nobody_can_have_other_sizes_made(client: Client):
    page = story(cover=photograph())
    made = str(cover(Answer(200, _soup(client, page.url)))["src"])
    assert client.get(made.replace("720", "721")).status_code == 403


def _soup(client: Client, address: str) -> Any:
    from bs4 import BeautifulSoup

    return BeautifulSoup(client.get(address).content, "html.parser")


def test_a_page_stands_without_a_picture_whose_file_is_gone(visit: Visit):
    gone = photograph()
    page = story(cover=gone, body=[picture_block(gone), *gallery(gone, gone)])
    gone.file.storage.delete(gone.file.name)
    make_due()
    answer = visit(page.url)
    assert answer.status == 200
    assert not answer.soup.select(".story-body img")
    assert answer.soup.select_one(".story-cover svg")
    assert visit("/en/news/", name=page.title).names == [page.title]


def test_a_page_stands_though_a_picture_is_damaged(client: Client, visit: Visit):
    damaged = photograph()
    Path(damaged.file.path).write_bytes(PHOTOGRAPH.read_bytes()[:3000])
    page = story(cover=damaged)
    make_due()
    assert shared(visit(page.url)).endswith(".png")
    answer = visit(page.url)
    assert answer.status == 200
    assert client.get(str(cover(answer)["src"])).status_code == 410
    assert client.get(f"/en/news/pictures/{damaged.pk}.jpg").status_code == 404


def test_a_new_focal_point_makes_the_cover_anew(visit: Visit):
    picture = photograph()
    page = story(cover=picture)
    make_due()
    before = shared(visit(page.url)), _card(visit, page)
    picture.focal_point_x, picture.focal_point_y = 100, 100
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()
    assert make_due() == 1
    after = shared(visit(page.url)), _card(visit, page)
    assert before[0] != after[0]
    assert before[1] != after[1]


def _card(visit: Visit, page: ArticlePage) -> str:
    image = visit("/en/news/", name=page.title).soup.select_one(".card-cover img")
    assert image is not None
    return str(image["src"])


# What is shared


def pixels(answer: Answer, media: Path) -> Image.Image:
    """The share image that a page announces."""
    path = media / shared(answer).partition("/media/")[2]
    return Image.open(io.BytesIO(path.read_bytes())).convert("RGB")


def is_written(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether a part of an image has anything but paper."""
    return image.crop(box).getextrema() != ((255, 255),) * 3


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Laboratory opens in Tomsk"),
        ("ru", "В Томске открылась лаборатория"),
        ("en", "A" * 160),
        ("ru", "Высокотехнологичное импортозамещение " * 4),
    ],
)
def test_a_share_image_bears_the_articles_name(visit: Visit, media: Path, language: str, name: str):
    page, other = (story(text, language=language) for text in (name.strip(), f"И {name}"[:160]))
    make_due()
    image = pixels(visit(page.url), media)
    assert image.size == (1200, 630)
    # The name stands between kicker and foot, and nothing in the margin.
    assert is_written(image, (64, 110, 780, 490))
    for margin in ((0, 0, 64, 630), (0, 0, 780, 56), (0, 576, 780, 630), (717, 0, 780, 630)):
        assert not is_written(image, margin), margin
    name_of = (64, 110, 780, 490)
    assert image.crop(name_of).tobytes() != pixels(visit(other.url), media).crop(name_of).tobytes()


def test_letters_of_both_alphabets_are_drawn_and_not_the_box_of_a_missing_one(
    visit: Visit, media: Path
):
    # Were they boxes, the words would look alike.
    drawn = {}
    for name in ("ЖЖЖЖ", "ЩЩЩЩ", "WWWW", "ÉÉÉÉ", "₽₽₽₽"):
        page = story(name)
        make_due()
        drawn[name] = pixels(visit(page.url), media).crop((64, 110, 780, 300)).tobytes()
    assert len(set(drawn.values())) == len(drawn)


def test_what_is_shared_changes_with_the_name_and_only_then(visit: Visit, media: Path):
    page = story()
    make_due()
    first = shared(visit(page.url))
    page.lead = "Another lead."
    page.save_revision().publish()
    assert make_due() == 1
    assert shared(visit(page.url)) == first
    page.title = "Laboratory opens in Samara"
    page.save_revision().publish()
    make_due()
    assert shared(visit(page.url)) != first
    assert len(list(media.glob("share/*"))) == 1


def test_a_programmes_new_colour_reaches_what_its_articles_share(visit: Visit):
    programme = ProgrammePage.objects.get(slug="rukami", locale__language_code="en")
    page = story(programmes=[programme])
    make_due()
    first = shared(visit(page.url))
    programme.hue = "purple"
    programme.save_revision().publish()
    make_due()
    assert shared(visit(page.url)) != first


def test_a_deleted_picture_is_shared_no_longer(visit: Visit):
    picture = photograph()
    page = story(cover=picture)
    make_due()
    assert shared(visit(page.url)).endswith(".jpg")
    picture.delete()
    make_due()
    assert shared(visit(page.url)).endswith(".png")


def test_a_deleted_article_leaves_no_share_image(
    media: Path, django_capture_on_commit_callbacks: Any
):
    page = story()
    make_due()
    assert list(media.glob("share/*"))
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert not list(media.glob("share/*"))


def test_every_page_shares_the_institutes_image_for_want_of_its_own(visit: Visit):
    Page.objects.filter(content_type__model="articlepage").update(live=False)
    call_command("make_pictures", "--all")
    home, about = shared(visit("/en/")), shared(visit("/en/about/"))
    assert home == about
    assert shared(visit("/ru/about/")) == shared(visit("/ru/")) != home
    assert shared(visit("/en/programmes/rukami/")) not in {"", home}


def test_making_again_changes_nothing(media: Path):
    story(cover=photograph())
    make_due()
    before = {path: path.stat().st_mtime_ns for path in media.rglob("*") if path.is_file()}
    assert make_due() == 0
    PagePictures.objects.ask(*PagePictures.objects.exclude(share="").values_list("pk", flat=True))
    assert make_due() > 0
    after = {path: path.stat().st_mtime_ns for path in media.rglob("*") if path.is_file()}
    assert before == after


def test_a_draft_has_nothing_made(media: Path):
    page = article("Secret", dt.date(2026, 11, 20), live=False, cover=photograph())
    page.save_revision()
    assert make_due() == 0
    assert not (media / "share").exists()


def test_an_editor_sees_the_share_image_before_it_is_published():
    page = story("Preview me")
    client = signed_in("anna", "Administrators")
    preview = f"/admin/pages/{page.pk}/edit/preview/"
    answer = client.post(preview, article_form("Preview me", slug=page.slug))
    assert answer.json()["is_valid"]
    response = client.get(preview, {"mode": "share"})
    assert 'src="data:image/png;base64,' in response.content.decode()


# For the press


def test_the_press_downloads_in_print_size(client: Client, visit: Visit):
    picture = photograph()
    page = story(cover=picture, body=gallery(picture, photograph("Microscope")))
    make_due()
    section = visit(page.url).soup.select_one(".press-pictures")
    assert section is not None
    text = " ".join(section.get_text(" ").split())
    assert re.search(r"JPEG, 1600 × 1000, [\d.]+\sKB", text), text
    assert "Photo: A. Belov" in text
    links = section.select("a")
    assert len(links) == 2  # each picture once
    response = client.get(str(links[0]["href"]))
    assert response["Content-Disposition"] == 'attachment; filename="laboratory-photo-a-belov.jpg"'
    with Image.open(io.BytesIO(response.getvalue())) as image:
        assert (image.format, image.size) == ("JPEG", (1600, 1000))


def test_what_is_not_for_the_press_cannot_be_downloaded(client: Client, visit: Visit):
    picture = photograph(for_press=False)
    page = story(cover=picture)
    assert not visit(page.url).soup.select(".press-pictures")
    assert client.get(f"/en/news/pictures/{picture.pk}.jpg").status_code == 404


def test_only_pictures_of_published_articles_can_be_downloaded(client: Client):
    picture = photograph()
    address = f"/en/news/pictures/{picture.pk}.jpg"
    assert client.get(address).status_code == 404
    page = article("Not yet", dt.date(2026, 11, 20), live=False, cover=picture, cover_alt="Lab")
    revision = page.save_revision()
    assert client.get(address).status_code == 404
    revision.publish()
    assert client.get(address).status_code == 200
    page.refresh_from_db()
    page.unpublish()
    assert client.get(address).status_code == 404
    assert client.get("/en/news/pictures/99999999.jpg").status_code == 404


def test_a_gallery_leads_to_each_picture_in_large(client: Client, visit: Visit):
    page = story(body=gallery(photograph(), photograph("Microscope")))
    make_due()
    links = visit(page.url).soup.select("[data-gallery] a")
    assert len(links) == 2
    assert all(str(link["href"]).endswith(".webp") for link in links)
    assert {link["data-width"] for link in links} == {"1600"}
