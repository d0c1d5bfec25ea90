"""Telling caches what nobody could tell them before, in a thread: one that hangs must delay nothing."""

import threading

from django.db import connections
from wagtail.contrib.frontend_cache.utils import get_backends

from institute_site.caching.purging import tell

from .patience import Patience

INTERVAL = 1.0  # seconds between attempts


class CacheThread(threading.Thread):
    """Tells them until it is told to stop; without caches it ends at once."""

    def __init__(self) -> None:
        super().__init__(name="caches", daemon=True)
        self._stopping = threading.Event()
        self._patience = Patience(self._stopping.wait)

    def run(self) -> None:
        """Tell what waits, again and again."""
        while get_backends() and not self._stopping.is_set():
            self._patience.attempt(tell)
            self._stopping.wait(INTERVAL)
        connections.close_all()

    def stop(self, seconds: float) -> None:
        """Let the current attempt end in so many seconds."""
        self._stopping.set()
        self.join(seconds)
