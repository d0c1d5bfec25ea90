"""What caches have yet to be told."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Purge(models.Model):
    """Keys that a cache is to forget: written in the transaction of the change, gone once it was told."""

    cache = models.CharField(_("cache"), max_length=200)
    keys = models.TextField(_("keys"))
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")

    def __str__(self) -> str:
        return f"{self.cache}: {self.keys}"
