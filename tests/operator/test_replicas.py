"""Readers' pages made from a streaming replica, in real processes: what readers and editors see."""

import os
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, LiteralString
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from institute_site.embedded_postgres.data_directory import Account, run
from tests.caches import CachedSite, Newsroom, get, need_varnish, wait_until
from tests.demo_folder import copy_demo


class ReplicatedSite(CachedSite):
    """The site behind its cache, with a primary and a replica of it."""

    def _start_database(self) -> None:
        super()._start_database()
        url = urlsplit(self.environment["DATABASE_URL"])
        primary = unquote(url.netloc.rpartition("@")[2].rpartition(":")[0])
        self.data, self.socket = self.folder / "replica", self.folder / "socket"
        owner = (self.folder / "postgres").stat()
        self.account = Account(owner.st_uid, owner.st_gid)
        for folder in (self.data, self.socket):
            folder.mkdir(mode=0o700)
            os.chown(folder, *self.account)
        done, output = run(
            *("pg_basebackup", "-h", primary, "-p", str(url.port), "-U", "postgres"),
            *("-D", self.data, "--checkpoint=fast", "--write-recovery-conf"),
            account=self.account,
        )
        assert done, output
        self.database = url.path.strip("/")
        place = str(self.socket).replace("/", "%2F")
        self.environment["DATABASE_REPLICA_URLS"] = (
            f"postgres://postgres@{place}:5432/{self.database}"
        )
        self.control("start")

    def control(self, what: str, *options: str) -> None:
        """Start or stop the replica."""
        server = f"-c listen_addresses= -p 5432 -k {self.socket}"
        more = ["--wait", "--log", str(self.data / "server.log"), f"--options={server}"]
        done, output = run(
            *("pg_ctl", what, "-D", str(self.data), *options),
            *(more if what == "start" else []),
            account=self.account,
        )
        assert done, output

    def replica(self, question: LiteralString, *values: Any) -> Any:
        """Ask the replica itself."""
        with psycopg.connect(
            host=str(self.socket), port=5432, user="postgres", dbname=self.database, autocommit=True
        ) as connection:
            row = connection.execute(question, values).fetchone()
            return row and row[0]

    def asked_of_replica(self, since: datetime) -> str:
        """The last question of each session with the replica that has asked since then."""
        return (
            self.replica(
                "SELECT string_agg(query, ';') FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                " AND query_start > %s",
                since,
            )
            or ""
        )

    def __exit__(self, *error: object) -> None:
        run("pg_ctl", "stop", "-m", "immediate", "-D", self.data, account=self.account)
        super().__exit__(*error)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReplicatedSite]:
    """The demo behind Varnish, with a worker and a replica."""
    need_varnish()
    with ReplicatedSite("development", demo=partial(copy_demo, tmp_path_factory)) as site:
        site.start("worker")
        yield site


@pytest.fixture(scope="module")
def newsroom(site: ReplicatedSite) -> Iterator[Newsroom]:
    """An editor's process."""
    desk = Newsroom(site)
    yield desk
    desk.close()


@pytest.fixture
def paused(site: ReplicatedSite) -> Iterator[None]:
    """The replica gets changes and does not show them."""
    site.replica("SELECT pg_wal_replay_pause()")
    wait_until(lambda: site.replica("SELECT pg_get_wal_replay_pause_state()") == "paused")
    yield
    site.replica("SELECT pg_wal_replay_resume()")


def doctor(site: ReplicatedSite) -> str:
    """What the doctor says of the replicas."""
    return "\n".join(line for line in site.doctor().splitlines() if "eplica" in line)


def uses_replica(site: ReplicatedSite) -> bool:
    """Whether a page that is asked for now is made from the replica."""
    since = site.replica("SELECT clock_timestamp()")
    for number in range(8):
        assert get(site.web_port, f"/en/search/?q=moscow&page={number + 1}").status in {200, 404}
    asked = site.asked_of_replica(since)
    return "wagtailcore_" in asked or "news_" in asked


PUBLIC = [
    "/en/", "/ru/", "/en/news/", "/en/news/?name=rukmi", "/en/programmes/", "/en/about/",
    "/en/search/?q=moscow", "/en/news/map/", "/en/news/calendar/", "/en/news/suggestions/?name=ruk",
    "/en/news/feed.atom", "/en/news/articles.csv", "/en/news/articles.json", "/en/news/events.ics",
    "/sitemap.xml", "/sitemap-news.xml",
]  # fmt: skip


def test_readers_pages_are_made_from_the_replica(site: ReplicatedSite):
    wait_until(lambda: uses_replica(site))
    for path in PUBLIC:
        assert get(site.web_port, path).status == 200, path
    assert "failed, the primary is asked" not in site.output()
    assert "ok Read replicas" in doctor(site)


def test_a_publication_is_seen_at_once_while_the_replica_keeps_up(
    site: ReplicatedSite, newsroom: Newsroom
):
    known, at_once = newsroom.do("publish", title="Numbered 0"), 0
    wait_until(lambda: uses_replica(site))
    for number in range(1, 30):
        newsroom.do("change", pk=known["pk"], title=f"Numbered {number}")
        at_once += f"Numbered {number}" in site.get(known["url"]).text
        wait_until(lambda: f"Numbered {number}" in site.get(known["url"]).text)  # noqa: B023
    # A busy machine may need more than the publishing process waits.
    assert at_once > 20
    newsroom.do("delete", pk=known["pk"])


class Reader(threading.Thread):
    """Reads a page through the cache, and others past it, so that the replica is in use all the while."""

    def __init__(self, site: ReplicatedSite, path: str) -> None:
        super().__init__(daemon=True)
        self.site, self.path, self.over = site, path, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.over.is_set():
            self.site.get(self.path)
            get(self.site.web_port, f"/en/news/?name=moscow+{time.monotonic_ns()}")

    def stop(self) -> None:
        self.over.set()
        self.join()


def test_a_page_of_a_replica_that_lags_does_not_stay_in_the_cache(
    site: ReplicatedSite, newsroom: Newsroom
):
    known = newsroom.do("publish", title="Before the pause")
    wait_until(lambda: uses_replica(site))
    reader = Reader(site, known["url"])
    site.replica("SELECT pg_wal_replay_pause()")
    wait_until(lambda: site.replica("SELECT pg_get_wal_replay_pause_state()") == "paused")
    try:
        changed = time.monotonic()
        newsroom.do("change", pk=known["pk"], title="After the pause")
        wait_until(lambda: not newsroom.do("waiting"), 40)
        told = time.monotonic()
        reader.stop()
        for _again in range(5):
            assert "After the pause" in site.get(known["url"]).text
            assert "After the pause" in get(site.web_port, known["url"]).text
        assert told - changed > 1
        assert not uses_replica(site)
        assert "MB behind" in doctor(site)
    finally:
        reader.stop()
        site.replica("SELECT pg_wal_replay_resume()")
    assert "After the pause" in site.get(known["url"]).text
    newsroom.do("delete", pk=known["pk"])
    wait_until(lambda: uses_replica(site))


@pytest.mark.usefixtures("paused")
def test_an_editor_sees_what_was_saved_though_the_replica_lags(
    site: ReplicatedSite, newsroom: Newsroom
):
    known = newsroom.do("publish", title="Just saved")
    session = {"Cookie": "sessionid=" + "a" * 32}
    answer = get(site.web_port, known["url"], session)
    assert (answer.status, "Just saved" in answer.text) == (200, True)
    newsroom.do("delete", pk=known["pk"])
    assert get(site.web_port, known["url"], session).status == 404


def test_an_old_address_leads_on_though_the_replica_dies_while_it_is_looked_up(
    site: ReplicatedSite,
):
    wait_until(lambda: uses_replica(site))
    looking_up = (
        "FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        " AND query LIKE '%%wagtailredirects_redirect%%'"
    )
    locked = (
        "SELECT mode FROM pg_locks WHERE mode = 'AccessExclusiveLock'"
        " AND relation = 'wagtailredirects_redirect'::regclass"
    )
    answers: list[int] = []
    reader = threading.Thread(
        target=lambda: answers.append(get(site.web_port, "/en/News/").status), daemon=True
    )
    with psycopg.connect(site.environment["DATABASE_URL"]) as primary:
        primary.execute("LOCK TABLE wagtailredirects_redirect IN ACCESS EXCLUSIVE MODE")
        # Of what is not committed a replica hears only when something else has it written.
        primary.execute("SELECT pg_switch_wal()")
        wait_until(lambda: site.replica(locked))
        reader.start()
        wait_until(lambda: site.replica("SELECT pid " + looking_up))
        assert site.replica("SELECT pg_terminate_backend(pid) " + looking_up)
    reader.join()
    assert answers == [301]
    assert "failed, the primary is asked" in site.output()
    wait_until(lambda: uses_replica(site))


def test_readers_see_no_error_when_the_replica_dies_and_comes_back(
    site: ReplicatedSite, newsroom: Newsroom
):
    wait_until(lambda: uses_replica(site))
    site.control("stop", "-m", "immediate")
    for number in range(40):
        answer = get(site.web_port, f"/en/news/?page=1&name=moscow+{number}")
        assert answer.status == 200, site.output()
    known = newsroom.do("publish", title="Without a replica")
    wait_until(lambda: "Without a replica" in site.get("/en/news/").text)
    assert "does not answer" in doctor(site)
    site.control("start")
    wait_until(lambda: uses_replica(site))
    assert "Without a replica" in get(site.web_port, known["url"]).text
    newsroom.do("delete", pk=known["pk"])
