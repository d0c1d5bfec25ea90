"""The worker's main loop: once a second, what is due is published."""

import logging
import os
import signal
import socket
import threading
import time
from types import FrameType

from django.db import connections
from django.utils.crypto import get_random_string

from institute_site.watching.worker import serve_metrics
from news.models import WorkerHeartbeat
from news.publishing import publish_due

from .alerts import AlertThread
from .caches import CacheThread
from .patience import Patience
from .periodic import start_due
from .tasks import TaskThread

logger = logging.getLogger(__name__)

INTERVAL = 1.0  # seconds between two looks at what is due
BEAT = 10.0  # seconds between two signs of life
GRACE = 10.0  # seconds that a running task has when the worker ends


class SiteWorker:
    """One worker; it ends on SIGTERM and SIGINT, and with the process `parent` if one is given."""

    def __init__(self, parent: int | None = None) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(8)}"
        self._parent = parent
        self._stopping = threading.Event()
        self._beaten_at = -BEAT

    def run(self) -> None:
        """Work until told to end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        logger.info("Worker %s starts.", self.name)
        serve_metrics()
        tasks = TaskThread(self.name)
        patience = Patience(self._pause)
        alerts = AlertThread()
        caches = CacheThread()
        tasks.start()
        alerts.start()
        caches.start()
        while not self._is_over():
            patience.attempt(self._step)
            self._pause(INTERVAL)
        caches.stop(GRACE)
        alerts.stop(GRACE)
        tasks.stop(GRACE)
        Patience(lambda _seconds: None).attempt(
            WorkerHeartbeat.objects.filter(name=self.name).delete
        )
        connections.close_all()
        logger.info("Worker %s ends.", self.name)

    def _step(self) -> None:
        if time.monotonic() - self._beaten_at >= BEAT:
            WorkerHeartbeat.objects.beat(self.name)
            start_due()
            self._beaten_at = time.monotonic()
        publish_due(until=self._is_over)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()

    def _is_over(self) -> bool:
        # A parent that was killed tells nobody, and its child would keep the database busy.
        if self._parent is not None and os.getppid() != self._parent:
            self._stopping.set()
        return self._stopping.is_set()

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self._is_over():
            self._stopping.wait(min(left, INTERVAL))
