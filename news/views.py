"""The question and its page. Every view asks `ArticleFilter` and hands the rest on."""

from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import unfound
from .beside import LINKS
from .filters import ArticleFilter
from .found import COUNTED, Shown
from .listing import Listing
from .models import ArticlePage, NewsIndexPage
from .remembered import begin

PER_PAGE = 20


def ask(request: HttpRequest, index: NewsIndexPage) -> ArticleFilter:
    """The question in this request, about the articles of this index."""
    begin(request)
    return ArticleFilter(
        request.GET, index.entries(), language=index.locale.language_code, request=request
    )


def published_index() -> NewsIndexPage:
    """The news listing in the active language; 404 where there is none."""
    published = NewsIndexPage.objects.live().select_related("locale")
    return get_object_or_404(published, locale__language_code=get_language())


def listing(request: HttpRequest, index: NewsIndexPage) -> HttpResponse:
    """The page with the form and the results."""
    asked = ask(request, index)
    shown = answered(request, asked, index)
    nothing = shown.understood and not shown.results.paginator.count
    if nothing and not asked.question.narrows_beside("name"):
        unfound.note(asked.language, asked.form.cleaned_data["name"])
    context = index.get_context(request)
    return render(request, index.template, {**context, "listing": shown, "page": index})


def answered(request: HttpRequest, asked: ArticleFilter, index: NewsIndexPage) -> Listing:
    """The question with the page of results that the request asks for; 404 where there is none."""
    number = request.GET.get("page") or 1 if asked.is_valid() else 1
    try:
        page = Paginator(_for_page(asked, request), PER_PAGE).page(number)
    except (InvalidPage, EmptyPage) as error:
        raise Http404(_("There is no such page of results.")) from error
    return Listing(asked, page, index)


def _for_page(asked: ArticleFilter, request: HttpRequest) -> Any:
    """What is found, its matches marked; counted as far as one looks, or in full when that is asked."""

    def articles() -> Any:
        linked = ArticlePage.objects.with_covers().annotate(**LINKS)
        is_named = asked.is_valid() and asked.form.cleaned_data["name"]
        return linked.with_marks(asked.language, asked.understood) if is_named else linked

    # What is shown may be remembered whole.
    lazy: Any = SimpleLazyObject(articles)
    page = request.GET.get("page", "")
    looked_at = int(page) * PER_PAGE if page.isdecimal() and len(page) < 8 else 0
    counted = 0 if request.GET.get("count") == "all" else max(COUNTED, looked_at)
    return Shown(asked, lazy, counted)
