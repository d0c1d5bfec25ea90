"""Who publishes the news. The site knows it, see the setting INSTITUTE_NAME."""

from django.conf import settings
from django.utils.module_loading import import_string


def publisher(language: str) -> str:
    """The institute's name in a language."""
    name: str = import_string(settings.INSTITUTE_NAME)(language)
    return name
