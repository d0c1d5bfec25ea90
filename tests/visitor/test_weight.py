"""A first visit is light and lies still: what comes over the wire, from where, and what moves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.pages import FIGURED

KILOBYTE = 1000
MOST_BYTES = {"listing": 250 * KILOBYTE, "article": 200 * KILOBYTE}
MOST_REQUESTS = 30
# What browsers and Lighthouse print as 0.00.
NO_SHIFT = 0.005
# A machine that has more to do shows text before its font is there, and a line may break elsewhere with it.
VISITS = 3
WATCH_SHIFTS = """
    window.moved = [];
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        if (!shift.hadRecentInput) {
          const what = shift.sources.map((source) => source.node?.className || source.node?.nodeName);
          window.moved.push([shift.value, what.join(" ")]);
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Wire:
    """What came for one page: bytes as they were sent, compressed, by address."""

    bytes_by_address: dict[str, float] = field(default_factory=dict)

    @property
    def hosts(self) -> set[str]:
        """Who was asked."""
        return {urlsplit(address).netloc for address in self.bytes_by_address}

    def total(self, without: str = "nothing at all") -> float:
        """All bytes but those of addresses that have `without` in them."""
        return sum(
            size for address, size in self.bytes_by_address.items() if without not in address
        )


@contextmanager
def _wire(page: Page) -> Iterator[Wire]:
    """Count what the browser receives."""
    wire, addresses = Wire(), {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def asked(event: dict) -> None:
        address = event["request"]["url"]
        if not address.startswith("data:"):
            addresses[event["requestId"]] = address
            wire.bytes_by_address.setdefault(address, 0)

    def received(event: dict) -> None:
        if address := addresses.get(event["requestId"]):
            wire.bytes_by_address[address] += event["encodedDataLength"]

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", received)
    yield wire


def _read_to_the_end(page: Page) -> None:
    """As a reader scrolls: pictures further down come only then."""
    page.evaluate("document.fonts.ready.then(() => null)")
    while page.evaluate("scrollY + innerHeight < document.documentElement.scrollHeight - 1"):
        page.evaluate("scrollBy(0, innerHeight * 0.8)")
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize(("name", "language"), FIGURED)
def test_a_first_visit_is_light_and_lies_still(
    open_browser: Callable[..., Page], name: str, language: str, phone: bool
):
    shifts = []
    for _visit in range(VISITS):
        page = open_browser(phone, **({"device_scale_factor": 2} if phone else {}))
        shifts.append(_visit_first(page, name, language))
        if sum(value for value, _what in shifts[-1]) < NO_SHIFT:
            return
    raise AssertionError(shifts)


def _visit_first(page: Page, name: str, language: str) -> list[tuple[float, str]]:
    """See that a page is light; what moved on it, and how far."""
    page.add_init_script(WATCH_SHIFTS)
    with _wire(page) as wire:
        response = page.goto(FIGURED[name, language])
        assert response is not None and response.status == 200
        _read_to_the_end(page)
    assert wire.hosts == {urlsplit(page.url).netloc}
    assert len(wire.bytes_by_address) <= MOST_REQUESTS, "\n".join(wire.bytes_by_address)
    sizes = sorted(wire.bytes_by_address.items(), key=lambda one: -one[1])
    own_pictures = "/media/" if name == "article" else "nothing at all"
    if name in MOST_BYTES:
        assert 0 < wire.total(without=own_pictures) <= MOST_BYTES[name], sizes
    moved: list[tuple[float, str]] = page.evaluate("window.moved")
    return moved
