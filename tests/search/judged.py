"""The judged list: queries as people type them, each with the article that it must find.

`queries.tsv` was judged by hand over the demo's articles and `titles.tsv`, the names of 1,490 articles of a
public institution (in the public domain). Tests and the benchmark of recall read both from here.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db.models import F
from django.http import QueryDict
from wagtail.models import Page

from news.filters import ArticleFilter
from news.models import ArticlePage, NewsIndexPage

HERE = Path(__file__).parent
# How many results are looked at: the worst place that the list judges.
LOOKED_AT = 10
# Tab separated, nothing quoted: queries have quotation marks of their own.
TABLE: dict[str, Any] = {"delimiter": "\t", "quoting": csv.QUOTE_NONE, "restval": ""}


@dataclass(frozen=True)
class Judged:
    """A query and its judgement; `kind` is the error that is made in it.

    `wanted` is the identity of an article, or empty for nonsense, which finds nothing. It must be
    among the first `top` results, or in none of them when `top` is 0.
    """

    language: str
    kind: str
    query: str
    wanted: str
    top: int
    comment: str = ""

    @property
    def has_answer(self) -> bool:
        """Whether an article must be found, rather than must not."""
        return self.top > 0


@dataclass(frozen=True)
class Outcome:
    """What a search made of a judged query: the identities of the articles found, best first."""

    judged: Judged
    found: list[str]

    @cached_property
    def place(self) -> int:
        """The place of the judged article, counted from 1; 0 when it was not found."""
        return self.found.index(self.judged.wanted) + 1 if self.judged.wanted in self.found else 0

    def is_within(self, top: int) -> bool:
        """Whether the judged article is among so many first results."""
        return 0 < self.place <= top

    @property
    def holds(self) -> bool:
        """Whether the judgement is met."""
        if self.judged.has_answer:
            return self.is_within(self.judged.top)
        return not self.place if self.judged.wanted else not self.found


def queries() -> list[Judged]:
    """The list, in its order."""
    with (HERE / "queries.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Judged(
                language=row["language"],
                kind=row["kind"],
                query=row["query"],
                wanted=row["wanted"],
                top=0 if row["top"] == "-" else int(row["top"]),
                comment=row["comment"],
            )
            for row in csv.DictReader(file, **TABLE)
        ]


def add_articles() -> None:
    """Publish the articles of `titles.tsv`, names and dates alone, in the news of their language.

    Rows are written straight to the tables, which takes seconds: the search's index is kept by the
    database, Wagtail's own index knows nothing of them until it is rebuilt.
    """
    with (HERE / "titles.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, **TABLE))
    for index in NewsIndexPage.objects.select_related("locale"):
        _add(index, [row for row in rows if row["language"] == index.locale.language_code])


def _add(index: NewsIndexPage, rows: list[dict[str, str]]) -> None:
    last = index.get_last_child()
    taken = ArticlePage._str2int(last.path[-ArticlePage.steplen :]) if last else 0
    articles = [
        ArticlePage(
            title=row["title"],
            draft_title=row["title"],
            slug=f"judged-{number}",
            path=ArticlePage._get_path(index.path, index.depth + 1, taken + number),
            depth=index.depth + 1,
            url_path=f"{index.url_path}judged-{number}/",
            locale=index.locale,
            source_id=row["id"],
            date=dt.date.fromisoformat(row["date"]),
        )
        for number, row in enumerate(rows, 1)
    ]
    shared = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    pages = Page.objects.bulk_create(
        Page(**{name: getattr(article, name) for name in shared}) for article in articles
    )
    for article, page in zip(articles, pages, strict=True):
        article.page_ptr_id = article.id = page.pk
        article.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(rows))


def ask(language: str, query: str) -> list[str]:
    """The first articles that the news of a language answers a name with, as its public pages do."""
    asked = QueryDict(mutable=True)
    asked["name"] = query
    index = NewsIndexPage.objects.get(locale__language_code=language)
    entries = ArticleFilter(asked, index.entries(), language=language).entries
    pages = [entry.page_id for entry in entries[:LOOKED_AT]]
    identities = dict(ArticlePage.objects.filter(pk__in=pages).values_list("pk", "source_id"))
    return [identities[page] for page in pages]


def share(outcomes: Iterable[Outcome], top: int) -> float:
    """Recall: of the queries with an answer, the share that have it among so many first results.

    Those count too that are judged to have it further down.
    """
    found = [outcome.is_within(top) for outcome in outcomes if outcome.judged.has_answer]
    return sum(found) / len(found) if found else 1.0
