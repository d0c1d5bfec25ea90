"""The site's cache: in the memory of each process, but for what all processes must count together.

Public pages read the cache and must not ask the database for it. Failed sign-ins and used one-time codes,
which allauth keeps in the default cache, count in whichever process they happen.
"""

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache

# How the keys of allauth begin.
SHARED = "allauth"


class SiteCache(LocMemCache):
    """Memory, with the keys of allauth in the cache called `shared`."""

    def add(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Keep a value unless there is one."""
        return _store(key, super()).add(key, *args, **kwargs)

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        """The value kept, or the default."""
        return _store(key, super()).get(key, *args, **kwargs)

    def set(self, key: str, *args: Any, **kwargs: Any) -> None:
        """Keep a value."""
        _store(key, super()).set(key, *args, **kwargs)

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Forget a value; whether there was one."""
        return _store(key, super()).delete(key, *args, **kwargs)


def _store(key: str, memory: Any) -> BaseCache:
    return caches["shared"] if str(key).startswith(SHARED) else memory
