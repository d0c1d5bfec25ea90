"""The home page, standard pages, and what every page says about the institute."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from news import made_of
from news.blocks import BodyBlock
from news.models import ArticlePage, ProgrammePage
from news.models.http import PublicPage
from news.models.panels import PROMOTE
from news.models.schedules import ScheduledPageForm
from news.models.slugs import LatinSlugMixin
from news.remembered import remember

from .caching.models import Purge
from .worker.models import PeriodicRun

__all__ = ["HomePage", "PeriodicRun", "Purge", "SiteSettings", "SocialLink", "StandardPage"]

# What answers in a language beside its pages, see `institute_site.urls`.
RESERVED = {"search", "press-link", "view", "accessibility"}
PROMOTE_WITH_MENU = [*PROMOTE, FieldPanel("show_in_menus")]


class HomePage(PublicPage, Page):
    """The front page of a language: lead story, latest news, coming events, programmes."""

    introduction = models.CharField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("What the institute is for, in a sentence."),
    )
    lead_story = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The newest article if empty."),
    )

    base_form_class = ScheduledPageForm
    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "news.NewsIndexPage", "news.ProgrammeIndexPage", "institute_site.StandardPage",
    ]  # fmt: skip
    page_description = _("The front page of a language.")
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("lead_story")]
    promote_panels = PROMOTE

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    good_for = made_of.MINUTE

    def cache_keys(self, context: dict[str, Any]) -> set[str]:
        """What the page is made of."""
        code = get_language() or ""
        lists = {made_of.CHOICES, made_of.news_key(code), made_of.programmes_key(code)}
        return {*made_of.page_keys(self), *lists}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The front page's stories: the lead one, the latest others, events to come, programmes."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        stories: Any = SimpleLazyObject(self._stories)
        programmes = self._programmes(request)
        return {
            **context,
            "lead_story": SimpleLazyObject(lambda: stories["lead_story"]),
            "latest": SimpleLazyObject(lambda: stories["latest"]),
            "events": SimpleLazyObject(lambda: stories["events"]),
            "programmes": programmes,
            # What the clock changes about them.
            "standings": [(one.pk, one.standing, one.days_left) for one in programmes],
        }

    def _stories(self) -> dict[str, Any]:
        articles = ArticlePage.objects.live().filter(locale=self.locale_id)
        latest = list(articles.newest().for_headlines()[:7])
        lead: ArticlePage | None = next(iter(latest), None)
        if self.lead_story_id:
            chosen = next((one for one in latest if one.pk == self.lead_story_id), None)
            lead = chosen or articles.filter(pk=self.lead_story_id).for_headlines().first() or lead
        return {
            "lead_story": lead,
            "latest": [article for article in latest if article != lead][:6],
            "events": [event for event in articles.to_come().for_cards()[:5] if event != lead][:4],
        }

    def _programmes(self, request: HttpRequest) -> list[ProgrammePage]:
        live = ProgrammePage.objects.live().filter(locale=self.locale_id).select_related("locale")
        pages = remember(
            request, "things", ("programmes", self.locale_id), lambda: list(live.order_by("path"))
        )
        return ProgrammePage.in_order(pages)


class StandardPage(PublicPage, LatinSlugMixin, Page):
    """A page that stays: about, contacts, press."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    template = "pages/standard.html"
    parent_page_types = ["institute_site.HomePage", "institute_site.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["institute_site.StandardPage"]
    page_description = _("A page that stays: about, contacts, press.")
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    promote_panels = PROMOTE_WITH_MENU
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def clean(self) -> None:
        """An address that the site itself answers cannot be a page's."""
        super().clean()
        if self.slug in RESERVED:
            message = _("“%(slug)s” is an address of the site itself: choose another one.")
            raise ValidationError({"slug": message % {"slug": self.slug}})


class SiteSettings(TranslatableMixin, ClusterableModel):
    """What every page of a language says about the institute."""

    name = models.CharField(_("institute's name"), max_length=120)
    line_1 = models.CharField(_("first line under the name"), max_length=120, blank=True)
    line_2 = models.CharField(_("second line under the name"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    footer = models.TextField(_("footer"), max_length=500, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("line_1"), FieldPanel("line_2")], heading=_("Institute")
        ),
        MultiFieldPanel(
            [FieldPanel("address"), FieldRowPanel([FieldPanel("phone"), FieldPanel("email")])],
            heading=_("Contacts"),
        ),
        InlinePanel("social_links", label=_("Social link"), heading=_("Social links")),
        FieldPanel("footer"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.UniqueConstraint(
                fields=["locale"],
                name="one_settings_per_language",
                violation_error_message=_("This language has its settings already: change those."),
            )
        ]

    def __str__(self) -> str:
        return self.name


def institute_name(language: str) -> str:
    """The institute's name in a language; see `INSTITUTE_NAME` in the settings."""
    named = SiteSettings.objects.filter(locale__language_code=language)
    return named.values_list("name", flat=True).first() or settings.WAGTAIL_SITE_NAME


class SocialLink(Orderable):
    """The institute's place on another site."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    name = models.CharField(_("name"), max_length=60)
    url = models.URLField(_("address"))
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = _("social link")
        verbose_name_plural = _("social links")

    def __str__(self) -> str:
        return self.name
