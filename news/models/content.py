"""Whether anything that readers see has changed: one number for each part of the content."""

from dataclasses import dataclass, fields
from typing import ClassVar

from django.db import connections, models


@dataclass(frozen=True)
class Content:
    """Marks of the content as the database has it now; another one after each change of its part.

    `index`: which articles are published, and what they are found by. `articles`: all that their pages
    say, with pictures and documents. `things`: the rest, from the menu to the names of venues.
    """

    index: int = 0
    articles: int = 0
    things: int = 0


PARTS = [part.name for part in fields(Content)]


class ContentChangeManager(models.Manager["ContentChange"]):
    """What the database has noted."""

    def now(self) -> Content:
        """The marks of every part of the content, in one query."""
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT part, bit_xor(mark) FROM news_contentchange GROUP BY part")
            return Content(**dict(cursor.fetchall()))


class ContentChange(models.Model):
    """A change of a part of the content, noted by the database in the transaction that makes it.

    `mark` is drawn at random. All marks of a part together, by exclusive or, are its mark: changes need not
    wait for each other, one that is rolled back leaves no trace, and many are folded into one at times.
    Triggers write the rows, see the migration `0017_content`.
    """

    part = models.CharField(max_length=20, choices=[(name, name) for name in PARTS])
    mark = models.BigIntegerField()

    objects: ClassVar[ContentChangeManager] = ContentChangeManager()
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.part}: {self.mark}"
