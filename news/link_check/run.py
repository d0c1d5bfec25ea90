"""A check of every link: collects them, tries them, keeps what was found."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import batched

from django.db import transaction

from news.models.link_checks import Fault, LinkCheck, LinkUse

from . import inside, outside
from .collect import addresses

HOSTS_AT_ONCE = 8
ROWS_AT_A_TIME = 1000


def check(progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Check every link of published pages; how many are broken.

    `progress` is told how many were done of how many. May be run again at any moment: what a broken
    off check found is kept.
    """
    found = addresses()
    keep(found)
    links = dict(LinkCheck.objects.in_bulk(field_name="address"))
    total, done = len(links), 0
    own = [address for address in links if inside.is_inside(address)]
    for some in batched(own, ROWS_AT_A_TIME):
        findings = {
            address: outside.Finding(fault) for address, fault in inside.faults(some).items()
        }
        _record(links, findings)
        done += len(findings)
        progress(done, total)
    for findings in _outside(set(links) - set(own)):
        _record(links, findings)
        done += len(findings)
        progress(done, total)
    return LinkCheck.objects.broken().count()


@transaction.atomic
def keep(found: dict[str, set[int]]) -> None:
    """Have a row for each of these addresses and uses, and for no others."""
    for some in batched(found, ROWS_AT_A_TIME):
        LinkCheck.objects.bulk_create(
            [LinkCheck(address=address) for address in some], ignore_conflicts=True
        )
    LinkUse.objects.all().delete()
    numbers = dict(LinkCheck.objects.values_list("address", "pk"))
    uses = (
        LinkUse(link_id=numbers[address], page_id=page)
        for address, pages in found.items()
        for page in pages
    )
    for rows in batched(uses, ROWS_AT_A_TIME):
        LinkUse.objects.bulk_create(rows)
    LinkCheck.objects.filter(uses=None).delete()


def _outside(addresses: Iterable[str]) -> Iterable[dict[str, outside.Finding]]:
    """What is found out there, host by host; in threads, which use no database."""
    hosts = defaultdict(list)
    for address in sorted(addresses):
        hosts[outside.host(address)].append(address)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as threads:
        running = [threads.submit(outside.try_all, of_host) for of_host in hosts.values()]
        for future in as_completed(running):
            yield future.result()


def _record(links: dict[str, LinkCheck], findings: dict[str, outside.Finding]) -> None:
    changed = []
    for address, (fault, status) in findings.items():
        links[address].found(Fault(fault), status)
        changed.append(links[address])
    fields = ["fault", "status", "broken", "first_failed_at", "checked_at"]
    LinkCheck.objects.bulk_update(changed, fields, batch_size=ROWS_AT_A_TIME)
