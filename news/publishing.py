"""Publishing what is due: each page in one transaction with its row locked.

So a worker may be killed at any instant, and several may run: every page is published (or taken down)
once, and what was missed is made up. A page that cannot be published stops no other: the failure is kept
for its editors, and tried again after a while.
"""

import datetime as dt
import logging
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from .models.planning import Plan, PublishingFailure, expiring_pages, scheduled_revisions

logger = logging.getLogger(__name__)

AT_A_TIME = 200
# Classes of SQLSTATE: the connection broke, the server shuts down or has just begun (PostgreSQL, appendix A).
SERVER_GONE = ("08", "57P")


def publish_due(until: Callable[[], bool] = lambda: False) -> int:
    """Publish every revision and take down every page that is due; how many were.

    Ends early when `until` says so. What goes live comes first: a page whose old version expired
    meanwhile then stays, in its new version. Raises OperationalError or InterfaceError when the
    database is gone.
    """
    now, done = timezone.now(), 0
    for pk, page_id in _due_revisions(now):
        if until():
            return done
        done += _once(page_id, Plan.PUBLISH, _publish, pk)
    for pk in _due_pages(now):
        if until():
            return done
        done += _once(pk, Plan.EXPIRE, _expire, None)
    return done


def _due_revisions(now: dt.datetime) -> list[tuple[int, int]]:
    waiting = PublishingFailure.objects.filter(
        revision=OuterRef("pk"), plan=Plan.PUBLISH, next_attempt_at__gt=now
    )
    due = scheduled_revisions().filter(~Exists(waiting), approved_go_live_at__lte=now)
    return list(due.order_by("approved_go_live_at", "pk").values_list("pk", "page_id")[:AT_A_TIME])


def _due_pages(now: dt.datetime) -> list[int]:
    waiting = PublishingFailure.objects.filter(
        page=OuterRef("pk"), plan=Plan.EXPIRE, next_attempt_at__gt=now
    )
    due = expiring_pages().filter(~Exists(waiting), expire_at__lte=now)
    return list(due.order_by("expire_at", "pk").values_list("pk", flat=True)[:AT_A_TIME])


def _once(
    page_id: int,
    plan: Plan,
    act: Callable[[Page, int | None], bool],
    revision_id: int | None,
) -> bool:
    """Do it in one transaction, unless another worker is at it or it was done meanwhile."""
    try:
        with transaction.atomic():
            # The page's row first, as the editor's own publishing does.
            rows = Page.objects.select_for_update(of=("self",), skip_locked=True)
            page = rows.filter(pk=page_id).first()
            if page is None or not act(page, revision_id):
                return False
            PublishingFailure.objects.filter(page=page, plan=plan).delete()
            return True
    except Exception as error:
        if lost := _lost_connection(error):
            raise lost from error
        _failed(page_id, plan, revision_id, error)
    return False


def _lost_connection(error: BaseException | None) -> Exception | None:
    """What says, among this error and its reasons, that the database went away; no fault of the page's.

    Asking the connection would come too late: a server that is killed may be back by then.
    """
    while error:
        if isinstance(error, OperationalError | InterfaceError):
            state = getattr(error.__cause__, "sqlstate", None)
            if state is None or state.startswith(SERVER_GONE):
                return error
        error = error.__cause__ or error.__context__
    return None


def _publish(page: Page, revision_id: int | None) -> bool:
    revision = (
        Revision.objects.select_for_update(of=("self",))
        .filter(pk=revision_id, approved_go_live_at__lte=timezone.now())
        .first()
    )
    if revision is None:
        return False
    if not Page.objects.parent_of(page).exists():
        raise ValidationError(_("The page that it stands under is gone: move it to another one."))
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _expire(page: Page, _revision_id: int | None) -> bool:
    if not page.live or page.expire_at is None or page.expire_at > timezone.now():
        return False
    scheduled = page.scheduled_revision
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    if scheduled:
        # Taking a page down takes its schedule away too; this one is for a version to come.
        page.revisions.filter(pk=scheduled.pk).update(
            approved_go_live_at=scheduled.approved_go_live_at
        )
    return True


def _failed(page_id: int, plan: Plan, revision_id: int | None, error: Exception) -> None:
    logger.error(
        "Page %d could not be %s: %s",
        page_id,
        "published" if plan == Plan.PUBLISH else "taken down",
        error,
        exc_info=not isinstance(error, ValidationError),
    )
    page = Page.objects.select_related("locale").filter(pk=page_id).first()
    if page is None:
        return
    revision = Revision.objects.filter(pk=revision_id).first()
    with translation.override(page.locale.language_code):
        PublishingFailure.record(page, plan, _reason(page, error), revision)


def _reason(page: Page, error: Exception) -> str:
    """What an editor can do something about, in words; else what an operator will find in the log."""
    if not isinstance(error, ValidationError):
        return _("An error of the site itself (%(name)s): tell those who run it.") % {
            "name": type(error).__name__
        }
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    labels = {field.name: str(field.verbose_name) for field in page.specific_class._meta.fields}
    return " ".join(
        f"{labels.get(name, name)}: {' '.join(messages)}"
        for name, messages in error.message_dict.items()
    )
