"""What people come for, once through the whole installation."""

import http.client
import re
import time
from collections.abc import Callable

from tests.caches import HOST, wait_until
from tests.postbox import link

from .desk import Desk
from .installation import Installation

OLD = "/en/news/rukami-closes-its-year-with-a-school-of-organizers-of-technological-clubs/"
ADDRESS = "reader@example.org"


def readers_read(site: Installation) -> str:
    """Home, listing, search, article, feed and data come over TLS, whole, cacheable, without a cookie."""
    reader = site.browser()
    paths = ["/en/", "/ru/", "/en/news/", "/en/news/?venue=moscow", "/en/search/?q=moscow", OLD,
             "/en/news/feed.atom", "/en/news/articles.csv", "/sitemap.xml", "/robots.txt"]  # fmt: skip
    for path in paths:
        answer = reader.get(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        assert answer.headers.get("strict-transport-security"), path
    assert not reader.cookies, reader.cookies
    assert reader.get(OLD).source == "hit"
    return f"{len(paths)} addresses"


def uploads_come_from_the_disk(site: Installation) -> str:
    """Pictures come with headers against being run; documents by the site only, originals by nobody."""
    reader = site.browser()
    page = reader.get(OLD).text
    # Those that the worker has not made yet are made when they are first asked for.
    pictures = re.findall(r'src="(/(?:media/images|en/news/pictures)/[^"]+)"', page)
    assert pictures, "the article has no picture"
    answer = reader.follow(reader.get(pictures[0]))
    assert answer.status == 200 and answer.headers["content-type"].startswith("image/")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    for private in ("original_images/private.jpg", "documents/private.pdf"):
        (site.media / private).parent.mkdir(exist_ok=True)
        (site.media / private).write_text("secret")
    for path in (
        "/media/original_images/private.jpg",
        "/media/documents/private.pdf",
        "/media/documents/../documents/private.pdf",
        "/media//documents/private.pdf",
        "/media/%64ocuments/private.pdf",
        "/media/images/../documents/private.pdf",
        "/media/images/%2e%2e/documents/private.pdf",
        "/media/../secret",
    ):
        assert reader.get(path).status in {301, 308, 400, 404}, path
        assert "secret" not in reader.follow(reader.get(path)).text, path
    return f"{len(pictures)} pictures"


def plain_requests_are_led_to_tls(site: Installation) -> str:
    """http leads to https on the public name."""
    connection = http.client.HTTPConnection("127.0.0.1", site.plain_port, timeout=20)
    connection.request("GET", "/en/news/", headers={"Host": HOST})
    answer = connection.getresponse()
    assert answer.status == 308 and answer.getheader("location") == f"https://{HOST}/en/news/"
    return str(answer.getheader("location"))


def an_editor_publishes(site: Installation) -> str:
    """What an editor publishes in the admin is seen by the next reader, on the article and the listing."""
    desk = Desk.with_article(site, "smoke-rises")
    slowest = 0.0
    for number in range(1, 6):
        site.browser().get(desk.path)
        assert desk.publish(f"Smoke rises {number}").status == 302, desk.refused
        begun = time.monotonic()
        assert desk.is_visible(), f"a reader saw an old page after publication {number}"
        assert desk.told in site.browser().get("/en/news/").text
        slowest = max(slowest, time.monotonic() - begun)
    return f"5 of 5 seen at the first look; the slowest two looks took {slowest:.2f} s"


def the_visitors_address_is_known(site: Installation) -> str:
    """Wrong passwords count for the visitor's own address, whatever their browser claims it is."""
    intruder = site.browser()
    intruder.get("/admin/login/")
    for number in range(21):
        intruder.headers = {"X-Forwarded-For": f"203.0.113.{number}"}
        answer = intruder.post(
            "/admin/login/", {"username": f"nobody{number}", "password": "guess"}
        )
    assert "Too many" in answer.text, "addresses that a browser claims are believed"
    return "twenty failures, then waiting"


def a_reader_is_written_to(site: Installation) -> str:
    """An alert is asked for, confirmed by a letter, and tells of a new article."""
    reader = site.browser()
    reader.get("/en/news/alerts/")
    reader.post("/en/news/alerts/", {"address": ADDRESS, "rhythm": "at-once"})
    confirm = link(site.postbox.wait_for(ADDRESS, 1))
    reader.get(confirm)
    assert "Confirmed" in reader.post(confirm, {"do": "confirm"}).text
    desk = Desk.with_article(site, "smoke-signals")
    wait_until(lambda: len(site.postbox.to(ADDRESS)) >= 2, 60)
    letter = site.postbox.to(ADDRESS)[1]
    assert letter["Subject"] == desk.told
    return f"“{letter['Subject']}”"


JOURNEYS: list[Callable[[Installation], str]] = [
    readers_read,
    uploads_come_from_the_disk,
    plain_requests_are_led_to_tls,
    an_editor_publishes,
    a_reader_is_written_to,
    # Last: it locks this machine's address out.
    the_visitors_address_is_known,
]
