"""What follows when an article is published: readers are told of changes, translations keep step,
pictures are made."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Revision

from news.carrying import carry_over
from news.models import ArticlePage, Correction, ProgrammePage
from news.models.changes import TOLD, ChangeKind
from news.pictures import ahead

# What differs between two versions that say the same.
NOT_SAID = {
    "change_kind", "change_note", "changed_at", "comments", "draft_title", "expire_at", "expired",
    "first_published_at", "go_live_at", "has_unpublished_changes", "last_published_at",
    "latest_revision", "latest_revision_created_at", "live", "live_revision", "locked",
    "locked_at", "locked_by", "numchild", "owner", "path", "depth", "translated_from",
    "translated_revision", "url_path", "wagtail_admin_comments",
}  # fmt: skip


@transaction.atomic
def after_publication(
    sender: type[Page], instance: Page, revision: Revision | None, **kwargs: Any
) -> None:
    """Do what belongs to the publication of a page; called by Wagtail's signal `page_published`."""
    if not instance.live:
        # One that is scheduled: readers see it later.
        return
    drop_redirects(instance)
    ahead.after_publication(instance)
    if isinstance(instance, ProgrammePage):
        carry_over(instance)
    if isinstance(instance, ArticlePage) and revision and not instance.alias_of_id:
        kind = tell_of_change(instance, revision)
        keep_in_step(instance, revision, is_typo=kind == ChangeKind.TYPO)


def drop_redirects(page: Page) -> None:
    """A page that can be read again has its address for itself."""
    parts = page.get_url_parts()
    if parts and parts[2]:
        Redirect.objects.filter(old_path=Redirect.normalise_path(parts[2])).delete()


def tell_of_change(article: ArticlePage, revision: Revision) -> ChangeKind | None:
    """Note what this publication has changed, for readers, feeds and the log; None if nothing.

    Whoever publishes without having been asked (an import, many articles at once) makes an update
    that is not announced.
    """
    again = article.first_published_at != article.last_published_at
    if article.replaced_revision_id is None or not differs(article.replaced_revision_id, revision):
        if again and article.replaced_revision_id is None and article.changed_at is None:
            _save(article, changed_at=article.last_published_at)
        return None
    kind, note = ChangeKind(article.change_kind or ChangeKind.UPDATE), article.change_note.strip()
    if kind not in TOLD:
        note = ""
    if note:
        place = article.corrections.count()
        today = timezone.localdate()
        notes: Any = article.corrections
        notes.add(Correction(kind=kind, date=today, text=note, sort_order=place))
        notes.commit()
    changed_at = article.changed_at if kind == ChangeKind.TYPO else article.last_published_at
    _save(article, change_kind="", change_note="", changed_at=changed_at)
    if note or revision.content.get("change_kind"):
        # The version must say what readers saw, and the next draft begins without an answer.
        revision.content = article.serializable_data()
        revision.save(update_fields=["content"])
    revision.newsroom_change = {"kind": kind.value, "note": note}
    return kind


def keep_in_log(sender: type[PageLogEntry], instance: PageLogEntry, **kwargs: Any) -> None:
    """Have the log entry of a publication say what it changed; called by Django's `pre_save`."""
    change = getattr(instance.revision, "newsroom_change", None)
    if instance.action in {"wagtail.publish", "wagtail.publish.scheduled"} and change:
        instance.data = {**(instance.data or {}), "change": change}


def _save(article: ArticlePage, **values: Any) -> None:
    for name, value in values.items():
        setattr(article, name, value)
    ArticlePage.objects.filter(pk=article.pk).update(**values)


def keep_in_step(article: ArticlePage, revision: Revision, *, is_typo: bool) -> None:
    """Carry along the translations for which nothing has changed: a typo, or the same text once more."""
    before = article.replaced_revision_id
    for follower in article.followers.exclude(translated_revision=revision.pk):
        carried = follower.translated_revision_id
        if carried and ((is_typo and carried == before) or not differs(carried, revision)):
            ArticlePage.objects.filter(pk=follower.pk).update(translated_revision=revision)


def differs(before: int, revision: Revision) -> bool:
    """Whether a version says something else than an earlier one."""
    earlier = Revision.objects.filter(pk=before).first()
    # One that was made just now holds dates, one from the database their words.
    now = json.loads(json.dumps(revision.content, cls=DjangoJSONEncoder))
    return earlier is None or _said(earlier.content) != _said(now)


def _said(content: Any) -> Any:
    """What a version says, without what only the database needs."""
    if isinstance(content, dict):
        return {
            name: _said(value)
            for name, value in content.items()
            if name not in NOT_SAID and name not in {"pk", "article"}
        }
    return [_said(value) for value in content] if isinstance(content, list) else content
