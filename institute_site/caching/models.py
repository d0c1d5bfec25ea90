"""What caches have yet to be told."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PurgeQuerySet(models.QuerySet["Purge"]):
    """What caches have yet to be told."""

    def waiting_since(self) -> dt.datetime | None:
        """When the change was made of which a cache has not been told for the longest time."""
        # Those of a cache that was taken out of the settings wait for nothing.
        waiting = self.filter(cache__in=settings.WAGTAILFRONTENDCACHE)
        oldest: dt.datetime | None = waiting.aggregate(oldest=models.Min("created_at"))["oldest"]
        return oldest


class Purge(models.Model):
    """Keys that a cache is to forget: written in the transaction of the change, gone once it was told."""

    cache = models.CharField(_("cache"), max_length=200)
    keys = models.TextField(_("keys"))
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = PurgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")

    def __str__(self) -> str:
        return f"{self.cache}: {self.keys}"
