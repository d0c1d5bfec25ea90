"""Seconds, measured in rounds in which the contenders take turns; medians of the rounds."""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db import OperationalError, connection

ROUNDS = 7
# A contender that takes longer than this is asked in the first rounds only.
SLOW_SECONDS = 1.0
ROUNDS_OF_SLOW = 2
# What takes longer is not waited for: it counts as this much.
PATIENCE_SECONDS = 10.0


class Work(NamedTuple):
    """What is measured, and what makes ready for it and is not."""

    act: Callable[[Any], object]
    ready: Callable[[], Any]


class Taken(NamedTuple):
    """What a work takes: seconds in all, and those of them in the database."""

    seconds: float
    database: float


IMPATIENT = Taken(PATIENCE_SECONDS, PATIENCE_SECONDS)


def medians(works: Mapping[str, Work], rounds: int = ROUNDS) -> dict[str, Taken]:
    """For each work its medians; each is done once before, unmeasured."""
    first = {name: once(work) for name, work in works.items()}
    taken: dict[str, list[Taken]] = {name: [] for name in works}
    for number in range(rounds):
        for name, work in works.items():
            if first[name] == IMPATIENT:
                taken[name] = [IMPATIENT]
            elif number < ROUNDS_OF_SLOW or first[name].seconds < SLOW_SECONDS:
                taken[name].append(once(work))
    return {
        name: Taken(*(statistics.median(column) for column in zip(*times, strict=True)))
        for name, times in taken.items()
    }


def once(work: Work) -> Taken:
    """What it takes this time; the database's statements are ended when patience is."""
    in_database = 0.0

    def timed(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal in_database
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            in_database += time.perf_counter() - begun

    given = work.ready()
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{PATIENCE_SECONDS}s'")
    begun = time.perf_counter()
    try:
        with connection.execute_wrapper(timed):
            work.act(given)
    except OperationalError:
        return IMPATIENT
    return Taken(time.perf_counter() - begun, in_database)
