"""Counting articles by what they have: each count is one question to the database."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from news.admin.filters import ArticleListingFilter
from news.facets import Kind
from news.models import ArticlePage, ArticleVenue
from news.models.queries import ArticleQuerySet
from search.calendar import month_span

# Of a question's rows only the first are read one by one; the others are told together.
SHOWN = 50


@dataclass(frozen=True)
class Row:
    """How many articles have something; `asks` is what the list of articles is asked for them."""

    label: str
    number: int
    asks: dict[str, str] | None = None


Counted = list[tuple[Any, int]]


@dataclass(frozen=True)
class Tally:
    """A way to count by a column that every article has one value of."""

    label: Any
    column: Any
    rows: Callable[[ArticleListingFilter, Counted], list[Row]]
    several = False

    def count(self, asked: ArticleListingFilter, articles: ArticleQuerySet) -> list[Row]:
        """A row for every value, from the one question."""
        counted = articles.order_by().values_list(self.column).annotate(n=Count("pk")).order_by()
        return self.rows(asked, list(counted))


@dataclass(frozen=True)
class LinkTally:
    """A way to count by things of which an article has several or none: its links are counted."""

    label: Any
    links: Any
    article: str
    thing: str
    rows: Callable[[ArticleListingFilter, Counted], list[Row]]
    several = True

    def count(self, asked: ArticleListingFilter, articles: ArticleQuerySet) -> list[Row]:
        """A row for every thing, and one for the articles that have none."""
        links = self.links.order_by()
        if articles.query.where:
            links = links.filter(**{f"{self.article}__in": articles.order_by().values("pk")})
        counted = list(links.values_list(self.thing).annotate(n=Count("*")).order_by())
        linked = self.links.filter(**{self.article: OuterRef("pk")}).order_by()
        lacking = articles.filter(~Exists(linked)).order_by().count()
        return self.rows(asked, [*counted, (None, lacking)])


def shortened(rows: list[Row]) -> list[Row]:
    """The first rows, and the others together in one."""
    if len(rows) <= SHOWN:
        return rows
    others = sum(row.number for row in rows[SHOWN:])
    label = _("Others together (%(number)d)") % {"number": len(rows) - SHOWN}
    return [*rows[:SHOWN], Row(label, others)]


def _by_choice(name: str, without: Any, unknown: Any) -> Any:
    """Things that a question may choose; translations of one thing are one row."""

    def rows(asked: ArticleListingFilter, counted: Counted) -> list[Row]:
        slugs = {number: one.slug for one in asked.choices[name] for number in one.numbers}
        labels = {one.slug: one.label for one in asked.choices[name]}
        numbers: Counter[str | None] = Counter()
        lacking = 0
        for number, n in counted:
            if number is None:
                lacking += n
            else:
                numbers[slugs.get(number)] += n
        found = [
            Row(labels[slug], n, {name: slug}) if slug else Row(str(unknown), n)
            for slug, n in numbers.most_common()
        ]
        return [*found, *([Row(str(without), lacking)] if lacking else [])]

    return rows


def _by_month(asked: ArticleListingFilter, counted: Counted) -> list[Row]:
    """The last month first; a link asks for no other days than were counted."""
    since, until = (asked.form.cleaned_data.get(name) for name in ("from", "to"))

    def row(month: dt.date, number: int) -> Row:
        first, last = month_span(month)
        asks = {"from": f"{max(first, since or first)}", "to": f"{min(last, until or last)}"}
        return Row(capfirst(date_format(month, "YEAR_MONTH_FORMAT")), number, asks)

    return [row(*pair) for pair in sorted(counted, reverse=True)]


def _by_author(asked: ArticleListingFilter, counted: Counted) -> list[Row]:
    """Those who made the articles; what was imported has no author."""
    numbers = Counter(dict(counted))
    users = get_user_model().objects.in_bulk([pk for pk in numbers if pk is not None])
    return [
        Row(
            (users[pk].get_full_name() or users[pk].get_username())
            if pk in users
            else _("No author"),
            n,
        )
        for pk, n in numbers.most_common()
    ]


def _by_language(asked: ArticleListingFilter, counted: Counted) -> list[Row]:
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    names = dict(settings.LANGUAGES)
    return [
        Row(names.get(codes[pk]) or codes[pk], n, {"language": codes[pk]})
        for pk, n in Counter(dict(counted)).most_common()
    ]


def _by_kind(asked: ArticleListingFilter, counted: Counted) -> list[Row]:
    ordered = Counter(dict(counted)).most_common()
    return [Row(str(Kind(kind).label), n, {"kind": kind}) for kind, n in ordered]


TALLIES: dict[str, Tally | LinkTally] = {
    "venue": LinkTally(
        gettext_lazy("Venues"),
        ArticleVenue.objects,
        "article",
        "venue",
        _by_choice("venue", gettext_lazy("Without a venue"), gettext_lazy("Unknown")),
    ),
    "programme": LinkTally(
        gettext_lazy("Programmes"),
        ArticlePage.programmes.through.objects,
        "articlepage",
        "programmepage",
        _by_choice(
            "programme",
            gettext_lazy("Without a programme"),
            gettext_lazy("Programmes that are not published"),
        ),
    ),
    "topic": LinkTally(
        gettext_lazy("Topics"),
        ArticlePage.topics.through.objects,
        "articlepage",
        "topic",
        _by_choice("topic", gettext_lazy("Without a topic"), gettext_lazy("Unknown")),
    ),
    "month": Tally(gettext_lazy("Months"), TruncMonth("date"), _by_month),
    "author": Tally(gettext_lazy("Authors"), "owner", _by_author),
    "language": Tally(gettext_lazy("Languages"), "locale", _by_language),
    "kind": Tally(gettext_lazy("Kinds"), "kind", _by_kind),
}
