"""What a page costs uncached, beside a view that does nothing (`/healthz`) in the same process."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.test import Client
from django.test.utils import override_settings

PAGES = {
    "home": "/en/",
    "listing": "/en/news/",
    "listing, page 3": "/en/news/?page=3",
    "listing, every filter": "/en/news/?name=school+fund&venue=moscow&venue=tomsk&from=2018&to=2024"
    "&programme=rukami&topic=clubs&kind=news",
    "listing, in Russian by name": "/ru/news/?name=школы",
    "article": "/en/news/rukami-closes-its-year-with-a-school-of-organizers-of-technological-clubs/",
    "programme": "/en/programmes/rukami/",
    "search": "/en/search/?q=harbour",
}
ROUNDS = 15
EMPTY_IN_A_ROUND = 20


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure() -> dict[str, float]:
    """For each page its speed as a share of that view's (the median of rounds)."""
    figures = {}
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        client = Client()
        for name, address in PAGES.items():
            assert client.get(address).status_code == 200, address
            ratios = []
            for _round in range(ROUNDS):
                reference = _seconds(
                    lambda: [client.get("/healthz") for _ in range(EMPTY_IN_A_ROUND)]
                )
                page = _seconds(partial(client.get, address))
                ratios.append(reference / EMPTY_IN_A_ROUND / page)
            figures[name] = round(statistics.median(ratios), 5)
    return figures
