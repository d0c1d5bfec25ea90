"""Errors told to a Sentry, with no word about who asked."""

from typing import Any

import sentry_sdk
from sentry_sdk.integrations.argv import ArgvIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.types import Event, Hint

# Of a request: nothing that a reader typed, sent or is known by.
KEPT = {"method", "url"}


def start(dsn: str, environment: str) -> None:
    """Tell errors of this process there from now on."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        traces_sample_rate=0,
        auto_session_tracking=False,
        max_breadcrumbs=0,
        # A command's arguments may be somebody's address.
        disabled_integrations=[ArgvIntegration()],
        integrations=[DjangoIntegration(middleware_spans=False, signals_spans=False)],
        before_send=without_persons,
    )


def without_persons(event: Event, _hint: Hint) -> Event:
    """The event without whatever is about a reader, with the id under which the log has it."""
    from .requests import request_id

    asked: dict[str, Any] = event.get("request", {})
    event["request"] = {name: value for name, value in asked.items() if name in KEPT}
    event.pop("user", None)
    event.pop("extra", None)
    if identity := request_id.get():
        event.setdefault("tags", {})["request_id"] = identity
    return event
