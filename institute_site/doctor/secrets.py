"""Whether what must be secret is."""

import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from institute_site import safety

from .findings import Finding

TOKEN_LENGTH = 24


def check() -> Iterator[Finding]:
    """Keys are long, files with them are closed to others."""
    if settings.IN_PRODUCTION:
        for problem in safety.problems(
            secret_key=settings.SECRET_KEY,
            allowed_hosts=settings.ALLOWED_HOSTS,
            base_url=settings.BASE_URL,
        ):
            yield Finding(problem, "Set it in the environment or in .env, and start anew.")
    token = settings.METRICS_TOKEN
    if token and (len(token) < TOKEN_LENGTH or len(set(token)) < 8):
        yield Finding(
            f"METRICS_TOKEN is easily guessed: it should have {TOKEN_LENGTH} random characters.",
            "`openssl rand -hex 24` makes one; give it to Prometheus too.",
        )
    for path in (settings.BASE_DIR / ".env", settings.VAR_DIR / "secret-key"):
        yield from _closed(path)


def _closed(path: Path) -> Iterator[Finding]:
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IWGRP):
        yield Finding(f"{path} may be read by every user of this machine.", f"chmod 640 {path}")
