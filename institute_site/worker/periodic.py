"""What is done every day without being asked, and when.

A worker puts a task into the queue for the latest moment at which it was due: once, however many
workers there are and however long all of them were down.
"""

import datetime as dt
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import transaction
from django.tasks import Task, task
from django.utils import timezone

from news.models import Unfound
from news.tasks import check_links

from .models import PeriodicRun


@task(backend="database")
def prune_task_results() -> None:
    """Forget how tasks of more than two weeks ago ended."""
    options = ("--backend=database", "--queue-name=*")
    call_command("prune_db_task_results", *options, verbosity=0)


@task(backend="database")
def prune_unfound() -> None:
    """Forget what readers did not find a month ago."""
    Unfound.objects.outdated().delete()


class Daily(NamedTuple):
    """A task of every day, at a time of the newsroom's day."""

    task: Task[Any, Any]
    at: dt.time

    def latest(self, now: dt.datetime) -> dt.datetime:
        """The latest moment, now or before, at which it was due."""
        zone = timezone.get_default_timezone()
        today = now.astimezone(zone).date()
        moments = (
            dt.datetime.combine(today - dt.timedelta(days=days), self.at, zone) for days in (0, 1)
        )
        return next(moment for moment in moments if moment <= now)


PERIODIC = {
    "check_links": Daily(check_links, dt.time(3, 30)),
    "prune_unfound": Daily(prune_unfound, dt.time(4, 30)),
    "prune_task_results": Daily(prune_task_results, dt.time(4, 30)),
}


def start_due(now: dt.datetime | None = None) -> list[str]:
    """Put what is due into the queue; its names. On a new site everything waits for its first time."""
    now = now or timezone.now()
    return [name for name, daily in PERIODIC.items() if _start(name, daily, daily.latest(now))]


def _start(name: str, daily: Daily, due_at: dt.datetime) -> bool:
    with transaction.atomic():
        PeriodicRun.objects.get_or_create(name=name, defaults={"due_at": due_at})
        rows = PeriodicRun.objects.select_for_update(skip_locked=True)
        run = rows.filter(name=name, due_at__lt=due_at).first()
        if run is None:
            return False
        daily.task.enqueue()
        run.due_at = due_at
        run.save(update_fields=["due_at"])
        return True
