"""Translated once and used everywhere: what articles and programmes of a language take over."""

from typing import Any

from django.db.models import Min, Model, QuerySet
from wagtail.models import TranslatableMixin

from news.models import (
    ArticlePage,
    ArticleVenue,
    Partner,
    Person,
    ProgrammeContact,
    ProgrammePage,
    ProgrammePartner,
    Topic,
    Venue,
)

# For each thing: the rows that name it, the field that does, and the path to the page's language.
Rows = tuple[type[Model], str, str]
USED_IN: dict[type[TranslatableMixin], list[Rows]] = {
    Venue: [(ArticleVenue, "venue", "article__locale")],
    Topic: [(ArticlePage.topics.through, "topic", "articlepage__locale")],
    ProgrammePage: [(ArticlePage.programmes.through, "programmepage", "articlepage__locale")],
    Partner: [(ProgrammePartner, "partner", "programme__locale")],
    Person: [
        (ProgrammeContact, "person", "programme__locale"),
        (ArticlePage, "contact", "locale"),
    ],
}


def carry_over(thing: Any) -> None:
    """Have pages in the language of a thing use it where they used another language's.

    One statement for each kind of row, however many pages there are. Drafts follow when they are saved.
    """
    kind = type(thing)
    others = kind.objects.filter(translation_key=thing.translation_key).exclude(pk=thing.pk)
    numbers = list(others.values_list("pk", flat=True))
    if not numbers:
        return
    for model, field, language in USED_IN[kind]:
        rows = model._default_manager.filter(**{f"{field}__in": numbers, language: thing.locale_id})
        if model._meta.auto_created:
            _without_doubles(model, rows, field, thing)
        rows.update(**{field: thing})


def _without_doubles(model: type[Model], rows: QuerySet, field: str, thing: Any) -> None:
    """What a page names already need not be named twice."""
    page = next(f.name for f in model._meta.fields if f.is_relation and f.name != field)
    having = model._default_manager.filter(**{field: thing}).values(page)
    rows.filter(**{f"{page}__in": having}).delete()
    first = rows.values(page).annotate(first=Min("pk")).values("first")
    rows.exclude(pk__in=first).delete()


def after_saving(sender: type[Model], instance: Any, created: bool, **kwargs: Any) -> None:
    """Carry a new venue, topic, partner or person over; called by Django's signal `post_save`."""
    if created and not kwargs.get("raw"):
        carry_over(instance)
