"""The question about articles as staff ask it: in every language, published or not."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import django_filters
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, QueryDict
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.active_filters import (
    ActiveFilter,
    BaseFilterAdapter,
    MultipleChoiceFilterAdapter,
    register_filter_adapter_class,
)
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Locale, Page, Revision, WorkflowState

from news.filters import ArticleFilter
from news.models import ArticlePage, ProgrammePage
from news.models.queries import ArticleQuerySet
from search.filters import ChoicesFilter, DateEdgeFilter, SlugsFilter

STATES = {
    "live": _("Live"),
    "draft": _("Draft, not live"),
    "scheduled": _("Scheduled"),
    "moderation": _("In moderation"),
    "changed": _("Live with unpublished changes"),
}
EVENTS = {"coming": _("To come"), "past": _("Past")}


def in_states(states: list[str]) -> Q:
    """Articles in any of these states; an article may be in several, as live and in moderation."""
    pages = ContentType.objects.get_for_model(Page)
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    moderated = WorkflowState.objects.active().filter(base_content_type=pages)
    conditions = {
        "live": Q(live=True),
        "draft": Q(live=False),
        "scheduled": Q(pk__in=_numbers(scheduled)),
        "moderation": Q(pk__in=_numbers(moderated)),
        "changed": Q(live=True, has_unpublished_changes=True),
    }
    return _any(conditions, states)


def _numbers(rows: QuerySet) -> QuerySet:
    """The pages that these few rows are about: sought once, and not for every article."""
    return rows.order_by().annotate(number=Cast("object_id", IntegerField())).values("number")


def with_events(whens: list[str]) -> Q:
    """Articles with an event that is to come (today counts as such) or past."""
    coming = Q(pk__in=ArticlePage.objects.to_come().order_by().values("pk"))
    conditions = {"coming": coming, "past": Q(event_start__isnull=False) & ~coming}
    return _any(conditions, whens)


def in_languages(codes: list[str]) -> Q:
    """Articles in any of these languages."""
    # By number, so that the database knows how many there are of each.
    locales = Locale.objects.filter(language_code__in=codes).values_list("pk", flat=True)
    return Q(locale__in=list(locales))


def _any(conditions: dict[str, Q], names: list[str]) -> Q:
    wanted = Q()
    for name in names:
        wanted |= conditions[name]
    return wanted


class TypedDateInput(AdminDateInput):
    """The admin's date picker, which leaves what is typed as it is: “this quarter” is a date too."""

    def get_config(self) -> dict[str, Any]:
        """Wagtail's, but the picker does not put today in the place of words."""
        return {**super().get_config(), "validateOnBlur": False}


class ArticleListingFilter(ArticleFilter):
    """The one question about articles, with what only staff may ask.

    The name is asked in the search box and the order by the columns, so both are left out here.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        queryset: ArticleQuerySet | None = None,
        *,
        request: HttpRequest | None = None,
        prefix: str | None = None,
    ) -> None:
        language = get_language() or ""
        super().__init__(data, queryset, language=language, request=request, prefix=prefix)

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """The visitors' filters with the admin's date pickers, then status, language and event."""
        filters = super().get_filters()
        del filters["name"], filters["order"]
        for name, label in (("from", _("Date from")), ("to", _("Date to"))):
            filters[name].label = label
            filters[name].extra["widget"] = TypedDateInput
        return {
            **filters,
            "status": SlugsFilter(
                having=in_states,
                label=_("Status"),
                choices=list(STATES.items()),
                unknown=_("There is no status “%(value)s”: choose one from the list."),
            ),
            "language": SlugsFilter(
                having=in_languages,
                label=_("Language"),
                choices=settings.LANGUAGES,
                unknown=_("There is no language “%(value)s”: choose one from the list."),
            ),
            "event": SlugsFilter(
                having=with_events,
                label=_("Event"),
                choices=list(EVENTS.items()),
                unknown=_("There is no event “%(value)s”: choose one from the list."),
            ),
        }


class ProgrammeListingFilter(WagtailFilterSet):
    """Programmes by where they stand; Wagtail adds the language."""

    class Meta:
        model = ProgrammePage
        fields = ["status"]


class DateEdgeAdapter(BaseFilterAdapter):
    """Shows the day that a typed date was understood as."""

    value: dt.date

    def get_active_filters(self) -> Iterator[Any]:
        """One pill, which takes the whole parameter away; a field left empty has none."""
        if not self.bound_field.value():
            return
        yield ActiveFilter(
            self.bound_field.auto_id,
            self.filter.label,
            self.bound_field.in_words if self.bound_field.settles_both else date_format(self.value),
            self.get_url_without_filter_param(self.name),
        )


register_filter_adapter_class(DateEdgeFilter, DateEdgeAdapter)
register_filter_adapter_class(ChoicesFilter, MultipleChoiceFilterAdapter)
