"""Which server a query goes to: Django's database router."""

from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

# Whence this request is read: a name of DATABASES.
reading_from: ContextVar[str] = ContextVar("reading_from", default=DEFAULT_DB_ALIAS)

# Django's cache in the database: it counts, and must know of itself at once.
CACHE = "django_cache"


class ReplicaRouter:
    """Reads where the request reads, writes to the primary."""

    def db_for_read(self, model: type[models.Model], **_hints: Any) -> str:
        """The server that the middleware chose for this request; outside one the primary."""
        return DEFAULT_DB_ALIAS if model._meta.app_label == CACHE else reading_from.get()

    def db_for_write(self, _model: type[models.Model], **_hints: Any) -> str:
        """Always the primary, also for an object that was read elsewhere."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, _one: models.Model, _other: models.Model, **_hints: Any) -> bool:
        """All servers have the same content."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        """Tables come to the replicas by themselves."""
        return db == DEFAULT_DB_ALIAS
