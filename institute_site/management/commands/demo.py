"""`manage.py demo`: the site with its demo content, served on this machine."""

import atexit
import os
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections
from gunicorn.app.wsgiapp import run as gunicorn

from institute_site.demo import content, users

HOST = "127.0.0.1"
THREADS = 4
WORKERS = 2
WORKER_SECONDS = 15  # a task of its may take some to end


class Command(BaseCommand):
    """Prepare the database, load what is missing, say who may log in, and serve."""

    help = "Serve the site with demo content. Needs MODE=demo; `make demo` sets it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The port, and whether to serve at all."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--load-only", action="store_true", help="Load the content and end.")

    def handle(self, *args: Any, port: int, load_only: bool, **options: Any) -> None:
        """Everything in order; each step is quick when it was done before."""
        if not settings.IN_DEMO:
            raise CommandError("The demo runs with MODE=demo only: use `make demo`.")
        if not load_only:
            self._check_port(port)
        if not (settings.STATIC_ROOT / "staticfiles.json").exists():
            call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", verbosity=0)
        if not content.is_loaded():
            self.stdout.write("Loading the demo content …")
            content.load()
        users.create()
        self._say(port)
        if not load_only:
            self._serve(port)

    def _check_port(self, port: int) -> None:
        with socket.socket() as probe:
            # As gunicorn does, so that a port left by the last run counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError) as error:
                raise CommandError(
                    f"Port {port} cannot be used ({error}): choose another one with `make demo PORT=8001`."
                ) from error

    def _say(self, port: int) -> None:
        self.stdout.write(f"\n  The site:  http://localhost:{port}/")
        self.stdout.write(f"  The admin: http://localhost:{port}/admin/\n\n")
        for username in users.ROLES:
            self.stdout.write(f"  {username:15} {users.password_of(username)}")
        self.stdout.write("\n  Ctrl-C ends it.\n")
        self.stdout.flush()

    def _serve(self, port: int) -> None:
        # In this process, which uses the database, so that it stops with the last of its workers.
        sys.argv = [
            "gunicorn", f"--bind={HOST}:{port}", f"--workers={WORKERS}", f"--threads={THREADS}",
            "--log-level=warning", "--limit-request-line=0", "institute_site.wsgi",
        ]  # fmt: skip
        connections.close_all()
        _run_worker()
        gunicorn()


def _run_worker() -> None:
    """Start the worker beside the web server; it ends with this process, however that ends."""
    ours = os.getpid()
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", f"--parent={ours}"]
    worker = subprocess.Popen(command)  # noqa: S603 - ours

    # Before the database is left: so the last to leave it is this process.
    @atexit.register
    def _end_worker() -> None:
        if os.getpid() == ours:  # and not one of gunicorn's
            worker.terminate()
            worker.wait(WORKER_SECONDS)
