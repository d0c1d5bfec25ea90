"""The site as it runs in production, behind its cache: each part a process of its own."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import psutil
import pytest

from tests.browser import _free_port as free_port

ROOT = Path(__file__).resolve().parents[1]
VCL = ROOT / "deploy/varnish"
HOST = "www.institute.example"
SECRET = "a-secret-of-the-tests"  # noqa: S105
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https"}
NOTHING_COLLECTED = '{"paths": {}, "version": "1.1", "hash": ""}'
MANAGE = [sys.executable, str(ROOT / "manage.py")]
WHOLE_DATABASE = """
import time
from django.db import connection
connection.ensure_connection()
info = connection.connection.info
print(f"DATABASE {info.host} {info.port} {info.user} {info.dbname}", flush=True)
time.sleep(10**6)
"""


def need_varnish() -> None:
    """Have the cache's packages, or skip the test with what to install."""
    ready = subprocess.run(
        ["sh", "tests/varnish.sh"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if ready.returncode:
        pytest.skip(ready.stderr.strip())


@dataclass
class Answer:
    """What a reader gets."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def source(self) -> str:
        """hit, fwd=miss, fwd=stale or fwd=bypass."""
        return self.headers.get("cache-status", "").removeprefix("varnish; ")


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something that happens soon."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def get(port: int, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> Answer:
    """Ask as a reader does, over the TLS proxy; status 0 when the connection breaks."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
    try:
        connection.request(method, path, headers={**HEADERS, **(headers or {})})
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, named, answer.read().decode(errors="replace"))
    except (OSError, http.client.HTTPException):
        return Answer(0)
    finally:
        connection.close()


class CachedSite:
    """Its processes in a folder; each can be started and killed."""

    def __init__(
        self,
        mode: str = "production",
        *,
        storage: str = "256m",
        workers: int = 2,
        threads: int = 4,
        demo: Callable[[Path], None] | None = None,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cached-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.demo = demo
        self.storage, self.workers, self.threads = storage, workers, threads
        self.web_port, self.port = free_port(), free_port()
        self.log = (self.folder / "log").open("a")
        self.running: dict[str, subprocess.Popen[Any]] = {}
        (self.folder / "secret").write_text(f"{SECRET}\n")
        self._write_vcl()
        self.own = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "VAR_DIR": str(self.folder),
            "PYTHONWARNINGS": "ignore",
        }
        self.environment = {
            **self.own,
            "MODE": mode,
            "SEARCH_LIMIT": "none",
            "DEBUG": "false",
            "SECRET_KEY": "not-a-secret-but-fifty-characters-long-for-the-tests-9f3k2",
            "ALLOWED_HOSTS": HOST,
            "BASE_URL": f"https://{HOST}",
            "CACHE_NODES": f"http://127.0.0.1:{self.port}",
            "CACHE_SECRET": SECRET,
        }

    def _write_vcl(self) -> None:
        """The installation's own part, from the one that is handed out."""
        text = (VCL / "site.vcl").read_text()
        for old, new in {
            '.port = "8000"': f'.port = "{self.web_port}"',
            '"Host: localhost"': f'"Host: {HOST}"',
            "/etc/varnish/purge-secret": str(self.folder / "secret"),
        }.items():
            assert old in text
            text = text.replace(old, new)
        (self.folder / "vcl").mkdir()
        (self.folder / "vcl/site.vcl").write_text(text)
        shutil.copy(VCL / "default.vcl", self.folder / "vcl")

    def prepare(self) -> None:
        """Load the demo or have it copied; for production static files are collected, which takes long."""
        if self.demo:
            self.demo(self.folder)
            return
        if self.environment["MODE"] != "production":
            (self.folder / "static").mkdir()
            (self.folder / "static/staticfiles.json").write_text(NOTHING_COLLECTED)
        subprocess.run(
            [*MANAGE, "demo", "--load-only"],
            cwd=ROOT, env={**self.own, "MODE": "demo"}, check=True, capture_output=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        self.prepare()
        for what in ("database", "web", "cache"):
            self.start(what)
        wait_until(lambda: get(self.port, "/en/").status == 200)
        return self

    def __exit__(self, *_error: object) -> None:
        for what in list(self.running):
            self.kill(what, signal.SIGTERM)
        servers = self._servers()
        for server in servers:
            with contextlib.suppress(psutil.NoSuchProcess):
                server.kill()
        psutil.wait_procs(servers, timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, what: str) -> None:
        """Start a part: database, web, worker or cache."""
        if what == "database":
            return self._start_database()
        command = {
            "web": [
                sys.executable, "-m", "gunicorn", "institute_site.wsgi",
                f"--bind=127.0.0.1:{self.web_port}",
                f"--workers={self.workers}", f"--threads={self.threads}", "--log-level=warning",
                f"--access-logfile={self.folder / 'requests'}", "--access-logformat=%(U)s?%(q)s",
            ],
            "worker": [*MANAGE, "worker"],
            "cache": [
                "varnishd", "-F", "-f", str(self.folder / "vcl/default.vcl"),
                "-p", f"vcl_path={self.folder / 'vcl'}", "-n", str(self.folder / "varnish"),
                "-a", f"127.0.0.1:{self.port}", "-s", f"malloc,{self.storage}",
                *re.findall(r"-p|vsl_mask=\S+", (ROOT / "deploy/systemd/varnish.conf").read_text()),
            ],
        }[what]  # fmt: skip
        self.running[what] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )
        return None

    def doctor(self, **environment: str) -> str:
        """What it says, in this environment or one that differs."""
        return subprocess.run(
            [*MANAGE, "doctor"],
            cwd=ROOT, env={**self.environment, **environment}, capture_output=True, text=True, check=False,
        ).stdout  # fmt: skip

    def _start_database(self) -> None:
        """A process that has the site's own server run; the others know it by its address only."""
        holder = subprocess.Popen(
            [*MANAGE, "shell", "-v0", "-c", WHOLE_DATABASE],
            cwd=ROOT, env={**self.own, "MODE": "demo"}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.running["database"] = holder
        assert holder.stdout
        found = None
        for line in holder.stdout:
            if found := re.match(r"DATABASE (\S+) (\S+) (\S+) (\S+)", line):
                break
        assert found, "no database"
        place, port, user, name = found.groups()
        folder = place.replace("/", "%2F")
        self.environment["DATABASE_URL"] = f"postgres://{user}@{folder}:{port}/{name}"

    def kill(self, what: str, number: int = signal.SIGKILL) -> None:
        """End a part, by default without warning; with all the processes that belong to it."""
        process = self.running.pop(what)
        family = [process.pid, *(one.pid for one in self.family(process.pid))]
        if what == "database" and number == signal.SIGKILL:
            family += [server.pid for server in self._servers()]
        for pid in family if number == signal.SIGKILL else [process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        process.wait(60)

    def _servers(self) -> list[psutil.Process]:
        data = str(self.folder / "postgres")
        return [
            process
            for process in psutil.process_iter(["name", "cmdline"])
            if process.info["name"] == "postgres" and data in (process.info["cmdline"] or [])
        ]

    @staticmethod
    def family(pid: int) -> list[psutil.Process]:
        """The processes that a process has begun."""
        return psutil.Process(pid).children(recursive=True)

    def get(self, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> Answer:
        """Ask the cache."""
        return get(self.port, path, headers, method)

    def asked(self) -> list[str]:
        """The addresses that the web processes were asked for, but for the cache's own probe."""
        path = self.folder / "requests"
        lines = path.read_text().splitlines() if path.exists() else []
        return [line.removesuffix("?") for line in lines if not line.startswith("/readyz")]

    def output(self) -> str:
        """What the processes have said."""
        return (self.folder / "log").read_text()


class Newsroom:
    """A process of the site in which an editor works; see `tests/newsroom_process.py`."""

    def __init__(self, site: CachedSite) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.newsroom_process"],
            cwd=ROOT, env=site.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=site.log, text=True,
        )  # fmt: skip

    def do(self, what: str, **facts: Any) -> Any:
        """Have something done; returns what came of it once it is committed."""
        assert self.process.stdin and self.process.stdout
        print(json.dumps({"do": what, **facts}), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        """Go home."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)
