"""Staff change many articles at once, merge venues and topics, and cannot delete what is in use."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Locale, PageLogEntry, ReferenceIndex

from news.models import ArticlePage, ProgrammePage, Topic, Venue
from tests import index_truth
from tests.newsroom import article, person, signed_in, venue
from tests.staff.test_desk import at_desk, programme

TODAY = timezone.localdate()
LISTING = "/admin/news/articles/"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def newsroom(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        ArticlePage.objects.all().delete()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def moderator(newsroom: None) -> Client:
    return at_desk("maria", "Moderators")


def act(client: Client, action: str, ids: list[Any], asked: str = "", **data: Any) -> str:
    """Do something to the ticked articles, or to "all"; gives what is told afterwards."""
    query = urlencode([("next", LISTING), *(("id", one) for one in ids)])
    address = f"/admin/bulk/news/articlepage/{action}/?{query}&{asked}"
    response = client.post(address, data, follow=True)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    told = " ".join(one.get_text(" ") for one in page.select(".messages"))
    return " ".join((told.strip() or page.get_text(" ")).split())


def change_venue(client: Client, how: str, place: Venue, *pages: ArticlePage) -> str:
    return act(client, "change_venue", [one.pk for one in pages], how=how, thing=place.slug)


def fresh(page: ArticlePage) -> ArticlePage:
    found: ArticlePage = ArticlePage.objects.get(pk=page.pk)
    return found


def names(page: ArticlePage) -> list[str]:
    return [place.name for place in page.venues]


def draft_of(page: ArticlePage) -> ArticlePage:
    draft: ArticlePage = fresh(page).get_latest_revision_as_object()
    return draft


def translation(thing: Any, name: str) -> Any:
    russian = thing.copy_for_translation(Locale.objects.get(language_code="ru"))
    russian.name = name
    russian.save()
    return russian


def test_a_venue_is_added_replaced_and_taken_away(moderator: Client) -> None:
    old, new = venue("Old hall"), venue("New hall")
    pages = [
        article("With it", TODAY, old),
        article("Without", TODAY),
        article("Draft", TODAY, live=False),
    ]
    assert "3 articles are changed." in change_venue(moderator, "add", new, *pages)
    assert [names(fresh(page)) for page in pages] == [
        ["Old hall", "New hall"],
        ["New hall"],
        ["New hall"],
    ]
    told = change_venue(moderator, "replace", new, *pages)
    assert "1 article is changed." in told
    assert "2 articles were so already." in told
    assert names(fresh(pages[0])) == ["New hall"]
    assert "3 articles are changed." in change_venue(moderator, "remove", new, *pages)
    assert [names(fresh(page)) for page in pages] == [[], [], []]
    assert fresh(pages[0]).live
    assert not fresh(pages[2]).live
    actions = PageLogEntry.objects.filter(page=pages[0].pk, user__username="maria")
    assert set(actions.values_list("action", flat=True)) == {"wagtail.edit", "wagtail.publish"}
    assert fresh(pages[0]).revisions.count() == 3


def test_each_article_gets_the_thing_in_its_own_language(moderator: Client) -> None:
    hall = venue("Hall of tongues")
    translation(hall, "Зал языков")
    pages = [article("English", TODAY), article("Русская", TODAY, language="ru")]
    change_venue(moderator, "add", hall, *pages)
    assert [names(fresh(page)) for page in pages] == [["Hall of tongues"], ["Зал языков"]]
    assert "2 articles were so already" in change_venue(moderator, "add", hall, *pages)
    change_venue(moderator, "remove", hall, *pages)
    assert [names(fresh(page)) for page in pages] == [[], []]


def test_programmes_and_topics_are_changed_alike(moderator: Client) -> None:
    school = programme("School of bulk", slug="bulk")
    topic = Topic.objects.create(name="Bulk", locale=Locale.objects.get(language_code="en"))
    page = article("Placed", TODAY)
    act(moderator, "change_programme", [page.pk], how="add", thing="bulk")
    act(moderator, "change_topic", [page.pk], how="replace", thing=topic.slug)
    assert list(fresh(page).programmes.all()) == [school]
    assert list(fresh(page).topics.all()) == [topic]
    act(moderator, "change_programme", [page.pk], how="remove", thing="bulk")
    assert not fresh(page).programmes.exists()


def test_a_published_article_and_its_draft_are_both_changed_and_stay_apart(
    moderator: Client,
) -> None:
    hall = venue("Hall of both")
    page = article("Read by all", TODAY, lead="What readers see.")
    page.save_revision().publish()
    page = fresh(page)
    page.lead = "What is being written."
    page.save_revision()
    assert "1 article is changed." in change_venue(moderator, "add", hall, page)
    live, draft = fresh(page), draft_of(page)
    assert (live.lead, names(live)) == ("What readers see.", ["Hall of both"])
    assert (draft.lead, names(draft)) == ("What is being written.", ["Hall of both"])
    assert live.live
    assert live.has_unpublished_changes
    assert b"What readers see." in Client().get(f"/en/news/{live.slug}/").content


def test_what_is_scheduled_stays_scheduled(moderator: Client) -> None:
    hall = venue("Hall of schedules")
    later = timezone.now() + dt.timedelta(days=3)
    draft = article("Comes later", TODAY, live=False)
    draft.go_live_at = later
    draft.save_revision().publish()
    live = article("Changes later", TODAY, lead="Now.")
    live.save_revision().publish()
    live = fresh(live)
    live.lead, live.go_live_at = "Later.", later
    live.save_revision().publish()
    assert "2 articles are changed." in change_venue(moderator, "add", hall, draft, live)
    for page, is_live in ((draft, False), (live, True)):
        now = fresh(page)
        assert now.live is is_live
        assert now.scheduled_revision.approved_go_live_at == later
        assert names(now.scheduled_revision.as_object()) == ["Hall of schedules"]
    assert fresh(live).lead == "Now."
    assert fresh(live).scheduled_revision.as_object().lead == "Later."


def test_what_may_not_be_changed_is_told_with_the_reason(newsroom: None) -> None:
    hall = venue("Hall of refusals")
    moderator = at_desk("oleg", "Moderators")
    locked = article("Locked one", TODAY, locked=True, locked_by=person("locker"))
    reviewed = article("Reviewed one", TODAY, live=False)
    reviewed.save_revision()
    reviewed.get_workflow().start(reviewed, None)
    free = article("Free one", TODAY)
    told = change_venue(moderator, "add", hall, locked, reviewed, free)
    assert "1 article is changed." in told
    assert "1 article is not changed: “Locked one”. It is locked" in told
    assert "1 article is not changed: “Reviewed one”. It is waiting for review" in told
    editor = signed_in("nikita", "Editors")
    told = change_venue(editor, "remove", hall, free)
    assert "published or scheduled" in told
    assert names(fresh(free)) == ["Hall of refusals"]
    stranger = at_desk("semyon")
    assert "You may not change it" in change_venue(stranger, "remove", hall, free)
    assert names(fresh(free)) == ["Hall of refusals"]


def test_all_in_listing_are_those_that_the_question_finds(moderator: Client) -> None:
    hall = venue("Hall of questions")
    wanted = [article(f"Wanted {n}", dt.date(2021, 5, n)) for n in range(1, 4)]
    other = article("Left alone", dt.date(2022, 5, 1))
    asked = "from=2021&to=2021&language=en"
    address = f"/admin/bulk/news/articlepage/change_venue/?id=all&next={LISTING}&{asked}"
    shown = moderator.get(address, follow=True)
    page = BeautifulSoup(shown.content, "html.parser")
    assert "3 articles are chosen." in " ".join(page.get_text(" ").split())
    # What is confirmed is what was shown, whatever has come into the list meanwhile.
    assert sorted(shown.wsgi_request.GET.getlist("id")) == sorted(str(one.pk) for one in wanted)
    act(moderator, "change_venue", ["all"], asked, how="add", thing=hall.slug)
    assert [names(fresh(one)) for one in [*wanted, other]] == [["Hall of questions"]] * 3 + [[]]
    why = {"farewell": "1", "reason": "Tried by a test", "lead_to": "suggested"}
    act(moderator, "unpublish", ["all"], f"{asked}&q=wanted", **why)
    assert [fresh(one).live for one in [*wanted, other]] == [False] * 3 + [True]
    act(moderator, "publish", ["all"], f"{asked}&venue=hall-of-questions")
    assert [fresh(one).live for one in wanted] == [True] * 3
    assert "No article is chosen" in act(moderator, "delete", ["all"], "venue=atlantis")
    assert ArticlePage.objects.count() == 4


def test_too_many_or_none_are_not_begun(moderator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from news.admin.desk import bulk

    hall = venue("Hall of many")
    pages = [article(f"Many {n}", TODAY) for n in range(4)]
    monkeypatch.setattr(bulk, "MOST", 3)
    assert "more than 3 articles" in change_venue(moderator, "add", hall, *pages)
    assert "No article is chosen" in act(moderator, "change_venue", ["x", "0", "9" * 30])
    assert not any(names(fresh(page)) for page in pages)


@pytest.mark.parametrize(
    "data", [{}, {"how": "add", "thing": "atlantis"}, {"how": "eat", "thing": "x"}]
)
def test_a_form_that_says_nothing_changes_nothing(moderator: Client, data: Any) -> None:
    page = article("Same", TODAY)
    told = act(moderator, "change_venue", [page.pk], **data)
    assert "Change venue" in told
    assert not fresh(page).revisions.exists()


def test_the_chosen_are_downloaded(moderator: Client) -> None:
    pages = [article(f"Chosen {n}", TODAY, venue(f"Hall {n}")) for n in range(3)]
    query = urlencode([("id", pages[0].pk), ("id", pages[2].pk)])
    response = moderator.get(f"/admin/bulk/news/articlepage/export/?{query}")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = [[cell.value for cell in row] for row in book.active.rows]
    assert [row[1] for row in rows[1:]] == ["Chosen 2", "Chosen 0"]
    assert rows[1][5] == "Hall 2"


def test_the_listing_offers_what_can_be_done_to_many(moderator: Client) -> None:
    article("Any", TODAY)
    page = BeautifulSoup(moderator.get(LISTING).content, "html.parser")
    footer = page.select_one("[data-bulk-action-footer]")
    assert footer is not None
    offered = footer.get_text(" ")
    for name in ("Publish", "Unpublish", "Delete", "Change venue", "Change programme", "Download"):
        assert name in offered, name


# Deleting and merging


def page_text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_a_venue_in_use_is_not_deleted_and_the_way_out_is_shown(moderator: Client) -> None:
    hall = venue("Used hall")
    article("There", TODAY, hall)
    draft = article("Going there", TODAY)
    draft.venue_links = [
        *draft.venue_links.all(),
        *article("x", TODAY, hall, live=False).venue_links.all(),
    ]
    address = f"/admin/snippets/news/venue/delete/{hall.pk}/"
    for response in (moderator.get(address), moderator.post(address)):
        told = page_text(response)
        assert "Not deleted: it is in use" in told
        assert "Used hall" in told
        assert "2 articles have it, drafts included." in told
        page = BeautifulSoup(response.content, "html.parser")
        links = [link["href"] for link in page.select("[data-in-use] a")]
        assert links == [
            "/admin/news/articles/?venue=used-hall",
            f"/admin/news/merge/venue/{hall.pk}/",
        ]
    bulk = f"/admin/bulk/news/venue/delete/?id={hall.pk}"
    assert "Not deleted: it is in use" in page_text(moderator.post(bulk))
    assert Venue.objects.filter(pk=hall.pk).exists()
    unused = venue("Unused hall")
    moderator.post(f"/admin/snippets/news/venue/delete/{unused.pk}/")
    assert not Venue.objects.filter(pk=unused.pk).exists()


def test_a_topic_that_only_a_draft_has_is_in_use(moderator: Client) -> None:
    topic = Topic.objects.create(name="Drafted", locale=Locale.objects.get(language_code="en"))
    page = article("Read", TODAY)
    page.topics.set([topic])
    page.save_revision()
    assert not fresh(page).topics.exists()
    told = page_text(moderator.post(f"/admin/snippets/news/topic/delete/{topic.pk}/"))
    assert "1 article has it, drafts included." in told
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_programme_in_use_is_not_deleted(newsroom: None) -> None:
    chief = person("chief")
    chief.is_superuser = True
    chief.save()
    administrator = Client()
    administrator.force_login(chief)
    school = programme("School in use", slug="in-use")
    article("About it", TODAY, programmes=[school])
    address = f"/admin/pages/{school.pk}/delete/"
    for response in (
        administrator.get(address),
        administrator.post(address),
        administrator.post(f"/admin/pages/{school.get_parent().pk}/delete/"),
        administrator.post(f"/admin/bulk/wagtailcore/page/delete/?id={school.pk}"),
    ):
        told = page_text(response)
        assert "1 article has it" in told
        assert "change it in them; then delete it" in told
    assert ProgrammePage.objects.filter(pk=school.pk).exists()


def test_a_venue_is_merged_into_another_everywhere(moderator: Client) -> None:
    old, new, other = venue("Old name"), venue("Right name"), venue("Another")
    old_ru, new_ru = translation(old, "Старое"), translation(new, "Верное")
    one = article("Old only", TODAY, old, other)
    both = article("Both", TODAY, new, old)
    russian = article("По-русски", TODAY, old_ru, language="ru")
    both.save_revision()
    one.save_revision()
    response = moderator.post(f"/admin/news/merge/venue/{old.pk}/", {"into": new.pk}, follow=True)
    assert "“Old name” is “Right name” now, in 2 places." in page_text(response)
    assert names(fresh(one)) == ["Right name", "Another"]
    assert names(fresh(both)) == ["Right name"]
    assert names(fresh(russian)) == ["Верное"]
    assert names(draft_of(one)) == ["Right name", "Another"]
    assert names(draft_of(both)) == ["Right name"]
    assert not Venue.objects.filter(pk__in=[old.pk, old_ru.pk]).exists()
    draft_of(both).save_revision().publish()
    assert names(fresh(both)) == ["Right name"]
    assert not ReferenceIndex.objects.filter(
        to_object_id=str(old.pk), content_path__startswith="venue_links"
    ).exists()
    found = Client().get("/en/news/", {"venue": new.slug}).content.decode()
    assert "Old only" in found
    assert "Both" in found
    assert new_ru.name == "Верное"
    assert index_truth.held() == index_truth.truth()


def test_a_translation_without_counterpart_goes_over_to_the_other(moderator: Client) -> None:
    old, new = venue("Untranslated old"), venue("Untranslated new")
    russian = translation(old, "Только здесь")
    page = article("Здесь", TODAY, russian, language="ru")
    moderator.post(f"/admin/news/merge/venue/{old.pk}/", {"into": new.pk})
    russian.refresh_from_db()
    assert (russian.translation_key, russian.slug) == (new.translation_key, new.slug)
    assert names(fresh(page)) == ["Только здесь"]


def test_topics_are_merged_too(moderator: Client) -> None:
    english = Locale.objects.get(language_code="en")
    old, new = (Topic.objects.create(name=name, locale=english) for name in ("Drones", "Drones!"))
    page = article("About them", TODAY, topics=[old, new])
    page.save_revision()
    moderator.post(f"/admin/news/merge/topic/{old.pk}/", {"into": new.pk})
    assert list(fresh(page).topics.all()) == [new]
    assert list(draft_of(page).topics.all()) == [new]


def test_who_may_not_delete_may_not_merge(newsroom: None) -> None:
    old, new = venue("Stays"), venue("Stays too")
    editor = signed_in("nikita", "Editors")
    editor.post(f"/admin/news/merge/venue/{old.pk}/", {"into": new.pk})
    assert Venue.objects.filter(pk=old.pk).exists()
    moderator = at_desk("oleg", "Moderators")
    for into in ("", old.pk, 999_999, "x"):
        response = moderator.post(f"/admin/news/merge/venue/{old.pk}/", {"into": into})
        assert response.status_code == 200
    assert moderator.get("/admin/news/merge/person/1/", follow=True).status_code == 404
    assert Venue.objects.filter(pk=old.pk).exists()


def test_renaming_a_venue_says_how_many_articles_show_it(moderator: Client) -> None:
    hall = venue("Hall of names")
    for n in range(3):
        article(f"There {n}", TODAY, hall)
    data = {"name": "Hall of new names", "slug": hall.slug}
    address = f"/admin/snippets/news/venue/edit/{hall.pk}/"
    told = page_text(moderator.post(address, data, follow=True))
    assert "3 articles show the new name." in told
    again = page_text(moderator.post(address, {**data, "city": "Kazan"}, follow=True))
    assert "show the new name" not in again
    assert "Hall of new names" in Client().get("/en/news/").content.decode()


def test_renaming_touches_no_article_however_many_show_it(moderator: Client) -> None:
    from django.test.utils import CaptureQueriesContext

    hall = venue("Hall of thousands")
    data = {"slug": hall.slug}
    address = f"/admin/snippets/news/venue/edit/{hall.pk}/"

    def cost(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            moderator.post(address, {**data, "name": name})
        assert not [one for one in queries.captured_queries if 'UPDATE "news_article' in one["sql"]]
        return len(queries)

    article("One", TODAY, hall)
    few = cost("Hall A")
    for n in range(30):
        article(f"Another {n}", TODAY, hall)
    assert cost("Hall B") <= few
