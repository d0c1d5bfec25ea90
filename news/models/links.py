"""Things that an editor put in order beside a page."""

from typing import Any

from django.db.models import prefetch_related_objects


def linked(links: Any, name: str) -> list[Any]:
    """What the rows of an ordered relation lead to by their field `name`, in one query for all.

    Works for a page in the database, one with prefetched rows, and one being previewed.
    """
    rows = list(links.all())
    prefetch_related_objects(rows, name)  # of those that have it already, nothing is asked
    return [getattr(row, name) for row in rows]


def translated(thing: Any, locale_id: int) -> Any:
    """The same thing in a language, or the thing itself where it is not translated."""
    if thing.locale_id == locale_id:
        return thing
    return thing.get_translations().filter(locale=locale_id).first() or thing
