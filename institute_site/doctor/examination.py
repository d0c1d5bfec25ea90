"""All the checks, in the order in which one thing rests on another."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import InterfaceError, OperationalError

from . import (
    addresses,
    caches,
    clock,
    database,
    files,
    index,
    mail,
    people,
    replicas,
    secrets,
    worker,
)
from .findings import Check, Finding

# By name: the check, and whether it asks the database.
CHECKS: dict[str, tuple[Check, bool]] = {
    "Secrets": (secrets.check, False),
    "Database": (database.check, False),
    "Migrations": (database.migrations, True),
    "Time": (clock.check, True),
    "Read replicas": (replicas.check, True),
    "Search index": (index.check, True),
    "Worker and queues": (worker.check, True),
    "Uploads": (files.uploads, False),
    "Disk": (files.disk, False),
    "Files of the site": (files.collected, False),
    "Mail": (mail.check, False),
    "Addresses": (addresses.check, False),
    "Site record": (addresses.site_record, True),
    "From outside": (addresses.outside, False),
    "Caches": (caches.check, False),
    "Purges": (caches.waiting, True),
    "People": (people.check, True),
}


class Result(NamedTuple):
    """How a check ended: what it found, or why it was left out."""

    name: str
    findings: list[Finding]
    left_out: str = ""


def examine() -> Iterator[Result]:
    """Every check in turn; those that ask a database that does not answer are left out."""
    answers = True
    for name, (check, asks) in CHECKS.items():
        if asks and not answers:
            yield Result(name, [], "needs the database")
            continue
        findings = _findings(check)
        if name == "Database":
            answers = not findings or database.answers()
        yield Result(name, findings)


def _findings(check: Check) -> list[Finding]:
    """What a check finds; what it cannot look at is a finding too."""
    found: list[Finding] = []
    try:
        found.extend(check())
    except (OperationalError, InterfaceError) as error:
        cure = "Mend the database first, then ask again."
        found.append(Finding(f"It could not be looked at: {str(error).strip()}", cure))
    except Exception as error:
        cure = "Mend what stands above; if nothing does, this is a fault of the site: tell its developers."
        found.append(Finding(f"It could not be looked at: {error!r}", cure))
    return found
