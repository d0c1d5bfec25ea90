"""How much one network may search, and whom to tell of a hole."""

import datetime as dt

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from institute_site.models import SiteSettings
from institute_site.security.limit import Limit

pytestmark = pytest.mark.django_db
QUESTION = "/en/news/?name=rukami"


@pytest.fixture
def ask(settings):
    """A reader behind a network, at a site that lets each ask three questions at once."""
    settings.SEARCH_LIMIT = Limit.read("3+0.01")
    client = Client()

    def question(address: str = QUESTION, network: str = "192.0.2.1"):
        return client.get(address, REMOTE_ADDR=network)

    return question


def test_a_network_that_asks_too_much_waits_and_others_do_not(ask, django_assert_num_queries):
    assert [ask().status_code for _ in range(4)] == [200, 200, 200, 429]
    with django_assert_num_queries(0):
        refused = ask()
    assert refused.headers["Retry-After"] == "10"
    assert "no-store" in refused.headers["Cache-Control"]
    assert "Too many questions" in refused.text and "Слишком много" in refused.text
    assert ask(network="192.0.2.2").status_code == 200


@pytest.mark.parametrize(
    "address", ["/en/search/?q=rukami", "/ru/news/articles.csv?name=a", "/en/news/feed.atom?name=a"]
)
def test_every_form_of_the_search_counts(ask, address: str):
    for _ in range(3):
        ask()
    assert ask(address).status_code == 429


def test_reading_is_never_limited(ask):
    for _ in range(4):
        ask()
    for address in ("/en/", "/en/news/", "/en/programmes/rukami/", "/en/?utm_source=letter"):
        assert ask(address).status_code == 200


def test_who_has_an_ipv6_address_has_its_whole_network(ask):
    answers = [ask(network=f"2001:db8::{number}").status_code for number in range(4)]
    assert answers == [200, 200, 200, 429]
    assert ask(network="2001:db8:0:1::1").status_code == 200


def test_it_may_ask_again_after_a_while(ask, settings):
    settings.SEARCH_LIMIT = Limit.read("1+1000")
    assert {ask().status_code for _ in range(8)} == {200}


@pytest.mark.parametrize("text", ["many", "0+1", "5+0", "5", "5+x"])
def test_a_limit_that_cannot_be_read_is_refused(text: str):
    with pytest.raises(ImproperlyConfigured, match="SEARCH_LIMIT"):
        Limit.read(text)


def test_there_is_somebody_to_tell_of_a_hole(client: Client, settings):
    settings.SECURITY_CONTACT = "https://www.institute.example/security"
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == settings.SECURITY_CONTACT
    left = dt.datetime.fromisoformat(fields["Expires"]) - dt.datetime.now(dt.UTC)
    assert dt.timedelta(days=90) < left < dt.timedelta(days=365)

    settings.SECURITY_CONTACT = ""
    SiteSettings.objects.update(email="press@institute.example")
    answer = client.get("/.well-known/security.txt")
    assert "Contact: mailto:press@institute.example\n" in answer.text
    SiteSettings.objects.update(email="")
    assert client.get("/.well-known/security.txt").status_code == 404


def test_pages_bear_the_headers_that_browsers_protect_readers_by(client: Client):
    for address in ("/en/", "/en/nothing/", "/en/news/feed.atom", "/robots.txt"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
