"""What `manage.py doctor` says of an installation that is well, and of those that are not."""

import io
import os
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from institute_site.caching.models import Purge
from news.models import WorkerHeartbeat
from tests.browser import Site

ROOT = Path(__file__).resolve().parents[2]


def _ask(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _told() -> str:
    """What it says of the tests' own database."""
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=out)
    return out.getvalue()


def test_it_finds_nothing_wrong_with_a_running_demo(site: Site):
    result = _ask(MODE="demo", VAR_DIR=str(site.folder), BASE_URL="http://localhost:8000")
    wrong = [line for line in result.stdout.splitlines() if line.startswith("!!")]
    # The demo answers at another port than it was told; how full the disk is, is not the demo's matter.
    told = {line.partition(":")[0] for line in wrong}
    assert told - {"!! Disk"} <= {"!! From outside"}, result.stdout
    assert "ok Worker and queues" in result.stdout


def test_a_database_that_does_not_answer_is_told_with_its_cure():
    result = _ask(DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert result.returncode == 1
    assert "!! Database: It does not answer" in result.stdout
    assert "DATABASE_URL" in result.stdout
    assert "?  Search index: not looked at" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


@pytest.mark.django_db
def test_what_is_wrong_is_told_thing_by_thing(settings, tmp_path: Path):
    WorkerHeartbeat.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_entry WHERE page_id = (SELECT max(page_id) FROM search_entry)"
        )
    settings.METRICS_TOKEN = "short"  # noqa: S105
    settings.BASE_URL = "http://www.elsewhere.example:1"
    settings.DEBUG = False
    settings.STATIC_ROOT = tmp_path
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        settings.WAGTAILFRONTENDCACHE = {
            "node": {
                "BACKEND": "institute_site.caching.backends.Varnish",
                "LOCATION": f"http://127.0.0.1:{port}",
                "SECRET": "",
            }
        }
        Purge.objects.create(
            cache="node", keys="site", created_at=timezone.now() - timedelta(hours=1)
        )
        told = _told()
    for name in (
        "Secrets: METRICS_TOKEN", "Search index", "Worker and queues: No worker was ever seen",
        "Files of the site: Styles and scripts", "Addresses: BASE_URL names www.elsewhere.example",
        "Site record", "From outside: Nothing answers", "Caches: The cache node",
        "Purges: A cache has not been told of a change for 3600 s",
    ):  # fmt: skip
        assert f"!! {name}" in told
    assert "search rebuild" in told
    for line in ("ok Database", "ok Migrations", "ok Time", "ok Uploads"):
        assert line in told
    assert told.count("!! ") == told.count("   → ")


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_named(settings, tmp_path: Path):
    file = tmp_path / "a-file-where-a-folder-should-be"
    file.write_text("")
    settings.MEDIA_ROOT = file
    assert f"Give {file} to the user" in _told()


def _hang_up(server: socket.socket) -> None:
    """Take a connection and say nothing."""
    server.accept()[0].close()


@pytest.mark.django_db
def test_a_mail_server_that_says_nothing_is_told(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        threading.Thread(target=_hang_up, args=[silent], daemon=True).start()
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": silent.getsockname()[1], "timeout": 5},
            }
        }
        assert "!! Mail: The mail server does not take us" in _told()
