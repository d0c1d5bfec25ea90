"""How busy the pool of database connections is."""

import time
from typing import Any

from django.db import connection

from . import metrics

INTERVAL = 2.0  # seconds between two looks
_STATES = {"pool_size": "open", "pool_available": "idle", "requests_waiting": "waiting"}
_looks = {"last": 0.0}


def note() -> None:
    """Look, unless that was done a moment ago."""
    now = time.monotonic()
    if now - _looks["last"] < INTERVAL:
        return
    _looks["last"] = now
    pools: dict[str, Any] = connection._connection_pools  # type: ignore[attr-defined]
    pool = pools.get(connection.alias)
    if pool is not None:
        stats = pool.get_stats()
        for name, state in _STATES.items():
            metrics.POOL.labels(state).set(stats.get(name, 0))
