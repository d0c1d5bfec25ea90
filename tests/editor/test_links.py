"""Links that lead nowhere: found by `manage.py check_links`, reported to editors."""

import datetime as dt
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from news.link_check import outside
from news.models import ArticlePage, File, LinkCheck, Partner, ProgrammePage, ProgrammePartner
from news.models.link_checks import Fault
from tests.newsroom import article, signed_in

DAY = dt.date(2026, 11, 20)


class Outside(BaseHTTPRequestHandler):
    """The world outside: a path is the status it is answered with."""

    asked: Counter[str] = Counter()
    agents: set[str] = set()

    def answer(self) -> None:
        self.asked[f"{self.command} {self.path}"] += 1
        self.agents.add(self.headers["User-Agent"])
        name = self.path.strip("/").split("?")[0]
        status = int(name) if name.isdecimal() else 200
        if name == "get-only":
            status = 501 if self.command == "HEAD" else 200
        self.send_response(status)
        moved = {"301": "/200", "302": "/302", "307": "http://127.0.0.1:1/"}.get(name)
        if moved:
            self.send_header("Location", moved)
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *_facts: object) -> None:
        """Nothing: the tests look at what was asked."""


@pytest.fixture
def world(settings) -> Iterator[str]:
    """The address of a web server that is not ours."""
    settings.LINK_CHECK_PRIVATE = True
    settings.LINK_CHECK_PAUSE = 0
    Outside.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def only_ours(db) -> None:
    """The demo's pages link to places that the tests do not ask."""
    ArticlePage.objects.update(live=False)
    ProgrammePage.objects.update(live=False)
    from institute_site.models import StandardPage

    StandardPage.objects.update(live=False)


def body(*html: str) -> str:
    return json.dumps(
        [{"type": "text", "value": text, "id": str(n)} for n, text in enumerate(html)]
    )


def linking(title: str, *addresses: str, **facts) -> ArticlePage:
    """A published article with these links in its text."""
    links = "".join(f'<p>See <a href="{address}">this</a>.</p>' for address in addresses)
    return article(title, DAY, body=body(links), **facts)


def check() -> set[str]:
    """Check all links; the broken ones."""
    with suppress(CommandError):
        call_command("check_links", verbosity=0, stdout=StringIO())
    return set(LinkCheck.objects.broken().values_list("address", flat=True))


def test_each_address_is_asked_once_and_the_dead_ones_are_found(world):
    alive = [f"{world}/{path}" for path in ("200", "301", "get-only", "403", "200#part")]
    linking("One", *alive, f"{world}/404", f"{world}/410")
    linking("Two", f"{world}/404", f"{world}/200")
    assert check() == {f"{world}/404", f"{world}/410"}
    assert Outside.asked["HEAD /404"] == 1
    assert Outside.asked["HEAD /200"] == 2  # itself and where 301 leads
    (agent,) = Outside.agents
    assert "InstituteSite-LinkCheck (+http" in agent


def test_what_may_pass_is_broken_on_the_second_day(world):
    linking("One", f"{world}/500", f"{world}/302")
    assert check() == set()
    assert Outside.asked["GET /500"] == 2  # tried twice
    LinkCheck.objects.update(first_failed_at=timezone.now() - dt.timedelta(days=1))
    assert check() == {f"{world}/500", f"{world}/302"}


def test_what_works_again_is_no_longer_broken(world):
    linking("One", f"{world}/404")
    check()
    link = LinkCheck.objects.get()
    link.found(Fault.NONE, 200)
    assert (link.broken, link.first_failed_at) == (False, None)


def test_the_command_says_what_is_broken_and_fails(world, capsys):
    linking("One", f"{world}/404")
    with pytest.raises(CommandError, match="1 links lead nowhere"):
        call_command("check_links", verbosity=0)
    assert "404" in capsys.readouterr().out


def test_links_to_pages_and_documents_are_looked_up(world):
    there = article("There", DAY)
    draft = article("Draft", DAY, live=False)
    document = File.objects.create(title="Terms", file=ContentFile(b"x", "terms.txt"))
    parts = [
        f'<a linktype="page" id="{there.pk}">a</a>',
        f'<a linktype="page" id="{draft.pk}">b</a>',
        '<a linktype="page" id="999999">c</a>',
        f'<a linktype="document" id="{document.pk}">d</a>',
        '<a linktype="document" id="999999">e</a>',
        '<a href="/en/news/there/">f</a> <a href="/en/news/not-there/">g</a>',
        '<a href="/en/search/?q=x">h</a> <a href="mailto:press@institute.example">i</a>',
        '<a href="http://localhost:8000/en/news/?venue=x">j</a> <a href="/nothing">k</a>',
    ]
    article("Links", DAY, body=body(*parts))
    assert check() == {
        f"page:{draft.pk}",
        "page:999999",
        "document:999999",
        "/en/news/not-there/",
        "/nothing",
    }


def test_every_place_of_a_link_is_known(world, settings):
    there = article("There", DAY, live=False)
    blocks = [
        {"type": "embed", "value": {"url": f"{world}/404?embed", "title": "x"}, "id": "1"},
        {"type": "related", "value": {"page": there.pk, "title": ""}, "id": "2"},
        {
            "type": "documents",
            "value": {"documents": [{"type": "item", "value": 99999, "id": "3"}]},
        },
        {
            "type": "table",
            "value": {
                "columns": [{"type": "text", "heading": "x"}],
                "rows": [{"values": [f'<p><a href="{world}/404?table">x</a></p>']}],
                "caption": "",
            },
            "id": "4",
        },
    ]
    article("A", DAY, body=json.dumps(blocks), source_name="Us", source_url=f"{world}/404?source")
    programme = ProgrammePage.objects.first()
    ProgrammePage.objects.filter(pk=programme.pk).update(live=True)
    partner = Partner.objects.create(name="P", url=f"{world}/404?partner", locale=programme.locale)
    ProgrammePartner.objects.create(programme=programme, partner=partner)
    broken = check()
    assert {address for address in broken if address.startswith(world)} == {
        f"{world}/404?{place}" for place in ("embed", "table", "source", "partner")
    }
    assert {f"page:{there.pk}", "document:99999"} <= broken


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:5432/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
    ],
)
def test_a_private_network_is_never_asked(settings, address):
    settings.LINK_CHECK_PAUSE = 0
    assert outside.try_all([address])[address].fault == Fault.PRIVATE


def test_nor_by_way_of_a_redirect(world, settings, monkeypatch):
    asked = []
    monkeypatch.setattr(outside, "_is_public", lambda number: not asked.append(number) and False)
    settings.LINK_CHECK_PRIVATE = False
    address = f"{world}/307"
    assert outside.try_all([address])[address].fault == Fault.PRIVATE
    assert asked == ["127.0.0.1"]


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "https://exa mple.org/", "http://x:99999/"]
)
def test_what_is_no_address_is_told_as_such(settings, world, address):
    assert outside.try_all([address])[address].fault in {Fault.MALFORMED, Fault.NO_HOST}


def test_a_link_that_was_removed_is_forgotten(world):
    page = linking("One", f"{world}/404")
    assert len(check()) == 1
    page.body = ""
    page.save()
    assert check() == set()
    assert not LinkCheck.objects.exists()


def test_the_broken_links_of_a_page_can_be_asked_for(world):
    page, other = linking("One", f"{world}/404", f"{world}/200"), linking("Two", f"{world}/410")
    check()
    assert [link.address for link in LinkCheck.objects.broken().used_on(page)] == [f"{world}/404"]
    assert [link.address for link in LinkCheck.objects.broken().used_on(other)] == [f"{world}/410"]


class TestReport:
    def report(self, client, **asked):
        return client.get(reverse("news_broken_links:index"), asked)

    def test_an_editor_finds_the_address_the_reason_and_the_articles(self, world):
        page = linking("One", f"{world}/404")
        check()
        soup = BeautifulSoup(self.report(signed_in("ed", "Editors")).content, "html.parser")
        (row,) = soup.select("table.listing tbody tr")
        text = " ".join(row.get_text(" ").split())
        assert f"{world}/404" in text
        assert "The other site says that there is no such page (404)" in text
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert row.select_one(f"a[href='{edit}']").get_text() == "One"

    def test_it_can_be_taken_away(self, world):
        linking("=One", f"{world}/404")
        check()
        client = signed_in("ed", "Editors")
        csv = b"".join(self.report(client, export="csv").streaming_content).decode()
        assert f"{world}/404" in csv
        file = self.report(client, export="xlsx")
        sheet = load_workbook(BytesIO(b"".join(file.streaming_content))).active
        assert sheet["A2"].value == f"{world}/404"

    def test_it_needs_few_queries_however_many_there_are(self, django_assert_max_num_queries):
        pages = [article(f"P{number}", DAY) for number in range(12)]
        for number in range(60):
            link = LinkCheck.objects.create(
                address=f"http://x/{number}", broken=True, fault=Fault.NOT_FOUND,
                first_failed_at=timezone.now(),
            )  # fmt: skip
            for page in pages:
                link.uses.create(page=page)
        client = signed_in("ed", "Editors")
        self.report(client)
        with django_assert_max_num_queries(25):
            response = self.report(client)
        assert b"and 2 more pages" in response.content

    def test_those_who_do_not_work_with_pages_are_refused(self):
        assert self.report(signed_in("nobody")).status_code == 302
