"""Things that an editor put in order beside a page."""

from typing import Any

from django.db.models import prefetch_related_objects


def linked(links: Any, name: str) -> list[Any]:
    """What the rows of an ordered relation lead to by their field `name`, in one query for all.

    Works for a page in the database, one with prefetched rows, and one being previewed.
    """
    rows = list(links.all())
    prefetch_related_objects(rows, name)
    return [getattr(row, name) for row in rows]
