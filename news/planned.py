"""Everything that is going to be published or to expire, soonest first: what failed stands on top."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.utils import dateparse, timezone
from wagtail.models import Page, PageLogEntry, Revision

from .models.planning import (
    Plan,
    PublishingFailure,
    expiring_pages,
    scheduled_revisions,
)

# A worker looks every second; what is so much overdue has none.
OVERDUE = dt.timedelta(minutes=2)


@dataclass
class Planned:
    """One thing that is going to happen to a page."""

    page: Page
    plan: Plan
    at: dt.datetime
    revision: Revision | None
    by: Any
    failure: PublishingFailure | None

    @property
    def title(self) -> str:
        """The name that the page is going to have."""
        return self.revision.object_str if self.revision else self.page.title

    @property
    def is_overdue(self) -> bool:
        """Whether it should have happened some minutes ago, and nobody seems to see to it."""
        return self.failure is None and self.at < timezone.now() - OVERDUE

    @property
    def expires_at(self) -> dt.datetime | None:
        """When the version that is going to be published expires again."""
        text = self.revision.content.get("expire_at") if self.revision else None
        return dateparse.parse_datetime(text) if text else None


class PlannedList:
    """A sequence for a paginator: a fixed number of queries for a page of it."""

    def count(self) -> int:
        """How many things are planned."""
        return self._rows.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Planned]:
        """Some of them, by their places."""
        return list(self._filled(list(self._rows[part])))

    @cached_property
    def _rows(self) -> QuerySet[Any, Any]:
        columns = ("plan", "at", "page_number", "revision_number", "failed")
        publications = scheduled_revisions().annotate(
            plan=Value(Plan.PUBLISH.value),
            at=F("approved_go_live_at"),
            page_number=F("page_id"),
            revision_number=F("pk"),
            failed=Exists(PublishingFailure.objects.filter(revision=OuterRef("pk"))),
        )
        expiries = expiring_pages().annotate(
            plan=Value(Plan.EXPIRE.value),
            at=F("expire_at"),
            page_number=F("pk"),
            revision_number=Value(0),
            failed=Exists(PublishingFailure.objects.filter(page=OuterRef("pk"), plan=Plan.EXPIRE)),
        )
        both = (
            publications.order_by()
            .values(*columns)
            .union(expiries.order_by().values(*columns), all=True)
        )
        return both.order_by("-failed", "at", "page_number")

    def _filled(self, rows: list[dict[str, Any]]) -> Iterator[Planned]:
        numbers = {row["page_number"] for row in rows}
        located = Page.objects.select_related("locale", "content_type")
        pages = located.annotate_approved_schedule().prefetch_workflow_states().in_bulk(numbers)
        revisions = Revision.objects.select_related("user").in_bulk(
            {row["revision_number"] for row in rows}
        )
        failures = {
            (failure.page_id, failure.plan): failure
            for failure in PublishingFailure.objects.filter(page__in=numbers)
        }
        schedulers = _schedulers(list(revisions))
        for row in rows:
            page, revision = pages.get(row["page_number"]), revisions.get(row["revision_number"])
            if page is None:
                continue
            yield Planned(
                page=page,
                plan=Plan(row["plan"]),
                at=row["at"],
                revision=revision,
                by=schedulers.get(revision.pk, revision.user) if revision else None,
                failure=failures.get((page.pk, row["plan"])) if row["failed"] else None,
            )


def _schedulers(revisions: list[int]) -> dict[int, Any]:
    """Who approved each of these revisions to go live; its writer may be somebody else."""
    entries = PageLogEntry.objects.filter(
        action="wagtail.publish.schedule", revision__in=revisions, user__isnull=False
    )
    found = dict(entries.order_by("timestamp").values_list("revision_id", "user_id"))
    users = get_user_model()._default_manager.in_bulk(set(found.values()))
    return {revision: users[user] for revision, user in found.items() if user in users}
