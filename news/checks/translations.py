"""Checks of an article beside the same article in other languages."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .findings import Finding


def missing(article: Any) -> Iterator[Finding]:
    """Readers of another language do not learn of it."""
    if article.translated_from_id:
        return
    twins = article.get_translations().values_list("locale__language_code", flat=True)
    there = {article.language, *twins}
    for code, name in settings.LANGUAGES:
        if code not in there:
            yield Finding("", _("There is no translation yet: %(language)s.") % {"language": name})


def stale(article: Any) -> Iterator[Finding]:
    """It says what its original no longer says."""
    original = article.translated_from
    if original is None or article.is_in_step:
        return
    message = _(
        "The original has changed since it was translated: bring the text up to date and tick “In step”."
    )
    edit = reverse("wagtailadmin_pages:edit", args=[original.pk])
    yield Finding("in_step", message, link=(edit, original.title))


def unfinished(article: Any) -> Iterator[Finding]:
    """Parts that nobody has translated."""
    from news.translating import untranslated

    if parts := untranslated(article):
        message = _("Still as in the original: %(parts)s.")
        yield Finding("", message % {"parts": ", ".join(parts)})
