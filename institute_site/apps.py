"""Configuration of the site itself."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InstituteSiteConfig(AppConfig):
    """Home and standard pages, and the frame around every page."""

    name = "institute_site"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the first pages of every language made after each migration, and accounts logged."""
        from .accounts import log
        from .caching import following
        from .foundation import lay

        post_migrate.connect(lay, sender=self)
        log.connect()
        following.connect()
