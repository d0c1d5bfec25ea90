"""Lists of pages that answer exactly what was asked: an unclear question is answered by its faults."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.ui.tables import Table
from wagtail.admin.ui.tables.pages import BulkActionsColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from search.fields import NameField

from .access import SeenMenuItem, SeenMixin


class NameSearchForm(SearchForm):
    """The search box of a listing, for words of a name."""

    q = NameField(label=_("Search by name"), required=False)


class ListingMixin:
    """A page listing with a search by name, whose faults are shown and not passed over.

    Wagtail drops a filter or a search that it cannot understand and lists everything.
    """

    request: HttpRequest
    search_form: forms.Form
    search_query: str
    is_searching: bool
    filters: Any
    results_template_name = "news/admin/results.html"
    # The template of Wagtail's that `results_template_name` extends.
    plain_results_template_name = IndexView.results_template_name
    # The language is a column of its own.
    show_locale_labels = False

    def get_search_form(self) -> forms.Form:
        """The search box, checked when something was asked in it."""
        asked = self.request.GET if "q" in self.request.GET else None
        return NameSearchForm(asked, placeholder=_("Search by name"))

    @cached_property
    def faults(self) -> list[str]:
        """What is wrong with the question, each with the name of its field."""
        asked = [form for form in (self.search_form, self.filters and self.filters.form) if form]
        return [
            f"{form[name].label}: {message}"
            for form in asked
            for name, messages in form.errors.items()
            for message in messages
        ]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow to what was asked; to nothing when that cannot be understood."""
        if self.faults:
            return queryset.none()
        filtered: QuerySet = super().filter_queryset(queryset)  # type: ignore[misc]
        return filtered

    def search_queryset(self, queryset: Any) -> Any:
        """Narrow to the names that have what was typed."""
        return queryset.filter(title__icontains=self.search_query)


class SeenIndexView(SeenMixin, ListingMixin, IndexView):
    """All pages of a kind, for all who may see the newsroom's lists: staff have no right to any page."""

    any_permission_required = None

    def get_base_queryset(self) -> QuerySet:
        """All of them."""
        pages: QuerySet = self.annotate_queryset(self.model.objects.all())
        return pages

    def get_table(self, object_list: Any) -> Table:
        """With boxes to tick for those only who may do something with what they tick."""
        columns = self.columns
        if not policy_registry.get_by_type(Page).user_has_any_permission(
            self.request.user, IndexView.any_permission_required
        ):
            columns = [column for column in columns if not isinstance(column, BulkActionsColumn)]
        return self.table_class(columns, object_list, **self.get_table_kwargs())


class MenuListingViewSet(PageListingViewSet):
    """A flat listing of pages, in the menu of those who may see it."""

    menu_item_class = SeenMenuItem
