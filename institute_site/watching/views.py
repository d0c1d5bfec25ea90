"""The metrics, for whoever has the token."""

import os
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from .sharing import VARIABLE, forget_gone
from .state import State


class Everything(Collector):
    """What all processes of this machine counted, and what waits in the database."""

    def collect(self) -> Iterable[Metric]:
        """Every metric of the site."""
        if os.environ.get(VARIABLE):
            forget_gone()
            yield from MultiProcessCollector(None).collect()
        else:
            yield from REGISTRY.collect()
        yield from State().collect()


def registry() -> CollectorRegistry:
    """A registry that collects when it is asked."""
    found = CollectorRegistry(auto_describe=False)
    found.register(Everything())
    return found


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus; 404 unless METRICS_TOKEN is set and comes as `Authorization: Bearer`."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.METRICS_TOKEN
    if not token or not constant_time_compare(given, token):
        return HttpResponse("There is nothing here.\n", status=404, content_type="text/plain")
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    response = HttpResponse(encode(registry()), content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    return response
