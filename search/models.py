"""The index: what questions about names, dates and tags are asked of.

Rows are written by the database itself, see `migrations/0002_index.py` and `search.index`.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from .entries import EntryQuerySet


class Entry(models.Model):
    """One published page that can be found: as narrow as questions and counts allow.

    `tags` are what it has (see `search.tags`), `vector` is its name as the database takes it apart.
    """

    page_id = models.IntegerField(primary_key=True)
    language = models.CharField(max_length=100)
    date = models.DateField()
    tags = ArrayField(models.IntegerField())
    vector = SearchVectorField()

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                models.F("language"),
                models.F("date").desc(),
                models.F("page_id").desc(),
                name="search_entry_newest",
            ),
            # Nothing waits in a list to be indexed: a question would have to read through it.
            GinIndex(fields=["tags"], name="search_entry_tags", fastupdate=False),
            GinIndex(fields=["vector"], name="search_entry_vector", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.date} {self.page_id}"


class Word(models.Model):
    """A word that names have had: what a typed word is compared with.

    `word` is in lower case and without accents; in `folded` letters that are one to most people are
    made one; `sound` has one letter a sound, whatever the alphabet; `stem` is empty for words that the
    language leaves out.

    A word stays when its last name goes, until `manage.py search rebuild`; a reading of what was
    typed is taken only when something is found with it.
    """

    language = models.CharField(max_length=100)
    word = models.TextField()
    folded = models.TextField()
    sound = models.TextField()
    stem = models.TextField()

    class Meta:
        indexes = [
            # Not unique: two who publish at once would wait for each other.
            models.Index(fields=["language", "word"], name="search_word_word"),
            # For beginnings, whatever the database's collation.
            models.Index(
                fields=["language", "folded"],
                opclasses=["varchar_pattern_ops", "text_pattern_ops"],
                name="search_word_folded",
            ),
            models.Index(fields=["language", "sound"], name="search_word_sound"),
            models.Index(fields=["language", "stem"], name="search_word_stem"),
            GinIndex(
                models.Func(
                    models.F("language"),
                    models.F("folded"),
                    models.F("sound"),
                    models.F("stem"),
                    function="search_marks",
                ),
                name="search_word_near",
            ),
        ]

    def __str__(self) -> str:
        return self.word


class Rebuild(models.Model):
    """A rebuild that was begun: the page from which it goes on. There is at most one."""

    next_page = models.IntegerField()

    def __str__(self) -> str:
        return f"from page {self.next_page}"
