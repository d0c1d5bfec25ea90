"""Whether the read replicas answer and keep up."""

import time
from collections.abc import Iterator

from django.db import Error

from institute_site.replicas import servers

from .findings import Finding

SECONDS = 5


def check() -> Iterator[Finding]:
    """Each replica of DATABASE_REPLICA_URLS has within seconds what the primary has now."""
    position = servers.written()
    for number, name in enumerate(servers.names(), 1):
        called = f"Replica {number} of DATABASE_REPLICA_URLS"
        try:
            missing = _missing(name, position)
        except Error as error:
            yield Finding(
                f"{called} does not answer: {str(error).strip()} Readers' pages are made without it, "
                f"publications wait {servers.SETTLED:.0f} seconds for it.",
                "See that its PostgreSQL runs as a standby and lets us in, or take it from the list.",
            )
            continue
        if missing > 0:
            yield Finding(
                f"{called} is {missing / 1024**2:.1f} MB behind after {SECONDS} seconds.",
                "Ask the primary: SELECT * FROM pg_stat_replication; see the replica's log; if the primary "
                "has no longer what it needs, make it anew with pg_basebackup.",
            )


def _missing(name: str, position: int) -> int:
    """Bytes of the primary's log that a replica has not replayed after some seconds."""
    deadline = time.monotonic() + SECONDS
    while (missing := position - servers.replayed(name)) > 0 and time.monotonic() < deadline:
        time.sleep(0.1)
    return missing
