"""The site's settings as an operator needs them to set up another machine, without what opens doors."""

import os
import re
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

SECRET = re.compile(r"KEY|SECRET|PASSWORD|TOKEN|DSN")


def without_secrets() -> str:
    """Lines as in `.env`, one for each variable of `.env.example` that is set."""
    described = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Z][A-Z0-9_]*)=", described, re.MULTILINE)
    return "".join(
        f"{name}={_harmless(name, os.environ[name])}\n" for name in names if os.environ.get(name)
    )


def _harmless(name: str, value: str) -> str:
    """The value; nothing of a secret, and no password of an address."""
    if SECRET.search(name) and name != "BACKUP_KEYS":
        return ""
    url = urlsplit(value)
    if url.password is None:
        return value
    login, _at, host = url.netloc.rpartition("@")
    return urlunsplit(url._replace(netloc=f"{login.partition(':')[0]}@{host}"))
