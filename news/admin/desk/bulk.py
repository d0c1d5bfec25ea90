"""What is done to many articles at once: those ticked in a list, or all that its question finds."""

from collections import defaultdict
from typing import Any, ClassVar

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.models import Page

from news import checks
from news.admin.access import may_see
from news.admin.filters import ArticleListingFilter
from news.admin.listings import NameSearchForm
from news.admin.spreadsheets import HEADINGS, SpreadsheetMixin
from news.choices import Choice, of_pages, of_things
from news.models import ArticlePage, ProgrammePage, Topic, Venue
from news.models.queries import NEWEST, ArticleQuerySet

from .changes import Alteration, Refused, change
from .placing import ADD, REMOVE, REPLACE, place_programme, place_topic, place_venue

# Each change takes tens of milliseconds, and the browser waits.
MOST = 300
# How many are named in a message.
NAMED = 5


class OfQuestionMixin:
    """An action on articles, for which “all in listing” are those that the listing's question finds.

    Wagtail's own would take every page there is.
    """

    request: HttpRequest
    next_url: str
    models: ClassVar[list[Any]] = [ArticlePage]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do not begin what would take too long, or what was not understood."""
        if self.number > MOST:
            messages.error(
                request,
                gettext(
                    "These are more than %(most)d articles, too many to change at once: filter the"
                    " list, or do it in parts."
                )
                % {"most": MOST},
            )
            return redirect(self.next_url)
        if not self.number:
            messages.error(request, gettext("No article is chosen."))
            return redirect(self.next_url)
        if request.method == "GET" and "all" in request.GET.getlist("id"):
            # What is confirmed is what was shown, and not what the list shows by then.
            asked = request.GET.copy()
            asked.setlist("id", [str(pk) for pk in self.chosen.values_list("pk", flat=True)])
            return redirect(f"{request.path}?{asked.urlencode()}")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    @cached_property
    def number(self) -> int:
        """How many are chosen, up to one more than MOST."""
        return self.chosen.order_by()[: MOST + 1].count()

    @property
    def chosen(self) -> ArticleQuerySet:
        """The articles that are ticked, or all that the listing shows."""
        numbers = self.request.GET.getlist("id")
        if "all" in numbers:
            return self.listed
        known = [int(number) for number in numbers if number.isdecimal() and len(number) < 10]
        articles: ArticleQuerySet = ArticlePage.objects.filter(pk__in=known)
        return articles

    @property
    def listed(self) -> ArticleQuerySet:
        """The articles that the listing's question finds; none when it is not clear."""
        articles: ArticleQuerySet = ArticlePage.objects.all()
        parent = self.request.GET.get("childOf", "")
        if parent.isdecimal() and not self.request.GET.get("search_all"):
            above = Page.objects.filter(pk=parent).first()
            articles = articles.descendant_of(above) if above else articles.none()
        asked = ArticleListingFilter(self.request.GET, request=self.request)
        search = NameSearchForm(self.request.GET)
        if not (asked.is_valid() and search.is_valid()):
            return articles.none()
        articles = asked.filter_queryset(articles)
        return articles.named(search.cleaned_data["q"]) if search.cleaned_data["q"] else articles

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """The numbers of all of them."""
        return list(self.listed.values_list("pk", flat=True))


class PublishArticles(OfQuestionMixin, PublishBulkAction):
    """Wagtail's, on what the listing shows; all of them or, when one is not right, none."""

    def prepare_action(self, pages: list[Page], pages_without_access: list[Page]) -> Any:
        """Name those that cannot be published, and why."""
        wrong = [
            f"“{page.get_admin_display_title()}”: {findings[0].message}"
            for page in pages
            if (findings := checks.errors(page.get_latest_revision_as_object()))
        ]
        if not wrong:
            return super().prepare_action(pages, pages_without_access)
        messages.error(
            self.request,
            gettext("Nothing is published. %(why)s") % {"why": " ".join(wrong[:NAMED])},
        )
        return redirect(self.next_url)


class UnpublishArticles(OfQuestionMixin, UnpublishBulkAction):
    """Wagtail's, on what the listing shows."""


class DeleteArticles(OfQuestionMixin, DeleteBulkAction):
    """Wagtail's, on what the listing shows."""


class ChangeForm(forms.Form):
    """What to do with which thing."""

    how = forms.ChoiceField(label=_("What to do"), widget=forms.RadioSelect, initial=ADD)
    thing = forms.ChoiceField()

    def __init__(self, *args: Any, label: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["how"].choices = [
            (ADD, _("Add it to those that the article has")),
            (REPLACE, _("Put it in the place of all that the article has")),
            (REMOVE, _("Take it away")),
        ]
        fields["thing"].label = label
        labels = [(choice.slug, choice.label) for choice in choices]
        fields["thing"].choices = [("", "—"), *labels]


class ChangeArticles(OfQuestionMixin, BulkAction):
    """Changing one thing in many articles; each is asked whether it may be, and keeps its versions apart."""

    template_name = "news/admin/bulk_change.html"
    form_class = ChangeForm
    action_priority = 50
    thing_model: ClassVar[Any]
    thing_label: ClassVar[Any]
    place: ClassVar[Any]

    @cached_property
    def choices(self) -> list[Choice]:
        """The things to choose from, by the names in the user's language."""
        choose = of_pages if issubclass(self.thing_model, Page) else of_things
        return choose(self.thing_model, get_language() or "")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form's choices."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return {**kwargs, "label": self.thing_label, "choices": self.choices}

    def check_perm(self, obj: ArticlePage) -> bool:
        """Whether it is worth trying."""
        may: bool = obj.permissions_for_user(self.request.user).can_edit()
        return may

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is to be changed, and what may not be."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "action": self}

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Change them and tell of each how it went."""
        numbers = sorted(self.chosen.values_list("pk", flat=True))
        alter = self._alteration(form.cleaned_data["how"], form.cleaned_data["thing"])
        changed, same, refused = 0, 0, defaultdict(list)
        for number in numbers:
            try:
                if change(number, alter, self.request.user):
                    changed += 1
                else:
                    same += 1
            except Refused as refusal:
                refused[str(refusal)].append(number)
        self._tell(changed, same, refused)
        return redirect(self.next_url)

    def _alteration(self, how: str, slug: str) -> Alteration:
        numbers = next(choice.numbers for choice in self.choices if choice.slug == slug)
        things = list(self.thing_model.objects.filter(pk__in=numbers))
        own = {thing.locale_id: thing for thing in things}

        def alter(version: ArticlePage) -> bool:
            thing = own.get(version.locale_id, things[0])
            altered: bool = type(self).place(version, how, thing, things)
            return altered

        return alter

    def _tell(self, changed: int, same: int, refused: dict[str, list[int]]) -> None:
        if changed:
            told = ngettext("%(n)d article is changed.", "%(n)d articles are changed.", changed)
            messages.success(self.request, told % {"n": changed})
        if same:
            told = ngettext(
                "%(n)d article was so already.", "%(n)d articles were so already.", same
            )
            messages.info(self.request, told % {"n": same})
        for reason, numbers in refused.items():
            told = ngettext(
                "%(n)d article is not changed: %(names)s. %(reason)s",
                "%(n)d articles are not changed: %(names)s. %(reason)s",
                len(numbers),
            )
            facts = {"n": len(numbers), "names": _names(numbers), "reason": reason}
            messages.warning(self.request, told % facts)


class ChangeVenue(ChangeArticles):
    """Adding, replacing or taking away a venue."""

    display_name = _("Change venue")
    aria_label = _("Change the venue of the selected articles")
    action_type = "change_venue"
    thing_model = Venue
    thing_label = _("Venue")
    place = place_venue


class ChangeProgramme(ChangeArticles):
    """Adding, replacing or taking away a programme."""

    display_name = _("Change programme")
    aria_label = _("Change the programme of the selected articles")
    action_type = "change_programme"
    action_priority = 60
    thing_model = ProgrammePage
    thing_label = _("Programme")
    place = place_programme


class ChangeTopic(ChangeArticles):
    """Adding, replacing or taking away a topic."""

    display_name = _("Change topic")
    aria_label = _("Change the topic of the selected articles")
    action_type = "change_topic"
    action_priority = 70
    thing_model = Topic
    thing_label = _("Topic")
    place = place_topic


class ExportArticles(OfQuestionMixin, SpreadsheetMixin, SpreadsheetExportMixin, BulkAction):
    """The chosen articles as a spreadsheet, at once: nothing is changed, so nothing is asked."""

    display_name = _("Download XLSX")
    aria_label = _("Download the selected articles as a spreadsheet")
    action_type = "export"
    action_priority = 80
    list_export = list(HEADINGS)
    export_headings = HEADINGS
    export_filename = "articles"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, of any number of articles that the user may see."""
        articles = self.chosen
        if not may_see(request.user):
            readable = [page.pk for page in articles if self.check_perm(page)]
            articles = ArticlePage.objects.filter(pk__in=readable)
        programmes = Prefetch("programmes", ProgrammePage.objects.only("title"))
        rows = (
            articles.annotate_approved_schedule()
            .prefetch_related("locale", "venue_links__venue", programmes, "topics")
            .order_by(*NEWEST)
        )
        # What is taken away is kept in the log, as it is of a list.
        request.export = self.FORMAT_XLSX  # type: ignore[attr-defined]
        return self.as_spreadsheet(rows, self.FORMAT_XLSX)

    def check_perm(self, obj: ArticlePage) -> bool:
        """Whether the user may see it."""
        may: bool = obj.permissions_for_user(self.request.user).can_edit()
        return may


def _names(numbers: list[int]) -> str:
    """The first few by name."""
    titles = Page.objects.filter(pk__in=numbers[:NAMED]).values_list("draft_title", flat=True)
    names = [f"“{title}”" for title in titles]
    rest = len(numbers) - len(names)
    if rest:
        names.append(ngettext("%(n)d other", "%(n)d others", rest) % {"n": rest})
    return get_text_list(names, gettext("and"))


ACTIONS = [
    PublishArticles,
    UnpublishArticles,
    DeleteArticles,
    ChangeVenue,
    ChangeProgramme,
    ChangeTopic,
    ExportArticles,
]
