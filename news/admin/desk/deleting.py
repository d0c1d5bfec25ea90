"""Deleting what articles use is refused, with the way out: another in its place, everywhere."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log
from wagtail.models import Page

from news.models import ProgrammePage, Topic, Venue
from news.usage import (
    PARAMETERS,
    articles_with,
    counterparts,
    merge,
    used_programmes_under,
)

MERGED: dict[str, Any] = {"venue": Venue, "topic": Topic}


def listing_of(thing: Any) -> str:
    """The list of the articles that have it."""
    query = urlencode({PARAMETERS[type(thing)]: thing.slug})
    return f"{reverse('news_articles:index')}?{query}"


def refuse_used(request: HttpRequest, things: list[Any]) -> HttpResponse | None:
    """A page that says where these are used and what to do; None when none of them is."""
    used = [
        {
            "thing": thing,
            "number": number,
            "listing": listing_of(thing),
            "merge": _merge_url(thing) if may_merge(request.user, type(thing)) else "",
        }
        for thing in things
        if (number := articles_with(thing).count())
    ]
    if not used:
        return None
    return TemplateResponse(request, "news/admin/in_use.html", {"used": used})


def keep_used_snippets(request: HttpRequest, instances: Any) -> HttpResponse | None:
    """For Wagtail's hook before venues and topics are deleted, one or many."""
    return refuse_used(request, [one for one in instances if type(one) in MERGED.values()])


def keep_used_programmes(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For Wagtail's hook before a page is deleted, with all that is under it."""
    return refuse_used(request, list(used_programmes_under(page)))


def keep_used_programmes_in_bulk(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """For Wagtail's hook before something is done to many."""
    if action_type != "delete":
        return None
    pages = [one for one in objects if isinstance(one, Page)]
    parents = [page for page in pages if page.numchild or page.specific_class is ProgrammePage]
    return refuse_used(request, [one for page in parents for one in used_programmes_under(page)])


def may_merge(user: Any, model: Any) -> bool:
    """Whether the user may put one in the place of another, and so delete it."""
    if model not in MERGED.values():
        return False
    name = model._meta.model_name
    allowed: bool = user.has_perms([f"news.delete_{name}", f"news.change_{name}"])
    return allowed


def _merge_url(thing: Any) -> str:
    return reverse("news_merge:merge", args=[thing._meta.model_name, thing.pk])


class MergeForm(forms.Form):
    """What takes the place of another."""

    into: Any = forms.ModelChoiceField(queryset=None, label=_("Merge into"), empty_label="—")

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        others = type(thing).objects.filter(locale=thing.locale_id).exclude(pk=thing.pk)
        fields["into"].queryset = others.order_by("name")


class MergeView(WagtailAdminTemplateMixin, FormView):
    """Putting one venue or topic in the place of another."""

    template_name = "news/admin/merge.html"
    form_class = MergeForm
    page_title = _("Merge")
    header_icon = "redirect"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in who may. Raises Http404 for what is not merged, PermissionDenied for others."""
        model = MERGED.get(kwargs["model"])
        if model is None:
            raise Http404
        if not may_merge(request.user, model):
            raise PermissionDenied
        self.thing = get_object_or_404(model, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """What goes."""
        return str(self.thing)

    def get_breadcrumbs_items(self) -> list[Any]:
        """The way to this page."""
        opts = self.thing._meta
        listing = {"url": self._index_url, "label": opts.verbose_name_plural}
        here = {"url": "", "label": self.page_title, "sublabel": str(self.thing)}
        return [*self.breadcrumbs_items, listing, here]

    @cached_property
    def _index_url(self) -> str:
        return reverse(f"wagtailsnippets_news_{self.thing._meta.model_name}:list")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The thing that goes."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return {**kwargs, "thing": self.thing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many articles it concerns, and its translations."""
        translations = self.thing.get_translations().select_related("locale")
        return {
            **super().get_context_data(**kwargs),
            "thing": self.thing,
            "number": articles_with(self.thing).count(),
            "listing": listing_of(self.thing),
            "translations": translations,
            "back": self._index_url,
        }

    def form_valid(self, form: MergeForm) -> HttpResponse:
        """Merge and say so."""
        into, old = form.cleaned_data["into"], str(self.thing)
        pairs = counterparts(self.thing, into)
        for gone, stays in pairs:
            if stays:
                log(instance=gone, action="wagtail.delete", user=self.request.user)
                log(instance=stays, action="wagtail.edit", user=self.request.user)
        moved = merge(self.thing, into)
        told = ngettext(
            "“%(old)s” is “%(new)s” now, in %(n)d place.",
            "“%(old)s” is “%(new)s” now, in %(n)d places.",
            moved,
        )
        listing = messages.button(listing_of(into), gettext("Articles"))
        facts = {"old": old, "new": into, "n": moved}
        messages.success(self.request, told % facts, buttons=[listing])
        return redirect(self._index_url)


class MergeViewSet(ViewSet):
    """Merging, reached from what cannot be deleted and from each venue's and topic's own menu."""

    name = "news_merge"
    url_prefix = "news/merge"

    def on_register(self) -> None:
        """There is no menu item."""

    def get_urlpatterns(self) -> list[Any]:
        """One page for both sorts."""
        return [path("<slug:model>/<int:pk>/", MergeView.as_view(), name="merge")]
