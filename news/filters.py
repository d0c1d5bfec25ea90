"""The question about articles: one definition for the page, feeds, files, counts and the admin listing."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from search.filters import DateEdgeFilter, NameFilter, OrderFilter, QuestionForm, SlugsFilter
from search.question import Question

from .models.articles import ArticlePage, ArticleVenue, Kind
from .models.programmes import ProgrammePage
from .models.queries import NEWEST, OLDEST, ArticleQuerySet
from .models.snippets import Topic, Venue


def at_venues(slugs: list[str]) -> Exists:
    """Articles at any of these venues."""
    return Exists(ArticleVenue.objects.filter(article=OuterRef("pk"), venue__slug__in=slugs))


def of_programmes(slugs: list[str]) -> Exists:
    """Articles of any of these programmes."""
    links = ArticlePage.programmes.through.objects
    return Exists(links.filter(articlepage=OuterRef("pk"), programmepage__slug__in=slugs))


def on_topics(slugs: list[str]) -> Exists:
    """Articles on any of these topics."""
    links = ArticlePage.topics.through.objects
    return Exists(links.filter(articlepage=OuterRef("pk"), topic__slug__in=slugs))


def of_kinds(kinds: list[str]) -> Q:
    """Articles of any of these kinds."""
    return Q(kind__in=kinds)


class ArticleFilter(django_filters.FilterSet):
    """Narrows articles by what was asked; without a `language`, those of every language.

    `articles` is the answer: nothing when the question cannot be understood; `errors` then says why.
    """

    SINGLE: ClassVar[set[str]] = {"name", "from", "to", "order"}

    class Meta:
        model = ArticlePage
        form = QuestionForm
        fields: ClassVar[list[str]] = []

    def __init__(
        self,
        data: QueryDict | None = None,
        queryset: ArticleQuerySet | None = None,
        *,
        language: str = "",
        request: HttpRequest | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, queryset, request=request, prefix=prefix)
        self.language = language
        self.is_bound = True
        self.offered: set[str] = set(Kind.values)
        for name, choices in {
            "venue": self._by_slug(Venue, "name", "article_links"),
            "programme": self._by_slug(ProgrammePage, "title", "articles"),
            "topic": self._by_slug(Topic, "name", "articles"),
            "kind": Kind.choices,
        }.items():
            self.filters[name].extra["choices"] = choices

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """The parameters by their public names, one of which is no Python name."""
        return {
            "name": NameFilter(label=_("Search by name")),
            "from": DateEdgeFilter("date", edge="first", label=_("From")),
            "to": DateEdgeFilter("date", edge="last", label=_("To")),
            "venue": SlugsFilter(
                having=at_venues,
                label=_("Venue"),
                unknown=_("There is no venue “%(value)s”: choose one from the list."),
            ),
            "programme": SlugsFilter(
                having=of_programmes,
                label=_("Programme"),
                unknown=_("There is no programme “%(value)s”: choose one from the list."),
            ),
            "topic": SlugsFilter(
                having=on_topics,
                label=_("Topic"),
                unknown=_("There is no topic “%(value)s”: choose one from the list."),
            ),
            "kind": SlugsFilter(
                having=of_kinds,
                label=_("Kind"),
                unknown=_("There is no kind “%(value)s”: choose one from the list."),
            ),
            "order": OrderFilter({"newest": NEWEST, "oldest": OLDEST}, label=_("Order")),
        }

    def _by_slug(self, model: Any, name: str, articles: str) -> list[tuple[str, str]]:
        """Slug and name of each thing, those with most articles first.

        Translations share a slug: this language's name is the one told. Every thing can be asked
        for; `offered` are those of this language that have articles.
        """
        published = Q(**{f"{articles}{'__article' if model is Venue else ''}__live": True})
        things = model.objects.annotate(number=Count(articles, filter=published))
        if model is ProgrammePage:
            things = things.live()
        rows = things.order_by("-number", name).values_list(
            "slug", name, "locale__language_code", "number"
        )
        own = {slug: label for slug, label, language, _number in rows if language == self.language}
        others = {slug: label for slug, label, *_rest in rows if slug not in own}
        self.offered |= {
            slug for slug, _label, language, number in rows if language == self.language and number
        }
        return [*own.items(), *others.items()]

    @cached_property
    def question(self) -> Question:
        """What was asked, for links to what may be asked next."""
        return Question.read(self.data, list(self.filters), self.SINGLE)

    @property
    def articles(self) -> ArticleQuerySet:
        """The articles that answer the question; none when it cannot be understood."""
        return self.qs if self.is_valid() else self.queryset.none()
