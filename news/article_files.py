"""One article in other forms: as Markdown, and as an event for a calendar."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .answers import address
from .formats import ics, markdown
from .made_of import HOUR, article_keys, say
from .models import ArticlePage
from .publisher import publisher
from .texts import texts

MARKDOWN = "text/markdown"


def prefers_markdown(request: HttpRequest) -> bool:
    """Whether a page is asked for as Markdown before HTML; who takes anything gets the page."""
    return request.get_preferred_type(["text/html", MARKDOWN]) == MARKDOWN


def as_markdown(request: HttpRequest, article: ArticlePage) -> HttpResponse:
    """The article as a text, in the place of its page or beside it."""
    own = address(request, article)
    [text] = texts([article], own)
    return HttpResponse(
        markdown.write(article, text, own),
        content_type=f"{MARKDOWN}; charset=utf-8",
        headers={"Link": f'<{own}>; rel="canonical"', "X-Robots-Tag": "noindex"},
    )


def instead_of_page(request: HttpRequest, article: ArticlePage) -> HttpResponse:
    """The article as a text at the page's own address, for who asks for that in `Accept`.

    No shared cache may keep it, so that the page itself need not vary by `Accept`.
    """
    response = as_markdown(request, article)
    response.headers["Content-Location"] = reverse("article-text", args=[article.slug])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept"
    return response


def _published(slug: str) -> ArticlePage:
    """The article with this address in the active language; 404 where there is none."""
    articles = ArticlePage.objects.live().filter(locale__language_code=get_language())
    return get_object_or_404(articles.for_cards().defer(None).select_related("contact"), slug=slug)


@csrf_exempt
@require_safe
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """The article as Markdown."""
    article = _published(slug)
    say(request, article_keys(article), HOUR)
    return as_markdown(request, article)


@csrf_exempt
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """What the article says takes place, for a calendar; 404 when it says so of nothing."""
    article = _published(slug)
    say(request, article_keys(article), HOUR)
    if not article.event_start:
        raise Http404(_("Nothing takes place according to this article."))
    calendar = ics.write(
        [article],
        name=article.title,
        publisher=publisher(article.language),
        address=request.build_absolute_uri(request.path),
        absolute=partial(address, request),
    )
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{article.slug}.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
