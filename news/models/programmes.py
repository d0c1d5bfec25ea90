"""The programme: what the institute runs, for whom, until when and with what result."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from news.blocks import BodyBlock

from . import panels
from .http import PublicPage
from .links import linked
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
    deadline = models.DateField(
        _("deadline"), null=True, blank=True, help_text=_("The last day for applications.")
    )
    hue = models.CharField(
        _("colour"), max_length=20, choices=Hue, default=Hue.GREEN, help_text=_("Of drawn covers.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

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

    @property
    def is_open(self) -> bool:
        """Whether one can still apply."""
        return self.standing == Status.OPEN

    @property
    def standing(self) -> Status:
        """Its status today: a passed deadline closes the applications even if nobody changed the status."""
        closed = self.deadline and self.deadline < timezone.localdate()
        return Status.RUNNING if self.status == Status.OPEN and closed else Status(self.status)

    @cached_property
    def partners(self) -> list[Any]:
        """Whom the institute runs it with, in the editor's order."""
        return linked(self.partner_links, "partner")

    @cached_property
    def contacts(self) -> list[Any]:
        """Whom to ask, in the editor's order."""
        return linked(self.contact_links, "person")

    @cached_property
    def documents(self) -> list[Any]:
        """What to download, in the editor's order."""
        return linked(self.document_links, "document")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the programme's template shows: its news comes by itself."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.pk is None:  # a new programme is being previewed
            return context
        news = self.articles.live().filter(locale=self.locale_id).newest().for_cards()
        return {**context, "news": news[:5]}


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
