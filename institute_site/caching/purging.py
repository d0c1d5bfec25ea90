"""Telling the caches what to forget.

What is to be forgotten is written beside the change itself, in the same transaction: it cannot be lost. The
process that commits tells the caches at once; whatever it could not tell, a worker does.

Where readers' pages are made from replicas, caches are told once every replica has the change, or once no
page is made any more from one that has it not.
"""

import logging
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import get_backends

from institute_site.replicas import servers
from institute_site.watching import metrics
from news.made_of import SITE

from .models import Purge

logger = logging.getLogger(__name__)

# A cache that was away for so many changes forgets everything.
MANY = 1_000

# When this process first saw a change that some replica had not, by the monotonic clock.
_seen: dict[int, float] = {}


def forget(keys: Iterable[str], *, at_once: bool = True) -> None:
    """Have every cache forget what is made of these keys, once the transaction is committed.

    Unless `at_once` it is left to the worker, which tells of many changes together.
    """
    caches, text = settings.WAGTAILFRONTENDCACHE, " ".join(sorted(keys))
    if not caches or not text:
        return
    Purge.objects.bulk_create([Purge(cache=name, keys=text) for name in caches])
    if at_once:
        transaction.on_commit(tell, robust=True)


def tell() -> bool:
    """Tell the caches what waits; whether nothing is left to tell."""
    done = True
    for name, cache in get_backends().items():
        try:
            done = _tell(name, cache) and done
        except DatabaseError:
            raise
        except Exception as error:  # each cache's client has errors of its own
            logger.warning("The cache %s could not be told what to forget: %r", name, error)
            done = False
    return done


def _tell(name: str, cache: Any) -> bool:
    with transaction.atomic():
        # What another process is telling is left to it.
        rows = Purge.objects.select_for_update(skip_locked=True).filter(cache=name)
        waiting = list(rows.order_by("pk"))
        if not waiting:
            return True
        ready = _ready(waiting)
        if not ready:
            return False
        keys = {key for row in ready for key in row.keys.split()}
        cache.purge_keys({SITE} if len(ready) > MANY else keys)
        Purge.objects.filter(pk__in=[row.pk for row in ready]).delete()
        metrics.visible((timezone.now() - ready[0].created_at).total_seconds())
        return len(ready) == len(waiting)


def _ready(waiting: list[Purge]) -> list[Purge]:
    """Those of which caches can be told: a page made after that is not made from what was before."""
    if servers.have_everything():
        return waiting
    now = time.monotonic()
    for pk in [pk for pk, since in _seen.items() if now - since > 60 * servers.SETTLED]:
        del _seen[pk]
    return [row for row in waiting if now - _seen.setdefault(row.pk, now) >= servers.SETTLED]
