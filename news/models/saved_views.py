"""Questions that staff come back to, kept under a name."""

from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from search.text import readable

from .slugs import latin_slug

# Words that stand in the place of a slug in addresses under it.
TAKEN = frozenset({"new", "edit", "delete"})
# What belongs to one visit of a listing and not to its question.
OF_A_VISIT = frozenset({"p", "export", "next", "_w_filter_fragment"})
QUERY_LENGTH = 2000


class SavedViewQuerySet(models.QuerySet):
    """Saved views, by who may see them."""

    def seen_by(self, user: Any) -> Self:
        """One's own and those shared with everybody."""
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedView(models.Model):
    """A question about articles under a name; dates stay as they were typed, so “this quarter” moves on."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address name"), max_length=90, unique=True, editable=False)
    query = models.CharField(_("question"), max_length=QUERY_LENGTH, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
    )
    shared = models.BooleanField(
        _("shared with everybody"),
        default=False,
        help_text=_("Everybody who works in the admin sees it above the list of articles."),
    )

    objects: ClassVar[Any] = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new one gets an address that it keeps when it is renamed."""
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its own address in the admin, which can be sent by mail."""
        return reverse("news_views:open", args=[self.slug])

    def clean(self) -> None:
        """A name has letters, and a question has an end."""
        super().clean()
        self.name = readable(self.name)
        if not self.name:
            raise ValidationError({"name": _("Give the view a name.")})
        if len(self.query) > QUERY_LENGTH:
            raise ValidationError(_("The question is too long to be saved: choose fewer filters."))

    def may_be_changed_by(self, user: Any, is_moderator: bool) -> bool:
        """Its owner changes it; a shared one is everybody's, so whoever moderates does too."""
        return self.owner_id == user.pk or (self.shared and is_moderator)

    @staticmethod
    def question_of(asked: QueryDict) -> str:
        """What is asked in an address, as it was typed, without what belongs to the visit."""
        pairs = [
            (name, value)
            for name, values in asked.lists()
            for value in values
            if name not in OF_A_VISIT and value
        ]
        return urlencode(pairs)

    def _free_slug(self) -> str:
        base = latin_slug(self.name) or "view"
        taken = TAKEN | set(
            SavedView.objects.filter(slug__startswith=base).values_list("slug", flat=True)
        )
        candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
        return next(slug for slug in candidates if slug not in taken)
