"""The site itself, by its own question (`news.filters.ArticleFilter`).

Measured is what the question costs once the form is read, which no statement by hand does; what
reading the form costs is told beside it (`forms`), and the whole page by `benchmarks.pages`.
"""

from django.http import QueryDict

from benchmarks.questions import PER_PAGE, Asked
from news.filters import ArticleFilter
from news.found import Found
from news.models import ArticlePage, NewsIndexPage
from news.suggestions import suggest

from . import Answer, Counts

_INDEXES: dict[str, NewsIndexPage] = {}


def prepare() -> None:
    """Know the news pages that are asked."""
    for index in NewsIndexPage.objects.select_related("locale"):
        _INDEXES[index.locale.language_code] = index


def read(asked: Asked) -> ArticleFilter:
    """The question as the form understands it."""
    question = ArticleFilter(
        QueryDict(asked.query), _INDEXES[asked.language].entries(), language=asked.language
    )
    assert question.is_valid(), question.errors
    return question


def page(question: ArticleFilter) -> Answer:
    """A page of the answer and its exact total."""
    entries = question.entries
    start = (int(question.data.get("page", 1)) - 1) * PER_PAGE
    ids = list(entries.values_list("page_id", flat=True)[start : start + PER_PAGE])
    found = Found(entries, ArticlePage.objects.none(), known=question.counted)
    return Answer(ids, found.count())


def venues(question: ArticleFilter) -> Counts:
    """How many articles each venue has."""
    return dict(question.counts["venue"])


def months(question: ArticleFilter) -> Counts:
    """How many articles each month has."""
    return dict(question.months())


def facets(question: ArticleFilter) -> Counts:
    """How many articles each venue, programme, topic and kind has."""
    return {
        (facet, slug): number
        for facet, numbers in question.counts.items()
        for slug, number in numbers.items()
    }


def suggestions(question: ArticleFilter) -> list[str]:
    """Everything that is offered while typing: articles, programmes and venues."""
    groups = suggest(question.data["name"], _INDEXES[question.language])
    return [str(one.label) for group in groups for one in group.suggestions]
