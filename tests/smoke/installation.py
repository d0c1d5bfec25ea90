"""All parts of the site, with the configuration files that are handed out."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Self

from aiosmtpd.controller import Controller

from tests.caches import HOST, MANAGE, ROOT, CachedSite, free_port, wait_until
from tests.postbox import Postbox

from .browsing import Browser

NAME, PASSWORD = "chief", "a long word for the smoke test"


class Installation(CachedSite):
    """Database, two web processes, worker, cache and TLS proxy; letters go to a mail server of ours."""

    def __init__(self, backup: Path | None = None) -> None:
        super().__init__(workers=2, threads=4)
        self.backup = backup
        self.tls_port, self.plain_port = free_port(), free_port()
        self.postbox = Postbox(port=free_port())
        self._mail = Controller(self.postbox, hostname="127.0.0.1", port=self.postbox.port)
        # Seconds for which a part stays away.
        self.patience = 8
        self.media = self.folder / "media"
        self.root = self.folder / "caddy/caddy/pki/authorities/local/root.crt"
        self.environment |= {
            "EMAIL_URL": f"smtp://127.0.0.1:{self.postbox.port}",
            "SECOND_FACTOR_ROLES": "none",
            # As by default in production.
            "SEARCH_LIMIT": "",
        }

    def prepare(self) -> None:
        """Load the demo, or the site of a backup, and collect static files."""
        if not self.backup:
            return super().prepare()
        own = {**self.own, "MODE": "demo"}
        for command in (["restore", str(self.backup)], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([*MANAGE, *command], cwd=ROOT, env=own, check=True, stdout=self.log)
        return None

    def __enter__(self) -> Self:
        self._mail.start()
        self.prepare()
        self.start("database")
        subprocess.run(
            [*MANAGE, "createsuperuser", "--noinput", "--email=chief@institute.example"],
            cwd=ROOT,
            env={
                **self.environment,
                "DJANGO_SUPERUSER_USERNAME": NAME,
                "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
            },
            check=True,
            capture_output=True,
        )  # fmt: skip
        for part in ("web", "worker", "cache", "proxy"):
            self.start(part)
        wait_until(self.root.exists)
        for _time in range(3):
            wait_until(lambda: self.browser().get("/admin/login/").status == 200)
        return self

    def __exit__(self, *error: object) -> None:
        if "proxy" in self.running:
            self.kill("proxy")
        super().__exit__(*error)
        self._mail.stop()

    def start(self, what: str) -> None:
        """Start a part; those of the cache and `proxy`."""
        if what != "proxy":
            return super().start(what)
        environment = {
            "PATH": os.environ["PATH"],
            "XDG_DATA_HOME": str(self.folder / "caddy"),
            "XDG_CONFIG_HOME": str(self.folder / "caddy"),
            "HOME": str(self.folder),
            "SITE_HOST": HOST,
            "HTTP_PORT": str(self.plain_port),
            "HTTPS_PORT": str(self.tls_port),
            "CACHE_ADDRESS": f"127.0.0.1:{self.port}",
            "MEDIA_DIR": str(self.media),
            # Nobody outside vouches for a machine of tests.
            "TLS_LOCAL": "local_certs\nskip_install_trust",
        }
        self.running[what] = subprocess.Popen(
            ["caddy", "run", "--config", str(ROOT / "deploy/caddy/Caddyfile")],
            env=environment, stdout=self.log, stderr=self.log,
        )  # fmt: skip
        return None

    def browser(self) -> Browser:
        """A new visitor."""
        return Browser(self.tls_port, self.root)

    def editor(self) -> Browser:
        """Somebody who has signed in to the admin, as a browser does."""
        browser = self.browser()
        browser.get("/admin/login/")
        answer = browser.post("/admin/login/", {"username": NAME, "password": PASSWORD})
        assert answer.status == 302, f"signing in was answered with {answer.status}"
        return browser


def missing() -> str:
    """What this machine lacks, in a sentence; empty when everything is there."""
    ready = subprocess.run(
        ["sh", "tests/varnish.sh", "caddy"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if ready.returncode:
        return ready.stderr.strip()
    return "" if shutil.which("caddy") else "The TLS proxy `caddy` is missing."
