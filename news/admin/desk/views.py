"""Saved views: made from the list of articles, opened by address, renamed and deleted by their owner."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DeleteView, ListView, UpdateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from news.admin.access import SeenMixin, is_moderator
from news.models import SavedView

# How many links stand above the list of articles; the others are on a page of their own.
SHOWN = 12
PER_PAGE = 50


def listing_url(query: str = "") -> str:
    """The list of articles that answers a question."""
    address = reverse("news_articles:index")
    return f"{address}?{query}" if query else address


def views_above(user: Any, asked: QueryDict) -> dict[str, Any]:
    """For the top of the list: links to saved views, which of them is open, and what would be saved."""
    found = list(SavedView.objects.seen_by(user)[: SHOWN + 1])
    query = SavedView.question_of(asked)
    return {
        "saved_views": [(view, view.query == query) for view in found[:SHOWN]],
        "more_views": len(found) > SHOWN,
        "query": query,
    }


class ViewsMixin(SeenMixin, WagtailAdminTemplateMixin):
    """A page about saved views."""

    request: HttpRequest
    object: Any
    model: Any = SavedView
    header_icon = "view"
    fields: Any = ("name", "shared")

    def get_breadcrumbs_items(self) -> list[Any]:
        """The way to this page."""
        articles = {"url": listing_url(), "label": _("Articles")}
        return [*self.breadcrumbs_items, articles, {"url": "", "label": self.get_page_title()}]

    def get_success_url(self) -> str:
        """The view itself, or the list of articles when it is gone."""
        return self.object.get_absolute_url() if self.object.pk else listing_url()

    def get_queryset(self) -> QuerySet[SavedView]:
        """Those that the user may know of."""
        found: QuerySet[SavedView] = SavedView.objects.seen_by(self.request.user)
        return found.select_related("owner")


class ViewIndexView(ViewsMixin, ListView):
    """All that one may see."""

    template_name = "news/admin/views.html"
    page_title = gettext_lazy("Saved views")
    paginate_by = PER_PAGE
    page_kwarg = "p"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with whether the user may change it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        moderates = is_moderator(user)
        rows = [(view, view.may_be_changed_by(user, moderates)) for view in context["object_list"]]
        return {**context, "rows": rows}


class ViewCreateView(ViewsMixin, CreateView):
    """Saving what the list of articles is asked."""

    template_name = "news/admin/view_form.html"
    page_title = gettext_lazy("Save this view")

    def get_form(self, form_class: Any = None) -> Any:
        """The form of a view that belongs to the user and keeps what was asked."""
        form = super().get_form(form_class)
        form.instance.owner = self.request.user
        form.instance.query = SavedView.question_of(QueryDict(self._asked))
        return form

    @property
    def _asked(self) -> str:
        return self.request.POST.get("query") or self.request.GET.get("query", "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What will be kept, in words that were typed."""
        asked = QueryDict(self._asked)
        return {
            **super().get_context_data(**kwargs),
            "query": self._asked,
            "asked": [(name, value) for name, values in asked.lists() for value in values],
            "back": listing_url(self._asked),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it and go there."""
        response = super().form_valid(form)
        messages.success(self.request, _("“%(name)s” is saved.") % {"name": self.object.name})
        return response


class OwnMixin(ViewsMixin):
    """Changing a view, for those who may."""

    def get_object(self, queryset: Any = None) -> SavedView:
        """The view. Raises PermissionDenied for others than its owner and, when it is shared, moderators."""
        view: SavedView = super().get_object(queryset)
        if not view.may_be_changed_by(self.request.user, is_moderator(self.request.user)):
            raise PermissionDenied
        return view

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way back."""
        back = self.object.get_absolute_url()
        return {**super().get_context_data(**kwargs), "back": back}


class ViewEditView(OwnMixin, UpdateView):
    """Renaming and sharing; the address stays."""

    template_name = "news/admin/view_form.html"
    page_title = gettext_lazy("Change the view")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it and go there."""
        response = super().form_valid(form)
        messages.success(self.request, _("“%(name)s” is changed.") % {"name": self.object.name})
        return response

    def get_success_url(self) -> str:
        """All views: a moderator who made it private for its owner does not see it any more."""
        return reverse("news_views:index")


class ViewDeleteView(OwnMixin, DeleteView):
    """Deleting; the articles are not touched."""

    template_name = "news/admin/view_delete.html"
    page_title = gettext_lazy("Delete the view")

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete it and go to the list of articles."""
        name = self.object.name
        response = super().form_valid(form)
        messages.success(self.request, _("“%(name)s” is deleted.") % {"name": name})
        return response

    def get_success_url(self) -> str:
        """All views."""
        return reverse("news_views:index")


class OpenView(SeenMixin, View):
    """A view's own address leads to the list that answers its question as of today."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Go there; somebody else's own view is not found."""
        view = get_object_or_404(SavedView.objects.seen_by(request.user), slug=slug)
        return redirect(listing_url(view.query))


class SavedViewViewSet(ViewSet):
    """The pages of saved views."""

    name = "news_views"
    url_prefix = "news/views"

    def on_register(self) -> None:
        """They are reached from the list of articles and have no menu item."""

    def get_urlpatterns(self) -> list[Any]:
        """The words of `news.models.saved_views.TAKEN` come before the slugs."""
        return [
            path("", ViewIndexView.as_view(), name="index"),
            path("new/", ViewCreateView.as_view(), name="new"),
            path("edit/<slug:slug>/", ViewEditView.as_view(), name="edit"),
            path("delete/<slug:slug>/", ViewDeleteView.as_view(), name="delete"),
            path("<slug:slug>/", OpenView.as_view(), name="open"),
        ]
