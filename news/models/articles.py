"""The article: a page about something that happened, will happen or was written about the institute."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from news import checks, made_of
from news.blocks import ALT_LENGTH, BodyBlock
from news.checks.facts import LEAD_LENGTH
from news.facets import Kind
from search.text import readable

from . import panels
from .changes import TOLD, ChangeKind, Changing
from .forms import ArticleForm
from .http import PublicPage
from .links import linked, translated
from .permissions import ArticlePermissions
from .previews import Previews
from .queries import NEWEST, OLDEST, ArticleManager
from .slugs import LatinSlugMixin
from .translations import Translated


def new_source_id() -> str:
    """An identity for an article that is written here."""
    return str(uuid.uuid4())


class ArticlePage(Translated, Changing, PublicPage, Previews, LatinSlugMixin, Page):
    """An article with its name (`title`), publication date and text."""

    source_id = models.CharField(
        max_length=200,
        unique=True,
        default=new_source_id,
        editable=False,
        verbose_name=_("identity"),
    )
    date = models.DateField(
        _("publication date"),
        default=timezone.localdate,
        help_text=_("The day readers see and search by. It is yours to set, whenever you publish."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=LEAD_LENGTH,
        help_text=_(
            "One to three sentences, at most 500 characters. Shown in lists and when shared."
        ),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    cover = models.ForeignKey(
        "news.Picture",
        verbose_name=_("cover picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Without one, a cover is drawn from the article itself."),
    )
    cover_alt = models.CharField(
        _("alt text"),
        max_length=ALT_LENGTH,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. At most 200 characters."),
    )
    cover_caption = models.CharField(_("caption"), max_length=300, blank=True)
    cover_credit = models.CharField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_("If it differs from the picture's own."),
    )

    event_start = models.DateField(_("first day"), null=True, blank=True, db_index=True)
    event_end = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty when it takes one day.")
    )
    programmes = ParentalManyToManyField(
        "news.ProgrammePage", verbose_name=_("programmes"), blank=True, related_name="articles"
    )
    topics = ParentalManyToManyField(
        "news.Topic", verbose_name=_("topics"), blank=True, related_name="articles"
    )
    source_name = models.CharField(
        _("source"),
        max_length=160,
        blank=True,
        help_text=_("The newspaper or channel that wrote about us."),
    )
    source_url = models.URLField(_("address of the original"), max_length=500, blank=True)
    contact = models.ForeignKey(
        "news.Person",
        verbose_name=_("press contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # Whether what stands beside its name was fetched for a reader's page, see `news.beside`.
    is_fetched = False
    # Set by a form, which knows what the editor is about to do; else it follows from `live`.
    _must_be_right: bool | None = None

    objects: ClassVar[Any] = ArticleManager()
    base_form_class = ArticleForm
    template = "pages/article.html"
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("News, a release, an announcement or press about us.")
    exclude_fields_in_copy = [
        "source_id", "translated_from", "translated_revision", "change_kind", "change_note",
        "changed_at",
    ]  # fmt: skip
    content_panels = panels.ARTICLE_CONTENT
    promote_panels = panels.PROMOTE
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("date"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["-date", "-page_ptr"], name="article_newest"),
            # For counting without reading the texts.
            models.Index(fields=["page_ptr"], include=["date", "kind"], name="article_facts"),
            models.Index(
                fields=["event_end"],
                condition=models.Q(kind="announcement"),
                name="article_announced",
            ),
        ]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """One day is a span of one day: an empty last day is the first."""
        if self.event_start and not self.event_end:
            self.event_end = self.event_start
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """The rules that an editor's form and an import obey alike; a draft may be unfinished."""
        super().clean()
        self._stop(checks.errors(self, is_draft=not self.must_be_right))

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's; what is wrong is told now, and not at the time that it is scheduled for.

        Raises `ValidationError`.
        """
        self._stop(checks.errors(revision.as_object()))
        super().publish(revision, *args, **kwargs)

    @staticmethod
    def _stop(findings: list[checks.Finding]) -> None:
        wrong: dict[str, Any] = {}
        for finding in findings:
            wrong.setdefault(finding.field, []).append(finding.message)
        if wrong:
            raise ValidationError(wrong)

    @property
    def must_be_right(self) -> bool:
        """Whether errors count now: for readers, and for whoever is asked to publish it."""
        return self.live if self._must_be_right is None else self._must_be_right

    @must_be_right.setter
    def must_be_right(self, value: bool) -> None:
        self._must_be_right = value

    @staticmethod
    def _slug_is_available(slug: str, parent_page: Page | None, page: Page | None = None) -> bool:
        # What stands beside the articles (`news.urls`): an article at its address could not be read.
        free: bool = Page._slug_is_available(slug, parent_page, page)
        return free and slug not in {"alerts", "calendar", "map", "suggestions"}

    def _set_core_field_defaults(self) -> None:
        self.title = readable(self.title)  # type: ignore[has-type]
        self.lead = readable(self.lead)
        super()._set_core_field_defaults()
        self.find_original()
        self._speak_one_language()

    def _speak_one_language(self) -> None:
        """Have its venues, programmes, topics and contact in its own language, where they are translated.

        A copy made for translation comes with those of the original.
        """
        for link in self.venue_links.all():
            if link.venue_id:
                link.venue = translated(link.venue, self.locale_id)
        for relation in (self.programmes, self.topics):
            own = [translated(thing, self.locale_id) for thing in relation.all()]
            if own != list(relation.all()):
                relation.set(own)
        if self.contact_id:
            self.contact = translated(self.contact, self.locale_id)

    def with_content_json(self, content: dict[str, Any]) -> "ArticlePage":
        """As Wagtail's; who it is and what it translates belong to the page, not to one of its revisions."""
        page: ArticlePage = super().with_content_json(content)
        page.source_id = self.source_id
        self.keep_translation(page)
        self.keep_changes(page)
        return page

    def permissions_for_user(self, user: Any) -> ArticlePermissions:
        """What a user may do with it; an article has no pages under it."""
        return ArticlePermissions(user, self)

    @property
    def language(self) -> str:
        """The code of the language it is written in."""
        return self.locale.language_code

    @cached_property
    def venues(self) -> list[Any]:
        """Its venues in the editor's order: the first is the main one."""
        return linked(self.venue_links, "venue")

    @cached_property
    def main_programme(self) -> Any | None:
        """The programme that gives the article its kicker and its colour."""
        return next(iter(self.live_programmes), None)

    @cached_property
    def live_programmes(self) -> list[Any]:
        """Its programmes that are published: what readers may know of."""
        return [programme for programme in self.all_programmes if programme.live]

    @cached_property
    def all_programmes(self) -> list[Any]:
        """Its programmes, those too that readers do not know of."""
        return list(self.programmes.all())

    @property
    def last_day(self) -> dt.date | None:
        """The last day of what takes place, or None when nothing does."""
        return self.event_end or self.event_start

    @property
    def is_to_come(self) -> bool:
        """Whether its event is today or later."""
        return bool(self.last_day and self.last_day >= timezone.localdate())

    @property
    def credit(self) -> str:
        """The credit to print beside the cover."""
        return self.cover_credit or (self.cover.credit if self.cover else "")

    def neighbours(self) -> dict[str, "ArticlePage | None"]:
        """The articles before and after this one in its language, by publication date, in one query."""
        others = (
            ArticlePage.objects.live()
            .filter(locale=self.locale_id)
            .only("title", "url_path", "date")
        )
        date, pk = self.date, self.pk or 0  # none yet when a new article is previewed
        # The day by itself: an index leads to it.
        older = others.filter(models.Q(date__lt=date) | models.Q(pk__lt=pk), date__lte=date)
        newer = others.filter(models.Q(date__gt=date) | models.Q(pk__gt=pk), date__gte=date)
        found = older.order_by(*NEWEST)[:1].union(newer.order_by(*OLDEST)[:1], all=True)
        beside: dict[str, ArticlePage | None] = {"previous": None, "next": None}
        for other in found:
            beside["next" if (other.date, other.pk) > (date, pk) else "previous"] = other
        return beside

    def newest_beside(self) -> Any:
        """Articles of its programme or, without one, of its topics, itself too; the newest first."""
        others = ArticlePage.objects.live().filter(locale=self.locale_id)
        programme = self.main_programme
        if programme:
            others = others.filter(programmes=programme)
        else:
            others = others.filter(topics__in=self.topics.all()).distinct()
        return others.newest().for_headlines()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or its text as Markdown for who asks for that before HTML."""
        from news.article_files import instead_of_page, prefers_markdown

        if prefers_markdown(request):
            return instead_of_page(request, self)
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response

    def cache_keys(self, context: dict[str, Any]) -> set[str]:
        """What the page is made of."""
        from news import beside

        beside.fetch(self, context.get("request"))
        neighbours = (context.get("previous"), context.get("next"))
        return made_of.article_keys(self, context.get("related", ()), neighbours)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the article's template shows beside the article."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        from news import beside

        return {**context, **beside.context(self, request)}


class ArticleVenue(Orderable):
    """A venue of an article, in order."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="venue_links")
    venue = models.ForeignKey(
        "news.Venue",
        verbose_name=_("venue"),
        on_delete=models.PROTECT,
        related_name="article_links",
    )
    panels = panels.ARTICLE_VENUE

    class Meta(Orderable.Meta):
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self) -> str:
        return str(self.venue)


class Correction(Orderable):
    """What was wrong in a published article or is new in it, and since when; shown to readers."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=[(kind.value, kind.label) for kind in TOLD],
        default=ChangeKind.CORRECTION,
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    text = models.TextField(
        _("note to readers"),
        max_length=500,
        help_text=_("What was wrong and what is right, or what is new."),
    )
    panels = panels.CORRECTION

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.date}: {self.text}"

    @property
    def is_update(self) -> bool:
        """Whether it tells what is new, not what was wrong."""
        return self.kind == ChangeKind.UPDATE
