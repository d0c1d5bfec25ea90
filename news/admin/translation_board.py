"""The page “Translations”: what is translated, older than its original, missing."""

from collections import defaultdict
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from news.models import ArticlePage
from news.models.queries import NEWEST
from news.models.translations import State

from .access import SeenMenuItem, SeenMixin
from .translate import PERMISSION, language_name
from .translation_things import ThingsView

CODES = [code for code, _name in settings.LANGUAGES]
# What Wagtail's labels look like, by how much there is to do.
LOOKS = {State.MISSING: "", State.STALE: "critical", State.PUBLISHED: "primary"}


class BoardFilter(WagtailFilterSet):
    """Which originals to show."""

    language = django_filters.ChoiceFilter(
        label=_("Translation into"), choices=lambda: [(c, language_name(c)) for c in CODES]
    )
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=State.choices)
    date = django_filters.DateFromToRangeFilter(
        label=_("Publication date"), widget=DateRangePickerWidget
    )

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """By the dates, then by the state of the translation into the chosen language, or into any."""
        asked = self.form.cleaned_data
        if asked["date"]:
            queryset = self.filters["date"].filter(queryset, asked["date"])
        languages = [asked["language"]] if asked["language"] else CODES
        if asked["status"]:
            return queryset.translated_as(asked["status"], languages)
        if asked["language"]:
            return queryset.exclude(locale__language_code=asked["language"])
        return queryset


class TranslationColumn(Column):
    """How the translation into one language stands; leads on to making or editing it."""

    cell_template_name = "news/admin/translation_cell.html"

    def get_cell_context_data(self, instance: ArticlePage, parent_context: Any) -> dict[str, Any]:
        """The translation, its state and its look."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        twin = instance.twins.get(self.name)
        state = State(twin.translation_state) if twin else State.MISSING
        is_own = instance.language == self.name
        may_make = parent_context["request"].user.has_perm(PERMISSION)
        return {
            **context,
            "twin": twin,
            "state": state,
            "look": LOOKS.get(state, "secondary"),
            "is_own": is_own,
            "make": reverse("news_translate_page", args=[instance.pk, self.name])
            if may_make
            else "",
        }


class BoardView(SeenMixin, ReportView):
    """Originals, the newest first, with their translations."""

    model = ArticlePage
    page_title = _("Translations")
    header_icon = "globe"
    filterset_class = BoardFilter
    results_template_name = "news/admin/translations.html"
    index_url_name = "news_translations:index"
    index_results_url_name = "news_translations:results"
    default_ordering = NEWEST
    paginate_by = 50

    @cached_property
    def columns(self) -> list[Column]:
        """The original and a column for each language."""
        title = TitleColumn(
            "title",
            label=_("Original"),
            accessor="get_admin_display_title",
            url_name="wagtailadmin_pages:edit",
        )
        languages = [TranslationColumn(code, label=capfirst(language_name(code))) for code in CODES]
        return [Column("date", label=_("Date"), width="10%"), title, *languages]

    def get_base_queryset(self) -> QuerySet[ArticlePage]:
        """All originals, without their texts."""
        originals = ArticlePage.objects.originals().select_related("locale")
        return originals.defer_streamfields()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the translations of what is on this page, and how many there are of each state."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        self._add_twins(context["object_list"])
        counts = [(code, language_name(code), self._counted(code)) for code in CODES]
        return {**context, "counts": counts, "tab": "articles"}

    def _counted(self, code: str) -> list[tuple[State, int]]:
        numbers = ArticlePage.objects.translation_counts(code)
        return [(state, numbers[state.value]) for state in State]

    @staticmethod
    def _add_twins(originals: Any) -> None:
        keys = [original.translation_key for original in originals]
        twins: dict[Any, dict[str, ArticlePage]] = defaultdict(dict)
        found = ArticlePage.objects.filter(translation_key__in=keys).with_state()
        for twin in found.select_related("locale").defer_streamfields():
            twins[twin.translation_key][twin.language] = twin
        for original in originals:
            original.twins = twins[original.translation_key]


class TranslationsViewSet(ViewSet):
    """The board of articles and the list of everything else that is translated."""

    name = "news_translations"
    url_prefix = "news/translations"
    icon = "globe"
    menu_label = _("Translations")
    menu_item_class = SeenMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Both lists; the results of the first are also asked for by themselves."""
        return [
            path("", BoardView.as_view(), name="index"),
            path("results/", BoardView.as_view(results_only=True), name="results"),
            path("things/", ThingsView.as_view(), name="things"),
        ]
