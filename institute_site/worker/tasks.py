"""Tasks of Django's Tasks framework, in a thread of their own: a long one must not delay a publication."""

import logging
import threading

from django.db import connections
from django.tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from news.models import WorkerHeartbeat
from news.pictures.ahead import make_due

from .memory import give_back
from .patience import Patience

logger = logging.getLogger(__name__)

BACKEND = "database"
INTERVAL = 1.0  # seconds between looks into an empty queue
ATTEMPTS = 3  # of a task whose worker is killed again and again


class TaskThread(threading.Thread):
    """Runs what is in the queue until it is told to stop."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(name="tasks", daemon=True)
        self.worker_id = worker_id
        self._stopping = threading.Event()
        self._patience = Patience(self._stopping.wait)
        # It returns as soon as the queue is empty.
        self._worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            backend_name=BACKEND,
            worker_id=worker_id,
            batch=True,
            interval=0,
            startup_delay=False,
            max_tasks=None,
        )

    def run(self) -> None:
        """Take up lost tasks, then those that wait, again and again."""
        while not self._stopping.is_set():
            self._patience.attempt(self._work)
            self._stopping.wait(INTERVAL)
        connections.close_all()

    def stop(self, seconds: float) -> None:
        """Take no more tasks, and let the current one end in so many seconds."""
        self._stopping.set()
        self._worker.running = False
        self.join(seconds)
        if self.is_alive():
            logger.warning("A task is broken off; a worker will begin it again.")

    def _work(self) -> None:
        take_up_lost(self.worker_id)
        self._worker.run()
        # What waits in the queue goes before the pictures.
        if make_due(until=lambda: self._stopping.is_set() or self._is_asked()):
            give_back()

    @staticmethod
    def _is_asked() -> bool:
        return DBTaskResult.objects.ready().filter(backend_name=BACKEND).exists()


def take_up_lost(worker_id: str) -> None:
    """Give tasks back to the queue whose worker died, or lost the database before it could say the end.

    Called by a worker (`worker_id`) that runs none. A task may so be run twice: it must bear that.
    """
    running = DBTaskResult.objects.running().filter(backend_name=BACKEND)
    alive = set(WorkerHeartbeat.objects.alive().values_list("name", flat=True)) - {worker_id}
    for result in running:
        if result.worker_ids and result.worker_ids[-1] in alive:
            continue
        hopeless = len(result.worker_ids) >= ATTEMPTS
        status = TaskResultStatus.FAILED if hopeless else TaskResultStatus.READY
        # Unless another worker was quicker.
        running.filter(pk=result.pk, worker_ids=result.worker_ids).update(status=status)
