"""Whether the site is where it says it is."""

import datetime as dt
import http.client
import ssl
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host
from wagtail.models import Page, Site

from .findings import Finding

SECONDS = 10
DAYS_LEFT = 10


def check() -> Iterator[Finding]:
    """The settings agree with one another."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    if not settings.DEBUG and not validate_host(host, settings.ALLOWED_HOSTS):
        yield Finding(
            f"BASE_URL names {host}, which ALLOWED_HOSTS does not have: readers get status 400.",
            f"Add {host} to ALLOWED_HOSTS.",
        )
    if settings.ADMIN_HOST and host == settings.ADMIN_HOST:
        yield Finding(
            "ADMIN_HOST is the host that readers use: the admin is not set apart.",
            "Set it to a host name of its own, or leave it empty.",
        )


def site_record() -> Iterator[Finding]:
    """Wagtail's record of the site, and a home page for every language."""
    url = urlsplit(settings.BASE_URL)
    port = url.port or (443 if url.scheme == "https" else 80)
    if not Site.objects.filter(hostname=url.hostname or "", port=port).exists():
        site = Site.objects.filter(is_default_site=True).first()
        said = f"{site.hostname}:{site.port}" if site else "nothing"
        yield Finding(
            f"The record of the site says {said}, BASE_URL {url.hostname}:{port}: links in letters and "
            "exports lead astray.",
            "`manage.py migrate` brings the record to BASE_URL; or Settings → Sites in the admin.",
        )
    for code, name in settings.LANGUAGES:
        if not Page.objects.live().filter(depth=2, locale__language_code=code).exists():
            yield Finding(
                f"{name} has no published home page: its address is not found.",
                "`manage.py migrate` makes one; publish it in the admin.",
            )


def outside() -> Iterator[Finding]:
    """The site answers at BASE_URL, under a certificate that is good for a while."""
    url = urlsplit(settings.BASE_URL)
    host, secure = url.hostname or "localhost", url.scheme == "https"
    port = url.port or (443 if secure else 80)
    connection = (
        http.client.HTTPSConnection(host, port, timeout=SECONDS)
        if secure
        else http.client.HTTPConnection(host, port, timeout=SECONDS)
    )
    try:
        connection.request("GET", "/healthz")
        certificate = (
            connection.sock.getpeercert() if isinstance(connection.sock, ssl.SSLSocket) else None
        )
        status = connection.getresponse().status
    except ssl.SSLCertVerificationError as error:
        yield Finding(
            f"The certificate of {host} is not good: {error.verify_message}.",
            "Have the proxy get a new one; see its log (journalctl -u caddy).",
        )
        return
    except (OSError, http.client.HTTPException) as error:
        yield Finding(
            f"Nothing answers at {settings.BASE_URL}: {error}",
            "See that the proxy and gunicorn run, that the name leads to this machine and the port is open.",
        )
        return
    finally:
        connection.close()
    if status != 200:
        yield Finding(
            f"{settings.BASE_URL}/healthz answers with status {status}.",
            "See the log of gunicorn, and whether the proxy leads there.",
        )
    if certificate:
        yield from _days(certificate)


def _days(certificate: Mapping[str, Any]) -> Iterator[Finding]:
    ends = dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), dt.UTC)
    left = (ends - dt.datetime.now(dt.UTC)).days
    if left < DAYS_LEFT:
        yield Finding(
            f"The certificate ends in {left} days.",
            "It should have been renewed by itself: see the proxy's log, and port 80 from outside.",
        )
