"""Embargo: an article that the press may read before everyone else, at an address that nobody can guess."""

import datetime as dt
import secrets
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

LIFE = dt.timedelta(days=7)
RANDOM_BYTES = 24  # 192 bits


def new_token() -> str:
    """A part of an address that nobody can guess."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def usual_end() -> dt.datetime:
    """Until when a new link works unless its maker says otherwise: a week from now, on the minute."""
    return (timezone.now() + LIFE).replace(second=0, microsecond=0)


class PressLinkQuerySet(models.QuerySet["PressLink"]):
    """Press links."""

    def with_article(self) -> Self:
        """With what opening one needs."""
        return self.select_related("article__locale", "article__latest_revision")


class PressLink(models.Model):
    """A secret address of one article, for one reader and for a time.

    The token itself is kept, so that it can be copied again: whoever can read this table can read the
    drafts beside it.
    """

    article: Any = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="press_links",
    )
    token = models.CharField(
        _("token"), max_length=64, unique=True, default=new_token, editable=False
    )
    made_for = models.CharField(
        _("for whom"), max_length=200, help_text=_("The journalist or newspaper that gets it.")
    )
    expires_at = models.DateTimeField(_("works until"), default=usual_end)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    opened = models.PositiveIntegerField(_("opened"), default=0, editable=False)
    last_opened_at = models.DateTimeField(_("last opened"), null=True, editable=False)

    objects = PressLinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("press link")
        verbose_name_plural = _("press links")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.article}: {self.made_for}"

    def get_absolute_url(self) -> str:
        """Where the article can be read with it, in the article's own language."""
        with translation.override(self.article.language):
            return reverse("press-link", args=[self.token])

    def clean(self) -> None:
        """A link that never works helps nobody."""
        super().clean()
        if self._state.adding and self.expires_at and self.expires_at <= timezone.now():
            raise ValidationError({"expires_at": _("This time is past: choose a later one.")})

    @property
    def works(self) -> bool:
        """Whether the article can still be read with it.

        An article that was published meanwhile and taken back is no longer what the press was to see.
        """
        published = self.article.first_published_at
        taken_back = not self.article.live and published is not None and published > self.made_at
        return self.revoked_at is None and self.expires_at > timezone.now() and not taken_back

    @cached_property
    def revision(self) -> Revision | None:
        """What it shows: the version that is going to be published; while there is none, the latest one."""
        return self.article.scheduled_revision or self.article.get_latest_revision()

    def count_opening(self) -> None:
        """Note that it was opened; by whom is nobody's business."""
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(opened=models.F("opened") + 1, last_opened_at=timezone.now())

    def revoke(self) -> None:
        """Have it work no longer."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])
