"""Links to other sites, tried politely and carefully.

One request at a time to each host, with a pause; a HEAD, then a GET where that is not understood; what
fails is tried twice. Nothing inside a private network is ever asked: an editor's link must not make
the server speak to its neighbours. (Several hosts are asked at once, see `run`.)
"""

import http.client
import ipaddress
import socket
import ssl
import time
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from news.models.link_checks import Fault

TIMEOUT = 10.0
TRIES = 2
MOST_REDIRECTS = 8
WORTH_A_SECOND_TRY = {Fault.SERVER, Fault.NO_ANSWER, Fault.NO_HOST}
# Sites that are there, but not for programs or strangers.
GUARDED = {401, 402, 403, 405, 406, 407, 429, 451, 999}


class Finding(NamedTuple):
    """What is wrong with an address, and the other site's number for it."""

    fault: Fault
    status: int | None = None


class _Private(OSError):
    """An address inside a private network."""


def host(address: str) -> str:
    """The host that an address is of, "" when that is not to be understood."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def try_all(addresses: list[str]) -> dict[str, Finding]:
    """Try the addresses of one host, one after another."""
    return {address: _try(address, pause=number > 0) for number, address in enumerate(addresses)}


def _try(address: str, pause: bool) -> Finding:
    finding = Finding(Fault.MALFORMED)
    for attempt in range(TRIES):
        if pause or attempt:
            time.sleep(settings.LINK_CHECK_PAUSE)
        finding = _follow(address)
        if finding.fault not in WORTH_A_SECOND_TRY:
            break
    return finding


def _follow(address: str) -> Finding:
    for _redirect in range(MOST_REDIRECTS):
        try:
            status, location = _ask("HEAD", address)
            if status >= 400 and status not in {404, 410}:
                status, location = _ask("GET", address)
        except _Private:
            return Finding(Fault.PRIVATE)
        except ssl.SSLError:
            return Finding(Fault.INSECURE)
        except socket.gaierror:
            return Finding(Fault.NO_HOST)
        except (ValueError, http.client.InvalidURL):
            return Finding(Fault.MALFORMED)
        except (OSError, http.client.HTTPException):
            return Finding(Fault.NO_ANSWER)
        if status in {301, 302, 303, 307, 308} and location:
            address = urljoin(address, location)
            continue
        return Finding(_meaning(status), status)
    return Finding(Fault.CIRCLE)


def _meaning(status: int) -> Fault:
    if status < 400 or status in GUARDED:
        return Fault.NONE
    if status in {404, 410}:
        return Fault.NOT_FOUND
    return Fault.SERVER if status >= 500 else Fault.REFUSED


def _ask(method: str, address: str) -> tuple[int, str | None]:
    """One request; its status and where it redirects. Raises ValueError, OSError or HTTPException."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(address)
    name = parts.hostname.encode("idna").decode()
    secure = parts.scheme == "https"
    kind, usual_port = (_HTTPSConnection, 443) if secure else (_HTTPConnection, 80)
    connection = kind(name, parts.port or usual_port, timeout=TIMEOUT)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    try:
        connection.request(method, path + query, headers=_headers())
        response = connection.getresponse()
        return response.status, response.headers.get("Location")
    finally:
        connection.close()


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"InstituteSite-LinkCheck (+{settings.BASE_URL})",
        "Accept": "text/html,*/*",
        "Connection": "close",
    }


class _HTTPConnection(http.client.HTTPConnection):
    """Connects to public addresses only: to the one that was looked at, whatever the name says next."""

    def connect(self) -> None:
        self.sock = _connect(self.host, self.port)


class _HTTPSConnection(http.client.HTTPSConnection):
    """The same with TLS."""

    def connect(self) -> None:
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(_connect(self.host, self.port), server_hostname=self.host)


def _connect(name: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    if not settings.LINK_CHECK_PRIVATE and not all(
        _is_public(str(address[4][0])) for address in found
    ):
        raise _Private(name)
    problem: OSError | None = None
    for family, kind, protocol, _name, address in found[:3]:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(TIMEOUT)
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            problem = error
        else:
            return sock
    raise problem or OSError(name)


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast
