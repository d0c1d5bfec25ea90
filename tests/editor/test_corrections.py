"""A published article is changed in the open: readers, feeds, the log and the history say how."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry
from wagtail.test.utils.form_data import inline_formset

from institute_site.models import StandardPage
from news.models import ArticlePage, ProgrammePage
from news.publishing import publish_due
from tests.newsroom import article, article_form, news_page, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning"),
]


@pytest.fixture
def editor() -> Client:
    return signed_in("daria", "Editors")


@pytest.fixture
def moderator() -> Client:
    return signed_in("oleg", "Moderators")


@pytest.fixture
def page() -> ArticlePage:
    page = article("A lathe learns", dt.date(2026, 11, 1), live=False, lead="In short.")
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def change(client: Client, page: Page, kind: str, note: str = "", **more: Any) -> Any:
    more = {"lead": "In short, and right.", "action": "publish", **more}
    data = article_form(page.title, slug=page.slug, date="2026-11-01", **more)
    data |= {"change_kind": kind, "change_note": note}
    corrections = ArticlePage.objects.get(pk=page.pk).corrections.all()
    rows = [{"id": c.pk, "kind": c.kind, "date": c.date, "text": c.text} for c in corrections]
    data |= {f"corrections-{k}": v for k, v in _formset(rows).items()}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def _formset(rows: list[dict[str, Any]]) -> dict[str, Any]:
    from wagtail.test.utils.form_data import nested_form_data

    return dict(nested_form_data(inline_formset(rows, initial=len(rows))))


def soup(client: Client, address: str, **parameters: Any) -> BeautifulSoup:
    return BeautifulSoup(client.get(address, parameters).content, "html.parser")


def public(page: Page) -> BeautifulSoup:
    return soup(Client(), f"/en/news/{page.slug}/")


@pytest.mark.parametrize(("kind", "label"), [("correction", "Correction:"), ("update", "Update:")])
def test_a_correction_or_update_is_told_with_its_date(
    moderator: Client, page: ArticlePage, kind: str, label: str
) -> None:
    assert change(moderator, page, kind, "It was <Tuesday>.").status_code == 302
    note = public(page).select_one(".corrections p")
    assert label in note.text and "It was <Tuesday>." in note.text
    assert note.time["datetime"] == str(timezone.localdate())
    feed = Client().get("/en/news/feed.atom", {"name": "lathe learns"}).content.decode()
    entry = BeautifulSoup(feed, "html.parser").find("entry")
    assert "Tuesday" in entry.summary.text
    page = ArticlePage.objects.get(pk=page.pk)
    told = entry.find("updated").text
    assert abs(dt.datetime.fromisoformat(told) - page.changed_at) < dt.timedelta(seconds=2)
    card = soup(Client(), "/en/news/", name="lathe learns").select_one(".notice").text
    assert ("Corrected" if kind == "correction" else "Updated") in card
    logged = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").latest("pk")
    assert logged.data["change"] == {"kind": kind, "note": "It was <Tuesday>."}
    assert logged.user.username == "oleg"
    draft = page.get_latest_revision_as_object()
    assert (draft.change_kind, draft.change_note) == ("", "")
    assert draft.corrections.count() == 1


def test_a_typo_is_told_to_nobody_but_the_log(moderator: Client, page: ArticlePage) -> None:
    before = Client().get("/en/news/feed.atom", {"name": "lathe learns"}).content.decode()
    assert change(moderator, page, "typo", "Ignored.").status_code == 302
    assert "In short, and right." in public(page).text
    assert not public(page).select(".corrections")
    after = Client().get("/en/news/feed.atom", {"name": "lathe learns"}).content.decode()
    updated = [
        BeautifulSoup(feed, "html.parser").find("entry").find("updated") for feed in (before, after)
    ]
    assert updated[0] == updated[1]
    logged = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").latest("pk")
    assert logged.data["change"] == {"kind": "typo", "note": ""}
    history = moderator.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert "Published. Typo" in history.content.decode()


@pytest.mark.parametrize("action", ["publish", "submit"])
@pytest.mark.parametrize(
    ("kind", "field"),
    [("", "change_kind"), ("correction", "change_note"), ("update", "change_note")],
)
def test_nothing_published_changes_without_an_answer(
    moderator: Client, page: ArticlePage, action: str, kind: str, field: str
) -> None:
    response = change(moderator, page, kind, action=action)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "In short, and right." in response.content.decode(), "what was written is still there"
    assert "and right" not in public(page).text


def test_a_draft_may_be_silent_and_remembers_what_it_said(
    editor: Client, page: ArticlePage
) -> None:
    assert change(editor, page, "", action="").status_code == 302
    assert change(editor, page, "correction", "Half a n", action="").status_code == 302
    form = soup(editor, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert form.select_one("[name=change_kind][value=correction]").has_attr("checked")
    assert "Half a n" in form.select_one("[name=change_note]").text
    assert not public(page).select(".corrections")


def test_an_unpublished_article_is_asked_nothing(editor: Client) -> None:
    draft = article("A lathe learns", dt.date(2026, 11, 1), live=False)
    draft.save_revision()
    form = soup(editor, reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert not form.select("[name=change_kind]")
    assert not form.select("[name=change_note]")


def test_a_correction_goes_through_a_moderator(
    editor: Client, moderator: Client, page: ArticlePage
) -> None:
    assert change(editor, page, "correction", "It was Tuesday.", action="submit").status_code == 302
    page = ArticlePage.objects.get(pk=page.pk)
    assert not public(page).select(".corrections")
    task = page.current_workflow_state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    assert moderator.post(address, {"comment": ""}).status_code == 302
    assert "It was Tuesday." in public(page).select_one(".corrections").text


def test_two_corrections_stand_in_order(moderator: Client, page: ArticlePage) -> None:
    change(moderator, page, "correction", "It was Tuesday.", lead="One.")
    change(moderator, page, "update", "Twelve came.", lead="Two.")
    notes = [note.text for note in public(page).select(".corrections p")]
    assert len(notes) == 2
    assert "Tuesday" in notes[0] and "Twelve" in notes[1]


def test_a_scheduled_change_is_told_when_it_is_published(
    moderator: Client, page: ArticlePage
) -> None:
    later = timezone.localtime() + dt.timedelta(hours=1)
    go_live = {"go_live_at": later.strftime("%Y-%m-%d %H:%M"), "expire_at": ""}
    assert change(moderator, page, "correction", "It was Tuesday.", **go_live).status_code == 302
    assert not public(page).select(".corrections")
    scheduled = ArticlePage.objects.get(pk=page.pk).scheduled_revision
    past = timezone.now() - dt.timedelta(minutes=1)
    scheduled.approved_go_live_at, scheduled.content["go_live_at"] = past, past.isoformat()
    scheduled.save()
    publish_due()
    assert "It was Tuesday." in public(page).select_one(".corrections").text
    shown = soup(moderator, reverse("news_seen", args=[page.pk]))
    assert "It was Tuesday." in shown.select("[data-seen]")[0].get_text(" ", strip=True)


def test_what_readers_saw_when(moderator: Client, page: ArticlePage) -> None:
    change(moderator, page, "correction", "It was Tuesday.")
    entries = PageLogEntry.objects.filter(page=page.pk)
    entries.filter(action="wagtail.publish").update(
        timestamp=timezone.make_aware(dt.datetime(2026, 3, 1, 9))
    )
    newest = entries.filter(action="wagtail.publish").latest("pk")
    PageLogEntry.objects.filter(pk=newest.pk).update(
        timestamp=timezone.make_aware(dt.datetime(2026, 3, 5, 9))
    )
    address = reverse("news_seen", args=[page.pk])
    shown = soup(moderator, address)
    rows = [row.get_text(" ", strip=True) for row in shown.select("[data-seen]")]
    assert len(rows) == 2
    assert "Correction" in rows[0] and "It was Tuesday." in rows[0] and "oleg" in rows[0]
    assert "the site itself" in rows[1]
    found = soup(moderator, address, at="2026-03-03 14:00").select_one("[data-found]")
    assert "readers saw the version published" in found.text
    old = moderator.get(found.a["href"])
    assert "In short." in old.content.decode() and "and right" not in old.content.decode()
    compare = shown.select_one("[data-seen] a[href*=compare]")["href"]
    assert "and right" in moderator.get(compare).content.decode()
    none = soup(moderator, address, at="2026-02-01 14:00").select_one("[data-found]")
    assert "not published yet" in none.text
    assert "Enter a valid date" in moderator.get(address, {"at": "soon"}).content.decode()


def test_the_history_is_closed_to_who_sees_no_articles(page: ArticlePage) -> None:
    address = reverse("news_seen", args=[page.pk])
    assert signed_in("reader").get(address).status_code in {302, 403}
    assert Client().get(address).status_code == 302


ANSWER = {"farewell": "1", "reason": "Withdrawn by the ministry.", "lead_to": "suggested"}


def act(client: Client, page: Page, action: str, **answer: Any) -> Any:
    return client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]), answer)


def ways(page: Page, response: Any) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_what_readers_have_seen_goes_with_a_reason_and_a_redirect(
    moderator: Client, page: ArticlePage, action: str
) -> None:
    address = page.url
    asked = act(moderator, page, action)
    assert asked.status_code == 200
    assert "Why does it go?" in ways(page, asked)
    assert Client().get(address).status_code == 200
    asked = act(moderator, page, action, **{**ANSWER, "reason": " "})
    assert "This field is required." in ways(page, asked)
    assert act(moderator, page, action, **ANSWER).status_code == 302
    led = Client().get(address)
    assert led.url == news_page().url
    logged = PageLogEntry.objects.get(page=page.pk, action="news.take_down")
    assert logged.data["reason"] == "Withdrawn by the ministry."
    assert logged.deleted == (action == "delete")


def test_readers_are_led_to_its_programme(moderator: Client, page: ArticlePage) -> None:
    programme = ProgrammePage.objects.live().filter(locale__language_code="en").first()
    page.programmes.set([programme])
    page.save()
    act(moderator, page, "unpublish", **ANSWER)
    assert Client().get(page.url).url == programme.url


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"lead_to": "page"}, "Choose a published page."),
        ({"lead_to": "address"}, "Give the address"),
        ({"lead_to": "address", "address": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"lead_to": "address", "address": "/en/news/a-lathe-learns"}, "leads back"),
        ({"lead_to": "address", "address": "/en/old/"}, "leads back"),
        ({"lead_to": "elsewhere"}, "Select a valid choice"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused(
    moderator: Client, page: ArticlePage, answer: dict[str, str], message: str
) -> None:
    Redirect.add_redirect("/en/old", page)
    asked = act(moderator, page, "unpublish", **{**ANSWER, **answer})
    assert message in ways(page, asked)
    assert public(page).h1


def test_readers_may_be_told_that_it_is_gone_and_an_address_be_chosen(
    moderator: Client, page: ArticlePage
) -> None:
    act(moderator, page, "unpublish", **{**ANSWER, "lead_to": "nowhere"})
    assert Client().get(page.url).status_code == 404
    page.get_latest_revision_as_object().save_revision().publish()
    act(moderator, page, "unpublish", **{**ANSWER, "lead_to": "address", "address": "/en/about/"})
    assert Client().get(page.url).url == "/en/about/"
    page.get_latest_revision_as_object().save_revision().publish()
    assert Client().get(page.url).status_code == 200
    assert not Redirect.objects.filter(old_path=page.url.rstrip("/")).exists()


def test_old_addresses_of_a_deleted_article_lead_on(moderator: Client, page: ArticlePage) -> None:
    Redirect.add_redirect("/en/older", page)
    act(moderator, page, "delete", **ANSWER)
    assert Client().get("/en/older/").url == news_page().url


def test_a_draft_goes_without_a_question(moderator: Client) -> None:
    draft = article("Never seen", dt.date(2026, 11, 1), live=False)
    draft.save_revision()
    assert act(moderator, draft, "delete").status_code == 302
    assert not ArticlePage.objects.filter(pk=draft.pk).exists()
    assert not Redirect.objects.filter(old_path__contains="never-seen").exists()


@pytest.mark.parametrize("model", [ProgrammePage, StandardPage])
def test_programmes_and_standard_pages_go_with_a_reason_too(moderator: Client, model: Any) -> None:
    page = model.objects.live().filter(locale__language_code="en").first()
    assert "Why does it go?" in ways(page, act(moderator, page, "unpublish"))
    assert act(moderator, page, "unpublish", **ANSWER).status_code == 302
    assert Client().get(page.url).status_code == 301 or Client().get(page.url).status_code == 302


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_many_go_with_one_reason(moderator: Client, action: str) -> None:
    pages = []
    for number in range(3):
        draft = article(f"Lathe {number}", dt.date(2026, 11, 1), live=False)
        draft.save_revision().publish()
        pages.append(draft)
    numbers = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{numbers}"
    asked = moderator.post(address, {})
    assert "these 3 pages" in ways(pages[0], asked)
    assert moderator.post(address, ANSWER).status_code == 302
    assert PageLogEntry.objects.filter(action="news.take_down").count() == 3
    assert all(Client().get(page.url).url == news_page().url for page in pages)


def test_a_page_that_is_renamed_or_moved_is_still_found(
    page: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    old = page.url
    page.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert Client().get(old).url == "/en/news/renamed/"
    about = StandardPage.objects.filter(locale__language_code="ru").first()
    other = StandardPage.objects.filter(locale__language_code="ru").exclude(pk=about.pk).first()
    before = other.url
    other.move(about, pos="last-child")
    assert Client().get(before).url == StandardPage.objects.get(pk=other.pk).url
    linking = article(
        "A link", dt.date(2026, 11, 1),
        body=f'[{{"type": "text", "value": "<p><a linktype=\\"page\\" id=\\"{page.pk}\\">it</a></p>"}}]',
    )  # fmt: skip
    assert public(linking).select_one(".body a")["href"] == "/en/news/renamed/"
