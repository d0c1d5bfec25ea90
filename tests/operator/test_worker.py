"""The worker, as the operator of a machine meets it: real processes, killed without warning."""

import json
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.browser import _free_port as free_port
from tests.demo_folder import MANAGE, ROOT, copy_demo, environment

PATIENCE = 80

SCHEDULE = """
import datetime as dt
from django.utils import timezone
from news.models import ArticlePage, NewsIndexPage
start = timezone.now() + dt.timedelta(seconds={delay})
for number in range({number}):
    language = ("en", "ru")[number % 2]
    index = NewsIndexPage.objects.get(locale__language_code=language)
    page = ArticlePage(title=f"Planned {{number}}", date=timezone.localdate(), live=False)
    page.go_live_at = start + dt.timedelta(seconds={span} * number / {number})
    index.add_child(instance=page)
    page.save_revision().publish()
"""

STATE = """
import json
from django.db.models import Count, F, Q
from wagtail.models import PageLogEntry, Revision
from news.models import ArticlePage, PublishingFailure
from search.models import Entry
pages = ArticlePage.objects.filter(title__startswith="Planned ")
published = ["wagtail.publish", "wagtail.publish.scheduled"]
logged = PageLogEntry.objects.filter(action__in=published, page__in=pages.values("pk"))
print("STATE", json.dumps({
    "pages": pages.count(),
    "live": pages.filter(live=True, live_revision=F("latest_revision")).count(),
    "logged": logged.count(),
    "logged_pages": logged.values("page").distinct().count(),
    "waiting": Revision.objects.filter(approved_go_live_at__isnull=False).count(),
    "indexed": Entry.objects.filter(page_id__in=pages.values("pk")).count(),
    "revisions": Revision.objects.filter(object_id__in=[str(p.pk) for p in pages]).count(),
    "failures": list(PublishingFailure.objects.values_list("reason", flat=True)),
}))
"""


class Machine:
    """A machine with the site on it: its web server with a worker, and another worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = (folder / "log").open("a")
        self.environment = environment(folder, PYTHONWARNINGS="ignore")
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, what: str) -> None:
        arguments = {"web": ["demo", "--port", str(self.port)], "worker": ["worker"]}[what]
        self.running[what] = subprocess.Popen(
            [*MANAGE, *arguments], cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )

    def kill(self, what: str) -> None:
        """As a machine that is out of memory does, one process at a time."""
        if what == "database":
            for server in self.servers():
                server.kill()
        else:
            self.running[what].kill()
            self.running[what].wait()

    def servers(self) -> list[psutil.Process]:
        data = str(self.folder / "postgres")
        found = {
            process.pid: process
            for process in psutil.process_iter(["name", "cmdline", "ppid"])
            if process.info["name"] == "postgres" and data in (process.info["cmdline"] or [])
        }
        return [process for process in found.values() if process.info["ppid"] not in found]

    def ours(self) -> list[psutil.Process]:
        """Every process of the site that still runs."""
        found = []
        for process in psutil.process_iter(["cmdline"]):
            with suppress(psutil.Error):
                command = process.info["cmdline"] or []
                here = str(ROOT / "manage.py") in command
                if here and process.environ().get("VAR_DIR") == str(self.folder):
                    found.append(process)
        return found

    def run(self, script: str) -> str:
        done = subprocess.run(
            [*MANAGE, "shell", "-v0", "-c", script],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def state(self) -> dict[str, object]:
        (line,) = [line for line in self.run(STATE).splitlines() if line.startswith("STATE ")]
        return json.loads(line.removeprefix("STATE "))

    def output(self) -> str:
        return (self.folder / "log").read_text()


def wait_until(condition: Callable[[], object], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine with the demo's content."""
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp"))
    copy_demo(tmp_path_factory, folder)
    machine = Machine(folder)
    yield machine
    for process in [*machine.ours(), *machine.servers()]:
        with suppress(psutil.NoSuchProcess):
            process.kill()


@pytest.fixture
def machine(prepared: Machine) -> Iterator[Machine]:
    """The machine, nothing running on it before and after a test."""
    (prepared.folder / "log").write_text("")
    yield prepared
    for process in prepared.ours():
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    psutil.wait_procs(prepared.ours(), timeout=20)
    for process in prepared.running.values():
        process.wait()
    assert not prepared.ours()
    assert not prepared.servers()


def test_a_hundred_publications_are_neither_lost_nor_doubled_by_kill_9(machine: Machine):
    chance = random.Random()  # noqa: S311
    machine.run(SCHEDULE.format(number=100, delay=4, span=18))
    machine.start("web")
    machine.start("worker")
    killed = {"web": 0, "worker": 0, "database": 0}
    end = time.monotonic() + 24
    while time.monotonic() < end:
        time.sleep(chance.uniform(0.5, 3))
        least = min(killed.values())
        victim = chance.choice([what for what, times in killed.items() if times <= least + 1])
        machine.kill(victim)
        killed[victim] += 1
        if victim != "database":  # which is started by those who need it
            machine.start(victim)
    deadline = time.monotonic() + PATIENCE
    while (state := machine.state())["waiting"] and time.monotonic() < deadline:
        time.sleep(1)
    assert state == {
        "pages": 100,
        "live": 100,
        "logged": 100,
        "logged_pages": 100,
        "waiting": 0,
        "indexed": 100,
        "revisions": 100,
        "failures": [],
    }, machine.output()
    assert min(killed.values()) > 0, killed


def test_what_was_due_while_no_worker_ran_is_published_when_one_starts(machine: Machine):
    # All three must be written before they are due.
    machine.run(SCHEDULE.format(number=3, delay=10, span=0).replace("Planned", "Missed"))
    time.sleep(10)
    assert machine.state()["waiting"] == 3
    machine.start("worker")
    wait_until(lambda: machine.state()["waiting"] == 0)


def test_a_task_that_was_put_into_the_queue_is_run(machine: Machine):
    result = (
        "import django_tasks_db.models as m; print('STATUS', m.DBTaskResult.objects.get().status)"
    )
    put = "from institute_site.worker.periodic import prune_task_results as t; t.enqueue()"
    machine.run(put)
    assert "STATUS READY" in machine.run(result)
    machine.start("worker")
    wait_until(lambda: "STATUS SUCCESSFUL" in machine.run(result))


def test_a_worker_ends_cleanly_when_asked_to_and_takes_the_database_along(machine: Machine):
    machine.start("worker")
    wait_until(lambda: machine.output().count("starts.") > 0 and machine.servers())
    worker = machine.running["worker"]
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert "Traceback" not in machine.output()
    assert not machine.servers()


def test_no_worker_survives_a_killed_web_server(machine: Machine):
    machine.start("web")
    wait_until(lambda: "--parent" in str([process.cmdline() for process in machine.ours()]))
    wait_until(machine.servers)
    time.sleep(3)
    machine.kill("web")
    wait_until(lambda: not machine.ours())
    wait_until(lambda: not machine.servers())
