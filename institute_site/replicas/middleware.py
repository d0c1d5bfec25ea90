"""Which requests are answered from a replica."""

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import got_request_exception
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from . import servers
from .router import reading_from

logger = logging.getLogger(__name__)


class ReplicaMiddleware:
    """Has readers' pages made from one replica, and made again from the primary if that fails.

    Whoever has a session sees their own changes at once, so reads from the primary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not servers.names():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from the server that is chosen for this request."""
        server = servers.choose() if _is_for_readers(request) else DEFAULT_DB_ALIAS
        if server == DEFAULT_DB_ALIAS:
            return self.get_response(request)
        before = vars(request).copy()
        token = reading_from.set(server)
        try:
            response = self.get_response(request)
        finally:
            reading_from.reset(token)
        if not hasattr(request, "replica_failed"):
            return response
        # Nothing that was learnt from the replica is to be kept with the request.
        vars(request).clear()
        vars(request).update(before)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer, for nobody, when it is the replica that failed: that is no error of the view."""
        return HttpResponse(status=503) if _has_failed(request, error) else None


@receiver(got_request_exception)
def note_failure(request: HttpRequest, **_kwargs: Any) -> None:
    """Note that the replica failed after the view, in other middleware."""
    _has_failed(request, sys.exception())


def _has_failed(request: HttpRequest, error: BaseException | None) -> bool:
    """Whether it is the replica that failed; notes it with the request, and leaves the replica alone."""
    server = reading_from.get()
    if server == DEFAULT_DB_ALIAS or not isinstance(error, OperationalError | InterfaceError):
        return False
    logger.warning("The replica %s failed, the primary is asked: %s", server, error)
    servers.leave_alone(server)
    request.replica_failed = True  # type: ignore[attr-defined]
    return True


def _is_for_readers(request: HttpRequest) -> bool:
    """Whether a page is asked for that is the same for everybody."""
    apart = (
        f"/{settings.ADMIN_PATH}", "/_util/", "/documents/", settings.MEDIA_URL, settings.STATIC_URL,
    )  # fmt: skip
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(apart)
        and not any(part in request.path for part in ("/alerts/", "/press-link/"))
    )
