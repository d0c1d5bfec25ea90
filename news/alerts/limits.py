"""How often somebody may ask for an alert: an address cannot be flooded, nor the mail server be used to.

The counts are in the shared cache, for a day at most. Addresses are counted under a keyed hash.
"""

import ipaddress
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

HOUR = 60 * 60


class Limit(NamedTuple):
    """So many in so many seconds."""

    number: int
    seconds: int


OF_ADDRESS = Limit(5, 24 * HOUR)
OF_NETWORK = Limit(20, HOUR)
OF_ALL = Limit(60, 60)


def refusal(request: HttpRequest, address: str) -> str:
    """Count a request for a letter to an address; why it is refused, or nothing when it is not.

    That an address was asked for too often says nothing about whether it has alerts.
    """
    if (network := network_of(request)) and not _counts("network", network, OF_NETWORK):
        return _("Too many alerts were asked for from your network. Try again in an hour.")
    if not _counts("address", address.casefold(), OF_ADDRESS):
        return _("Too many alerts were asked for with this address today. Try again tomorrow.")
    if not _counts("all", "", OF_ALL):
        return _("Too many people ask for alerts just now. Try again in a minute.")
    return ""


def _counts(scope: str, value: str, limit: Limit) -> bool:
    """Take one of the places that there are for a while; whether one was free.

    Each is a key of its own: a count would be read and written by two at once, and Django's database cache
    gives what it counts up a new, shorter life.
    """
    hashed = salted_hmac(f"news.alerts.{scope}", value, algorithm="sha256").hexdigest()[:32]
    places = [f"alerts:{scope}:{hashed}:{place}" for place in range(limit.number)]
    cache = caches["shared"]
    taken = cache.get_many(places)
    return any(cache.add(place, 1, limit.seconds) for place in places if place not in taken)


def network_of(request: HttpRequest) -> str:
    """Whoever has an IPv6 address has all of its /64."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
