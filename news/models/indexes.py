"""The pages that list others: news (with its search) and programmes."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from news import made_of
from search.entries import EntryQuerySet
from search.models import Entry

from . import panels
from .http import PublicPage
from .programmes import ProgrammePage, Status
from .schedules import ScheduledPageForm


class NewsIndexPage(PublicPage, Page):
    """All articles of a language; the same question has a page and four files for an answer."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    base_form_class = ScheduledPageForm
    template = "pages/news.html"
    max_count_per_parent = 1
    parent_page_types = ["institute_site.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.ArticlePage"]
    page_description = _("All articles, with the search.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = panels.PROMOTE_FIXED

    class Meta:
        verbose_name = _("news listing")
        verbose_name_plural = _("news listings")

    def entries(self) -> EntryQuerySet:
        """Every published article in this page's language, as the index has it."""
        entries: EntryQuerySet = Entry.objects.filter(language=self.locale.language_code)
        return entries

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page with the form and the results."""
        from news.views import listing

        code = get_language() or ""
        keys = {*made_of.page_keys(self), made_of.CHOICES, made_of.news_key(code)}
        made_of.say(request, keys, made_of.MINUTE if request.GET else made_of.HOUR)
        return listing(request, self)


class ProgrammeIndexPage(PublicPage, Page):
    """All programmes of a language, those open for applications first."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    base_form_class = ScheduledPageForm
    template = "pages/programmes.html"
    max_count_per_parent = 1
    parent_page_types = ["institute_site.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.ProgrammePage"]
    page_description = _("All programmes.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = panels.PROMOTE_FIXED

    class Meta:
        verbose_name = _("programme listing")
        verbose_name_plural = _("programme listings")

    good_for = made_of.MINUTE

    def cache_keys(self, context: dict[str, Any]) -> set[str]:
        """What the page is made of."""
        return {*made_of.page_keys(self), made_of.programmes_key(get_language() or "")}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The programmes in groups by status, in the order of the statuses."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        programmes = ProgrammePage.objects.child_of(self).live().by_deadline()
        groups = [
            (status.label, [programme for programme in programmes if programme.standing == status])
            for status in Status
        ]
        return {**context, "groups": [group for group in groups if group[1]]}
