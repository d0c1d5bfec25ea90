"""Beginning an article in one click, keeping it through a bad connection, checking it as it grows."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.pages.create import CreateView

from news import checks
from news.models import ArticlePage, NewsIndexPage
from news.writing.prefill import prefill
from news.writing.standing import standing


class NewArticleMenuItem(MenuItem):
    """“New article”, for those who may write in any language."""

    def __init__(self) -> None:
        super().__init__(
            _("New article"), reverse("news_write"), name="new-article", icon_name="plus", order=10
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a news page under which this user may add."""
        return any(
            index.permissions_for_user(request.user).can_add_subpage()
            for index in NewsIndexPage.objects.all()
        )


@require_safe
def write(request: HttpRequest) -> HttpResponse:
    """To the form of a new article, in the language and programme that one stands in."""
    known = standing(request)
    index = get_object_or_404(NewsIndexPage, locale__language_code=known.pop("language")[0])
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", index.pk])
    return redirect(f"{address}?{known.urlencode()}" if known else address)


class ArticleCreateView(CreateView):
    """The form of a new article, prefilled; sent twice, it makes one article."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A form whose article is there already goes on as an edit of it."""
        begun = _begun(request) if request.method == "POST" else None
        if begun is None:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
            return response
        address = reverse("wagtailadmin_pages:edit", args=[begun.pk])
        if self.expects_json_response and _is_anothers(begun, request.user):
            return self.json_error_response(
                "invalid_revision",
                gettext("Somebody else has written this article on: open it from the list."),
            )
        edit = resolve(address)
        return _moved(edit.func(request, *edit.args, **edit.kwargs), address)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with what is known."""
        prefill(self.page, request.GET)
        response: HttpResponse = super().get(request)
        return response


def _begun(request: HttpRequest) -> ArticlePage | None:
    """The article that this form has made before, if its answer got lost on the way back."""
    try:
        key = UUID(request.POST.get("draft_key", ""))
    except ValueError:
        return None
    begun: ArticlePage | None = ArticlePage.objects.filter(source_id=str(key)).first()
    return begun


def _is_anothers(article: ArticlePage, user: Any) -> bool:
    """Whether somebody else has written it on since."""
    last = article.get_latest_revision()
    return bool(last and last.user_id != user.pk)


def _moved(response: HttpResponseBase, address: str) -> HttpResponseBase:
    """Tell an automatic save where the article is edited from now on."""
    if not isinstance(response, JsonResponse):
        return response
    content = json.loads(response.content)
    if content.get("success"):
        hydrate = set_query_params(address, {"_w_hydrate_create_view": "1"})
        content |= {"url": address, "hydrate_url": hydrate}
    return JsonResponse(content, status=response.status_code)


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the checks say of an article as it was last saved, as a part of its form."""
    page = get_object_or_404(ArticlePage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    findings = checks.findings(page.get_latest_revision_as_object())
    return render(request, "news/admin/checks.html", {"saved": True, "findings": findings})
