"""Every request has an id, is counted and timed."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import metrics, pool
from .kinds import kind_of

# Of the request that this thread answers; "" outside one.
request_id: ContextVar[str] = ContextVar("request_id", default="")

HEADER = "X-Request-ID"
SLOW = 2.0  # seconds after which an answer is worth a line in the log
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}")

logger = logging.getLogger(__name__)


class RequestMiddleware:
    """Gives the request its id, which the answer, the log and reports of errors bear; counts and times it.

    The proxy's id is taken when there is a proxy to believe, and it looks like one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note how that went."""
        given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
        identity = given if _SANE.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(identity)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = identity
            seconds = time.perf_counter() - started
            _note(request, response, seconds)
        finally:
            request_id.reset(token)
        return response


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    kind = kind_of(request, response)
    metrics.REQUESTS.labels(kind, str(response.status_code)).inc()
    metrics.SECONDS.labels(kind).observe(seconds)
    pool.note()
    if seconds >= SLOW:
        facts = {"kind": kind, "status": response.status_code, "seconds": round(seconds, 3)}
        logger.warning("Slow: %s %s", request.method, request.path, extra=facts)
