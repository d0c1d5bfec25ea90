"""The site-wide search."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Locale

from news.models import ArticlePage, ProgrammePage
from search.fields import NameField
from search.sitewide import Group, find

from .models import StandardPage

SHOWN = 10


class SearchForm(forms.Form):
    """Words to look for on the whole site."""

    q = NameField(label=_("Search the site"), required=False)


@csrf_exempt
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Articles, programmes, pages and documents that have the words, the best first in each group."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    groups = _groups(words) if words else []
    context = {
        "form": form,
        "words": words,
        "groups": groups,
        "total": sum(g.total for g in groups),
    }
    return render(request, "pages/search.html", context)


def _groups(words: str) -> list[Group[Model]]:
    language = get_language() or settings.LANGUAGE_CODE
    locale = Locale.objects.filter(language_code=language).first()
    articles = ArticlePage.objects.live().filter(locale=locale).for_cards()
    groups = [
        find(words, articles, _("Articles"), "article", SHOWN),
        find(
            words,
            ProgrammePage.objects.live().filter(locale=locale),
            _("Programmes"),
            "programme",
            SHOWN,
        ),
        find(words, StandardPage.objects.live().filter(locale=locale), _("Pages"), "page", SHOWN),
        find(words, _public_documents(), _("Documents"), "document", SHOWN),
    ]
    return [group for group in groups if group.total]


def _public_documents() -> QuerySet[Any]:
    """Documents outside the collections that the admin keeps private."""
    private = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        private |= Q(path__startswith=path)
    closed = list(Collection.objects.filter(private).values_list("pk", flat=True))
    return get_document_model().objects.exclude(collection__in=closed)
