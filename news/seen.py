"""What readers saw when: the versions of a page that were live, from the log of its publications."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from wagtail.models import Page, PageLogEntry

from news.models.changes import ChangeKind

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
TAKEN_DOWN = ("wagtail.unpublish", "wagtail.unpublish.scheduled")
ACTIONS = (*PUBLISHED, *TAKEN_DOWN, "news.take_down")


@dataclass
class Seen:
    """A version that readers saw, or a time without one (`revision_id` is None and `is_gap`)."""

    since: dt.datetime
    until: dt.datetime | None
    who: Any
    revision_id: int | None
    is_gap: bool = False
    kind: str = ""
    note: str = ""
    before: "Seen | None" = None

    @property
    def kind_label(self) -> str:
        """What the change was, in words."""
        return str(ChangeKind(self.kind).label) if self.kind else ""

    @cached_property
    def compared_with(self) -> int | None:
        """The last version before this one that readers saw."""
        before = self.before
        while before and before.is_gap:
            before = before.before
        return before.revision_id if before else None


def history(page: Page) -> list[Seen]:
    """Every version that readers saw and every time without one, the newest first."""
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=ACTIONS)
    seen: list[Seen] = []
    said: dict[str, Any] = {}
    for entry in entries.select_related("user").order_by("timestamp", "pk"):
        if entry.action == "news.take_down":
            # Written just before the end that it is the reason for.
            said = entry.data
            continue
        said = entry.data.get("change") or said
        seen.append(_seen(entry, said, seen[-1] if seen else None))
        said = {}
    return seen[::-1]


def _seen(entry: PageLogEntry, said: dict[str, Any], before: Seen | None) -> Seen:
    if before:
        before.until = entry.timestamp
    is_gap = entry.action == "wagtail.unpublish"
    return Seen(
        since=entry.timestamp,
        until=None,
        who=entry.user,
        revision_id=None if is_gap else entry.revision_id,
        is_gap=is_gap,
        kind=said.get("kind", ""),
        note=said.get("reason", "") if is_gap else said.get("note", ""),
        before=before,
    )


def seen_at(versions: list[Seen], moment: dt.datetime) -> Seen | None:
    """What readers saw at a moment; None before the first publication."""
    return next((version for version in versions if version.since <= moment), None)
