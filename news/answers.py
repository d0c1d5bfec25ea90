"""The question's answers in files: a feed, a spreadsheet, data, a calendar. None is for search engines."""

from collections.abc import Callable, Iterable
from functools import partial, wraps

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .filters import ArticleFilter
from .formats import atom, ics, rows
from .formats import csv as csv_format
from .formats import json as json_format
from .found import Found
from .made_of import frame_key, made_of, news_key
from .models import ArticlePage, NewsIndexPage
from .publisher import publisher
from .texts import texts
from .views import ask, published_index

# Up to this many rows a file is made whole, so that it has a length and an ETag; a longer one is streamed.
WHOLE = 1_000

Answer = Callable[[HttpRequest, NewsIndexPage, ArticleFilter], HttpResponseBase]


def _file(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view that answers in a file; a question that cannot be understood is told why, with status 400."""

    @csrf_exempt
    @require_safe
    @made_of(news_key, frame_key)
    @wraps(answer)
    def view(request: HttpRequest) -> HttpResponseBase:
        index = published_index()
        asked = ask(request, index)
        response = answer(request, index, asked) if asked.is_valid() else _refusal(request, asked)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return view


def _refusal(request: HttpRequest, asked: ArticleFilter) -> HttpResponse:
    if request.path.endswith(".json"):
        return JsonResponse({"errors": asked.errors}, status=400)
    problems = [f"{field}: {' '.join(said)}\n" for field, said in asked.errors.items()]
    return HttpResponse(problems, status=400, content_type="text/plain; charset=utf-8")


def address(request: HttpRequest, page: NewsIndexPage | ArticlePage) -> str:
    """A page's full address."""
    return request.build_absolute_uri(page.get_url(request))


def _own_address(request: HttpRequest, asked: ArticleFilter) -> str:
    """The address of this answer, without what is no part of the question."""
    return request.build_absolute_uri(request.path + asked.question.query)


def _found(asked: ArticleFilter, *more: str) -> Found:
    """What is found, in full, with what its rows and `more` relations show."""
    articles = ArticlePage.objects.for_cards().prefetch_related(*more)
    return Found(asked.entries, articles, known=asked.counted)


def _for_subscribers(asked: ArticleFilter) -> Found:
    """A feed brings what is new, even by name, unless another order was asked for; with texts."""
    articles = ArticlePage.objects.for_cards().select_related("contact").prefetch_related("topics")
    found = Found(asked.entries, articles.defer(None), known=asked.counted)
    return found if "order" in asked.question.values else found.newest()


@_file
def feed(request: HttpRequest, index: NewsIndexPage, asked: ArticleFilter) -> HttpResponseBase:
    """The answer as an Atom feed."""
    articles = _for_subscribers(asked)[: atom.LENGTH]
    name = publisher(asked.language)
    text = atom.write(
        articles,
        texts(articles, address(request, index)),
        title=f"{index.title} – {name}",
        publisher=name,
        link=address(request, index) + asked.question.query,
        feed_url=_own_address(request, asked),
        language=asked.language,
        since=timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
        absolute=partial(address, request),
    )
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@_file
def csv(request: HttpRequest, index: NewsIndexPage, asked: ArticleFilter) -> HttpResponseBase:
    """The answer as a spreadsheet."""
    found = _found(asked, "topics")
    lines = csv_format.lines(rows.rows(found, partial(address, request)))
    response = _rows(request, lines, "text/csv; charset=utf-8", long=found.is_more_than(WHOLE))
    response.headers["Content-Disposition"] = 'attachment; filename="articles.csv"'
    return response


@_file
def json(request: HttpRequest, index: NewsIndexPage, asked: ArticleFilter) -> HttpResponseBase:
    """The answer as data."""
    found = _found(asked, "topics")
    total = found.count()
    pieces = json_format.pieces(rows.rows(found, partial(address, request)), total)
    return _rows(request, pieces, "application/json; charset=utf-8", long=total > WHOLE)


def _rows(
    request: HttpRequest, pieces: Iterable[str], content_type: str, *, long: bool
) -> HttpResponseBase:
    """A file made whole or, if it is long, in a stream that keeps no more than a few hundred rows at a time.

    A stream that breaks ends without its last chunk, so that the reader's program reports it.
    """
    if not long:
        return HttpResponse("".join(pieces), content_type=content_type)
    # Whoever asks for the headers only must not have a million rows read.
    return StreamingHttpResponse(
        [] if request.method == "HEAD" else pieces, content_type=content_type
    )


@_file
def calendar(request: HttpRequest, index: NewsIndexPage, asked: ArticleFilter) -> HttpResponseBase:
    """What takes place, of the answer, as a calendar."""
    name = publisher(asked.language)
    text = ics.write(
        _found(asked).taking_place()[: ics.LENGTH],
        name=f"{index.title} – {name}",
        publisher=name,
        address=_own_address(request, asked),
        absolute=partial(address, request),
    )
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
