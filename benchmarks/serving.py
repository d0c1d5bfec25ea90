"""gunicorn as it serves in production: the site, or the empty view that it is held against."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.caches import HOST

from .environment import ROOT, folder_of

START_SECONDS = 60
PRODUCTION = {
    "MODE": "production",
    # All readers come from one address.
    "SEARCH_LIMIT": "none",
    "SECRET_KEY": "a-benchmark-signs-nothing-that-anybody-else-would-take-9f3k2-7d1w",
    "ALLOWED_HOSTS": HOST,
    "BASE_URL": f"https://{HOST}",
}


@contextmanager
def gunicorn(application: str, number: int | None = None, **settings: object) -> Iterator[int]:
    """The port of an application, until the end of the block; of the site with so many articles.

    `settings` are variables of gunicorn.conf.py.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "WEB_BIND": f"127.0.0.1:{port}"}
    environment |= {name: str(value) for name, value in settings.items()}
    if number is not None:
        environment.pop("DATABASE_URL", None)
        environment |= {**PRODUCTION, "VAR_DIR": str(folder_of(number))}
        manage = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "--log-level", "error", application]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers; raises RuntimeError when it does not."""
    for _attempt in range(START_SECONDS * 5):
        if process.poll() is not None:
            break
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz", headers={"Host": HOST})
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn does not answer.")
