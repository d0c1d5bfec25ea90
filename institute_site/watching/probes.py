"""Addresses for machines that watch: answered whatever host name and scheme they are asked by."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from institute_site.health import healthz, readyz

from .views import metrics

PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": metrics,
}


class Probes:
    """Answers them before anything else is asked, such as ALLOWED_HOSTS or for https."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if probe := PROBES.get(request.path):
            response = probe(request)
            # Of this moment, and no cache's to remember.
            response.headers.setdefault("Cache-Control", "no-store")
            return response
        return self.get_response(request)
