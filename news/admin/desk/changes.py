"""One change to an article made from outside its editor, in whatever state of publication it is.

What readers see and what editors go on with may differ: the change goes to each version, and each stays
what it was: published, scheduled or draft.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Page

from news.models import ArticlePage
from news.models.changes import ChangeKind

# Changes a version in place; says whether there was anything to change. May raise Refused.
Alteration = Callable[[ArticlePage], bool]


class Refused(Exception):
    """The article stays as it is; the message says why and what to do."""


def held(number: int) -> ArticlePage:
    """The article, which nobody else changes until the transaction ends. Raises Refused when it is gone."""
    if not Page.objects.select_for_update().filter(pk=number).exists():
        raise Refused(_("It has been deleted."))
    article: ArticlePage = ArticlePage.objects.get(pk=number)
    return article


def change(number: int, alter: Alteration, user: Any) -> bool:
    """Alter every version of an article that counts; False when there was nothing to change.

    Each version that changes gets a revision of its own and entries in the log. Raises Refused.
    """
    with transaction.atomic():
        article = held(number)
        check_allowed(article, user)
        try:
            return (
                _change_published(article, alter, user)
                if article.live
                else _change_draft(article, alter, user)
            )
        except ValidationError as error:
            raise Refused(
                _("It has a mistake that must be corrected in the editor first: %(mistake)s")
                % {"mistake": " ".join(error.messages)}
            ) from error


def check_allowed(article: ArticlePage, user: Any) -> None:
    """Raise Refused when this user may not change the article as it stands."""
    may = article.permissions_for_user(user)
    if not may.can_edit():
        raise Refused(_("You may not change it."))
    if article.workflow_in_progress:
        raise Refused(_("It is waiting for review: change it in the editor, or end the review."))
    lock = article.get_lock()
    if lock and not isinstance(lock, ScheduledForPublishLock) and lock.for_user(user):
        raise Refused(_("It is locked: ask whoever locked it, or unlock it."))
    if (article.live or article.scheduled_revision) and not may.can_publish():
        raise Refused(
            _("It is published or scheduled: only someone who may publish can change it.")
        )


def _change_draft(article: ArticlePage, alter: Alteration, user: Any) -> bool:
    """A draft; where an older version of it is scheduled, that one too."""
    draft, scheduled = _versions(article)
    changed = _schedule(scheduled, alter, user) if scheduled else False
    if scheduled and scheduled.is_last:
        return changed
    if not alter(draft):
        return changed
    # What lists show of an article that is not published is its draft, as after saving in the editor.
    draft.save()
    draft.save_revision(user=user, log_action=True)
    return True


def _change_published(article: ArticlePage, alter: Alteration, user: Any) -> bool:
    """What readers see; what is scheduled or being written after it stays so, with the same change."""
    later = article.has_unpublished_changes
    draft, scheduled = _versions(article) if later else (None, None)
    changed = alter(article)
    if changed:
        # No word has changed: readers are told nothing, and translations stay in step.
        article.change_kind = ChangeKind.TYPO
        article.save_revision(user=user, log_action=True).publish(user=user)
    live_revision = ArticlePage.objects.values_list("live_revision", flat=True).get(pk=article.pk)
    if scheduled:
        # Without it, scheduling would take the article away from readers.
        scheduled.version.live_revision_id = live_revision
        altered = _schedule(scheduled, alter, user, keep=changed)
        changed = changed or altered
    if draft and not (scheduled and scheduled.is_last) and (alter(draft) or changed):
        draft.live_revision_id = live_revision
        draft.save_revision(user=user, log_action=True)
        changed = True
    return changed


class _Scheduled:
    """The version that is to be published at its time; `is_last` when nobody has edited since."""

    def __init__(self, version: ArticlePage, is_last: bool) -> None:
        self.version, self.is_last = version, is_last


def _versions(article: ArticlePage) -> tuple[ArticlePage, _Scheduled | None]:
    revision = article.scheduled_revision
    draft = article.get_latest_revision_as_object()
    if not revision:
        return draft, None
    version = revision.as_object()
    version.go_live_at = revision.approved_go_live_at
    return draft, _Scheduled(version, revision.pk == article.latest_revision_id)


def _schedule(scheduled: _Scheduled, alter: Alteration, user: Any, keep: bool = False) -> bool:
    """Alter what is scheduled and schedule it anew; also when only its schedule has to be kept."""
    changed = alter(scheduled.version)
    if changed or keep:
        revision = scheduled.version.save_revision(user=user, log_action=True)
        revision.publish(user=user)
    return changed
