"""The site behind its cache, in real processes: what readers see after a change or a death."""

import re
import threading
from collections.abc import Iterator
from functools import partial

import pytest

from tests.caches import HOST, ROOT, SECRET, CachedSite, Newsroom, get, need_varnish, wait_until
from tests.demo_folder import copy_demo

OLD = "/en/news/rukami-closes-its-year-with-a-school-of-organizers-of-technological-clubs/"
PAGES = [
    "/", "/en/", "/ru/", "/en/news/", "/en/news/?venue=moscow", "/en/programmes/",
    "/en/programmes/rukami/", "/en/about/", "/en/search/?q=moscow", "/en/accessibility/",
    "/en/news/map/", "/en/news/calendar/", "/en/news/suggestions/?name=ruk", OLD, f"{OLD[:-1]}.md",
    "/en/news/feed.atom", "/en/news/articles.csv", "/en/news/articles.json", "/en/news/events.ics",
    "/sitemap.xml", "/sitemap-news.xml", "/robots.txt",
]  # fmt: skip


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CachedSite]:
    """The demo behind Varnish."""
    need_varnish()
    with CachedSite("development", demo=partial(copy_demo, tmp_path_factory)) as site:
        yield site


@pytest.fixture(scope="module")
def newsroom(cached: CachedSite) -> Iterator[Newsroom]:
    """An editor's process."""
    desk = Newsroom(cached)
    yield desk
    desk.close()


def warm(cached: CachedSite, *paths: str) -> None:
    """Have pages in the cache, once it has seen that the web processes are well again."""
    for path in paths:
        wait_until(lambda path=path: cached.get(path).source == "hit")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_kept_for_everybody_and_sets_no_cookie(cached: CachedSite, path: str):
    cached.get(path)
    answer = cached.get(path, {"Cookie": "_ga=1; sessionid=abc", "User-Agent": "another"})
    assert answer.status in {200, 302}
    assert answer.source == "hit"
    assert "set-cookie" not in answer.headers
    assert not answer.headers.keys() & {"surrogate-key", "surrogate-control", "xkey"}
    assert set(answer.headers.get("vary", "").split(", ")) <= {
        "", "Accept-Encoding", "Accept-Language",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/en/", "/en/news/feed.atom", OLD])
def test_what_has_not_changed_is_not_sent_again(cached: CachedSite, path: str):
    for packed in ({}, {"Accept-Encoding": "gzip"}):
        tag = cached.get(path, packed).headers["etag"]
        again = cached.get(path, {**packed, "If-None-Match": tag})
        assert (again.status, again.text) == (304, "")


def test_only_what_the_site_knows_tells_pages_apart(cached: CachedSite):
    warm(cached, "/en/news/?from=2019&venue=moscow")
    same = "/en/news/?utm_source=x&venue=moscow&yclid=7&from=2019&fbclid=1"
    assert cached.get(same).source == "hit"
    moved = cached.get("/EN/News/?utm_source=x&page=2")
    assert moved.headers["location"] == "/en/news/?utm_source=x&page=2"


def test_every_parameter_of_the_site_is_known_to_the_cache():
    from institute_site.sitewide import SearchForm
    from news.filters import ArticleFilter

    vcl = (ROOT / "deploy/varnish/default.vcl").read_text()
    found = re.search(r"\(\?!\(\?:([\w|]+)\)", vcl)
    assert found
    known = set(found[1].split("|"))
    asked = {*ArticleFilter.base_filters, *SearchForm.base_fields, "page", "count"}
    for path in (ROOT / "templates").glob("pa[gr]*/*.html"):
        asked |= set(re.findall(r"[?](\w+)=", path.read_text()))
    # What other sites are asked when something is shared.
    assert asked - {"url"} <= known


def test_a_language_is_chosen_by_the_first_that_the_site_has(cached: CachedSite):
    for accepted, leads in {"ru-RU,ru;q=0.9,en": "/ru/", "de,en-GB": "/en/", "de": "/en/"}.items():
        assert cached.get("/", {"Accept-Language": accepted}).headers["location"] == leads


def test_readers_with_a_look_of_their_own_and_programs_get_theirs(cached: CachedSite):
    warm(cached, "/en/news/", OLD)
    chosen = cached.get("/en/news/", {"Cookie": "a=b; view=size=150&colours=blue"})
    assert 'data-size="150"' in chosen.text
    assert cached.get(OLD, {"Accept": "text/markdown"}).text.startswith(("#", "---"))
    for path in ("/en/news/", OLD):
        answer = cached.get(path)
        assert answer.source == "hit"
        assert "<html" in answer.text and "data-size" not in answer.text


def test_an_article_is_seen_at_once_and_is_gone_at_once(cached: CachedSite, newsroom: Newsroom):
    address = "/en/news/a-lathe-in-the-great-hall/"
    lists = [
        "/en/", "/en/news/", "/en/news/?name=lathe", "/en/news/feed.atom", "/en/programmes/rukami/",
        "/en/search/?q=lathe", "/en/news/articles.csv", "/sitemap.xml",
    ]  # fmt: skip
    assert cached.get(address).status == cached.get(address).status == 404
    for path in lists:
        assert "lathe-in-the-great" not in cached.get(path).text.lower()
    known = newsroom.do("publish", title="A lathe in the great hall", programme="rukami")
    assert known["url"] == address
    for path in [*lists, address]:
        answer = cached.get(path)
        assert answer.status == 200
        assert re.search("lathe.in.the.great", answer.text, re.IGNORECASE), path
    newsroom.do("change", pk=known["pk"], title="A drill in the great hall")
    for path in ["/en/", "/en/news/", "/en/programmes/rukami/", address]:
        assert "A drill in the great hall" in cached.get(path).text, path
    newsroom.do("draft", pk=known["pk"], title="Not yet")
    assert cached.get(address).source == "hit"
    newsroom.do("take_down", pk=known["pk"])
    assert cached.get(address).status == 404
    for path in lists:
        assert "great hall" not in cached.get(path).text, path
    newsroom.do("delete", pk=known["pk"])


def test_neighbours_learn_of_what_came_between_them(cached: CachedSite, newsroom: Newsroom):
    first = newsroom.do("publish", title="The first of March", date="2001-03-01")
    last = newsroom.do("publish", title="The fifth of March", date="2001-03-05")
    warm(cached, first["url"], last["url"])
    middle = newsroom.do("publish", title="The third of March", date="2001-03-03")
    for one in (first, last):
        assert "The third of March" in cached.get(one["url"]).text
    newsroom.do("delete", pk=middle["pk"])
    assert "The fifth of March" in cached.get(first["url"]).text
    for one in (first, last):
        newsroom.do("delete", pk=one["pk"])


def test_nothing_else_is_forgotten(cached: CachedSite, newsroom: Newsroom):
    apart = ["/ru/", "/ru/news/", "/ru/programmes/rukami/", "/en/about/", "/en/programmes/", OLD]
    other = re.findall(r'href="(/en/programmes/[\w-]+/)"', cached.get("/en/programmes/").text)
    apart += [path for path in dict.fromkeys(other) if path != "/en/programmes/rukami/"]
    warm(cached, *apart, "/en/programmes/rukami/")
    known = newsroom.do("publish", title="A saw in the workshop")
    changed = newsroom.do("change", pk=known["pk"], title="Another saw in the workshop")
    for path in [*apart, "/en/programmes/rukami/"]:
        assert cached.get(path).source == "hit", path
    newsroom.do("delete", pk=changed["pk"])


def test_a_renamed_venue_is_renamed_everywhere(cached: CachedSite, newsroom: Newsroom):
    known = newsroom.do("publish", title="A visit to the hall", place="Hall of Looms")
    paths = [known["url"], "/en/news/", "/en/news/?venue=hall-of-looms", "/en/news/articles.csv"]
    for path in paths:
        assert "Hall of Looms" in cached.get(path).text
    newsroom.do("rename_venue", name="Hall of Looms", new="House of Looms")
    for path in paths:
        text = cached.get(path).text
        assert "House of Looms" in text and "Hall of Looms" not in text, path
    newsroom.do("delete", pk=known["pk"])


def test_the_institutes_name_stands_on_every_page(cached: CachedSite, newsroom: Newsroom):
    paths = ["/en/", "/en/news/", OLD, "/en/search/", "/en/news/feed.atom", "/sitemap-news.xml"]
    warm(cached, *paths, "/ru/")
    before = newsroom.do("rename_institute", name="Institute of Looms")
    for path in paths[:-1]:
        assert "Institute of Looms" in cached.get(path).text, path
    assert cached.get("/ru/").source == "hit"
    newsroom.do("rename_institute", name=before)


def test_a_page_begun_before_a_change_is_not_kept_after_it(cached: CachedSite, newsroom: Newsroom):
    known = newsroom.do("publish", title="Round 0")
    wrong: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            get(cached.port, "/en/news/")
            get(cached.port, known["url"])

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 16):
        title = f"Round {number}."
        newsroom.do("change", pk=known["pk"], title=title)
        for path in (known["url"], "/en/news/"):
            text = cached.get(path).text
            wrong += [] if title in text else [f"{title} {path}"]
    over.set()
    for reader in readers:
        reader.join()
    assert not wrong
    newsroom.do("delete", pk=known["pk"])


def test_only_who_knows_the_secret_may_purge(cached: CachedSite):
    warm(cached, "/en/about/")
    for headers in ({}, {"X-Purge-Secret": ""}, {"X-Purge-Secret": "wrong"}):
        asked = {**headers, "X-Keys": "site"}
        assert cached.get("/", asked, method="PURGE").status == 403
    assert cached.get("/en/about/").source == "hit"
    asked = {"X-Purge-Secret": SECRET, "X-Keys": "frame-en"}
    assert cached.get("/", asked, method="PURGE").status == 200
    assert cached.get("/en/about/").source == "fwd=miss"


def test_the_doctor_tells_a_cache_that_refuses_purges(cached: CachedSite):
    assert "ok Caches" in cached.doctor()
    assert "refuses purges (403 Forbidden)" in cached.doctor(**{"CACHE_SECRET": "another"})
    cached.kill("cache")
    assert "does not answer" in cached.doctor()
    cached.start("cache")
    wait_until(lambda: cached.get("/en/").status == 200)


def test_what_is_scheduled_is_seen_when_the_worker_publishes_it(
    cached: CachedSite, newsroom: Newsroom
):
    known = newsroom.do("publish", title="Before the hour")
    warm(cached, known["url"])
    cached.start("worker")
    newsroom.do("schedule", pk=known["pk"], title="On the hour", seconds=3)
    assert "Before the hour" in cached.get(known["url"]).text
    wait_until(lambda: "On the hour" in cached.get(known["url"]).text)
    cached.kill("worker")
    newsroom.do("delete", pk=known["pk"])


def test_a_purge_that_failed_is_made_up(cached: CachedSite, newsroom: Newsroom):
    known = newsroom.do("publish", title="Said before")
    warm(cached, known["url"])
    secret = cached.folder / "vcl/site.vcl"
    text = secret.read_text()
    cached.kill("cache")
    newsroom.do("change", pk=known["pk"], title="Said meanwhile")
    assert newsroom.do("waiting") > 0
    secret.write_text(text)
    cached.start("cache")
    cached.start("worker")
    wait_until(lambda: newsroom.do("waiting") == 0)
    wait_until(lambda: "Said meanwhile" in cached.get(known["url"]).text)
    cached.kill("worker")
    newsroom.do("delete", pk=known["pk"])


def test_pages_keep_coming_while_the_web_processes_are_dead(cached: CachedSite, newsroom: Newsroom):
    known = newsroom.do("publish", title="A page that was read")
    warm(cached, "/en/", "/en/news/", known["url"])
    cached.kill("web")
    # A change that readers cannot see yet: the page from before is better than none.
    newsroom.do("change", pk=known["pk"], title="A page that was read and changed")
    for path in ("/en/", "/en/news/", known["url"]) * 3:
        assert cached.get(path).status == 200, path
    cached.start("web")
    wait_until(lambda: "read and changed" in cached.get(known["url"]).text)
    newsroom.do("delete", pk=known["pk"])


def test_pages_keep_coming_while_the_database_is_dead(cached: CachedSite):
    warm(cached, "/en/", "/en/news/", "/en/about/")
    cached.kill("database")
    asked = {"X-Purge-Secret": SECRET, "X-Keys": "frame-en"}
    assert cached.get("/", asked, method="PURGE").status == 200
    for path in ("/en/", "/en/news/", "/en/about/") * 2:
        answer = cached.get(path)
        assert answer.status == 200, path
        assert HOST in answer.text
    assert cached.get("/en/", {"Cookie": "view=size=150"}).status >= 500
    cached.start("database")
    wait_until(lambda: cached.get("/en/").source == "hit")


def test_a_restarted_cache_begins_anew(cached: CachedSite):
    cached.kill("cache")
    cached.start("cache")
    wait_until(lambda: cached.get("/en/").status == 200)
    assert cached.get("/en/").source == "hit"
