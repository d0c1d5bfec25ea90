"""How much one network may search: enough for a whole office, not for a machine that tries every word.

Counted in the memory of each process: a read must not write to the database. What a cache answers is not
counted, since it never comes here; with several processes a network may ask so much of each.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from institute_site.errors import bare_page
from institute_site.watching import metrics
from news.alerts.limits import network_of

from .limit import Limit

# Of more networks than that, those that asked longest ago are forgotten.
REMEMBERED = 20_000
WAIT = 10  # seconds that a refused reader is asked to wait
# What answering costs beside a full question: suggestions come with every key.
SUGGESTION = 0.2


class Buckets:
    """What each network may still ask, see https://en.wikipedia.org/wiki/Token_bucket."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, network: str, limit: Limit, cost: float) -> bool:
        """Whether there was as much left as this costs, which is taken."""
        now = time.monotonic()
        with self._lock:
            left, since = self._left.pop(network, (limit.at_once, now))
            left = min(limit.at_once, left + (now - since) * limit.a_second)
            enough = left >= cost
            self._left[network] = (left - cost if enough else left, now)
            if len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
        return enough


class SearchLimit:
    """Answers 429 to a network that asks more than the setting SEARCH_LIMIT lets it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.buckets = Buckets()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say when to come again."""
        if not self._may_ask(request):
            metrics.LIMITED.labels("search").inc()
            response = bare_page("too_many.html", 429)
            response.headers["Retry-After"] = str(WAIT)
            return response
        return self.get_response(request)

    def _may_ask(self, request: HttpRequest) -> bool:
        limit: Limit | None = settings.SEARCH_LIMIT
        cost = _cost(request) if limit else 0
        network = network_of(request) if cost else ""
        return not (limit and network) or self.buckets.take(network, limit, cost)


def _cost(request: HttpRequest) -> float:
    """What a request takes from its network: nothing, unless it is a question to the search."""
    if not request.META.get("QUERY_STRING") or request.path.startswith(
        reverse("wagtailadmin_home")
    ):
        return 0
    _slash, _language, section, *rest = (*request.path.split("/"), "", "")[:5]
    if section not in {"news", "search"}:
        return 0
    return SUGGESTION if rest[0] == "suggestions" else 1
