"""A new release is taken up without a gap, while readers read."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
READERS = 3
TOKEN = "a-token-of-the-operator"  # noqa: S105
RELOADS = 2


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(django_db_setup: None, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Gunicorn as in production, on the tests' database."""
    database = connection.settings_dict
    host = str(database["HOST"]).replace("/", "%2F")
    url = f"postgres://{database['USER']}@{host}:{database['PORT']}/{database['NAME']}"
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "institute_site.wsgi", f"--bind=127.0.0.1:{port}"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--workers=2", "--threads=4"],
            cwd=ROOT,
            env={**os.environ, "MODE": "development", "DEBUG": "false", "DATABASE_URL": url,
                 "VAR_DIR": str(tmp_path), "METRICS_TOKEN": TOKEN},
            stdout=log,
            stderr=log,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 120
        while _read(port) != 200:
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.2)
        yield process, port
    finally:
        process.terminate()
        process.wait(60)


def _read(port: int) -> int:
    """The status that a new reader gets; 0 when there is no answer."""
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        reader.request("GET", "/robots.txt")
        answer = reader.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        reader.close()
    return answer.status


def _counted(port: int) -> float:
    """How many readers were answered, as all processes count them, gone ones too."""
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    reader.request("GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    text = reader.getresponse().read().decode()
    reader.close()
    (line,) = re.findall(
        r'^institute_requests_total\{kind="other",status="200"\} (.+)$', text, re.M
    )
    return float(line)


def _ask_the_database(port: int) -> None:
    """Have each process do so, most probably: what is nowhere is looked up."""
    for _time in range(20):
        reader = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        reader.request("GET", "/en/nowhere/")
        reader.getresponse().read()
        reader.close()


def _processes(server: subprocess.Popen[bytes]) -> set[int]:
    return {child.pid for child in psutil.Process(server.pid).children()}


def test_readers_see_no_gap_while_gunicorn_reloads_and_all_are_counted(
    server: tuple[subprocess.Popen[bytes], int], tmp_path: Path
):
    process, port = server
    statuses: list[int] = []
    over = threading.Event()

    def read_on() -> None:
        while not over.is_set():
            statuses.append(_read(port))

    readers = [threading.Thread(target=read_on) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(RELOADS):
            _ask_the_database(port)
            before = _processes(process)
            process.send_signal(signal.SIGHUP)
            deadline = time.monotonic() + 120
            while len(now := _processes(process)) != 2 or now & before:
                assert time.monotonic() < deadline, "the old processes go on"
                time.sleep(0.1)
            # What comes after the change counts too.
            seen = len(statuses)
            while len(statuses) < seen + 20 and time.monotonic() < deadline:
                time.sleep(0.05)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert len(statuses) > 40
    assert set(statuses) == {200}
    _ask_the_database(port)
    # One more was the first that was answered at all, while the server was waited for.
    assert _counted(port) == len(statuses) + 1
    assert len(list((tmp_path / "metrics").glob("*/counter_*.db"))) <= 4
    # What gone processes said of their pools is not added to what these say.
    assert 0 < len(list((tmp_path / "metrics").glob("*/gauge_*.db"))) <= 2
