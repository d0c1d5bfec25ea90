"""An article made for translation comes with what surrounds the original, and keeps step with it."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from news.models import ArticlePage, Person, Topic, Venue
from tests.newsroom import article, article_form, news_page, signed_in, venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return signed_in("daria", "Editors")


@pytest.fixture
def moderator() -> Client:
    return signed_in("oleg", "Moderators")


def published(title: str, *places: Venue, language: str = "en", **facts: Any) -> ArticlePage:
    """An article that was published as an editor does it."""
    page = article(title, dt.date(2026, 11, 1), *places, language=language, live=False, **facts)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def republish(page: ArticlePage, kind: str = "update", **changes: Any) -> ArticlePage:
    """The article, published once more with these changes."""
    page = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in {**changes, "change_kind": kind}.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def translate(client: Client, page: Any, language: str = "ru") -> Any:
    return client.post(reverse("news_translate_page", args=[page.pk, language]))


def translation(page: ArticlePage, language: str = "ru") -> ArticlePage:
    return ArticlePage.objects.get(
        translation_key=page.translation_key, locale__language_code=language
    )


def editor_of(client: Client, page: Any) -> BeautifulSoup:
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_venues_programmes_and_topics_are_carried_over_in_the_other_language():
    original = ArticlePage.objects.get(source_id="2019-12-04-school-of-organizers:en")
    original.get_translation(Locale.objects.get(language_code="ru")).delete()
    copy = original.copy_for_translation(Locale.objects.get(language_code="ru"))
    copy = ArticlePage.objects.get(pk=copy.pk)
    assert [venue.name for venue in copy.venues[:2]] == ["Москва", "Белгород"]
    assert [programme.title for programme in copy.programmes.all()] == ["Руками"]
    assert {topic.name for topic in copy.topics.all()} == {"Технологические кружки", "Образование"}
    assert copy.source_id != original.source_id
    assert not copy.live
    assert copy.translated_from == original
    assert copy.translated_revision == original.live_revision


def test_one_click_makes_the_draft_and_the_second_opens_it(editor: Client) -> None:
    original = published("A lathe learns", lead="In short.")
    response = translate(editor, original)
    copy = translation(original)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert copy.get_parent().specific == news_page("ru")
    assert copy.slug == original.slug
    assert copy.owner.username == "daria"
    assert translate(editor, original).url == response.url
    assert translate(editor, copy, "en").url.endswith(f"/{original.pk}/edit/")
    assert ArticlePage.objects.filter(translation_key=original.translation_key).count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_translate_makes_nothing(method: str) -> None:
    original = published("A lathe learns")
    address = reverse("news_translate_page", args=[original.pk, "ru"])
    reader = signed_in("reader")
    assert getattr(reader, method)(address).status_code in {302, 403, 405}
    assert not original.get_translations().exists()
    assert translate(signed_in("daria", "Editors"), original, "xx").status_code in {302, 404}
    assert ArticlePage.objects.filter(translation_key=original.translation_key).count() == 1


def test_the_translation_may_come_first_in_any_language(editor: Client) -> None:
    original = published("Станок учится", language="ru")
    assert translate(editor, original, "en").status_code == 302
    copy = translation(original, "en")
    assert copy.translated_from == original
    assert list(ArticlePage.objects.stale()) == []
    republish(original, title="Станок выучился")
    assert list(ArticlePage.objects.stale()) == [copy]


def test_a_translation_grows_stale_when_its_original_says_something_else(editor: Client) -> None:
    original = published("A lathe learns", lead="In short.")
    translate(editor, original)
    copy = translation(original)
    assert copy in ArticlePage.objects.in_step()
    original = republish(original, kind="update", lead="In short, and more.")
    assert copy in ArticlePage.objects.stale()
    assert original not in ArticlePage.objects.stale()
    republish(copy, kind="", title="Станок учится")
    assert copy in ArticlePage.objects.stale(), "nobody said that it is in step"


@pytest.mark.parametrize("kind", ["typo", ""])
def test_a_typo_or_the_same_text_once_more_leaves_it_in_step(editor: Client, kind: str) -> None:
    original = published("A lathe learns", lead="In shrot.")
    translate(editor, original)
    changes = {"lead": "In short."} if kind else {}
    republish(original, kind, **changes)
    assert not ArticlePage.objects.stale().exists()
    draft = translation(original).get_latest_revision_as_object()
    assert draft.is_in_step
    draft.save_revision().publish()
    assert not ArticlePage.objects.stale().exists()


def test_a_typo_carries_no_stale_translation_along(editor: Client) -> None:
    original = published("A lathe learns", lead="In shrot.")
    translate(editor, original)
    republish(original, "update", title="A lathe learnt")
    republish(original, "typo", lead="In short.")
    assert ArticlePage.objects.stale().count() == 1


def test_a_draft_may_be_translated_before_it_is_published(editor: Client) -> None:
    original = article("A lathe learns", dt.date(2026, 11, 1), live=False)
    original.save_revision()
    translate(editor, original)
    original.get_latest_revision_as_object().save_revision().publish()
    assert not ArticlePage.objects.stale().exists()
    republish(original, lead="More.")
    assert ArticlePage.objects.stale().count() == 1


def test_without_its_original_a_translation_is_an_original(editor: Client) -> None:
    original = published("A lathe learns")
    translate(editor, original)
    copy = translation(original)
    ArticlePage.objects.get(pk=original.pk).delete()
    copy = ArticlePage.objects.get(pk=copy.pk)
    assert copy in ArticlePage.objects.originals()
    assert copy.translated_revision is None
    assert copy in ArticlePage.objects.without_translation("en")
    editor_of(editor, copy)
    copy.get_latest_revision_as_object().save_revision().publish()


def test_a_plain_copy_translates_nothing(editor: Client) -> None:
    original = published("A lathe learns")
    translate(editor, original)
    copy = translation(original).copy(update_attrs={"slug": "other", "title": "Other"})
    assert ArticlePage.objects.get(pk=copy.pk).translated_from is None


def test_ticking_says_that_the_translation_is_in_step_once_it_is_published(
    moderator: Client,
) -> None:
    original = published("A lathe learns", lead="In short.")
    translate(moderator, original)
    copy = translation(original)
    republish(copy, "", title="Станок учится")
    republish(original, lead="More.")
    soup = editor_of(moderator, copy)
    box = soup.select_one("input[name=in_step]")
    assert box and not box.has_attr("checked")
    assert "In step with the original of" in soup.text
    form = article_form("Станок учится", slug=copy.slug, date="2026-11-01", in_step="on")
    edit = reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert moderator.post(edit, form).status_code == 302
    assert copy in ArticlePage.objects.stale(), "what readers see is older still"
    assert editor_of(moderator, copy).select_one("input[name=in_step]").has_attr("checked")
    form |= {"action-publish": "1", "change_kind": "update", "change_note": "Новое."}
    assert moderator.post(edit, form).status_code == 302
    assert copy in ArticlePage.objects.in_step()


def test_an_original_has_no_box_to_tick(editor: Client) -> None:
    soup = editor_of(editor, published("A lathe learns"))
    assert not soup.select("input[name=in_step]")
    assert not soup.select("[data-original]")


BODY = ArticlePage.objects.model._meta.get_field("body").stream_block


def test_every_kind_of_block_is_shown_beside_the_form(editor: Client) -> None:
    blocks = {
        block.block_type: block
        for page in ArticlePage.objects.in_language("en")
        for block in page.body
    }
    assert blocks.keys() == BODY.child_blocks.keys() - {"embed"} | {"embed"} & blocks.keys()
    raw = [
        {"type": kind, "value": block.get_prep_value()["value"], "id": str(uuid.uuid4())}
        for kind, block in blocks.items()
    ]
    original = published("Every block", body=json.dumps(raw))
    translate(editor, original)
    copy = translation(original)
    shown = editor_of(editor, copy).select("[data-original] .original-part")
    assert len(shown) >= len(raw) + 1
    assert not [part for part in shown if part.has_attr("data-changed")]
    changed = [
        {**block, "value": "<p>Quite <b>other</b> words.</p>"} if block["type"] == "text" else block
        for block in raw[1:]
    ]
    changed.append({"type": "text", "value": "<p>At the end.</p>", "id": str(uuid.uuid4())})
    republish(original, title="Every block indeed", body=json.dumps(changed))
    soup = editor_of(editor, copy)
    marked = soup.select("[data-original] [data-changed]")
    words = " ".join(part.get_text(" ") for part in marked)
    assert "indeed" in words and "At the end." in words
    assert soup.select("[data-original] :is(ins, .addition)")
    assert soup.select("[data-original] :is(del, .deletion)")
    assert soup.select_one("[data-stale]")


def test_what_is_still_in_the_originals_language_is_told(editor: Client) -> None:
    body = json.dumps([
        {"type": "text", "value": "<p>Words.</p>", "id": "a"},
        {"type": "heading", "value": {"text": "2026", "level": "h2"}, "id": "b"},
    ])  # fmt: skip
    original = published("A lathe learns", lead="In short.", body=body)
    translate(editor, original)
    copy = translation(original)
    told = editor_of(editor, copy).select_one("[data-untranslated]")
    assert told
    assert "Name; Lead; Text, block 1 of the text" in told.text
    assert "block 2" not in told.text
    republish(copy, "", title="Станок учится", lead="Коротко.", body="[]")
    assert editor_of(editor, copy).select_one("[data-untranslated]") is None


def test_a_venue_translated_later_is_used_by_all_articles_of_its_language(editor: Client) -> None:
    place, topic = venue("Omsk"), Topic.objects.create(name="Lathes", locale=news_page().locale)
    person = Person.objects.create(name="Ann", locale=news_page().locale)
    original = published("A lathe learns", place, contact=person)
    original.topics.set([topic])
    original.save()
    copies = []
    for number in range(3):
        page = published(f"Станок {number}", place, language="ru", contact=person)
        page.topics.set([topic])
        page.save()
        copies.append(page)
    for model, thing in (("venue", place), ("topic", topic)):
        address = reverse("news_translate_snippet", args=[model, thing.pk, "ru"])
        assert editor.post(address).status_code == 302
        again = editor.post(address)
        assert again.status_code == 302
    made = Venue.objects.get(translation_key=place.translation_key, locale__language_code="ru")
    editor.post(reverse("news_translate_snippet", args=["person", person.pk, "ru"]))
    for copy in copies:
        page = ArticlePage.objects.get(pk=copy.pk)
        assert page.venues == [made]
        assert [t.locale.language_code for t in page.topics.all()] == ["ru"]
        assert page.contact.locale.language_code == "ru"
        republish(page, "typo", lead="Ещё.")
        assert ArticlePage.objects.get(pk=page.pk).venues == [made]
    assert ArticlePage.objects.get(pk=original.pk).venues == [place]
    made.name = "Омск"
    made.save()
    answer = Client().get("/ru/news/", {"venue": made.slug})
    assert answer.content.decode().count("data-article=") == 3


def test_the_button_is_in_the_menus_of_the_listing_and_of_the_editor(editor: Client) -> None:
    original = published("A lathe learns")
    listing = editor.get("/admin/news/articles/", {"q": "lathe learns"}).content.decode()
    for page in (BeautifulSoup(listing, "html.parser"), editor_of(editor, original)):
        buttons = page.select("[data-w-dropdown-target=content] button")
        labels = [button.get_text(" ", strip=True) for button in buttons]
        assert labels.count("Translate into Russian") == 1
        assert not page.select("a[href*='/translation/submit/']")


def test_a_programme_is_translated_in_one_click(moderator: Client) -> None:
    from tests.editor.test_admin_forms import programme

    page = programme("School of lathes")
    assert translate(moderator, page).status_code == 302
    assert page.get_translations().count() == 1
