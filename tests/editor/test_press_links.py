"""Press links: an article that a journalist reads before everyone else."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from news.models import ArticlePage, PressLink
from tests.newsroom import article, signed_in

DAY = dt.date(2026, 11, 20)
HOUR = dt.timedelta(hours=1)


def embargoed(title: str = "Secret forum", language: str = "en") -> ArticlePage:
    """An article that is scheduled for 1 January 2099, 10:00 in Moscow."""
    page = article(title, DAY, language=language, live=False, lead="As it will be read.")
    page.go_live_at = dt.datetime(2099, 1, 1, 7, 0, tzinfo=dt.UTC)
    page.save_revision().publish()
    return page


def link(page: ArticlePage, **facts) -> PressLink:
    return PressLink.objects.create(article=page, made_for="The Ledger", **facts)


def make(client: Client, page: ArticlePage, made_for: str = "The Ledger", until: str = ""):
    later = timezone.localtime() + dt.timedelta(days=2)
    data = {"made_for": made_for, "expires_at": until or f"{later:%Y-%m-%d %H:%M}"}
    return client.post(reverse("news_press_links", args=[page.pk]), data, follow=True)


@pytest.mark.django_db
class TestReading:
    def test_a_journalist_reads_the_scheduled_version_marked_as_embargoed(self):
        page = embargoed()
        response = Client().get(link(page).get_absolute_url())
        soup = BeautifulSoup(response.content, "html.parser")
        mark = " ".join(soup.select_one("[data-embargo]").get_text().split())
        assert response.status_code == 200
        assert "Embargoed until 1 January 2099, 10:00, Moscow time (UTC+3)" in mark
        assert soup.h1.get_text() == "Secret forum"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Cache-Control"] == "no-store, private"
        assert response["Referrer-Policy"] == "no-referrer"
        assert soup.select_one("[data-share]") is None
        assert soup.select_one("link[rel=canonical], meta[property='og:url']") is None

    def test_a_draft_after_the_schedule_is_not_shown(self):
        page = embargoed()
        page.title = "Not approved"
        page.save_revision()
        assert b"Not approved" not in Client().get(link(page).get_absolute_url()).content

    def test_without_a_schedule_the_latest_draft_is_shown(self):
        page = article("Draft", DAY, live=False)
        page.title = "Later draft"
        page.save_revision()
        text = Client().get(link(page).get_absolute_url()).content.decode()
        assert "Later draft" in text
        assert "not for publication before the institute publishes it" in text

    def test_an_article_is_read_in_its_own_language(self):
        made = link(embargoed("Тайный форум", "ru"))
        assert made.get_absolute_url().startswith("/ru/press-link/")
        in_english = made.get_absolute_url().replace("/ru/", "/en/")
        assert Client().get(in_english).url == made.get_absolute_url()

    def test_openings_are_counted_and_looks_by_programs_are_not(self):
        made = link(embargoed())
        Client().head(made.get_absolute_url())
        for _time in range(2):
            Client().get(made.get_absolute_url())
        made.refresh_from_db()
        assert made.opened == 2
        assert made.last_opened_at

    @pytest.mark.parametrize("end", ["expired", "revoked"])
    def test_a_link_that_works_no_longer_says_so(self, end):
        made = link(embargoed())
        if end == "revoked":
            made.revoke()
        else:
            PressLink.objects.update(expires_at=timezone.now() - HOUR)
        response = Client().get(made.get_absolute_url())
        assert response.status_code == 410
        assert b"This press link works no longer" in response.content
        assert b"Secret forum" not in response.content

    def test_once_published_the_link_leads_to_the_article(self):
        page = embargoed()
        made = link(page)
        page.go_live_at = None
        page.save_revision().publish()
        response = Client().get(made.get_absolute_url())
        assert (response.status_code, response.url) == (302, "/en/news/secret-forum/")

    def test_an_article_that_was_taken_back_is_not_shown_again(self):
        page = embargoed()
        made = link(page)
        page.go_live_at = None
        page.save_revision().publish()
        page.refresh_from_db()
        page.unpublish()
        assert Client().get(made.get_absolute_url()).status_code == 410

    @pytest.mark.parametrize("token", ["A" * 32, "A" * 31, "x", "%00", "'"])
    def test_a_guess_finds_nothing(self, token):
        embargoed()
        assert Client().get(f"/en/press-link/{token}/").status_code == 404

    def test_tokens_cannot_be_guessed(self):
        page = embargoed()
        tokens = {link(page).token for _number in range(20)}
        assert len(tokens) == 20
        assert {len(token) for token in tokens} == {32}


@pytest.mark.django_db
class TestMaking:
    def test_a_moderator_makes_and_withdraws_one(self):
        page = embargoed()
        client = signed_in("mod", "Moderators")
        response = make(client, page)
        made = PressLink.objects.get()
        assert made.get_absolute_url() in response.content.decode()
        assert made.made_by.username == "mod"
        client.post(reverse("news_press_link_revoke", args=[made.pk]))
        assert Client().get(made.get_absolute_url()).status_code == 410

    def test_the_edit_page_leads_there(self):
        page = embargoed()
        address = reverse("news_press_links", args=[page.pk])
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert address in signed_in("mod", "Moderators").get(edit).content.decode()
        assert address not in signed_in("ed", "Editors").get(edit).content.decode()

    def test_an_editor_without_the_right_is_refused(self):
        page = embargoed()
        client = signed_in("ed", "Editors")
        made = link(page)
        for response in (
            client.get(reverse("news_press_links", args=[page.pk])),
            client.post(reverse("news_press_link_revoke", args=[made.pk])),
        ):
            assert response.status_code in {302, 403}
        made.refresh_from_db()
        assert made.revoked_at is None

    @pytest.mark.parametrize(
        ("made_for", "until", "message"),
        [
            ("The Ledger", "2020-01-01 10:00", "This time is past"),
            ("", "", "This field is required"),
            ("The Ledger", "never", "Enter a valid date/time"),
        ],
    )
    def test_what_cannot_be_is_refused_with_a_message(self, made_for, until, message):
        response = make(signed_in("mod", "Moderators"), embargoed(), made_for, until)
        assert message in response.content.decode()
        assert not PressLink.objects.exists()

    def test_the_list_needs_few_queries(self, django_assert_max_num_queries):
        page = embargoed()
        for _number in range(30):
            link(page)
        client = signed_in("mod", "Moderators")
        client.get(reverse("news_press_links", args=[page.pk]))
        with django_assert_max_num_queries(25):
            client.get(reverse("news_press_links", args=[page.pk]))


def test_a_moderator_makes_a_press_link_and_a_journalist_opens_it(
    sign_in: Callable[[str], Window], open_browser: Callable[..., Window]
):
    window = sign_in("moderator")
    window.goto("/admin/news/articles/")
    window.get_by_role("link", name="Add article").first.click()
    window.get_by_placeholder("Name of the article").fill("The institute opens a new laboratory")
    window.get_by_label("Lead").fill("It is on the second floor.")
    window.get_by_role("button", name="Save draft").click()
    expect(window).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    window.reload()
    window.get_by_role("button", name="Actions").first.click()
    window.get_by_role("link", name="Press links").click()
    window.get_by_label("For whom").fill("The Northern Ledger")
    window.get_by_role("button", name="Make a press link").click()
    field = window.get_by_label("Link: The Northern Ledger")
    address = field.input_value()
    assert window.get_by_role("button", name="Copy link").is_visible()
    journalist = open_browser()
    journalist.goto(address)
    assert journalist.get_by_role("note").is_visible()
    assert journalist.locator("h1").inner_text() == "The institute opens a new laboratory"
    journalist.emulate_media(media="print")
    assert journalist.get_by_role("note").is_visible()
    window.reload()
    window.get_by_role("button", name="Withdraw").click()
    assert journalist.goto(address).status == 410
