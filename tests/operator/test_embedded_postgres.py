"""The site's own PostgreSQL, as the operator of a machine meets it: real servers, real processes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = """
import json, sys
from pathlib import Path
import django
from django.conf import settings
database = {
    "ENGINE": "institute_site.embedded_postgres", "NAME": "institute", "DATA_DIR": Path(sys.argv[1])
}
settings.configure(DATABASES={"default": database | json.loads(sys.argv[2])}, MIDDLEWARE=[])
django.setup()
from django.db import connection

def ask(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        answer = cursor.fetchone()[0] if cursor.description else None
    connection.close()
    return answer
"""
# One query a line until the input ends; an answer a line.
CLIENT = SETTINGS + "for line in sys.stdin: print(json.dumps(ask(line)), flush=True)"
POOL = {"OPTIONS": {"pool": {"min_size": 1, "max_size": 2}}, "CONN_HEALTH_CHECKS": True}


def python(script: str, data_dir: Path, settings: dict[str, object]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script, str(data_dir), json.dumps(settings)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Client:
    """A process of the site: it asks the database what it is told to, and leaves when told to."""

    def __init__(self, data_dir: Path, **settings: object) -> None:
        self.process = python(CLIENT, data_dir, settings)

    def tell(self, query: str) -> None:
        print(query, file=self.process.stdin, flush=True)

    def ask(self, query: str) -> object:
        self.tell(query)
        answer = self.process.stdout.readline()
        assert answer, self.process.stderr.read()
        return json.loads(answer)

    def leave(self) -> None:
        errors = self.process.communicate()[1]
        assert (self.process.returncode, errors) == (0, "")

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp"))
    yield folder / "postgres"
    for server in servers(folder / "postgres"):
        server.kill()
    shutil.rmtree(folder)


def servers(data_dir: Path) -> list[psutil.Process]:
    """Every server of the folder, by the list of processes rather than by what it says itself."""
    found = {
        process.pid: process
        for process in psutil.process_iter(["name", "cmdline", "ppid"])
        if process.info["name"] == "postgres" and str(data_dir) in (process.info["cmdline"] or [])
    }
    # A new session looks like its server until it gives itself a title.
    return [process for process in found.values() if process.info["ppid"] not in found]


def kill_server(data_dir: Path) -> None:
    (server,) = servers(data_dir)
    server.kill()
    while servers(data_dir):  # it takes the kernel some milliseconds
        time.sleep(0.01)


def test_two_processes_share_one_server_and_the_last_to_leave_stops_it(data_dir):
    first, second = Client(data_dir), Client(data_dir)
    started = "SELECT pg_postmaster_start_time()::text"
    assert first.ask(started) == second.ask(started)
    first.leave()
    assert second.ask("SELECT 1") == 1
    second.leave()
    assert servers(data_dir) == []


def test_twenty_processes_that_start_at_once_make_one_server_and_leave_none(data_dir):
    clients = [Client(data_dir) for _ in range(20)]
    with ThreadPoolExecutor(20) as threads:
        started = "SELECT pg_postmaster_start_time()::text"
        assert len(set(threads.map(lambda client: client.ask(started), clients))) == 1
        list(threads.map(Client.leave, clients))
    assert servers(data_dir) == []


def test_a_dozen_processes_that_come_and_go_never_lose_the_server(data_dir):
    def visit(_number: int) -> None:
        client = Client(data_dir)
        assert client.ask("SELECT 1") == 1
        client.leave()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(visit, range(12)))
    assert servers(data_dir) == []


def test_a_killed_process_does_not_keep_the_server_running_for_ever(data_dir):
    killed = Client(data_dir)
    killed.ask("SELECT 1")
    killed.kill()
    assert len(servers(data_dir)) == 1
    next_one = Client(data_dir)
    next_one.ask("SELECT 1")
    next_one.leave()
    assert servers(data_dir) == []


@pytest.mark.parametrize("settings", [{}, POOL], ids=["one connection", "a pool"])
def test_data_survives_kill_9_of_the_server_and_the_site_goes_on(data_dir, settings):
    site = Client(data_dir, **settings)
    site.ask("CREATE TABLE articles (title text)")
    site.ask("INSERT INTO articles VALUES ('Осенний форум')")
    kill_server(data_dir)
    assert site.ask("SELECT title FROM articles") == "Осенний форум"
    kill_server(data_dir)
    site.kill()
    after = Client(data_dir, **settings)
    assert after.ask("SELECT title FROM articles") == "Осенний форум"
    after.leave()
    assert servers(data_dir) == []


def test_a_long_query_that_outlives_a_killed_server_only_delays_the_next_start(data_dir):
    site, busy = Client(data_dir), Client(data_dir)
    site.ask("SELECT 1")
    busy.ask("SELECT 1")
    count = "SELECT sum(a * b) FROM generate_series(1, 2500) a, generate_series(1, 2500) b;"
    busy.tell(count)
    time.sleep(0.3)
    kill_server(data_dir)
    assert site.ask("SELECT 1") == 1
    busy.kill()
    site.leave()


def test_after_a_crash_the_servers_old_number_may_be_another_process(data_dir):
    site = Client(data_dir)
    site.ask("SELECT 1")
    kill_server(data_dir)
    site.kill()
    pid_file = data_dir / "postmaster.pid"
    lines = pid_file.read_text().splitlines(keepends=True)
    pid_file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    site = Client(data_dir)
    assert site.ask("SELECT 1") == 1
    site.leave()
    assert servers(data_dir) == []


def test_a_first_start_that_was_killed_in_the_middle_begins_anew(data_dir):
    half_made = data_dir.with_name("postgres.unfinished")
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    site = Client(data_dir)
    assert site.ask("SELECT 1") == 1
    site.leave()


@pytest.mark.parametrize("settings", [{}, POOL], ids=["one connection", "a pool"])
def test_a_forked_child_that_exits_leaves_the_server_to_its_parent(data_dir, settings):
    script = SETTINGS + (
        "import os\n"
        "start = 'SELECT pg_postmaster_start_time()::text'\n"
        "before = ask(start)\n"
        "for child_asks in (True, False):\n"
        "    if not (child := os.fork()):\n"
        "        sys.exit(child_asks and ask(start) != before)\n"
        "    assert os.waitpid(child, 0)[1] == 0\n"
        "    assert ask(start) == before\n"
    )
    parent = python(script, data_dir, settings)
    assert parent.communicate()[1] == ""
    assert servers(data_dir) == []


def test_a_child_that_outlives_its_killed_parent_does_not_hold_the_server(data_dir):
    script = SETTINGS + (
        "import os, time\n"
        "ask('SELECT 1')\n"
        "if not os.fork(): time.sleep(60)\n"
        "print('forked', flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = python(script, data_dir, {})
    assert parent.stdout.readline() == "forked\n"
    (child,) = psutil.Process(parent.pid).children()
    parent.kill()
    site = Client(data_dir)
    site.ask("SELECT 1")
    site.leave()
    assert servers(data_dir) == []
    child.kill()
    parent.communicate()


def test_the_web_server_stops_the_database_when_it_is_stopped(data_dir):
    socket = data_dir.with_name("web")
    (data_dir.parent / "webapp.py").write_text(
        f"import sys\nsys.argv = ['', {str(data_dir)!r}, {json.dumps(POOL)!r}]\n"
        + SETTINGS
        + "def application(environ, respond):\n"
        "    respond('200 OK', [])\n"
        "    return [str(ask('SELECT 41 + 1')).encode()]\n"
    )
    options = ["--workers=3", "--threads=2", f"--bind=unix:{socket}", "--no-control-socket"]
    web = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, "webapp:application"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}:{data_dir.parent}"},
        stderr=subprocess.PIPE,
        text=True,
    )
    curl = ["curl", "--silent", "--unix-socket", str(socket), "http://site/"]
    try:
        while web.poll() is None and not socket.exists():
            time.sleep(0.1)
        for _ in range(10):
            assert subprocess.check_output(curl, text=True) == "42"
    finally:
        web.send_signal(signal.SIGTERM)
        log = web.communicate(timeout=30)[1]
    assert "Traceback" not in log
    assert servers(data_dir) == []


def test_a_command_that_needs_no_database_starts_nothing(data_dir):
    script = SETTINGS + "from django.core.management import call_command; call_command('check')"
    command = python(script, data_dir, POOL)
    assert command.communicate()[1] == ""
    assert not data_dir.exists()


def test_a_command_that_fails_stops_the_server_all_the_same(data_dir):
    command = python(SETTINGS + "ask('SELECT 1'); 1 / 0", data_dir, POOL)
    assert "ZeroDivisionError" in command.communicate()[1]
    assert servers(data_dir) == []


def test_russian_words_are_compared_without_case_and_found_by_parts(data_dir):
    site = Client(data_dir)
    assert site.ask("SELECT lower('ЁЖ')") == "ёж"
    assert site.ask("SELECT 'Ёжик' ~* '^ё\\w+к$'") is True
    assert site.ask("SELECT to_tsvector('russian', 'Статьи')::text") == "'стат':1"
    site.ask("CREATE EXTENSION pg_trgm")
    assert site.ask("SELECT similarity('форум', 'ФОРУМЫ') > 0.5") is True
    site.leave()


def test_nobody_reaches_the_server_over_the_network_and_it_writes_to_the_disk(data_dir):
    site = Client(data_dir)
    assert site.ask("SHOW listen_addresses") == ""
    assert site.ask("SHOW fsync") == "on"
    assert data_dir.stat().st_mode & 0o077 == 0
    site.leave()


def test_a_folder_with_a_very_long_name_will_do(data_dir, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(data_dir.parent))  # where the socket goes
    site = Client(data_dir.with_name("long, " * 30) / "postgres")
    assert site.ask("SELECT 1") == 1
    site.leave()


def complaint(data_dir: Path) -> str:
    """What `manage.py migrate` prints when the database cannot be had."""
    command = (
        "from django.core.management import execute_from_command_line\n"
        "execute_from_command_line(['manage.py', 'migrate'])"
    )
    process = python(SETTINGS + command, data_dir, POOL)
    errors = process.communicate()[1]
    assert process.returncode == 1
    assert len(errors.splitlines()) == 1
    return errors


def test_data_of_another_version_of_postgresql_is_named_as_such(data_dir):
    site = Client(data_dir)
    site.ask("SELECT 1")
    site.leave()
    (data_dir / "PG_VERSION").write_text("17\n")
    assert f"The database in {data_dir} is of PostgreSQL 17" in complaint(data_dir)


def test_a_folder_of_something_else_is_left_alone(data_dir):
    data_dir.mkdir()
    (data_dir / "thesis.txt").touch()
    if os.geteuid() == 0:
        assert "belongs to root" in complaint(data_dir)
        os.chown(data_dir, 65534, 65534)
    assert "holds something else" in complaint(data_dir)
    assert list(data_dir.iterdir()) == [data_dir / "thesis.txt"]


def test_a_server_that_does_not_start_is_explained_by_its_log(data_dir):
    site = Client(data_dir)
    site.ask("SELECT 1")
    site.leave()
    with (data_dir / "postgresql.conf").open("a") as configuration:
        configuration.write("shared_buffers = enormous\n")
    assert 'postgresql.conf" contains errors (see ' in complaint(data_dir)


def test_a_folder_of_another_user_is_named_as_such(data_dir, monkeypatch):
    from institute_site.embedded_postgres.data_directory import ServerUnavailable, prepare

    data_dir.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(ServerUnavailable, match="belongs to"):
        prepare(data_dir)
