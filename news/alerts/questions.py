"""The question of an alert: the one filter's, without what belongs to a visit."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from news.filters import ArticleFilter
from news.listing import Listing
from news.models import NewsIndexPage
from search.question import Question


def canonical(query: QueryDict) -> Question:
    """What is asked, in a fixed order: equal questions are equal texts, and are asked once for all."""
    known = list(ArticleFilter.base_filters)
    return Question.read(query, known, ArticleFilter.SINGLE).drop("order")


@dataclass
class Asked:
    """A question about the articles of a news listing; `query` is its canonical query string."""

    query: str
    index: NewsIndexPage

    @cached_property
    def filter(self) -> ArticleFilter:
        """The question, read."""
        return ArticleFilter(
            QueryDict(self.query.removeprefix("?")),
            self.index.entries(),
            language=self.index.locale.language_code,
        )

    @cached_property
    def is_understood(self) -> bool:
        """Whether it can be asked: its venue may be deleted one day."""
        return bool(self.filter.is_valid())

    @property
    def is_past(self) -> bool:
        """Whether its last day is over, so that nothing new is to be expected."""
        return self.ends_before(timezone.localdate())

    def ends_before(self, day: dt.date) -> bool:
        """Whether only articles of earlier days can answer it."""
        last = self.filter.form.cleaned_data.get("to")
        return last is not None and last < day

    @property
    def can_be_told(self) -> bool:
        """Whether an alert for it makes sense."""
        return self.is_understood and not self.is_past

    @cached_property
    def parts(self) -> list[str]:
        """What is asked in words, as the listing's chips say it; nothing for all news."""
        chips = Listing(self.filter, Paginator([], 1).page(1), self.index).chips
        return [chip.label for chip in chips]

    @property
    def address(self) -> str:
        """The listing with this question."""
        return f"{self.index.get_url()}{self.query}"

    def answered_by(self, articles: list[int]) -> list[int]:
        """Which of these articles answer it, the newest first."""
        found = self.filter.entries.filter(page_id__in=articles)
        return list(found.order_by("-date", "-page_id").values_list("page_id", flat=True))


def index_in(language: str) -> NewsIndexPage | None:
    """The published news listing of a language."""
    published = NewsIndexPage.objects.live().select_related("locale")
    index: NewsIndexPage | None = published.filter(locale__language_code=language).first()
    return index
