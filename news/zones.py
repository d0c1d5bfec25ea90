"""Times of the clock, with the zone that they are told in named beside them."""

import datetime as dt
import zoneinfo

from babel import Locale, UnknownLocaleError
from babel.dates import get_timezone_location
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _


def zone_name(moment: dt.datetime | None = None) -> str:
    """The active time zone at a moment (now if None), as people call it: Moscow time (UTC+3)."""
    zone = timezone.get_current_timezone()
    local = timezone.localtime(moment or timezone.now(), zone)
    offset = local.utcoffset() or dt.timedelta()
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    distance = f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
    city = _city(zone)
    if not city:
        return distance if minutes else "UTC"
    return _("%(city)s time (%(distance)s)") % {"city": city, "distance": distance}


def told(moment: dt.datetime) -> str:
    """A moment in the active time zone, which is named: 30 November 2026, 10:00, Moscow time (UTC+3)."""
    local = timezone.localtime(moment)
    day, clock = date_format(local, "DATE_FORMAT"), local.strftime("%H:%M")
    return f"{day}, {clock}, {zone_name(moment)}"


def _city(zone: dt.tzinfo) -> str:
    if not isinstance(zone, zoneinfo.ZoneInfo) or "/" not in str(zone):
        return ""
    try:
        locale = Locale.parse(to_locale(get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return get_timezone_location(zone, locale=locale, return_city=True)
