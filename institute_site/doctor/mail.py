"""Whether letters can go out."""

from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import mailers

from .findings import Finding

SECONDS = 10


def check() -> Iterator[Finding]:
    """The mail server answers and lets us in; the sender is ours."""
    connection: Any = mailers.default
    if hasattr(connection, "timeout"):
        connection.timeout = SECONDS
    try:
        connection.open()
        connection.close()
    except Exception as error:  # of sockets, of TLS, of the protocol
        yield Finding(
            f"The mail server does not take us: {error}",
            "Set EMAIL_URL to a server that does, with user and password; letters wait until then.",
        )
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    if settings.IN_PRODUCTION and (not domain or domain.endswith(".example")):
        yield Finding(
            f"Letters come from {settings.DEFAULT_FROM_EMAIL}, which is nobody's.",
            "Set EMAIL_FROM to an address of the institute.",
        )
