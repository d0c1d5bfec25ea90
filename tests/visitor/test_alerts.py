"""News by e-mail: asking, confirming, being told once, leaving; what goes wrong on the way."""

import datetime as dt
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends import db
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from news.alerts import gathering, post, round
from news.models import Alert, ArticlePage, Letter, Venue
from news.publishing import publish_due
from news.usage import merge
from tests.conftest import Answer
from tests.newsroom import article, venue
from tests.postbox import Postbox, html, link, text

pytestmark = pytest.mark.django_db
READER = "reader@example.org"
Visit = Callable[..., Answer]


@pytest.fixture(autouse=True)
def mail_goes_to(postbox: Postbox, settings: Any) -> None:
    """Letters go to the test's mail server; nobody has been counted yet; the demo's news is old."""
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    options = {"host": "127.0.0.1", "port": postbox.port, "timeout": 10}
    settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": options}}
    settings.BASE_URL = "https://news.institute.example"
    caches["shared"].clear()
    gathering.notice(timezone.now())


def ask(client: Client, query: str = "", language: str = "en", **fields: str) -> Any:
    data = {"address": READER, "rhythm": "at-once", **fields}
    return client.post(f"/{language}/news/alerts/{query}", data)


def subscribe(client: Client, postbox: Postbox, query: str = "", **fields: str) -> None:
    """Ask, and confirm by the letter."""
    assert ask(client, query, **fields).status_code == 302
    round.go()
    address = link(postbox.to(fields.get("address", READER))[-1])
    assert client.post(address, {"do": "confirm"}).status_code == 200


def publish(title: str, *venues: Venue, **facts: Any) -> ArticlePage:
    return article(title, facts.pop("date", timezone.localdate()), *venues, **facts)


def told(postbox: Postbox, address: str = READER) -> list[str]:
    """The subjects of the letters with news."""
    return [
        letter["Subject"] for letter in postbox.to(address) if "onfirm" not in letter["Subject"]
    ]


def test_the_listing_leads_to_the_form_with_its_question_in_words(visit: Visit):
    answer = visit("/en/news/", venue="moscow", name="school", order="oldest", page="1")
    way = answer.soup.find("a", string="By e-mail")
    assert way is not None
    form = visit(str(way["href"]))
    assert [chip.get_text() for chip in form.soup.select(".chips .chip")] == ["“school”", "Moscow"]


def test_a_whole_life(client: Client, postbox: Postbox):
    subscribe(client, postbox, "?venue=moscow&order=oldest&count=all&utm_source=x")
    assert Alert.objects.get().question == "?venue=moscow"
    moscow = Venue.objects.get(slug="moscow", locale__language_code="en")
    publish("A school opens", moscow, lead="In short & sweet.")
    publish("Somewhere else")
    round.go()
    round.go()
    [letter] = postbox.letters[1:]
    assert letter["Subject"] == "A school opens"
    assert letter["To"] == READER
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Id"] == "<alerts.news.institute.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "https://news.institute.example/en/news/a-school-opens/" in text(letter)
    assert "In short & sweet." in text(letter)
    assert "In short &amp; sweet." in html(letter)
    for said in (text(letter), html(letter)):
        assert "Moscow" in said
        assert "Somewhere else" not in said
    one_click = re.fullmatch(r"<https://news\.institute\.example(/.+)>", letter["List-Unsubscribe"])
    assert one_click
    mail_program = Client(enforce_csrf_checks=True)
    answer = mail_program.post(one_click[1], {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert not Alert.objects.exists()
    assert not Letter.objects.exists()
    assert mail_program.post(one_click[1]).status_code == 200
    assert client.get(one_click[1]).status_code == 410


def test_nothing_is_sent_before_the_button_is_pressed(client: Client, postbox: Postbox):
    ask(client)
    round.go()
    address = link(postbox.letters[0])
    assert "Yes, write to me" in client.get(address).content.decode()
    publish("Not for you yet")
    round.go()
    assert len(postbox.letters) == 1


def test_an_alert_speaks_its_language(client: Client, postbox: Postbox):
    subscribe(client, postbox, language="ru")
    publish("На русском", language="ru")
    publish("In English")
    round.go()
    confirmation, news = postbox.letters
    assert confirmation["Subject"] == "Подтвердите подписку на новости"
    assert news["Subject"] == "На русском"
    assert "Больше не присылать" in text(news)
    assert link(news).startswith("/ru/")
    assert "/ru/news/na-russkom/" in text(news)


def test_who_knows_an_address_learns_nothing_by_asking(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    known, unknown = ask(client), ask(client, address="other@example.org")
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    round.go()
    assert postbox.to(READER)[-1]["Subject"] == "You get this news by e-mail already"
    assert Alert.objects.filter(address=READER).count() == 1


def test_somebody_else_cannot_change_an_alert(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    ask(client, rhythm="weekly", address=READER.upper())
    assert Alert.objects.get().rhythm == "at-once"


def test_what_is_wrong_is_said_at_the_field(visit: Visit, client: Client):
    for fields, said in (
        ({"address": ""}, "Type your e-mail address."),
        ({"address": "nobody"}, "type one such as"),
        ({"address": "a@b.org\nBcc: c@d.org"}, "type one such as"),
        ({"rhythm": "hourly"}, "Choose how often"),
    ):
        answer = ask(client, **fields)
        assert answer.status_code == 200
        assert said in answer.content.decode()
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?to=2019", "is over"),
        ("?from=2019-01-01&to=2019-02-01", "is over"),
        ("?venue=nowhere", "could not be understood"),
        (f"?name={'venue ' * 30}&" + "&".join(f"topic=clubs{n}" for n in range(200)), "too long"),
    ],
)
def test_a_question_that_nothing_new_can_answer_is_refused(client: Client, query: str, said: str):
    assert said in client.get(f"/en/news/alerts/{query}").content.decode()
    assert ask(client, query).status_code == 200
    assert not Alert.objects.exists()


def test_an_address_cannot_be_flooded(client: Client, postbox: Postbox):
    for _time in range(5):
        assert ask(client).status_code == 302
    refused = ask(client)
    assert refused.status_code == 429
    assert "Try again tomorrow" in refused.content.decode()
    round.go()
    assert len(postbox.letters) == 1


def test_an_address_cannot_be_flooded_slowly_either(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    answers = []
    for number in range(12):
        later = time.time() + 6 * 60
        monkeypatch.setattr(time, "time", lambda later=later: later)
        moment = dt.datetime.fromtimestamp(later, dt.UTC)
        monkeypatch.setattr(db, "tz_now", lambda moment=moment: moment)
        # From another network each time.
        visitor = Client(REMOTE_ADDR=f"192.0.2.{number}")
        answers.append(ask(visitor).status_code)
    assert answers == [302] * 5 + [429] * 7


def test_a_network_cannot_ask_without_end(client: Client):
    answers = [ask(client, address=f"a{n}@example.org").status_code for n in range(21)]
    assert answers == [302] * 20 + [429]
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert ask(other, address="b@example.org").status_code == 302


def test_what_fills_in_every_field_gets_no_letter(client: Client):
    assert ask(client, website="https://spam.example").status_code == 302
    assert not Alert.objects.exists()


def test_an_address_has_twenty_alerts_at_most(client: Client, postbox: Postbox):
    Alert.objects.bulk_create(
        Alert(address=READER, language="en", question=f"?name=a{n}", confirmed_at=timezone.now())
        for n in range(20)
    )
    ask(client)
    round.go()
    answer = client.post(link(postbox.letters[0]), {"do": "confirm"})
    assert "twenty alerts" in answer.content.decode()
    assert Alert.objects.confirmed().count() == 20


def test_what_is_not_confirmed_in_two_days_is_forgotten(client: Client, postbox: Postbox):
    ask(client)
    round.go()
    Alert.objects.update(asked_at=timezone.now() - dt.timedelta(hours=49))
    answer = client.post(link(postbox.letters[0]), {"do": "confirm"})
    assert answer.status_code == 410
    round.go()
    assert not Alert.objects.exists()


def test_many_articles_come_in_one_letter_with_a_link_to_the_rest(client: Client, postbox: Postbox):
    subscribe(client, postbox, "?kind=news")
    for number in range(23):
        publish(f"Number {number}")
    round.go()
    [letter] = postbox.letters[1:]
    assert letter["Subject"].startswith("23 new articles: ")
    assert text(letter).count("* Number") == 20
    assert "https://news.institute.example/en/news/?kind=news" in text(letter)


def test_an_archive_that_is_imported_is_no_news(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    publish("Long ago", date=dt.date(2012, 1, 1))
    publish("Old and dated anew", first_published_at=timezone.now() - dt.timedelta(days=90))
    round.go()
    assert told(postbox) == []


def test_a_correction_is_no_news(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    page = publish("Told once")
    round.go()
    page.title = "Told once, and corrected"
    page.save_revision().publish()
    Alert.objects.update(next_at=timezone.now())
    round.go()
    assert told(postbox) == ["Told once"]


def test_five_articles_in_a_row_are_two_letters(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    for number in range(5):
        publish(f"Number {number}")
        round.go()
    assert told(postbox) == ["Number 0"]
    Alert.objects.update(next_at=timezone.now())
    round.go()
    assert told(postbox) == ["Number 0", "4 new articles: all news"]


@pytest.mark.parametrize(("rhythm", "days"), [("daily", 1), ("weekly", 7)])
def test_daily_and_weekly_letters_wait_for_the_morning(
    client: Client, postbox: Postbox, rhythm: str, days: int
):
    subscribe(client, postbox, rhythm=rhythm)
    publish("For the morning")
    round.go()
    assert told(postbox) == []
    due = timezone.localtime(Alert.objects.get().next_at)
    assert (due.hour, due.minute) == (8, 0)
    assert rhythm == "daily" or due.weekday() == 0
    gathering.write_letters(due)
    round.go()
    assert told(postbox) == ["For the morning"]
    assert Alert.objects.get().next_at == due + dt.timedelta(days=days)


def test_how_often_can_be_changed(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    address = link(postbox.letters[0])
    assert "Changed." in client.post(address, {"do": "change", "rhythm": "weekly"}).content.decode()
    assert Alert.objects.get().rhythm == "weekly"
    wrong = client.post(address, {"do": "change", "rhythm": "never"}).content.decode()
    assert "Choose how often" in wrong


def test_a_thousand_owners_of_one_question_cost_one_question(
    client: Client, postbox: Postbox, django_assert_max_num_queries: Any
):
    now = timezone.now()
    Alert.objects.bulk_create(
        Alert(address=f"a{n}@example.org", language="en", rhythm="at-once", confirmed_at=now,
              next_at=now, told=gathering.NewArticle.last_number())
        for n in range(1000)
    )  # fmt: skip
    publish("For all")
    now = timezone.now()
    gathering.notice(now)
    with django_assert_max_num_queries(24):
        assert gathering.write_letters(now) == 1000
    Letter.objects.filter(alert__address__in=[f"a{n}@example.org" for n in range(950)]).delete()
    assert post.send() == 50
    assert postbox.connections == 1


class Killed(BaseException):
    """What a kill -9 is to a process: nothing after it is done."""


def test_a_kill_while_letters_are_written_loses_and_doubles_nothing(
    client: Client, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
):
    subscribe(client, postbox)
    publish("Told once")

    def killed(*_arguments: Any, **_options: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Alert.objects, "bulk_update", killed)
        with pytest.raises(Killed):
            round.go()
    round.go()
    round.go()
    assert told(postbox) == ["Told once"]


def test_a_kill_after_writing_loses_nothing(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    publish("Told once")
    gathering.notice(timezone.now())
    gathering.write_letters(timezone.now())
    round.go()
    assert told(postbox) == ["Told once"]


def test_a_kill_after_handing_over_sends_nothing_twice(
    client: Client, postbox: Postbox, monkeypatch: pytest.MonkeyPatch, caplog: Any
):
    subscribe(client, postbox)
    publish("Told once")

    def killed(_letter: Letter) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(post, "_done", killed)
        with pytest.raises(Killed):
            round.go()
    round.go()
    assert told(postbox) == ["Told once"]
    Letter.objects.update(claimed_at=timezone.now() - dt.timedelta(minutes=16))
    round.go()
    assert told(postbox) == ["Told once"]
    assert not Letter.objects.exists()
    assert "may or may not have been sent" in caplog.text


def test_a_server_that_is_away_costs_no_letter(client: Client, postbox: Postbox, settings: Any):
    subscribe(client, postbox)
    publish("Told once")
    options = settings.MAILERS["default"]["OPTIONS"]
    port, options["port"] = options["port"], 1
    with pytest.raises(OSError, match="refused"):
        round.go()
    options["port"] = port
    round.go()
    assert told(postbox) == ["Told once"]


def test_a_busy_server_is_asked_again_and_the_others_get_theirs(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    subscribe(client, postbox, address="other@example.org")
    publish("Told once")
    postbox.answers[READER] = "451 Come back later"
    round.go()
    assert told(postbox) == []
    assert told(postbox, "other@example.org") == ["Told once"]
    postbox.answers.clear()
    round.go()
    assert told(postbox) == []
    Letter.objects.update(next_attempt_at=timezone.now())
    round.go()
    assert told(postbox) == ["Told once"]


def test_a_server_that_hangs_up_sends_no_letter_twice(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    subscribe(client, postbox, address="other@example.org")
    publish("Told once")
    postbox.before = lambda letter: "421 Going down" if letter["To"] == READER else None
    round.go()
    postbox.before = lambda _letter: None
    Letter.objects.update(next_attempt_at=timezone.now())
    round.go()
    assert told(postbox) == ["Told once"]
    assert told(postbox, "other@example.org") == ["Told once"]


def test_an_address_that_is_no_more_is_forgotten(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    postbox.answers[READER] = "550 No such user"
    for number in range(3):
        assert Alert.objects.exists()
        publish(f"Number {number}")
        Alert.objects.update(next_at=timezone.now())
        round.go()
    assert not Alert.objects.exists()


def test_what_is_taken_back_is_not_told(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    page = publish("A mistake")
    gathering.notice(timezone.now())
    gathering.write_letters(timezone.now())
    page.unpublish()
    round.go()
    assert told(postbox) == []
    assert not Letter.objects.exists()


def test_a_name_of_any_length_and_script_arrives_whole(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    name = "Школа организаторов 学校 🚀 — " + "очень длинное имя " * 6
    publish(name.strip(), slug="long-name")
    round.go()
    assert told(postbox) == [name.strip()]
    assert name.strip() in text(postbox.letters[-1])


def test_an_alert_follows_when_venues_are_merged(client: Client, postbox: Postbox):
    old, new = venue("Old hall", slug="old-hall"), venue("New hall", slug="new-hall")
    subscribe(client, postbox, "?venue=old-hall")
    merge(old, new)
    publish("In the hall", new)
    round.go()
    assert told(postbox) == ["In the hall"]


def test_an_alert_says_so_when_its_venue_is_deleted(client: Client, postbox: Postbox):
    place = venue("Old hall", slug="old-hall")
    subscribe(client, postbox, "?venue=old-hall")
    place.delete()
    publish("Anything")
    round.go()
    round.go()
    assert told(postbox) == ["Your news by e-mail ends"]
    assert not Alert.objects.exists()


def test_the_last_day_of_a_question_is_told_before_it_ends(client: Client, postbox: Postbox):
    today = timezone.localdate()
    subscribe(client, postbox, f"?to={today}")
    publish("On the last day")
    tomorrow = timezone.now() + dt.timedelta(days=1)
    gathering.notice(tomorrow)
    gathering.write_letters(tomorrow)
    round.go()
    publish("Too late", date=today + dt.timedelta(days=2))
    later = tomorrow + dt.timedelta(days=9)
    gathering.notice(timezone.now())
    gathering.write_letters(later)
    round.go()
    assert told(postbox) == ["On the last day", "Your news by e-mail ends"]


def test_what_was_scheduled_is_told(client: Client, postbox: Postbox):
    subscribe(client, postbox)
    page = publish("By the clock", live=False)
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    page.save_revision().publish()
    round.go()
    assert told(postbox) == []
    revision, now = page.latest_revision, timezone.now()
    revision.content["go_live_at"], revision.approved_go_live_at = now.isoformat(), now
    revision.save()
    publish_due()
    round.go()
    assert told(postbox) == ["By the clock"]


def test_an_address_is_deleted_on_request(client: Client, postbox: Postbox, capsys: Any):
    subscribe(client, postbox)
    call_command("forget_address", READER.upper())
    assert "Alerts deleted: 1." in capsys.readouterr().out
    assert not Alert.objects.exists()


def test_the_pages_set_no_cookie_and_are_not_kept(client: Client, postbox: Postbox):
    ask(client)
    round.go()
    own = link(postbox.letters[0])
    for address in ("/en/news/alerts/", "/ru/news/alerts/asked/", own, f"{own}leave/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["Referrer-Policy"] == "no-referrer"
