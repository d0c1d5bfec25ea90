"""Before something that readers have seen is unpublished or deleted: why, and where they are led.

Wagtail asks “are you sure?” first; what was sent with that answer is sent again with this one.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail import hooks
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.models import Page

from news.farewells import FarewellForm, was_seen


def _ask(
    request: HttpRequest, pages: list[Page], action: str, *, deleted: bool
) -> HttpResponse | None:
    """The page that asks; None once it is answered, or when readers have seen none of the pages."""
    seen = [page for page in pages if was_seen(page)]
    if request.method != "POST" or not seen:
        return None
    form = FarewellForm(request.POST if "farewell" in request.POST else None, pages=seen)
    if form.is_valid():
        form.say_farewell(request.user, deleted=deleted)
        return None
    own = {*form.fields, "csrfmiddlewaretoken", "farewell"}
    sent = [
        (name, value) for name in request.POST.keys() - own for value in request.POST.getlist(name)
    ]
    context = {"form": form, "pages": seen, "sent": sent, "action": action, "deleted": deleted}
    return render(request, "news/admin/take_down.html", context)


def _with_pages_below(page: Page) -> list[Page]:
    return [page, *page.get_descendants().specific()]


def _goes(page: Page, request: HttpRequest) -> bool:
    """Whether unpublishing takes it along."""
    return page.live and page.permissions_for_user(request.user).can_unpublish()


@hooks.register("before_unpublish_page")
def before_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask about the page and, where they go with it, those under it that are published."""
    below = _with_pages_below(page)[1:] if request.POST.get("include_descendants") else []
    pages = [page, *(each for each in below if _goes(each, request))]
    return _ask(request, pages, request.get_full_path(), deleted=False)


@hooks.register("before_delete_page")
def before_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask about the page and those under it."""
    if request.method != "POST" or not type_to_delete_confirmation(request):
        return None
    return _ask(request, _with_pages_below(page), request.get_full_path(), deleted=True)


@hooks.register("before_bulk_action")
def before_bulk_action(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Ask once about all the pages that are chosen."""
    if action_type not in {"unpublish", "delete"} or not issubclass(action.model, Page):
        return None
    pages = list(Page.objects.filter(pk__in=[page.pk for page in objects]).specific())
    deleted = action_type == "delete"
    if deleted or request.POST.get("include_descendants"):
        pages = [each for page in pages for each in _with_pages_below(page)]
    if not deleted:
        pages = [page for page in pages if _goes(page, request)]
    return _ask(request, pages, request.get_full_path(), deleted=deleted)
