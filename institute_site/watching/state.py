"""What waits in the database, asked when somebody wants the metrics."""

import logging
import time
from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from institute_site.caching.models import Purge
from news.models import Letter, PublishingFailure, WorkerHeartbeat
from news.models.planning import scheduled_revisions

logger = logging.getLogger(__name__)


class State(Collector):
    """Queues, the worker, and whether the database answers at all: nine short queries."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each number as it is now; without a database only that there is none."""
        started = time.perf_counter()
        try:
            found = [_gauge(name, said, value) for name, said, value in _numbers()]
        except DatabaseError as error:
            logger.error("No metrics of the database: %s", str(error).strip())
            yield _gauge("institute_database_up", "Whether the database answers.", 0)
            return
        yield _gauge("institute_database_up", "Whether the database answers.", 1)
        yield from found
        took = time.perf_counter() - started
        yield _gauge("institute_state_seconds", "Time that these numbers took.", took)


def _numbers() -> Iterator[tuple[str, str, float]]:
    now = timezone.now()
    tasks = _waiting(DBTaskResult.objects.ready(), "enqueued_at", now)
    yield "institute_tasks_waiting", "Tasks in the queue.", tasks[0]
    yield "institute_tasks_oldest_seconds", "How long the oldest of them waits.", tasks[1]
    failed = DBTaskResult.objects.failed().count()
    yield "institute_tasks_failed", "Tasks of the last two weeks that failed.", failed
    letters = _waiting(Letter.objects.due(now).order_by(), "next_attempt_at", now)
    told = Purge.objects.waiting_since()
    yield (
        "institute_purges_oldest_seconds",
        "How long a cache has not been told of a change.",
        max((now - told).total_seconds(), 0.0) if told else 0.0,
    )
    yield "institute_letters_waiting", "Letters to be sent now.", letters[0]
    yield "institute_letters_oldest_seconds", "How long the oldest of them is due.", letters[1]
    seen = WorkerHeartbeat.objects.last_seen()
    if seen is not None:
        age = (now - seen).total_seconds()
        yield "institute_worker_seen_seconds", "Since a worker was last seen.", age
    due = _waiting(
        scheduled_revisions().filter(approved_go_live_at__lte=now), "approved_go_live_at", now
    )
    yield "institute_publications_overdue_seconds", "How late the latest publication is.", due[1]
    yield (
        "institute_publications_failed",
        "Publications that failed and are tried again.",
        PublishingFailure.objects.count(),
    )


def _waiting(rows: QuerySet[Any], since: str, now: Any) -> tuple[int, float]:
    """How many there are, and for how many seconds the oldest has waited."""
    found = rows.aggregate(number=Count("pk"), oldest=Min(since))
    oldest = found["oldest"]
    return found["number"], max((now - oldest).total_seconds(), 0.0) if oldest else 0.0


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, said, value=value)
