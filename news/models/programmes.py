"""The programme: what the institute runs, for whom, until when and with what result."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.search import index

from news import made_of
from news.blocks import TEXT_FEATURES, BodyBlock
from news.zones import told

from . import panels
from .http import PublicPage
from .links import linked
from .media import sizes
from .slugs import LatinSlugMixin


class Status(models.TextChoices):
    """Where a programme stands."""

    OPEN = "open", _("Open for applications")
    RUNNING = "running", _("Running")
    COMPLETED = "completed", _("Completed")


class Hue(models.TextChoices):
    """The colour of a programme's covers; the values are in the stylesheet."""

    GREEN = "green", _("Green")
    BLUE = "blue", _("Blue")
    TERRACOTTA = "terracotta", _("Terracotta")
    PURPLE = "purple", _("Purple")
    OCHRE = "ochre", _("Ochre")
    TEAL = "teal", _("Teal")


class ProgrammeQuerySet(PageQuerySet):
    """Programmes."""

    def by_deadline(self) -> list["ProgrammePage"]:
        """Those open for applications first, the soonest deadline before the others; then as arranged."""
        return ProgrammePage.in_order(self.order_by("path"))


class ProgrammePage(PublicPage, LatinSlugMixin, Page):
    """A programme with its name (`title`) and everything that an applicant asks about it."""

    purpose = models.CharField(
        _("purpose"),
        max_length=160,
        blank=True,
        help_text=_("One line: what it does and for whom."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RUNNING)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    opens = models.DateField(
        _("applications from"),
        null=True,
        blank=True,
        help_text=_("The first day for applications. Empty when they are taken already."),
    )
    deadline = models.DateField(
        _("deadline"), null=True, blank=True, help_text=_("The last day for applications.")
    )
    deadline_time = models.TimeField(
        _("time"),
        null=True,
        blank=True,
        help_text=_("On that day, by the newsroom’s clock. Empty when the whole day counts."),
    )
    apply_url = models.URLField(
        _("where to apply"),
        max_length=500,
        blank=True,
        help_text=_("The address of the application form: the button “Apply now” leads to it."),
    )
    for_whom = RichTextField(
        _("for whom"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_(
            "Who can take part and who cannot, so that readers see whether it is for them."
        ),
    )
    how_to_apply = RichTextField(
        _("how to apply"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("What to send, where to, what comes then and when."),
    )
    achieved = RichTextField(
        _("what has been achieved"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("With the year and the source of each number."),
    )
    hue = models.CharField(
        _("colour"), max_length=20, choices=Hue, default=Hue.GREEN, help_text=_("Of drawn covers.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects: ClassVar[Any] = PageManager.from_queryset(ProgrammeQuerySet)()
    template = "pages/programme.html"
    parent_page_types = ["news.ProgrammeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("What the institute runs: for whom, until when, with what result.")
    content_panels = panels.PROGRAMME_CONTENT
    promote_panels = panels.PROMOTE
    search_fields = [
        *Page.search_fields,
        index.SearchField("purpose"),
        index.SearchField("body"),
        index.SearchField("for_whom"),
        index.SearchField("how_to_apply"),
        index.SearchField("achieved"),
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def clean(self) -> None:
        """A programme cannot end before it begins."""
        super().clean()
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise ValidationError(
                {"last_year": _("The last year is before the first: correct one.")}
            )
        if self.opens and self.deadline and self.deadline < self.opens:
            raise ValidationError(
                {
                    "deadline": _(
                        "Applications would end before they begin: correct one of the days."
                    )
                }
            )
        if self.deadline_time and not self.deadline:
            raise ValidationError(
                {"deadline_time": _("Give the day of this time too: the deadline.")}
            )

    @staticmethod
    def in_order(pages: Iterable["ProgrammePage"]) -> list["ProgrammePage"]:
        """Those open for applications first, by deadline; the others as they come."""
        never = dt.date.max
        return sorted(
            pages, key=lambda page: (not page.is_open, page.is_open and (page.deadline or never))
        )

    @property
    def is_open(self) -> bool:
        """Whether one can still apply."""
        return self.standing == Status.OPEN

    @property
    def standing(self) -> Status:
        """Its status now: it is open from its first day to its deadline even if nobody changes the status."""
        taken = not self.is_to_open and not self.is_over
        return Status.RUNNING if self.status == Status.OPEN and not taken else Status(self.status)

    @property
    def is_to_open(self) -> bool:
        """Whether applications will be taken, from a later day on."""
        return bool(self.status == Status.OPEN and self.opens and self.opens > timezone.localdate())

    @property
    def is_over(self) -> bool:
        """Whether its deadline has passed."""
        if self.deadline is None:
            return False
        if self.deadline_time is None:
            return self.deadline < timezone.localdate()
        return self.last_moment < timezone.now()

    @property
    def last_moment(self) -> dt.datetime:
        """When applications end, by the newsroom's clock; there must be a deadline."""
        day = self.deadline or timezone.localdate()
        last = dt.datetime.combine(day, self.deadline_time or dt.time.max)
        return timezone.make_aware(last, timezone.get_default_timezone())

    @property
    def until(self) -> str:
        """Until when one can apply, with the zone where a time is told; "" when there is no deadline."""
        if self.deadline is None:
            return ""
        if self.deadline_time is None:
            return date_format(self.deadline)
        with timezone.override(timezone.get_default_timezone()):
            return told(self.last_moment)

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, 0 on the last one; None without a deadline or after it."""
        if self.deadline is None or self.is_over:
            return None
        return (self.deadline - timezone.localdate()).days

    @cached_property
    def partners(self) -> list[Any]:
        """Whom the institute runs it with, in the editor's order, and their logos."""
        partners = linked(self.partner_links, "partner")
        prefetch_related_objects(partners, "logo", sizes("logo__renditions"))
        return partners

    @cached_property
    def contacts(self) -> list[Any]:
        """Whom to ask, in the editor's order."""
        return linked(self.contact_links, "person")

    @cached_property
    def documents(self) -> list[Any]:
        """What to download, in the editor's order."""
        return linked(self.document_links, "document")

    # Until when one can apply, the clock says.
    good_for = made_of.MINUTE

    def cache_keys(self, context: dict[str, Any]) -> set[str]:
        """What the page is made of."""
        return made_of.programme_keys(self, context.get("news", ()))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the programme's template shows: its news comes by itself."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.pk is None:  # a new programme is being previewed
            return context
        news = self.articles.live().filter(locale=self.locale_id).newest().for_cards()
        return {**context, "news": SimpleLazyObject(lambda: list(news[:5]))}


class ProgrammeFigure(Orderable):
    """One number that a programme is proud of."""

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("number"), max_length=20)
    label = models.CharField(_("what it counts"), max_length=120)
    panels = [FieldRowPanel([FieldPanel("value"), FieldPanel("label")])]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class ProgrammePartner(Orderable):
    """A partner of a programme, in order."""

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="partner_links")
    partner = models.ForeignKey("news.Partner", verbose_name=_("partner"), on_delete=models.CASCADE)
    panels = [FieldPanel("partner")]

    def __str__(self) -> str:
        return str(self.partner)


class ProgrammeContact(Orderable):
    """A person to ask about a programme, in order."""

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="contact_links")
    person = models.ForeignKey("news.Person", verbose_name=_("person"), on_delete=models.CASCADE)
    panels = [FieldPanel("person")]

    def __str__(self) -> str:
        return str(self.person)


class ProgrammeDocument(Orderable):
    """A document of a programme, in order."""

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="document_links")
    document = models.ForeignKey("news.File", verbose_name=_("document"), on_delete=models.CASCADE)
    panels = [FieldPanel("document")]

    def __str__(self) -> str:
        return str(self.document)
