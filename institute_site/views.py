"""The site-wide search, and the accessibility statement."""

from django.conf import settings
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from news import unfound
from news.made_of import frame_key, made_of, news_key, pages_key, programmes_key
from news.remembered import begin

from .sitewide import Answer, SearchForm


@csrf_exempt
@require_safe
@made_of(news_key, programmes_key, pages_key, frame_key)
def search(request: HttpRequest) -> HttpResponse:
    """Articles, programmes, pages and documents that have the words: the best of each, or all of a type."""
    begin(request)
    form = SearchForm(request.GET)
    language = get_language() or settings.LANGUAGE_CODE
    answer = None
    if form.is_valid() and form.cleaned_data["q"]:
        words, chosen = form.cleaned_data["q"], form.cleaned_data["type"]
        try:
            answer = Answer(request.GET, words, chosen, language)
        except InvalidPage as error:
            raise Http404(_("There is no such page of results.")) from error
        if not answer.total and not chosen:
            unfound.note(language, words)
    return render(request, "pages/search.html", {"form": form, "answer": answer})


@csrf_exempt
@require_safe
@made_of(frame_key)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the site does for readers with disabilities, how it was checked, and whom to tell of a barrier."""
    begin(request)
    return render(request, "pages/accessibility.html")
