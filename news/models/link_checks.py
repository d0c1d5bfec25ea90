"""Where the links of published pages lead, as the last check found."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Fault(models.TextChoices):
    """Why a link leads nowhere, in an editor's words."""

    NONE = "", _("It works")
    PAGE_GONE = "page_gone", _("The page of this site was deleted")
    PAGE_UNPUBLISHED = "page_unpublished", _("The page of this site is not published")
    DOCUMENT_GONE = "document_gone", _("The document was deleted")
    NOT_FOUND = "not_found", _("The other site says that there is no such page")
    OWN_NOT_FOUND = "own_not_found", _("This site has no such page")
    REFUSED = "refused", _("The other site refuses the address")
    SERVER = "server", _("The other site has an error")
    NO_HOST = "no_host", _("There is no site of this name")
    NO_ANSWER = "no_answer", _("The other site does not answer")
    INSECURE = "insecure", _("The other site's certificate is not valid")
    CIRCLE = "circle", _("The other site redirects without end")
    PRIVATE = "private", _("The address is inside a private network: readers cannot open it")
    MALFORMED = "malformed", _("This is no address")


# What needs no second look on another day.
AT_ONCE = {
    Fault.PAGE_GONE,
    Fault.PAGE_UNPUBLISHED,
    Fault.DOCUMENT_GONE,
    Fault.NOT_FOUND,
    Fault.OWN_NOT_FOUND,
    Fault.PRIVATE,
    Fault.MALFORMED,
}


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    """Links that were checked."""

    def broken(self) -> Self:
        """Which lead nowhere, the longest known first."""
        return self.filter(broken=True).order_by("first_failed_at", "pk")

    def used_on(self, page: Page) -> Self:
        """Which stand on this page (as it is published)."""
        return self.filter(uses__page=page.pk).distinct()


class LinkCheck(models.Model):
    """An address that published pages link to, and what the last check of it found.

    An address of this site's own things is `page:12` or `document:3`: they may move.
    """

    address = models.CharField(_("address"), max_length=2000, unique=True)
    fault = models.CharField(_("reason"), max_length=20, choices=Fault, blank=True, default="")
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    broken = models.BooleanField(_("broken"), default=False)
    first_failed_at = models.DateTimeField(_("broken since"), null=True)
    checked_at = models.DateTimeField(_("last checked"), null=True)

    objects = LinkCheckQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        indexes = [
            models.Index(
                "first_failed_at", "id", name="broken_links", condition=models.Q(broken=True)
            )
        ]

    def __str__(self) -> str:
        return self.address

    def found(self, fault: Fault, status: int | None) -> None:
        """Take in the result of a check: a fault that may pass must be there on two different days."""
        now = timezone.now()
        self.fault, self.status, self.checked_at = fault, status, now
        if fault == Fault.NONE:
            self.first_failed_at, self.broken = None, False
            return
        self.first_failed_at = self.first_failed_at or now
        another_day = timezone.localdate(self.first_failed_at) < timezone.localdate(now)
        self.broken = fault in AT_ONCE or another_day

    @property
    def is_address(self) -> bool:
        """Whether a browser can be sent there: it is no thing of this site's own."""
        return self.address.startswith(("http://", "https://", "/"))

    @property
    def reason(self) -> str:
        """Why it leads nowhere, in words, with the other site's own number if it gave one."""
        words = str(Fault(self.fault).label)
        return f"{words} ({self.status})" if self.status and self.fault else words


class LinkUse(models.Model):
    """A published page on which an address stands."""

    link: Any = models.ForeignKey(LinkCheck, on_delete=models.CASCADE, related_name="uses")
    page: Any = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    # It is no use of the page, but of the address.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        constraints = [models.UniqueConstraint(fields=["link", "page"], name="one_use_on_a_page")]

    def __str__(self) -> str:
        return f"{self.page}: {self.link}"
