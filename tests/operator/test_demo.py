"""The demo, as an IT person starts it."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser import Site

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_port_that_is_taken_is_named_before_anything_is_done(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = run("demo", "--port", port, MODE="demo", VAR_DIR=str(tmp_path))
    assert result.returncode != 0
    assert port in result.stderr
    assert "PORT=" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize("port", ["0x", "70000"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str):
    result = run("demo", "--port", port, MODE="demo", VAR_DIR=str(tmp_path))
    assert result.returncode != 0
    assert "Traceback" not in result.stderr


def test_the_demo_does_not_start_in_another_mode():
    result = run("demo", MODE="development")
    assert result.returncode != 0
    assert "make demo" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_that_does_not_answer_is_told_in_a_sentence():
    result = run("migrate", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert result.returncode != 0
    assert "database does not answer" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_running_demo_is_ready_and_prints_a_user_of_each_role(site: Site):
    assert set(site.passwords) == {
        "editor", "moderator", "translator", "press", "staff", "administrator",
    }  # fmt: skip
    with urllib.request.urlopen(f"{site.url}/readyz") as response:
        assert response.status == 200


def test_uploads_and_static_files_are_given_out(site: Site):
    with urllib.request.urlopen(f"{site.url}/en/news/") as response:
        page = response.read().decode()
    start = page.index("/media/")
    for address in (page[start : page.index('"', start)].split()[0], "/static/css/tokens.css"):
        try:
            with urllib.request.urlopen(site.url + address) as response:
                assert response.read()
        except urllib.error.HTTPError as error:
            pytest.fail(f"{address}: {error}")
