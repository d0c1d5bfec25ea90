"""Alerts by e-mail, in a thread of their own: a slow mail server must delay nothing else."""

import logging
import threading

from django.db import connections

from news.alerts import round

from .patience import Patience

logger = logging.getLogger(__name__)

INTERVAL = 2.0  # seconds between rounds


class AlertThread(threading.Thread):
    """Goes round until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(name="alerts", daemon=True)
        self._stopping = threading.Event()
        self._patience = Patience(self._stopping.wait)

    def run(self) -> None:
        """Notice, write and send, again and again."""
        while not self._stopping.is_set():
            self._patience.attempt(lambda: round.go(self._stopping.is_set))
            self._stopping.wait(INTERVAL)
        connections.close_all()

    def stop(self, seconds: float) -> None:
        """Let the current letter go in so many seconds, and no other."""
        self._stopping.set()
        self.join(seconds)
        if self.is_alive():
            logger.warning("A letter is broken off: it may or may not have been sent.")
