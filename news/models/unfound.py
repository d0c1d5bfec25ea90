"""What readers looked for and did not find, counted by day without a trace of who asked."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_DAYS = 30


class UnfoundQuerySet(models.QuerySet):
    """Counts of searches without a result."""

    def last_week(self) -> models.QuerySet:
        """Of the last seven days, the most often asked first: `words`, `language`, `sum`."""
        since = timezone.localdate() - dt.timedelta(days=7)
        rows: models.QuerySet = (
            self.filter(day__gt=since)
            .values("words", "language")
            .annotate(sum=models.Sum("times"))
            .order_by("-sum", "words")
        )
        return rows

    def outdated(self) -> Self:
        """What need not be kept."""
        return self.filter(day__lte=timezone.localdate() - dt.timedelta(days=KEPT_DAYS))


class Unfound(models.Model):
    """How often a search found nothing on one day."""

    day = models.DateField(_("day"), default=timezone.localdate)
    language = models.CharField(_("language"), max_length=12)
    words = models.CharField(_("searched for"), max_length=80)
    times = models.PositiveIntegerField(_("times"), default=1)

    objects: ClassVar[Any] = UnfoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "words"], name="unfound_once")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.words}"
