"""What an operator sees of the running site."""

import gzip
import json
import logging
import logging.config
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import brotli
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from institute_site.caching.models import Purge
from institute_site.watching.metrics import visible
from institute_site.watching.worker import serve_metrics
from news.models import WorkerHeartbeat

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-of-the-operator"  # noqa: S105
OTHERS = ("up", "probe_", "node_", "varnish_", "process_", "python_")

pytestmark = pytest.mark.django_db


def _scrape(client: Client) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.fixture
def scraped(settings, client: Client):
    settings.METRICS_TOKEN = TOKEN
    return lambda: _scrape(client)


def test_nobody_else_reads_the_metrics(client: Client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer no"}).status_code == 404


def test_requests_are_counted_by_few_kinds(client: Client, scraped):
    before = scraped()
    addresses = {
        "/en/": "home", "/en/news/": "newsindex", "/en/news/?name=rukami": "question",
        "/en/search/?q=rukami": "search", "/en/nothing-like-this/": "not-found",
        "/en/also/not/there/": "not-found", "/en/news/articles.csv": "news-csv",
        "/admin/login/": "admin",
    }  # fmt: skip
    for address in addresses:
        client.get(address)
    after = scraped()
    for kind in set(addresses.values()):
        wanted = list(addresses.values()).count(kind)
        count = ("institute_request_seconds_count", kind)
        assert after[count] - before.get(count, 0) == wanted, kind
    assert after["institute_requests_total", "not-found", "404"] >= 2
    assert not [key for key in after if any("nothing-like-this" in part for part in key)]


def test_queues_and_the_worker_are_told(scraped):
    WorkerHeartbeat.objects.beat("test")
    visible(0.2)
    found = scraped()
    assert found[("institute_database_up",)] == 1
    assert 0 <= found[("institute_worker_seen_seconds",)] < 60
    assert found[("institute_tasks_waiting",)] >= 0
    assert found[("institute_letters_oldest_seconds",)] == 0
    assert found["institute_publish_visible_seconds_bucket", "0.25"] >= 1


def test_a_change_that_a_cache_was_not_told_of_is_told(scraped, settings):
    settings.WAGTAILFRONTENDCACHE = {"node": {}}
    then = timezone.now() - timedelta(minutes=2)
    Purge.objects.create(cache="a node that was taken away", keys="site", created_at=then)
    assert scraped()[("institute_purges_oldest_seconds",)] == 0
    Purge.objects.create(cache="node", keys="site", created_at=then)
    assert 120 <= scraped()[("institute_purges_oldest_seconds",)] < 180


def test_a_worker_shows_its_own(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.WORKER_METRICS = f"127.0.0.1:{port}"
    serve_metrics()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        assert b"institute_publish_visible_seconds" in answer.read()
    for wrong in (f"127.0.0.1:{port}", "somewhere"):
        settings.WORKER_METRICS = wrong
        with pytest.raises(ImproperlyConfigured, match="WORKER_METRICS"):
            serve_metrics()


def test_every_metric_that_alerts_and_dashboard_ask_for_is_there(client: Client, scraped):
    client.get("/en/")
    WorkerHeartbeat.objects.beat("test")
    exported = {key[0] for key in scraped()}
    alerts = (ROOT / "deploy/prometheus/alerts.yml").read_text()
    dashboard = json.loads((ROOT / "deploy/grafana/institute.json").read_text())
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    names = set(re.findall(r"\b(?:institute|node|varnish|probe)_\w+", "\n".join([alerts, *asked])))
    own = {name for name in names if not name.startswith(OTHERS)}
    assert len(own) > 10
    # With labels, a metric is there from its first value on.
    later = {"institute_limited_total", "institute_database_pool"}
    assert own - later <= exported


def test_every_alert_says_what_to_do():
    alerts = re.findall(r"- alert: (\w+)", (ROOT / "deploy/prometheus/alerts.yml").read_text())
    runbook = (ROOT / "docs/operators.md").read_text()
    assert len(alerts) > 8
    assert not [name for name in alerts if f"\n#### {name}\n" not in runbook]


def test_the_alerts_tell_what_they_should():
    if not shutil.which("promtool"):
        pytest.skip("promtool, of Debian's package prometheus, is not installed")
    subprocess.run(["sh", ROOT / "deploy/prometheus/check.sh"], check=True)


@pytest.mark.parametrize(
    ("given", "taken"),
    [("0123abcd-proxy", True), ("short", False), ("x" * 65, False), ("a\nb: forged-line", False)],
)
def test_an_id_of_the_proxy_is_taken_if_it_is_one(client: Client, settings, given, taken):
    settings.BEHIND_PROXY = True
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is taken
    assert re.fullmatch(r"[A-Za-z0-9-]{8,64}", answer.headers["X-Request-ID"])
    settings.BEHIND_PROXY = False
    assert client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given


BREAK = """
import os, sys, django
django.setup()
from django.test import Client
from django.urls import path
from institute_site import urls
def broken(request):
    secret_of_a_local_variable = 1
    raise RuntimeError("a wheel came off")
urls.urlpatterns.insert(0, path("broken/", broken))
client = Client(raise_request_exception=False, headers={"X-Request-ID": "the-id-of-this-request"})
# In parts, since a report has the lines of code around the error.
client.cookies["view"] = "size" + "-2"
headers = {"host": "www.institute.example"}
answer = client.get("/broken/?name=a-private" + "-word", secure=True, headers=headers)
sys.stdout.write(answer.text)
sys.stdout.write(answer.headers["Content-Security-Policy"])
"""


@pytest.fixture
def sentry() -> Iterator[tuple[str, list[bytes]]]:
    """Somewhere to tell errors to: its address, and what it was told."""
    told: list[bytes] = []

    class Sentry(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
            body = unpack.get(self.headers.get("Content-Encoding"), bytes)(body)
            told.append(body)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Sentry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/1", told
    server.shutdown()
    server.server_close()


def test_an_error_is_found_by_its_id_on_the_page_in_the_log_and_in_sentry(
    sentry: tuple[str, list[bytes]],
):
    address, told = sentry
    production = (ROOT / "tests/production.env").read_text().split()
    done = subprocess.run(
        [sys.executable, "-c", BREAK],
        cwd=ROOT,
        env={
            **os.environ,
            **dict(line.split("=", 1) for line in production),
            "DJANGO_SETTINGS_MODULE": "institute_site.settings",
            "SENTRY_DSN": address,
            "PYTHONWARNINGS": "ignore",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "the-id-of-this-request" in done.stdout
    assert "style-src 'sha256-" in done.stdout
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    (error,) = [line for line in lines if line["level"] == "ERROR"]
    assert error["request_id"] == "the-id-of-this-request"
    assert error["status_code"] == 500
    assert "a wheel came off" in error["exc_info"]
    report = b"\n".join(told).decode()
    assert "a wheel came off" in report
    assert "the-id-of-this-request" in report
    for private in ("a-private-word", "size-2", 'secret_of_a_local_variable = 1", "vars'):
        assert private not in report, report[max(0, report.find(private) - 300) :][:600]


def test_a_line_of_the_log_is_one_object_of_json(capsys):
    from institute_site.watching.logs import configuration

    form = configuration("json")["formatters"]["json"]
    dictionary = {"version": 1, "formatters": {"json": form}}
    configurator = logging.config.DictConfigurator(dictionary)
    formatter = configurator.configure_formatter(form)
    record = logging.makeLogRecord(
        {"msg": "Слово\nи дело", "request_id": None, "levelname": "INFO"}
    )
    line = formatter.format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "Слово\nи дело"
