"""What is made of a page's pictures ahead of its readers. The table is its own queue."""

import datetime as dt
from itertools import batched
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# After this long a worker that took a page is taken for dead, and another begins it again.
PATIENCE = dt.timedelta(minutes=10)


class PagePicturesQuerySet(models.QuerySet["PagePictures"]):
    """Which pages wait, and which of them is next."""

    def ask(self, *pages: int) -> None:
        """Have the pictures of these pages (their ids) made, or made anew where something changed."""
        now = timezone.now()
        self.bulk_create(
            [self.model(page_id=page, due_at=now) for page in pages],
            update_conflicts=True,
            unique_fields=["page"],
            update_fields=["due_at"],
        )

    def ask_for_all(self) -> None:
        """Have those of every published page made."""
        for pages in batched(Page.objects.live().values_list("pk", flat=True).iterator(), 1000):
            self.ask(*pages)

    def due(self) -> Self:
        """Which nobody is at, the latest first."""
        taken = models.Q(taken_at__gt=timezone.now() - PATIENCE)
        return self.filter(due_at__isnull=False).exclude(taken).order_by("-due_at", "-page")

    def take(self) -> "PagePictures | None":
        """The next one, for the caller alone; None when all is made."""
        with transaction.atomic():
            row = self.due().select_for_update(skip_locked=True).first()
            if row:
                row.taken_at = timezone.now()
                row.save(update_fields=["taken_at"])
        return row

    def to_share(self, page: Page) -> "PagePictures | None":
        """The share image of a page: its own, else that of the front page in its language."""
        own: PagePictures | None = getattr(page, "page_pictures", None)
        if own and own.share:
            return own
        return self.filter(page__path=page.path[: 2 * page.steplen]).exclude(share="").first()


class PagePictures(models.Model):
    """The share image of a page, and whether its pictures are all made in every size."""

    page = models.OneToOneField(
        Page, primary_key=True, on_delete=models.CASCADE, related_name="page_pictures"
    )
    due_at = models.DateTimeField(_("due since"), null=True)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    share = models.FileField(_("share image"), upload_to="share", blank=True)

    objects: ClassVar[Any] = PagePicturesQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("pictures of a page")
        verbose_name_plural = _("pictures of pages")
        indexes = [
            models.Index(
                fields=["-due_at", "-page"],
                condition=models.Q(due_at__isnull=False),
                name="page_pictures_due",
            )
        ]

    def __str__(self) -> str:
        return str(self.page)

    def done(self) -> None:
        """Say that all is made, unless it became due again meanwhile."""
        rows = PagePictures.objects.filter(pk=self.pk)
        rows.filter(due_at=self.due_at).update(due_at=None)
        rows.update(taken_at=None)
