"""Configuration of the search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Names, dates, the index and the question."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"
