"""What workers remember of the periodic tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodicRun(models.Model):
    """The moment for which a periodic task was last put into the queue, see `periodic.py`."""

    name = models.CharField(_("name"), max_length=60, primary_key=True)
    due_at = models.DateTimeField(_("due at"))

    class Meta:
        verbose_name = _("periodic task")
        verbose_name_plural = _("periodic tasks")

    def __str__(self) -> str:
        return self.name
