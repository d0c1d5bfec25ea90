"""Configuration of the news app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """Articles, programmes and venues."""

    name = "news"
    verbose_name = _("News")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have publications followed by what belongs to them."""
        from django.db.models.signals import post_save, pre_save
        from wagtail.models import PageLogEntry
        from wagtail.signals import page_published

        from .carrying import USED_IN, after_saving
        from .models import ProgrammePage
        from .pictures import ahead
        from .publications import after_publication, keep_in_log

        page_published.connect(after_publication, dispatch_uid="news.publications")
        pre_save.connect(keep_in_log, sender=PageLogEntry, dispatch_uid="news.publications")
        for model in USED_IN.keys() - {ProgrammePage}:
            post_save.connect(after_saving, sender=model, dispatch_uid="news.carrying")
        ahead.connect()
