"""The sorts of caches that can be told to forget. All are Wagtail's, and know keys beside addresses.

`purge_keys` raises an exception when a cache could not be told, so that it is told later; Wagtail's own
methods write that into the log.
"""

import time
from collections.abc import Iterable
from http.client import HTTPConnection
from itertools import batched
from typing import Any
from urllib.parse import urlsplit

import requests
from wagtail.contrib.frontend_cache.backends import CloudflareBackend, CloudfrontBackend
from wagtail.contrib.frontend_cache.backends.base import BaseBackend

TIMEOUT = 3.0  # seconds
# Between the announcement of a purge and the purge: far more than a cache takes to put away a page that it
# had found good just before the announcement.
MOMENT = 0.03  # seconds
KEYS_AT_A_TIME = 100
ANNOUNCEMENT = {"X-Step": "announce"}


class NotTold(Exception):
    """A cache answered, but did not do as it was told."""


class Varnish(BaseBackend):
    """A node with `deploy/varnish/default.vcl`. LOCATION is its address, SECRET what purges bear."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.address = urlsplit(params["LOCATION"])
        self.secret = params["SECRET"]

    def purge_keys(self, keys: Iterable[str]) -> None:
        """Forget what is made of any of these; nothing that was begun before is kept after."""
        connection = self._connect()
        try:
            self._tell(connection, ANNOUNCEMENT)
            time.sleep(MOMENT)
            for some in batched(sorted(keys), KEYS_AT_A_TIME):
                self._tell(connection, {"X-Keys": " ".join(some)})
        finally:
            connection.close()

    def ask(self) -> None:
        """See that it takes purges; raises OSError, HTTPException or NotTold when it does not."""
        connection = self._connect()
        try:
            self._tell(connection, ANNOUNCEMENT)
        finally:
            connection.close()

    def _connect(self) -> HTTPConnection:
        return HTTPConnection(self.address.hostname or "", self.address.port or 80, timeout=TIMEOUT)

    def _tell(self, connection: HTTPConnection, headers: dict[str, str]) -> None:
        connection.request("PURGE", "/", headers={"X-Purge-Secret": self.secret, **headers})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise NotTold(f"{answer.status} {answer.reason}")


class Cloudflare(CloudflareBackend):
    """A zone of Cloudflare, which knows keys as cache tags."""

    def purge_keys(self, keys: Iterable[str]) -> None:
        """Forget what is made of any of these."""
        headers = {"Authorization": f"Bearer {self.cloudflare_token}"}
        for some in batched(sorted(keys), self.CHUNK_SIZE):
            answer = requests.post(
                self.cloudflare_purge_endpoint_url,
                json={"tags": list(some)},
                headers=headers,
                timeout=TIMEOUT,
            )
            answer.raise_for_status()


class Cloudfront(CloudfrontBackend):
    """A distribution of CloudFront, which knows no keys: at any change it forgets everything."""

    def purge_keys(self, keys: Iterable[str]) -> None:
        """Forget everything, which is charged as one address."""
        self.purge("/*")
