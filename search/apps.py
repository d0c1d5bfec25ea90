"""Configuration of the search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Names, dates and the question."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"
