"""Whether this machine and the database agree on what time it is."""

import time
from collections.abc import Iterator

from django.db import connection

from .findings import Finding

APART = 5.0  # seconds


def check() -> Iterator[Finding]:
    """The clocks of this machine and of the database's."""
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        there = float(cursor.fetchone()[0])
        apart = there - (before + time.time()) / 2
    if abs(apart) > APART:
        yield Finding(
            f"The clock of the database is {apart:+.0f} seconds from this one: publications come at a wrong "
            "time, one-time codes are refused.",
            "Have both machines set their clocks (Debian: systemd-timesyncd; timedatectl set-ntp true).",
        )
