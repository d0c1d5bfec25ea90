"""One question, five forms of answer. Each view asks `ArticleFilter` and hands the rest on."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from . import unfound
from .filters import ArticleFilter
from .formats import atom, ics, rows
from .formats import csv as csv_format
from .formats import json as json_format
from .found import COUNTED, Found
from .listing import Listing
from .models import ArticlePage, NewsIndexPage

PER_PAGE = 20


def ask(request: HttpRequest, index: NewsIndexPage) -> ArticleFilter:
    """The question in this request, about the articles of this index."""
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
    articles = ArticlePage.objects.for_cards()
    if asked.is_valid() and asked.form.cleaned_data["name"]:
        articles = articles.with_marks(asked.language, asked.understood)
    page = request.GET.get("page", "")
    looked_at = int(page) * PER_PAGE if page.isdecimal() and len(page) < 8 else 0
    counted = 0 if request.GET.get("count") == "all" else max(COUNTED, looked_at)
    return Found(asked.entries, articles, counted=counted, known=asked.counted)


Answer = Callable[[HttpRequest, NewsIndexPage, ArticleFilter], HttpResponseBase]


def _file(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view that answers in a file; a question that cannot be understood is told why, with status 400."""

    @csrf_exempt
    @require_safe
    @wraps(answer)
    def view(request: HttpRequest) -> HttpResponseBase:
        index = published_index()
        asked = ask(request, index)
        if asked.is_valid():
            return answer(request, index, asked)
        if request.path.endswith(".json"):
            return JsonResponse({"errors": asked.errors}, status=400)
        problems = [f"{field}: {' '.join(texts)}\n" for field, texts in asked.errors.items()]
        return HttpResponse(problems, status=400, content_type="text/plain; charset=utf-8")

    return view


def _address(request: HttpRequest, article: ArticlePage) -> str:
    return request.build_absolute_uri(article.get_url(request))


def _found(asked: ArticleFilter, *more: str) -> Found:
    """What is found, in full, with what its rows and `more` relations show."""
    articles = ArticlePage.objects.for_cards().prefetch_related(*more)
    return Found(asked.entries, articles, known=asked.counted)


def _for_subscribers(asked: ArticleFilter) -> Found:
    """A feed brings what is new, even by name, unless another order was asked for."""
    found = _found(asked)
    return found if "order" in asked.question.values else found.newest()


@_file
def feed(request: HttpRequest, index: NewsIndexPage, asked: ArticleFilter) -> HttpResponseBase:
    """The answer as an Atom feed."""
    text = atom.write(
        _for_subscribers(asked)[: atom.LENGTH],
        title=index.title,
        link=request.build_absolute_uri(index.get_url(request) + asked.question.query),
        feed_url=request.build_absolute_uri(),
        language=index.locale.language_code,
        absolute=partial(_address, request),
    )
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@_file
def csv(request: HttpRequest, index: NewsIndexPage, asked: ArticleFilter) -> HttpResponseBase:
    """The answer as a spreadsheet, streamed."""
    found = _found(asked, "topics")
    response = StreamingHttpResponse(
        csv_format.lines(rows.rows(found, partial(_address, request))),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="articles.csv"'
    return response


@_file
def json(request: HttpRequest, index: NewsIndexPage, asked: ArticleFilter) -> HttpResponseBase:
    """The answer as data, streamed."""
    found = _found(asked, "topics")
    return StreamingHttpResponse(
        json_format.pieces(rows.rows(found, partial(_address, request)), found.count()),
        content_type="application/json; charset=utf-8",
    )


@_file
def calendar(request: HttpRequest, index: NewsIndexPage, asked: ArticleFilter) -> HttpResponseBase:
    """What takes place, of the answer, as a calendar."""
    text = ics.write(
        _found(asked).taking_place()[: ics.LENGTH],
        name=index.title,
        absolute=partial(_address, request),
    )
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
