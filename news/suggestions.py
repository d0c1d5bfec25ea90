"""What to choose from while a name is being typed: articles, programmes and venues."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from search.beginnings import begun
from search.fields import NameField
from search.names import marked
from search.typed import has_wanted
from search.understanding import Understanding, understand

from .made_of import made_of, news_key, programmes_key
from .models import ArticlePage, NewsIndexPage, ProgrammePage, Venue
from .views import published_index

MOST = 8
# Programmes, and venues, beside articles that would fill all the places.
MOST_BESIDE = 2
SECONDS_KEPT = 60


class TypedForm(forms.Form):
    """The words that are being typed."""

    name = NameField(label=_("Search by name"), required=False)


@dataclass(frozen=True)
class Suggestion:
    """Something to open: its name with the typed words marked, its address, a fact to know it by."""

    label: SafeString
    address: str
    note: Any = ""


@dataclass(frozen=True)
class Group:
    """Suggestions of one sort."""

    label: Any
    suggestions: list[Suggestion]


def suggest(typed: str, index: NewsIndexPage) -> list[Group]:
    """Groups with MOST suggestions at most together, in the language of the index."""
    language = index.locale.language_code
    entries = index.entries()
    understood = understand(typed, language, entries, typing=True)
    articles = _articles(entries.likeliest(understood, MOST), language, understood)
    # Nothing is mended that finds something as it stands.
    mending = bool(understood.instead) or not articles
    programmes = _programmes(typed, language, mending)
    venues = _venues(typed, index, mending)
    return _shared_out(articles, programmes, venues)


def _articles(ids: list[int], language: str, understood: Understanding) -> list[Suggestion]:
    named = ArticlePage.objects.live().with_marks(language, understood)
    by_id = named.only("title", "url_path", "date").in_bulk(ids)
    found = [by_id[pk] for pk in ids if pk in by_id]
    return [
        Suggestion(marked(one.title, set(one.marked_words)), one.get_url(), one.date)
        for one in found
    ]


def _shared_out(
    articles: list[Suggestion], programmes: list[Suggestion], venues: list[Suggestion]
) -> list[Group]:
    """The places: those that articles leave are the programmes', then the venues'."""
    beside = [min(len(ones), MOST_BESIDE) for ones in (programmes, venues)]
    articles = articles[: MOST - sum(beside)]
    programmes = programmes[: MOST - len(articles) - beside[1]]
    venues = venues[: MOST - len(articles) - len(programmes)]
    groups = [
        Group(_("Articles"), articles),
        Group(_("Programmes"), programmes),
        Group(_("Venues"), venues),
    ]
    return [group for group in groups if group.suggestions]


def _programmes(typed: str, language: str, mending: bool) -> list[Suggestion]:
    live = ProgrammePage.objects.live()
    rows = live.order_by("title").values_list("translation_key", "title", "locale__language_code")
    labels = _begun(typed, rows, language, mending)
    own = live.filter(translation_key__in=labels, locale__language_code=language)
    pages = own.only("title", "url_path", "status", "deadline", "translation_key") if labels else []
    by_key = {page.translation_key: page for page in pages}
    found = [(by_key[key], label) for key, label in labels.items() if key in by_key]
    return [Suggestion(label, page.get_url(), page.standing.label) for page, label in found]


def _venues(typed: str, index: NewsIndexPage, mending: bool) -> list[Suggestion]:
    rows = Venue.objects.order_by("name").values_list("slug", "name", "locale__language_code")
    labels = _begun(typed, rows, index.locale.language_code, mending)
    address = index.get_url()
    return [
        Suggestion(label, f"{address}?{urlencode({'venue': slug})}")
        for slug, label in labels.items()
    ]


def _begun(
    typed: str, rows: Iterable[tuple[Any, str, str]], language: str, mending: bool
) -> dict[Any, SafeString]:
    """Of things with a name in the language those whose name in any language answers: that own name."""
    names: dict[Any, list[str]] = {}
    own: dict[Any, str] = {}
    for key, name, code in rows:
        names.setdefault(key, []).append(name)
        if code == language:
            own[key] = name
    found = begun(typed, {key: names[key] for key in own}, mending=mending)
    return {key: marked(own[key], words) for key, words in islice(found.items(), MOST)}


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=SECONDS_KEPT)
@made_of(news_key, programmes_key)
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options for a list under the field, as a piece of a page; none for what names nothing."""
    form = TypedForm(request.GET)
    typed = form.cleaned_data["name"] if form.is_valid() else ""
    groups = suggest(typed, published_index()) if has_wanted(typed) else []
    total = sum(len(group.suggestions) for group in groups)
    response = render(request, "parts/suggestions.html", {"groups": groups, "total": total})
    response["X-Robots-Tag"] = "noindex"
    return response
