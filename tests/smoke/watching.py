"""Readers who read all the while, and an editor who publishes: what they got is counted."""

import threading
import time
from collections import Counter
from types import TracebackType
from typing import Self

from tests.caches import wait_until

from .desk import Desk
from .installation import Installation

KNOWN = ["/en/", "/ru/", "/en/news/", "/en/news/?venue=moscow", "/en/about/", "/en/programmes/"]
READERS, PAUSE = 6, 0.02  # threads; seconds between two pages of one reader
ALLOWED = 0.001  # of all answers


class Watch:
    """Readers of pages that were read before, from now on until the end of the `with`."""

    def __init__(self, site: Installation, *, publishing: bool = True) -> None:
        self.site = site
        self.answers: Counter[int] = Counter()
        self.bad: list[str] = []
        self._over, self._lock = threading.Event(), threading.Lock()
        self.desk = Desk.with_article(site, f"watched-{time.time_ns():x}") if publishing else None
        self.paths = [*KNOWN, *([self.desk.path] if self.desk else [])]

    def __enter__(self) -> Self:
        reader = self.site.browser()
        for path in self.paths:
            wait_until(lambda path=path: reader.get(path).status == 200)
        jobs = [self._read] * READERS + ([self._publish] if self.desk else [])
        self._threads = [threading.Thread(target=job) for job in jobs]
        for thread in self._threads:
            thread.start()
        time.sleep(1)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def verdict(self) -> str:
        """What came of it; AssertionError when readers got errors or something saved was lost."""
        total = sum(self.answers.values())
        share = (total - self.answers[200]) / total
        assert share <= ALLOWED, f"{share:.2%} of {total} answers were errors: {self.bad[:5]}"
        said = f"{total} pages read, {total - self.answers[200]} errors"
        if self.desk:
            assert self.desk.times, f"nothing could be published: {self.desk.refused[:3]}"
            until = time.monotonic() + 60
            while not self.desk.is_visible():
                assert time.monotonic() < until, (
                    f"“{self.desk.told}” was said to be saved and is not seen"
                )
                time.sleep(0.2)
            said += f"; {self.desk.times} publications said to be saved, none lost"
            said += f", {len(self.desk.refused)} refused"
        return f"{said}."

    def _read(self) -> None:
        reader, number = self.site.browser(), 0
        while not self._over.is_set():
            path = self.paths[number % len(self.paths)]
            status = reader.get(path).status
            with self._lock:
                self.answers[status] += 1
                if status != 200:
                    self.bad.append(f"{status} {path}")
            number += 1
            time.sleep(PAUSE)
        reader.close()

    def _publish(self) -> None:
        assert self.desk
        number = 0
        while not self._over.is_set():
            number += 1
            self.desk.publish(f"{self.desk.slug} {number}")
            self._over.wait(0.5)
