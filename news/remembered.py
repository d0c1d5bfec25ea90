"""What was made of the content, kept in the memory of the process until the content changes.

A request for a public page first asks the database for the marks of the content (`ContentChange`), then
takes only what was made under the same marks: whichever process or statement changed the content, nobody
gets what was made before.
"""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from django.http import HttpRequest
from django.utils import timezone

from .models.content import Content, ContentChange

# What one process keeps: characters of texts, and as much again for anything else that it counts as one.
MOST = 16_000_000
WEIGHT_OF_OTHERS = 2_000


class Reading(NamedTuple):
    """What everything on a page depends on beside the page: the content, where it is read and when."""

    content: Content
    origin: str
    day: dt.date


class Memory:
    """The values that were asked for last, up to a total weight."""

    def __init__(self, most: int) -> None:
        self.most, self.weight = most, 0
        self.values: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self.lock = Lock()
        self.makers: WeakValueDictionary[Hashable, Any] = WeakValueDictionary()

    def maker(self, key: Hashable, marks: Hashable) -> Any:
        """A lock for whoever makes a value: the others wait for it and do not make it too."""
        with self.lock:
            return self.makers.setdefault((key, marks), RLock())

    def get(self, key: Hashable, marks: Hashable) -> tuple[Any] | None:
        """The value kept under a key, alone in a tuple, if it was made under these marks."""
        with self.lock:
            kept = self.values.get(key)
            if kept is None or kept[0] != marks:
                return None
            self.values.move_to_end(key)
            return (kept[1],)

    def keep(self, key: Hashable, marks: Hashable, value: Any) -> None:
        """Have a value in the place of the one before; the longest unused go when there are too many."""
        with self.lock:
            if key in self.values:
                self.weight -= _weight(self.values.pop(key)[1])
            self.values[key] = (marks, value)
            self.weight += _weight(value)
            while self.weight > self.most:
                self.weight -= _weight(self.values.popitem(last=False)[1][1])


memory = Memory(MOST)


def _weight(value: Any) -> int:
    return len(value) + 100 if isinstance(value, str) else WEIGHT_OF_OTHERS


def begin(request: HttpRequest) -> None:
    """Allow what is remembered to be shown in answer to a request for a public page."""
    if not hasattr(request, "reading"):
        origin = f"{request.scheme}://{request.get_host()}"
        request.reading = Reading(ContentChange.objects.now(), origin, timezone.localdate())  # type: ignore[attr-defined]


def remember[T](
    request: HttpRequest | None, parts: str, key: tuple[Hashable, ...], make: Callable[[], T]
) -> T:
    """What `make` gives, made anew only when one of these parts of the content has changed since.

    `parts` are names of `Content`, with spaces between; `key` is all else that the value depends on. For
    requests that have not begun so (previews, forms of the admin) everything is made.
    """
    reading: Reading | None = getattr(request, "reading", None)
    if reading is None:
        return make()
    marks = tuple(getattr(reading.content, part) for part in parts.split())
    if kept := memory.get(key, marks):
        value: T = kept[0]
        return value
    with memory.maker(key, marks):
        if kept := memory.get(key, marks):
            value = kept[0]
            return value
        value = make()
        memory.keep(key, marks, value)
    return value


def remember_each[K: Hashable, T](
    request: HttpRequest | None,
    parts: str,
    key: tuple[Hashable, ...],
    items: list[K],
    make: Callable[[list[K]], dict[K, T]],
) -> dict[K, T]:
    """As `remember`, for many at once: `make` gets those items that are not remembered.

    Items that it makes nothing of are left out.
    """
    reading: Reading | None = getattr(request, "reading", None)
    if reading is None:
        return make(items)
    marks = tuple(getattr(reading.content, part) for part in parts.split())
    found = {item: kept[0] for item in items if (kept := memory.get((*key, item), marks))}
    made = make(missing) if (missing := [item for item in items if item not in found]) else {}
    for item, value in made.items():
        memory.keep((*key, item), marks, value)
    return {**found, **made}
