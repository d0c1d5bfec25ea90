"""The replicas: whether they answer, and how far they have come.

A position is a place in the primary's write-ahead log, in bytes: a replica that has replayed it has every
change committed before.
"""

import random
import threading
import time
from contextlib import suppress
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS, Error, connections

from .configuration import PREFIX

# Seconds between two looks of a process at a replica that is well, and at one that is not.
FRESH, LEFT_ALONE = 1.0, 5.0
# Seconds after which no process makes pages from a replica that has not got a change: more than FRESH.
SETTLED = 3.0
# Seconds that a look, or a publication, waits for a replica to catch up.
CATCHING_UP = 0.2

_PRIMARY = "SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn"
_REPLICA = "SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn"


class Look(NamedTuple):
    """What was seen at a moment, by the monotonic clock."""

    at: float
    is_well: bool


_looks: dict[str, Look] = {}
_looking = threading.Lock()


def names() -> list[str]:
    """The replicas' names in DATABASES."""
    return [name for name in connections if name.startswith(PREFIX)]


def written() -> int:
    """The primary's position: whatever is visible there was written before it."""
    return _ask(DEFAULT_DB_ALIAS, _PRIMARY)


def replayed(name: str) -> int:
    """A replica's position; raises OperationalError when it cannot be reached, or is no replica."""
    return _ask(name, _REPLICA)


def choose() -> str:
    """A server to make a page from: one of the replicas that are well, or the primary.

    A replica is well that was seen within the last second (`FRESH`) to have all that the primary had then.
    """
    well = [name for name in names() if _is_well(name)]
    return random.choice(well) if well else DEFAULT_DB_ALIAS  # noqa: S311


def leave_alone(name: str) -> None:
    """Do without a replica for some seconds; the next time with another session."""
    _looks[name] = Look(time.monotonic(), is_well=False)
    with suppress(Error):
        connections[name].close()


def have_everything() -> bool:
    """Whether every replica has, or has in a moment, what is committed now; one left alone is not asked."""
    if not names():
        return True
    position, now = written(), time.monotonic()
    for name in names():
        look = _looks.get(name)
        if look and not look.is_well and now - look.at < LEFT_ALONE:
            return False
        try:
            if not _has_replayed(name, position):
                return False
        except Error:
            leave_alone(name)
            return False
    return True


def _has_replayed(name: str, position: int) -> bool:
    deadline = time.monotonic() + CATCHING_UP
    while replayed(name) < position:
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.005)
    return True


def _is_well(name: str) -> bool:
    look = _looks.get(name)
    if look and time.monotonic() - look.at < (FRESH if look.is_well else LEFT_ALONE):
        return look.is_well
    # One request of a process looks; the others do without the replica meanwhile.
    if not _looking.acquire(blocking=False):
        return False
    try:
        begun = time.monotonic()
        is_well = _has_replayed(name, written())
        _looks[name] = Look(begun if is_well else time.monotonic(), is_well)
        return is_well
    except Error:
        leave_alone(name)
        return False
    finally:
        _looking.release()


def _ask(name: str, question: str) -> int:
    with connections[name].cursor() as cursor:
        cursor.execute(question)
        (position,) = cursor.fetchone()
    if position is None:
        raise Error(f"{name} is no replica: it replays nothing")
    return int(position)
