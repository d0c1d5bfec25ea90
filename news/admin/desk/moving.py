"""Moving a draft to another day."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from news.models import ArticlePage

from .changes import Refused, change, held


def move(number: int, day: dt.date, seen: str, user: Any) -> str:
    """Date a draft of this number to a day, and its schedule with it, at the same time of day.

    `seen` is the revision that the person had before their eyes. Says what was done; raises Refused.
    """
    with transaction.atomic():
        article = held(number)
        if article.live:
            raise Refused(
                _(
                    "It is published, and what readers have seen keeps its date. Change it in the editor."
                )
            )
        if seen != str(article.latest_revision_id or ""):
            raise Refused(
                _(
                    "Somebody has changed it since you opened this page: it is on %(day)s now."
                    " Look again before you move it."
                )
                % {"day": date_format(article.date)}
            )
        scheduled = article.scheduled_revision
        goes_live = _on(day, scheduled.approved_go_live_at) if scheduled else None
        if goes_live and goes_live <= timezone.now():
            raise Refused(
                _("It is scheduled, and %(time)s is past: choose a later day.")
                % {"time": date_format(timezone.localtime(goes_live), "DATETIME_FORMAT")}
            )

        def alter(version: ArticlePage) -> bool:
            is_scheduled = bool(scheduled and version.go_live_at == scheduled.approved_go_live_at)
            if version.date == day and not (is_scheduled and version.go_live_at != goes_live):
                return False
            version.date = day
            if is_scheduled:
                version.go_live_at = goes_live
            return True

        changed = change(number, alter, user)
    return _told(article, day, goes_live, changed)


def _on(day: dt.date, time: dt.datetime) -> dt.datetime:
    """The same time by the clock on another day."""
    local = timezone.localtime(time)
    return timezone.make_aware(dt.datetime.combine(day, local.time()))


def _told(article: ArticlePage, day: dt.date, goes_live: dt.datetime | None, changed: bool) -> str:
    names = {
        "name": article.get_admin_display_title(),
        "day": date_format(day),
        "zone": timezone.get_current_timezone_name(),
    }
    if not changed:
        return _("“%(name)s” is on %(day)s already.") % names
    if goes_live:
        names["time"] = date_format(timezone.localtime(goes_live), "TIME_FORMAT")
        return _("“%(name)s” goes live on %(day)s at %(time)s (%(zone)s).") % names
    return _("“%(name)s” is on %(day)s now.") % names
