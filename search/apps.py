"""Configuration of the search app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """Names, dates and the question."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep an index of names for each configured language."""
        from .names import index_names

        post_migrate.connect(index_names, sender=self)
