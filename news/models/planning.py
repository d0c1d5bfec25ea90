"""What is going to be published or to expire, what could not be, and whether somebody sees to it."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

ALIVE = dt.timedelta(minutes=2)


class WorkerHeartbeatQuerySet(models.QuerySet["WorkerHeartbeat"]):
    """Signs of life."""

    def beat(self, name: str) -> None:
        """Note that this worker lives, and forget those that were not seen for a week."""
        now = timezone.now()
        self.update_or_create(name=name, defaults={"seen_at": now})
        self.filter(seen_at__lt=now - dt.timedelta(days=7)).delete()

    def alive(self) -> Self:
        """Workers seen a moment ago."""
        return self.filter(seen_at__gt=timezone.now() - ALIVE)

    def last_seen(self) -> dt.datetime | None:
        """When any worker was last seen."""
        seen: dt.datetime | None = self.aggregate(seen=models.Max("seen_at"))["seen"]
        return seen


class WorkerHeartbeat(models.Model):
    """A worker process's sign of life."""

    name = models.CharField(_("worker"), max_length=64, primary_key=True)
    seen_at = models.DateTimeField(_("last seen"))

    objects = WorkerHeartbeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.name


class Plan(models.TextChoices):
    """What is going to happen to a page."""

    PUBLISH = "publish", _("Goes live")
    EXPIRE = "expire", _("Expires")


class PublishingFailure(models.Model):
    """Why a page could not be published or taken down when it was due, and when that is tried again."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    plan = models.CharField(_("what was due"), max_length=10, choices=Plan)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.TextField(_("reason"))
    failed_at = models.DateTimeField(_("failed at"))
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("tried again at"))

    class Meta:
        verbose_name = _("publication that failed")
        verbose_name_plural = _("publications that failed")
        constraints = [
            models.UniqueConstraint(fields=["page", "plan"], name="one_failure_for_each_plan")
        ]

    wagtail_reference_index_ignore = True
    LONGEST_PAUSE: ClassVar = dt.timedelta(hours=1)

    def __str__(self) -> str:
        return f"{self.page}: {self.reason}"

    @classmethod
    def record(cls, page: Page, plan: Plan, reason: str, revision: Revision | None = None) -> None:
        """Note a failure; each one of the same revision doubles the pause before the next attempt."""
        now = timezone.now()
        failure, _made = cls.objects.get_or_create(
            page_id=page.pk, plan=plan, defaults={"failed_at": now, "next_attempt_at": now}
        )
        if failure.revision_id != (revision.pk if revision else None):
            failure.attempts = 0
        failure.revision = revision
        pause = dt.timedelta(minutes=2 ** min(failure.attempts, 10))
        failure.attempts += 1
        failure.reason, failure.failed_at = reason, now
        failure.next_attempt_at = now + min(pause, cls.LONGEST_PAUSE)
        failure.save()


def scheduled_revisions() -> models.QuerySet[Revision]:
    """Revisions of pages that are to go live, with `page_id`."""
    scheduled: models.QuerySet[Revision] = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False
    )
    return scheduled.annotate(page_id=Cast("object_id", models.BigIntegerField()))


def expiring_pages() -> models.QuerySet[Page]:
    """Pages that readers see until a certain moment."""
    expiring: models.QuerySet[Page] = Page.objects.filter(live=True, expire_at__isnull=False)
    return expiring
