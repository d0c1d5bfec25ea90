"""The admin at a path or a host of its own, by setting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo_folder import copy_demo

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import django, sys
django.setup()
from django.test import Client
for line in sys.argv[1:]:
    host, path = line.split("/", 1)
    answer = Client(headers={"host": host}).get("/" + path, secure=True)
    print(answer.status_code, answer.headers.get("Location", ""))
"""


def _ask(*addresses: str, **environment: str) -> list[str]:
    """How a production site with these settings answers, on the tests' own machine."""
    production = dict(
        line.split("=", 1) for line in (ROOT / "tests/production.env").read_text().split()
    )
    done = subprocess.run(
        [sys.executable, "-c", ASK, *addresses],
        cwd=ROOT,
        env={
            **os.environ, **production, **environment,
            "DJANGO_SETTINGS_MODULE": "institute_site.settings", "LOG_FORMAT": "text",
        },
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def own(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tests' database, and static files, for another process."""
    from django.db import connection

    parameters = connection.settings_dict
    host = str(parameters["HOST"]).replace("/", "%2F")
    address = f"{parameters['USER']}@{host}:{parameters['PORT']}/{parameters['NAME']}"
    copy_demo(tmp_path_factory, folder := tmp_path_factory.mktemp("admin"))
    return {"DATABASE_URL": f"postgres://{address}", "VAR_DIR": str(folder)}


def test_at_another_path_it_is_there_and_nowhere_else(own: dict[str, str]):
    answers = _ask(
        "www.institute.example/staff/login/", "www.institute.example/admin/login/",
        "www.institute.example/staff/", "www.institute.example/en/",
        "www.institute.example/en/admin/login/",
        **own, ADMIN_PATH="staff",
    )  # fmt: skip
    assert answers[0].strip() == "200"
    # As any address without a language, and there is nothing there either.
    assert answers[1] == "302 /en/admin/login/"
    assert answers[4].strip() == "404"
    assert answers[2] == "302 /staff/login/?next=/staff/"
    assert answers[3].strip() == "200"


def test_at_another_host_readers_have_no_admin_and_editors_have_both(own: dict[str, str]):
    answers = _ask(
        "newsroom.institute.example/admin/login/", "newsroom.institute.example/en/news/",
        "www.institute.example/admin/", "www.institute.example/admin/login/",
        "www.institute.example/en/", "www.institute.example/_util/login/?next=/documents/1/a.pdf",
        **own, ADMIN_HOST="newsroom.institute.example",
    )  # fmt: skip
    assert [answer.split()[0] for answer in answers] == ["200", "200", "404", "404", "200", "302"]
    assert answers[5].split()[1] == (
        "https://newsroom.institute.example/admin/login/?next=/documents/1/a.pdf"
    )
