"""The metrics of the worker, which has no web server."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from prometheus_client import start_http_server


def serve_metrics() -> None:
    """Answer at the address of the setting WORKER_METRICS, if there is one (`127.0.0.1:9101`)."""
    if not settings.WORKER_METRICS:
        return
    host, _colon, port = settings.WORKER_METRICS.rpartition(":")
    try:
        start_http_server(int(port), host or "127.0.0.1")
    except (ValueError, OSError, OverflowError) as error:
        raise ImproperlyConfigured(
            f"WORKER_METRICS is “{settings.WORKER_METRICS}” ({error}):"
            " give a free address such as 127.0.0.1:9101."
        ) from error
