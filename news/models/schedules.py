"""When a page goes live and expires: what a schedule must be, said so that an editor can mend it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from news.zones import told, zone_name


class ScheduleMixin:
    """A form with times of the clock: their zone is named, and a time that the clock lacks is explained."""

    times: tuple[str, ...] = ()
    fields: Any
    initial: Any
    instance: Any
    errors: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._times():
            value = self.initial.get(name) or getattr(self.instance, name, None)
            moment = value if isinstance(value, dt.datetime) else None
            self.fields[name].help_text = _zone_help(moment)

    def _times(self) -> list[str]:
        return [name for name in self.times if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Say what the clock does on the day of a time that does not exist, or comes twice."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for name in self._times():
            codes = [error.code for error in self.errors.as_data().get(name, [])]
            if "ambiguous_timezone" in codes:
                del self.errors[name]
                self.add_error(name, _clock_change(self[name].data))  # type: ignore[attr-defined,index]
        return cleaned


class ScheduledPageForm(ScheduleMixin, WagtailAdminPageForm):
    """A page's form: a schedule that cannot be kept is refused when it is made."""

    times = ("go_live_at", "expire_at")

    def clean(self) -> dict[str, Any]:
        """A new time lies ahead, and a page does not end before it begins.

        A page that went live keeps its past time: only what was changed is judged.
        """
        cleaned = super().clean()
        go_live, expire = cleaned.get("go_live_at"), cleaned.get("expire_at")
        now = timezone.now()
        if go_live and go_live <= now and not _same_minute(go_live, self.initial.get("go_live_at")):
            message = _(
                "This time is past: it is %(now)s. Choose a later one; or clear the field, and"
                " publish at once."
            )
            self.add_error("go_live_at", ValidationError(message % {"now": told(now)}))
        if go_live and expire and go_live == expire:
            self.add_error(
                "expire_at", _("It would expire as soon as it goes live: choose a later time.")
            )
        return cleaned


def _same_minute(one: dt.datetime, other: dt.datetime | None) -> bool:
    """Whether two times look the same in a form, which shows minutes."""
    return other is not None and abs(one - other) < dt.timedelta(minutes=1)


def _zone_help(moment: dt.datetime | None) -> str:
    zone = zone_name(moment)
    with timezone.override(None):
        newsroom = zone_name(moment)
    if zone == newsroom:
        return _("In %(zone)s.") % {"zone": zone}
    return _("In your own time zone, %(zone)s. The newsroom's is %(newsroom)s.") % {
        "zone": zone,
        "newsroom": newsroom,
    }


def _clock_change(typed: str) -> str:
    """What an editor is told about a time that there is not, or twice."""
    zone = timezone.get_current_timezone()
    with timezone.override(dt.UTC):  # in which there is every time once
        wall = forms.DateTimeField().clean(typed).replace(tzinfo=None)
    before = wall.replace(tzinfo=zone, fold=0).utcoffset() or dt.timedelta()
    after = wall.replace(tzinfo=zone, fold=1).utcoffset() or dt.timedelta()
    facts = {
        "time": f"{wall:%H:%M}",
        "zone": str(zone),
        "earlier": f"{wall - abs(before - after):%H:%M}",
        "later": f"{wall + abs(before - after):%H:%M}",
    }
    return _twice(facts) if before > after else _never(facts)


def _never(facts: dict[str, str]) -> str:
    return (
        _(
            "On this day the clock is put forward in %(zone)s, and there is no %(time)s: choose"
            " %(later)s or another time."
        )
        % facts
    )


def _twice(facts: dict[str, str]) -> str:
    return (
        _(
            "On this day the clock is put back in %(zone)s, and %(time)s comes twice: choose"
            " %(earlier)s, %(later)s or another time that comes once."
        )
        % facts
    )
