"""Whether a worker is alive and keeps up."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from news.models import Letter, PublishingFailure, WorkerHeartbeat
from news.models.planning import scheduled_revisions

from .findings import Finding

LATE = dt.timedelta(minutes=2)
TASK_WAITS = dt.timedelta(hours=1)
LETTER_WAITS = dt.timedelta(minutes=30)
RUN = "Run `manage.py worker` as a service (systemctl status institute-worker), see docs/operators.md."


def check() -> Iterator[Finding]:
    """Its sign of life, and what waits for it."""
    now = timezone.now()
    if not WorkerHeartbeat.objects.alive().exists():
        seen = WorkerHeartbeat.objects.last_seen()
        when = (
            f"was last seen at {timezone.localtime(seen):%Y-%m-%d %H:%M}"
            if seen
            else "was ever seen"
        )
        sentence = f"No worker {when}" if not seen else f"No worker is alive; one {when}"
        yield Finding(f"{sentence}: nothing scheduled goes live, no letter is sent.", RUN)
    for what, oldest, limit, cure in (
        ("publication", _oldest(scheduled_revisions(), "approved_go_live_at"), LATE, RUN),
        ("task", _oldest(DBTaskResult.objects.ready(), "enqueued_at"), TASK_WAITS, RUN),
        ("letter", _oldest(Letter.objects.due(now).order_by(), "next_attempt_at"), LETTER_WAITS,
         "See “Mail” below and the worker's log."),
    ):  # fmt: skip
        if oldest and now - oldest > limit:
            yield Finding(f"A {what} has waited for {_said(now - oldest)}.", cure)
    for failure in PublishingFailure.objects.select_related("page")[:10]:
        yield Finding(
            f"“{failure.page}” could not be published {failure.attempts} times: {failure.reason}",
            "News → Planned in the admin shows it to editors, who mend what is missing.",
        )


def _oldest(rows: object, since: str) -> dt.datetime | None:
    found: dt.datetime | None = rows.aggregate(oldest=Min(since))["oldest"]  # type: ignore[attr-defined]
    return found


def _said(waited: dt.timedelta) -> str:
    return f"{int(waited.total_seconds() // 60)} minutes"
