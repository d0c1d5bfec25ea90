"""What is done every day without being asked, and tasks whose worker died."""

import datetime as dt

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from institute_site.worker.periodic import PERIODIC, prune_task_results, start_due
from institute_site.worker.tasks import take_up_lost
from news.models import WorkerHeartbeat

pytestmark = pytest.mark.django_db
MOSCOW = dt.timezone(dt.timedelta(hours=3))


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


def queued() -> list[str]:
    return sorted(task.task_path.rpartition(".")[2] for task in DBTaskResult.objects.all())


PRUNING = ["prune_unfound", "prune_task_results"]


def test_a_new_site_waits_for_the_first_night():
    assert start_due(at(20, 12)) == []
    assert queued() == []


def test_each_is_started_once_a_day_at_its_hour():
    start_due(at(20, 12))
    assert start_due(at(21, 3, 29)) == []
    assert start_due(at(21, 3, 31)) == ["check_links"]
    assert start_due(at(21, 3, 32)) == []
    assert start_due(at(21, 4, 31)) == PRUNING
    assert start_due(at(22, 12)) == ["check_links", *PRUNING]
    assert sorted(queued()) == sorted(["check_links", *PRUNING] * 2)


def test_after_a_week_without_a_worker_each_is_started_once():
    start_due(at(10, 12))
    assert start_due(at(17, 12)) == list(PERIODIC)
    assert start_due(at(17, 12)) == []


def test_the_hour_is_that_of_the_newsroom_when_the_clock_is_changed(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    daily = PERIODIC["check_links"]
    before, after = (
        daily.latest(dt.datetime(2026, 10, day, 12, tzinfo=dt.UTC)) for day in (24, 25)
    )
    assert {
        moment.astimezone(timezone.get_default_timezone()).hour for moment in (before, after)
    } == {3}
    assert after.timestamp() - before.timestamp() == dt.timedelta(hours=25).total_seconds()


def test_how_tasks_of_three_weeks_ago_ended_is_forgotten():
    old, new = (prune_task_results.enqueue().db_result for _number in range(2))
    for result, days in ((old, 21), (new, 1)):
        result.status = TaskResultStatus.SUCCESSFUL
        result.finished_at = timezone.now() - dt.timedelta(days=days)
        result.save()
    prune_task_results.call()
    assert list(DBTaskResult.objects.all()) == [new]


def running(*workers: str) -> DBTaskResult:
    result = prune_task_results.enqueue().db_result
    result.status, result.worker_ids = TaskResultStatus.RUNNING, list(workers)
    result.save()
    return result


@pytest.mark.parametrize(
    ("workers", "status"),
    [
        (["alive"], TaskResultStatus.RUNNING),
        (["dead"], TaskResultStatus.READY),
        (["me"], TaskResultStatus.READY),
        (["dead", "dead", "dead"], TaskResultStatus.FAILED),
    ],
)
def test_a_task_whose_worker_died_is_begun_again(workers, status):
    WorkerHeartbeat.objects.beat("alive")
    WorkerHeartbeat.objects.beat("me")
    old = timezone.now() - dt.timedelta(minutes=5)
    WorkerHeartbeat.objects.create(name="dead", seen_at=old)
    result = running(*workers)
    take_up_lost("me")
    result.refresh_from_db()
    assert result.status == status
