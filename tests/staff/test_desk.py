"""Staff's desk: saved views, the calendar, reports and what is missing."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from news.models import ArticlePage, ProgrammeIndexPage, ProgrammePage, SavedView
from tests.newsroom import article, person, signed_in, venue

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
CALENDAR = "/admin/news/calendar/"
MOST_QUERIES = 25

pytestmark = pytest.mark.django_db


def at_desk(name: str, *groups: str) -> Client:
    """Someone who may see the desk."""
    client = signed_in(name, *groups)
    may = Permission.objects.get(codename="view_articlepage")
    enter = Permission.objects.get(codename="access_admin")
    staff, _created = Group.objects.get_or_create(name="Readers of the desk")
    staff.permissions.set([may, enter])
    staff.user_set.add(person_named(name))
    return client


def person_named(name: str) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(username=name)


def soup(response: Any) -> BeautifulSoup:
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def programme(title: str, language: str = "en", **facts: Any) -> ProgrammePage:
    index = ProgrammeIndexPage.objects.get(locale__language_code=language)
    page: ProgrammePage = index.add_child(instance=ProgrammePage(title=title, **facts))
    return page


@pytest.fixture(scope="module")
def newsroom(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        ArticlePage.objects.all().delete()
        ProgrammePage.objects.all().delete()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def moderator(newsroom: None) -> Client:
    return at_desk("maria", "Moderators")


@pytest.fixture
def reader(newsroom: None) -> Client:
    return at_desk("semyon")


# Saved views


def save(client: Client, name: str, query: str, shared: bool = False) -> Any:
    data = {"name": name, "query": query, **({"shared": "on"} if shared else {})}
    return client.post("/admin/news/views/new/", data)


def test_a_question_is_saved_under_a_name_and_opened_by_its_address(moderator: Client) -> None:
    article("In time", TODAY, venue("Moscow hall"))
    article("Too old", TODAY - 400 * DAY, venue("Moscow hall two"))
    listing = soup(moderator.get("/admin/news/articles/", {"from": "this year", "p": "1"}))
    link = listing.select_one(".desk-views a.button")
    assert link is not None
    assert "In short" not in text(moderator.get(link["href"]))
    assert "this year" in text(moderator.get(link["href"]))
    query = "from=this+year&venue=moscow-hall&p=3&export=csv&next=/evil/"
    response = save(moderator, "Moscow, this year", query)
    assert response.url == "/admin/news/views/moscow-this-year/"
    opened = moderator.get(response.url)
    assert opened.url == "/admin/news/articles/?from=this+year&venue=moscow-hall"
    page = soup(moderator.get(opened.url))
    assert "In time" in page.get_text()
    assert "Too old" not in page.get_text()
    current = page.select_one(".desk-views a[aria-current]")
    assert current is not None
    assert current.get_text(strip=True) == "Moscow, this year"


def test_one_s_own_view_is_nobody_else_s_and_a_shared_one_is_everybody_s(
    moderator: Client, reader: Client
) -> None:
    save(reader, "Mine", "from=2020")
    save(reader, "Ours", "from=2021", shared=True)
    assert moderator.get("/admin/news/views/mine/", follow=True).status_code == 404
    assert moderator.get("/admin/news/views/ours/").status_code == 302
    assert "Ours" in text(moderator.get("/admin/news/articles/"))
    assert "Mine" not in text(moderator.get("/admin/news/articles/"))
    assert moderator.post("/admin/news/views/edit/ours/", {"name": "All ours"}).status_code == 302
    assert SavedView.objects.get(slug="ours").name == "All ours"
    other = at_desk("other")
    assert other.get("/admin/news/views/edit/ours/", follow=True).status_code == 404
    assert reader.post("/admin/news/views/delete/mine/").status_code == 302
    assert not SavedView.objects.filter(slug="mine").exists()


def test_a_shared_view_is_changed_by_its_owner_or_a_moderator_only(reader: Client) -> None:
    save(reader, "Ours", "from=2021", shared=True)
    other = at_desk("other")
    for address in ("/admin/news/views/edit/ours/", "/admin/news/views/delete/ours/"):
        assert other.get(address).status_code in {302, 403}
        other.post(address, {"name": "Stolen"})
    assert SavedView.objects.get().name == "Ours"


def test_bad_names_and_questions_of_views_are_told(reader: Client) -> None:
    assert "required" in text(save(reader, "", "from=2020"))
    assert "too long" in text(save(reader, "Long", "q=" + "x" * 3000))
    for name in ("New", "New", "???"):
        assert save(reader, name, "").status_code == 302
    assert set(SavedView.objects.values_list("slug", flat=True)) == {"new-2", "new-3", "view"}
    assert "All views" in text(reader.get("/admin/news/articles/"))
    assert "New" in text(reader.get("/admin/news/views/"))


# The calendar


def day_of(client: Client, day: dt.date, **asked: Any) -> Any:
    page = soup(client.get(CALENDAR, {"day": f"{day}", **asked}))
    cell = page.select_one(f'[data-day="{day}"]')
    assert cell is not None
    return cell


def scheduled(title: str, day: dt.date, hour: int = 12) -> ArticlePage:
    page = article(title, day, live=False)
    page.go_live_at = timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 30)))
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def move(client: Client, page: ArticlePage, day: dt.date, seen: Any = None) -> str:
    page.refresh_from_db()
    seen = page.latest_revision_id or "" if seen is None else seen
    data = {"day": f"{day}", "seen": seen}
    response = client.post(f"{CALENDAR}move/{page.pk}/", data, follow=True)
    messages = soup(response).select(".messages")
    return " ".join(" ".join(one.get_text(" ") for one in messages).split())


def test_a_day_shows_what_is_published_written_scheduled_and_to_come(moderator: Client) -> None:
    day = TODAY + 3 * DAY
    article("Out already", day)
    article("Still written", day, live=False)
    scheduled("Comes at noon", day)
    article("Forum ahead", TODAY - 30 * DAY, event_start=day, event_end=day + DAY)
    for view in ("month", "week"):
        cell = day_of(moderator, day, view=view)
        states = {
            item["data-state"]: item.get_text(" ", strip=True)
            for item in cell.select("[data-state]")
        }
        assert set(states) == {"published", "draft", "scheduled", "event"}
        assert "12:30" in states["scheduled"]
        movable = {item["data-state"] for item in cell.select("[draggable=true]")}
        assert movable == {"draft", "scheduled"}


def test_a_full_day_shows_the_first_and_leads_to_the_others(moderator: Client) -> None:
    for n in range(40):
        article(f"Article {n}", TODAY)
    cell = day_of(moderator, TODAY)
    assert len(cell.select("[data-state]")) == 3
    link = cell.select_one(".desk-more a")
    assert link.get_text(strip=True) == "and 37 more"
    assert "Article 0" in text(moderator.get(link["href"]))


def test_the_calendar_is_of_one_language_or_programme(moderator: Client) -> None:
    school = programme("School of days", slug="days")
    article("Of the school", TODAY, programmes=[school])
    article("Другая", TODAY, language="ru")
    assert len(day_of(moderator, TODAY).select("[data-state]")) == 2
    assert "Другая" in day_of(moderator, TODAY, language="ru").get_text()
    cell = day_of(moderator, TODAY, programme="days")
    assert len(cell.select("[data-state]")) == 1
    assert "Of the school" in cell.get_text()


def test_weeks_begin_on_monday_and_lead_to_others(moderator: Client) -> None:
    page = soup(moderator.get(CALENDAR, {"view": "week", "day": "2026-11-25"}))
    days = [cell["data-day"] for cell in page.select("[data-day]")]
    assert (days[0], days[-1], len(days)) == ("2026-11-23", "2026-11-29", 7)
    following = page.select_one("a[rel=next]")
    assert following is not None
    assert "day=2026-12-02" in following["href"]
    month = soup(moderator.get(CALENDAR, {"day": "2026-11-25"}))
    assert month.select_one("[data-day]")["data-day"] == "2026-10-26"


@pytest.mark.parametrize(
    "asked",
    [{"day": "yesterday?"}, {"day": "9999-12-31"}, {"view": "year"}, {"programme": "atlantis"},
     {"language": "xx"}, {"day": "\0"}],
)  # fmt: skip
def test_what_the_calendar_does_not_understand_is_told(moderator: Client, asked: Any) -> None:
    page = soup(moderator.get(CALENDAR, asked))
    assert page.select("[data-faults] li")
    assert page.select("[data-day]")


def test_a_draft_moves_to_another_day_with_a_revision_and_a_log_entry(moderator: Client) -> None:
    page = article("To be moved", TODAY, live=False)
    told = move(moderator, page, TODAY + DAY)
    assert "“To be moved” is on" in told
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.date == TODAY + DAY
    assert page.get_latest_revision_as_object().date == TODAY + DAY
    entry = PageLogEntry.objects.filter(page=page.pk).latest("timestamp", "pk")
    assert (entry.action, entry.user.username) == ("wagtail.edit", "maria")
    assert not page.live


def test_what_is_scheduled_moves_with_its_time_and_never_into_the_past(moderator: Client) -> None:
    page = scheduled("Comes later", TODAY + 5 * DAY)
    told = move(moderator, page, TODAY + 9 * DAY)
    assert "goes live on" in told
    assert "12:30" in told
    assert "(Europe/Moscow)" in told
    page = ArticlePage.objects.get(pk=page.pk)
    goes_live = timezone.localtime(page.scheduled_revision.approved_go_live_at)
    assert (goes_live.date(), goes_live.time()) == (TODAY + 9 * DAY, dt.time(12, 30))
    assert page.scheduled_revision.as_object().date == TODAY + 9 * DAY
    assert not page.live
    assert "is past: choose a later day" in move(moderator, page, TODAY - DAY)
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.date == TODAY + 9 * DAY


def test_a_published_article_does_not_move(moderator: Client) -> None:
    page = article("Read already", TODAY)
    assert "It is published" in move(moderator, page, TODAY + DAY)
    assert ArticlePage.objects.get(pk=page.pk).date == TODAY
    assert "It is published" in text(moderator.get(f"{CALENDAR}move/{page.pk}/"))


def test_of_two_who_move_at_once_the_second_is_told(moderator: Client) -> None:
    page = article("Wanted by two", TODAY, live=False)
    page.save_revision()
    seen = page.latest_revision_id
    other = at_desk("pavel", "Moderators")
    assert "is on" in move(other, page, TODAY + DAY, seen)
    assert "Somebody has changed it" in move(moderator, page, TODAY + 2 * DAY, seen)
    assert ArticlePage.objects.get(pk=page.pk).date == TODAY + DAY


def test_who_may_not_change_a_draft_does_not_move_it(reader: Client) -> None:
    page = article("Not yours", TODAY, live=False)
    assert not day_of(reader, TODAY).select("[draggable=true]")
    assert "You may not change it" in move(reader, page, TODAY + DAY)
    locked = article("Locked", TODAY, live=False, locked=True, locked_by=person("locker"))
    moderator = at_desk("oleg", "Moderators")
    assert "It is locked" in move(moderator, locked, TODAY + DAY)
    assert set(ArticlePage.objects.values_list("date", flat=True)) == {TODAY}


@pytest.mark.parametrize("day", ["", "someday", "0001-01-01", "2999-01-01", "\0"])
def test_a_day_that_is_none_moves_nothing(moderator: Client, day: str) -> None:
    page = article("Stays", TODAY, live=False)
    response = moderator.post(f"{CALENDAR}move/{page.pk}/", {"day": day, "seen": ""}, follow=True)
    assert response.status_code == 200
    assert ArticlePage.objects.get(pk=page.pk).date == TODAY


# Reports


def report(client: Client, by: str, **asked: Any) -> dict[str, str]:
    page = soup(client.get(f"/admin/news/reports/{by}/", asked))
    rows = page.select("#desk-rows tbody tr")
    return {row.th.get_text(" ", strip=True): row.td.get_text(strip=True) for row in rows if row.th}


def test_reports_count_articles_by_what_they_have(moderator: Client) -> None:
    hall, library = venue("Hall of reports"), venue("Library of reports")
    school = programme("School of reports", slug="reports")
    owner = person("anna")
    owner.first_name, owner.last_name = "Anna", "Petrova"
    owner.save()
    article("One", dt.date(2025, 3, 1), hall, library, programmes=[school], owner=owner)
    article("Two", dt.date(2025, 3, 9), hall, live=False, kind="release")
    article("Три", dt.date(2025, 4, 9), language="ru")
    assert report(moderator, "venue") == {
        "Hall of reports": "2", "Library of reports": "1", "Without a venue": "1"
    }  # fmt: skip
    assert report(moderator, "programme") == {
        "School of reports": "1",
        "Without a programme": "2",
    }
    assert report(moderator, "topic") == {"Without a topic": "3"}
    assert report(moderator, "month") == {"April 2025": "1", "March 2025": "2"}
    assert report(moderator, "author") == {"No author": "2", "Anna Petrova": "1"}
    assert report(moderator, "language") == {"English": "2", "Русский": "1"}
    assert report(moderator, "kind") == {"News": "2", "Release": "1"}
    assert report(moderator, "venue", status="live", language="en") == {
        "Hall of reports": "1", "Library of reports": "1"
    }  # fmt: skip
    assert report(moderator, "venue", q="one") == {
        "Hall of reports": "1",
        "Library of reports": "1",
    }


def test_a_report_says_what_it_counts_and_leads_to_the_articles(moderator: Client) -> None:
    article("Counted", dt.date(2025, 3, 4))
    asked = {"from": "2025-03-02", "status": "live"}
    page = soup(moderator.get("/admin/news/reports/month/", asked))
    told = " ".join(page.get_text(" ").split())
    assert "1 article is counted. Only those with the status: Live." in told
    link = page.select_one("#desk-rows a")
    assert link is not None
    assert "from=2025-03-02&status=live&to=2025-03-31" in link["href"]
    assert "Counted" in text(moderator.get(link["href"]))
    chart = page.select_one("svg[role=img]")
    assert chart is not None
    for identity in chart["aria-labelledby"].split():
        assert chart.select_one(f"#{identity}").get_text(strip=True)
    assert "March 2025" in chart.get_text()
    whole = text(moderator.get("/admin/news/reports/month/"))
    assert "Drafts are counted too" in whole


def test_a_report_is_taken_away_as_a_spreadsheet(moderator: Client) -> None:
    article("Here", TODAY, venue("=Evil()"))
    response = moderator.get("/admin/news/reports/venue/", {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert rows == [["Venues", "How many", "Of all, %"], ["'=Evil()", "1", "100.0"]]
    response = moderator.get("/admin/news/reports/venue/", {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert [cell.value for cell in list(book.active.rows)[1]] == ["=Evil()", 1, 100]


def test_a_long_report_tells_the_rest_together(moderator: Client) -> None:
    article("Everywhere", TODAY, *[venue(f"Place {n}") for n in range(60)])
    rows = report(moderator, "venue")
    assert len(rows) == 51
    assert rows["Others together (10)"] == "10"


def test_an_unclear_question_is_not_counted(moderator: Client) -> None:
    article("Here", TODAY)
    page = soup(moderator.get("/admin/news/reports/venue/", {"venue": "atlantis"}))
    assert "There is no venue “atlantis”" in page.get_text()
    assert not page.select("#desk-rows, [data-total]")
    assert moderator.get("/admin/news/reports/weather/", follow=True).status_code == 404


# What is missing


def missing(client: Client, gap: str) -> list[str]:
    page = soup(client.get(f"/admin/news/missing/{gap}/"))
    return [cell.get_text(" ", strip=True) for cell in page.select("td.title .title-wrapper")]


def test_programmes_without_news_are_listed(moderator: Client) -> None:
    lively, quiet = programme("Lively", slug="lively"), programme("Quiet", slug="quiet")
    programme("Never told of", slug="never")
    programme("Over", slug="over", status="completed")
    article("Fresh", TODAY - 5 * DAY, programmes=[lively])
    article("Stale", TODAY - 61 * DAY, programmes=[quiet])
    article("Unread", TODAY, programmes=[quiet], live=False)
    assert missing(moderator, "programmes") == ["Never told of", "Quiet"]
    page = soup(moderator.get("/admin/news/missing/programmes/"))
    write = page.select_one("td a.button")
    assert write is not None
    assert moderator.get(write["href"], follow=True).status_code == 200


def test_events_without_a_report_are_listed(moderator: Client) -> None:
    hall, other = venue("Hall of events"), venue("Other hall")
    facts = {
        "kind": "announcement",
        "event_start": TODAY - 10 * DAY,
        "event_end": TODAY - 9 * DAY,
    }
    article("Reported", TODAY - 30 * DAY, hall, **facts)
    article("Report", TODAY - 8 * DAY, hall)
    article("Forgotten", TODAY - 30 * DAY, other, **facts)
    article("Before it", TODAY - 20 * DAY, other)
    linked = article("Linked", TODAY - 30 * DAY, other, **facts)
    link = [{"type": "related", "value": {"page": linked.pk, "title": ""}}]
    article("Tells of it", TODAY, body=link)
    article("To come", TODAY, other, kind="announcement", event_start=TODAY, event_end=TODAY)
    article("Long ago", TODAY - 500 * DAY, other, **{**facts, "event_end": TODAY - 400 * DAY,
                                                      "event_start": TODAY - 400 * DAY})  # fmt: skip
    assert missing(moderator, "events") == ["Forgotten"]


def test_articles_without_pictures_are_listed(moderator: Client) -> None:
    article("Plain", TODAY)
    article("Unread", TODAY, live=False)
    picture = {
        "type": "image",
        "value": {"image": None, "alt": "A hall", "caption": "", "credit": ""},
    }
    article("Pictured", TODAY, body=[picture])
    article("Years ago", TODAY - 500 * DAY)
    assert missing(moderator, "pictures") == ["Plain"]
    response = moderator.get("/admin/news/missing/pictures/", {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert rows[0] == ["Name", "Language", "Date", "Address"]
    assert rows[1][0] == "Plain"


# For everyone at the desk

PAGES = [
    "/admin/news/articles/",
    "/admin/news/articles/?q=articles",
    "/admin/news/views/",
    CALENDAR,
    f"{CALENDAR}?view=week",
    "/admin/news/reports/venue/",
    "/admin/news/reports/author/",
    "/admin/news/reports/month/?q=article&language=en",
    "/admin/news/missing/programmes/",
    "/admin/news/missing/events/",
    "/admin/news/missing/pictures/",
]


def test_staff_who_only_read_see_the_desk(reader: Client) -> None:
    page = article("For all to see", TODAY, live=False)
    for address in PAGES:
        assert reader.get(address).status_code == 200, address
    home = reader.get("/admin/").content.decode()
    for address in ("articles", "calendar", "reports", "missing"):
        assert f"/admin/news/{address}/" in home
    listing = soup(reader.get("/admin/news/articles/"))
    assert "For all to see" in listing.get_text()
    assert f"/admin/pages/{page.pk}/edit/" not in listing.decode()


def test_others_do_not_see_the_desk(newsroom: None) -> None:
    guest = signed_in("nikita")
    for address in (CALENDAR, "/admin/news/reports/venue/", "/admin/news/missing/events/",
                    "/admin/news/views/", "/admin/news/views/new/"):  # fmt: skip
        assert guest.get(address).status_code == 302, address
    for address in PAGES:
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("group", ["Moderators", "Editors", "Translators", ""])
def test_queries_of_the_desk_are_few_and_do_not_grow(newsroom: None, group: str) -> None:
    moderator = at_desk("maria", group)
    school = programme("School of queries", slug="queries")
    places = [venue(f"Hall {n}") for n in range(4)]

    def add(numbers: range) -> None:
        for n in numbers:
            article(f"Article {n}", TODAY - (n % 9) * DAY, *places[: n % 4], programmes=[school],
                    live=n % 3 > 0, event_start=TODAY + DAY)  # fmt: skip

    def counts() -> list[int]:
        numbers = []
        for address in PAGES:
            moderator.get(address)
            with CaptureQueriesContext(connection) as queries:
                moderator.get(address)
            numbers.append(len(queries))
        return numbers

    add(range(12))
    few = counts()
    add(range(12, 70))
    many = counts()
    assert [max(pair) - min(pair) for pair in zip(few, many, strict=True)] == [0] * len(PAGES)
    assert max(many) <= MOST_QUERIES, dict(zip(PAGES, many, strict=True))
