"""What the site-wide search shows: sorts of things to filter by, groups or one paged list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.paginator import Page as ResultsPage
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    ReferenceIndex,
)

from news.models import ArticlePage, File, ProgrammePage
from search.entries import EntryQuerySet
from search.fields import NameField
from search.models import Entry
from search.paging import Paged
from search.question import Question
from search.sitewide import COUNTED, Found, Result, Sort, ask, loosely
from search.typed import has_wanted

from .models import StandardPage

BEST = 5
PER_PAGE = 20
# Pages that a document's result names as those it stands on.
ORIGINS = 2
TYPES = {
    "article": _("Articles"),
    "programme": _("Programmes"),
    "page": _("Pages"),
    "document": _("Documents"),
}


class SearchForm(forms.Form):
    """Words to look for on the whole site, and the type of what is looked for."""

    q = NameField(label=_("Search the site"), required=False)
    type = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=list(TYPES.items()),
        error_messages={
            "invalid_choice": _(
                "There is no type “%(value)s”: choose articles, programmes, pages or documents."
            )
        },
    )

    def clean_q(self) -> str:
        """Something must be asked for: what is left when words are excluded is everything."""
        typed: str = self.cleaned_data["q"]
        if typed and not has_wanted(typed):
            raise ValidationError(_("Type what to look for too, not only what to leave out."))
        return typed


@dataclass(frozen=True)
class Filter:
    """A type of results to filter by, or all of them; how many it has, and the question for it."""

    label: Any
    query: str
    total: int
    is_more: bool
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Results of one type: the best, or a page of them; and the question for all of them."""

    found: Found
    results: list[Result]
    query: str
    has_more: bool

    @property
    def sort(self) -> str:
        """The key of its type."""
        return self.found.sort.key


class Answer(Paged):
    """What was found for the words, of all types or of the chosen one.

    Raises InvalidPage when a type is chosen that has no such page.
    """

    def __init__(self, data: QueryDict, words: str, chosen: str, language: str) -> None:
        names = Entry.objects.filter(language=language)
        self.chosen = chosen
        self.sorts = sorts(names, language)
        self.counted = None if data.get("count") == "all" else COUNTED
        self.asked = ask(words, language, names, [sort.public for sort in self.sorts])
        self.found = self._find()
        if not any(one.total for one in self.found.values()):
            self.asked = loosely(self.asked)
            self.found = self._find()
        self.question = Question.read(data, ["q", "type"], {"q", "type"})
        if chosen:
            self.results: ResultsPage = Paginator(self.found[chosen], PER_PAGE).page(
                data.get("page") or 1
            )

    def _find(self) -> dict[str, Found]:
        return {sort.key: Found(sort, self.asked, self.counted) for sort in self.sorts}

    @cached_property
    def total(self) -> int:
        """How many there are of what is shown, as far as they are counted."""
        return sum(one.total for one in self._shown)

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return any(one.is_more for one in self._shown)

    @property
    def _shown(self) -> list[Found]:
        return [self.found[self.chosen]] if self.chosen else list(self.found.values())

    @property
    def filters(self) -> list[Filter]:
        """All and each type; none when there is nothing to filter."""
        everything = list(self.found.values())
        total, is_more = (
            sum(one.total for one in everything),
            any(one.is_more for one in everything),
        )
        if not total:
            return []
        by_type = [
            Filter(one.sort.label, self._query_of(key), one.total, one.is_more, key == self.chosen)
            for key, one in self.found.items()
        ]
        return [Filter(_("All"), self._query_of(""), total, is_more, not self.chosen), *by_type]

    @cached_property
    def groups(self) -> list[Group]:
        """The types that have anything, each with its best; of the chosen one a page."""
        if self.chosen:
            page = list(self.results)
            groups = [Group(self.found[self.chosen], page, "", False)] if page else []
        else:
            groups = [
                Group(one, one[:BEST], self._query_of(key), one.total > BEST)
                for key, one in self.found.items()
                if one.total
            ]
        documents = [
            result for group in groups if group.sort == "document" for result in group.results
        ]
        origins = pages_with([one.row.pk for one in documents], self.asked.language)
        for result in documents:
            result.row.origins = origins.get(result.row.pk, [])
        return groups

    @property
    def is_cut(self) -> bool:
        """Whether not all of the chosen type are listed."""
        return self.is_more or self.total > self.results.paginator.count

    @property
    def counting_query(self) -> str:
        """The same question, all that is found counted."""
        return self.question.set(count="all").query

    @property
    def all_query(self) -> str:
        """The question for all types."""
        return self._query_of("")

    @property
    def instead_query(self) -> str:
        """The question with the words taken as they were typed."""
        return self.question.set(q=self.asked.understood.instead).query

    def _query_of(self, chosen: str) -> str:
        return self.question.set(type=chosen).query


def sorts(names: EntryQuerySet, language: str) -> list[Sort]:
    """What can be found in a language; a document belongs to none and is found in each."""
    here = Locale.objects.filter(language_code=language).values("pk")[:1]
    articles, programmes, pages = (
        model.objects.live().filter(locale=here).defer_streamfields()
        for model in (ArticlePage, ProgrammePage, StandardPage)
    )
    return [
        Sort("article", TYPES["article"], articles, "date", names),
        Sort("programme", TYPES["programme"], programmes, "pk"),
        Sort("page", TYPES["page"], pages, "pk"),
        Sort("document", TYPES["document"], public_documents(), "created_at"),
    ]


def public_documents() -> QuerySet[Any]:
    """Documents outside the collections that the admin keeps private."""
    private = Q(pk__in=[])
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        private |= Q(path__startswith=path)
    closed = list(Collection.objects.filter(private).values_list("pk", flat=True))
    return File.objects.exclude(collection__in=closed)


def pages_with(documents: Iterable[int], language: str) -> dict[int, list[Page]]:
    """For each document published pages that link to it, ORIGINS at most."""
    keys = [str(key) for key in documents]
    if not keys:
        return {}
    references = (
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(File),
            to_object_id__in=keys,
            base_content_type=ContentType.objects.get_for_model(Page),
        )
        .order_by("to_object_id", "object_id")
        .values_list("to_object_id", "object_id")
        .distinct()
    )
    pages = Page.objects.live().filter(locale__language_code=language)
    by_key = pages.in_bulk({int(page) for _document, page in references})
    found: dict[int, list[Page]] = defaultdict(list)
    for document, page in references:
        if int(page) in by_key and len(found[int(document)]) < ORIGINS:
            found[int(document)].append(by_key[int(page)])
    return dict(found)
