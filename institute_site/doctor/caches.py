"""Whether the caches before the site can be told to forget."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from .findings import Finding

SECONDS = 3


def check() -> Iterator[Finding]:
    """Each cache of the setting WAGTAILFRONTENDCACHE that has an address answers there."""
    for name, cache in getattr(settings, "WAGTAILFRONTENDCACHE", {}).items():
        url = urlsplit(cache.get("LOCATION", ""))
        if not url.hostname:
            continue
        try:
            socket.create_connection((url.hostname, url.port or 80), SECONDS).close()
        except OSError as error:
            yield Finding(
                f"The cache {name} does not answer ({error}): it may give readers what is no longer true.",
                "See that it runs (systemctl status varnish) and that this machine may reach it.",
            )
