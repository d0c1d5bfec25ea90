"""The page “What readers saw” of an article, programme or standard page."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import AdminDateTimeInput, Button
from wagtail.models import Page

from news.seen import history, seen_at

from . import access

PER_PAGE = 50


class MomentForm(forms.Form):
    """A moment to look up."""

    at = forms.DateTimeField(label=_("What did readers see at"), widget=AdminDateTimeInput)


def may_see(user: Any, page: Page) -> bool:
    """Whether this user may look: who sees articles, or may look at the page's versions."""
    return bool(access.may_see(user) or page.permissions_for_user(user).can_view_revisions())


def what_readers_saw(request: HttpRequest, page_id: int) -> HttpResponse:
    """The versions that were live, from when until when; with `at`, what was live at that moment."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_see(request.user, page):
        raise PermissionDenied
    versions = history(page)
    form = MomentForm(request.GET if "at" in request.GET else None)
    moment = form.cleaned_data["at"] if form.is_bound and form.is_valid() else None
    context = {
        "page": page,
        "form": form,
        "moment": moment,
        "found": seen_at(versions, moment) if moment else None,
        "versions": Paginator(versions, PER_PAGE).get_page(request.GET.get("p")),
        "can_open": page.permissions_for_user(request.user).can_view_revisions(),
    }
    return render(request, "news/admin/seen.html", context)


@hooks.register("register_admin_urls")
def seen_urls() -> list[Any]:
    """Its address."""
    return [path("news/seen/<int:page_id>/", what_readers_saw, name="news_seen")]


@hooks.register("register_page_header_buttons")
def seen_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the editor of a page that readers have seen."""
    if page.pk and page.first_published_at and view_name == "edit" and may_see(user, page):
        address = reverse("news_seen", args=[page.pk])
        yield Button(_("What readers saw"), address, icon_name="view", priority=66)
