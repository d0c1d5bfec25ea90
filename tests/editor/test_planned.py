"""Scheduling: what an editor is told, what is listed, what happens to pages that cannot be published."""

import datetime as dt
import html

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.users.models import UserProfile

from news.models import ArticlePage, PublishingFailure, WorkerHeartbeat
from news.publishing import publish_due
from search.models import Entry
from tests.newsroom import article, article_form, news_page, signed_in

DAY = dt.date(2026, 11, 20)
MINUTE = dt.timedelta(minutes=1)


def scheduled(title: str, after: dt.timedelta, language: str = "en", **facts) -> ArticlePage:
    """An article that goes live after some time (before now, if it is negative)."""
    page = article(title, DAY, language=language, live=False, **facts)
    page.go_live_at = timezone.now() + dt.timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    at = timezone.now() + after
    revision.refresh_from_db()
    revision.content["go_live_at"] = at.isoformat()
    revision.approved_go_live_at = at
    revision.save()
    return page


def soup_of(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def planned_page(client: Client) -> BeautifulSoup:
    return soup_of(client, reverse("news_planned:index"))


def rows(soup: BeautifulSoup) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in soup.select("table.listing tbody tr")]


@pytest.mark.django_db
class TestWorker:
    def test_what_is_due_is_published_once(self):
        page = scheduled("Due", -MINUTE)
        assert publish_due() == 1
        assert publish_due() == 0
        page.refresh_from_db()
        assert page.live
        assert Entry.objects.filter(page_id=page.pk).count() == 1
        entries = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled")
        assert entries.count() == 1

    def test_what_is_not_due_waits(self):
        page = scheduled("Later", MINUTE)
        assert publish_due() == 0
        page.refresh_from_db()
        assert not page.live

    def test_a_page_that_expires_leaves_the_lists(self, client):
        page = article("Over", DAY)
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - MINUTE)
        assert publish_due() == 1
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)
        assert not Entry.objects.filter(page_id=page.pk).exists()
        assert client.get(page.url or "/en/news/over/").status_code == 404

    def test_an_expiry_does_not_cancel_the_version_that_is_to_come(self):
        page = article("Twice", DAY)
        page.save_revision().publish()
        page.refresh_from_db()
        page.title = "Twice, anew"
        page.go_live_at = timezone.now() + dt.timedelta(hours=1)
        page.save_revision().publish()
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - MINUTE)
        assert publish_due() == 1
        page.refresh_from_db()
        assert not page.live
        assert page.scheduled_revision is not None

    def test_one_that_fails_stops_no_other_and_says_why(self):
        bad = scheduled("Bad", -2 * MINUTE)
        revision = bad.scheduled_revision
        revision.content["event_end"] = "2026-01-01"
        revision.save()
        good = scheduled("Good", -MINUTE)
        assert publish_due() == 1
        good.refresh_from_db()
        assert good.live
        assert publish_due() == 0  # and is not tried again at once
        soup = planned_page(signed_in("mod", "Moderators"))
        assert "Bad" in rows(soup)[0]
        assert "Could not be published" in rows(soup)[0]
        assert "Give the first day too" in rows(soup)[0]

    def test_a_failed_one_is_published_after_it_was_mended(self):
        bad = scheduled("Bad", -2 * MINUTE)
        revision = bad.scheduled_revision
        revision.content["event_end"] = "2026-01-01"
        revision.save()
        publish_due()
        revision.content["event_end"] = None
        revision.save()
        PublishingFailure.objects.update(next_attempt_at=timezone.now())
        assert publish_due() == 1
        assert not PublishingFailure.objects.exists()

    def test_an_article_whose_parent_is_gone_is_not_published_into_nowhere(self):
        page = scheduled("Orphan", -MINUTE)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE wagtailcore_page SET path = '000100010099' || right(path, 4) WHERE id = %s",
                [page.pk],
            )
        assert publish_due() == 0
        assert "is gone" in PublishingFailure.objects.get().reason


@pytest.mark.django_db
class TestPlannedPage:
    def test_everything_scheduled_is_listed_soonest_first_with_its_zone(self):
        scheduled("Second", 2 * MINUTE, language="ru")
        scheduled("First", MINUTE)
        expiring = article("Third", DAY)
        Page.objects.filter(pk=expiring.pk).update(expire_at=timezone.now() + 3 * MINUTE)
        found = rows(planned_page(signed_in("mod", "Moderators")))
        assert [row.count("Moscow time (UTC+3)") for row in found] == [1, 1, 1]
        for row, words in zip(
            found,
            (["Goes live", "First"], ["Goes live", "Second", "Русский"], ["Expires", "Third"]),
            strict=True,
        ):
            assert all(word in row for word in words), row

    def test_who_scheduled_it_is_named(self):
        client = signed_in("mod", "Moderators")
        later = timezone.localtime() + dt.timedelta(days=1)
        form = article_form("By me", action="publish", go_live_at=f"{later:%Y-%m-%d %H:%M}")
        address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", news_page().pk])
        client.post(address, form)
        (row,) = rows(planned_page(client))
        assert "mod" in row

    def test_the_overdue_is_marked_and_the_worker_that_is_down(self):
        scheduled("Late", -5 * MINUTE)
        WorkerHeartbeat.objects.create(name="w", seen_at=timezone.now() - 60 * MINUTE)
        soup = planned_page(signed_in("mod", "Moderators"))
        assert "Overdue" in rows(soup)[0]
        assert "last seen" in soup.select_one("[data-worker-down]").get_text()
        WorkerHeartbeat.objects.beat("w")
        soup = planned_page(signed_in("mod2", "Moderators"))
        assert soup.select_one("[data-worker-down]") is None

    def test_a_moderator_unschedules_from_the_list(self):
        page = scheduled("Not yet", MINUTE)
        client = signed_in("mod", "Moderators")
        link = planned_page(client).select_one("a[href*=unschedule]")["href"]
        client.post(link)
        page.refresh_from_db()
        assert page.scheduled_revision is None
        assert rows(planned_page(client)) == []

    def test_those_who_do_not_work_with_pages_are_refused(self):
        response = signed_in("nobody").get(reverse("news_planned:index"))
        assert response.status_code == 302

    def test_a_long_list_is_paged_and_needs_few_queries(self, django_assert_max_num_queries):
        for number in range(55):
            scheduled(f"N{number}", (number + 1) * MINUTE)
        client = signed_in("mod", "Moderators")
        planned_page(client)
        with django_assert_max_num_queries(25):
            assert len(rows(planned_page(client))) == 50
        second = soup_of(client, reverse("news_planned:index") + "?p=2")
        assert len(rows(second)) == 5


@pytest.mark.django_db
class TestSchedule:
    """The schedule in the editor's form."""

    @staticmethod
    def post(client: Client, title: str, **times: str):
        address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", news_page().pk])
        return client.post(address, article_form(title, action="publish", **times))

    def test_a_time_that_is_past_is_refused_with_what_to_do(self):
        response = self.post(signed_in("m", "Moderators"), "Past", go_live_at="2020-01-01 10:00")
        text = response.content.decode()
        assert response.status_code == 200
        assert "This time is past: it is" in text
        assert "Moscow time (UTC+3)" in text
        assert not ArticlePage.objects.filter(title="Past").exists()

    def test_an_expiry_before_or_at_the_start_is_refused(self):
        client = signed_in("m", "Moderators")
        for expiry in ("2099-01-01 10:00", "2099-01-02 10:00"):
            times = {"go_live_at": "2099-01-02 10:00", "expire_at": expiry}
            assert self.post(client, "Ends", **times).status_code == 200
            assert not ArticlePage.objects.filter(title="Ends").exists()

    def test_a_published_article_with_its_old_schedule_can_be_edited(self):
        page = article("Was scheduled", DAY)
        page.go_live_at = timezone.now() - dt.timedelta(days=1)
        page.save_revision().publish()
        went_live = timezone.localtime(page.go_live_at)
        form = article_form(
            "Was scheduled, edited",
            action="publish",
            slug=page.slug,
            change_kind="typo",
            go_live_at=f"{went_live:%Y-%m-%d %H:%M}",
        )
        client = signed_in("m", "Moderators")
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
        page.refresh_from_db()
        assert page.title == "Was scheduled, edited"

    @pytest.mark.parametrize(
        ("time", "words"),
        [
            ("2099-03-29 02:30", ["put forward in Europe/Berlin", "no 02:30", "03:30"]),
            ("2099-10-25 02:30", ["put back in Europe/Berlin", "comes twice", "01:30"]),
        ],
    )
    def test_a_time_that_the_clock_does_not_have_is_explained(self, settings, time, words):
        settings.TIME_ZONE = "Europe/Berlin"
        text = self.post(signed_in("m", "Moderators"), "DST", go_live_at=time).content.decode()
        assert all(word in text for word in words), words

    def test_the_zone_is_that_of_the_user_and_the_newsrooms_is_named_too(self):
        client = signed_in("m", "Moderators")
        page = scheduled("Zoned", dt.timedelta(days=1))
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        soup = soup_of(client, edit)
        assert "Moscow time (UTC+3)" in soup.select_one("[data-zone]").get_text()
        assert "In Moscow time (UTC+3)." in str(soup)
        profile = UserProfile.get_for_user(get_user_model().objects.get(username="m"))
        profile.current_time_zone = "Asia/Vladivostok"
        profile.save()
        text = html.unescape(str(soup_of(client, edit)))
        assert "Vladivostok time (UTC+10)" in text
        assert "The newsroom's is Moscow time (UTC+3)" in text
