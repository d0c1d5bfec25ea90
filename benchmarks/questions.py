"""What is asked: the questions that visitors ask most, and those that cost most."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

PER_PAGE = 20
OURS, ORM, WAGTAIL = "ours", "plain ORM", "Wagtail"
# By hand on an ideal table; and on one that has a row for each link, larger than the index may be.
IDEAL, LINKS = "by hand", "a row a link"


@dataclass(frozen=True)
class Asked:
    """One question, as on the news page; `order` is "match" only beside a name.

    `first` and `last` are both included. Things are asked for by their slugs.
    """

    language: str = "en"
    name: str = ""
    meant: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    venue: str = ""
    order: str = "newest"
    page: int = 1

    @property
    def query(self) -> str:
        """The question as the query string of an address."""
        values = {
            "name": self.name,
            "from": self.first or "",
            "to": self.last or "",
            "venue": self.venue,
            "order": self.order,
            "page": self.page if self.page > 1 else "",
        }
        return urlencode({key: value for key, value in values.items() if value})

    @property
    def words(self) -> str:
        """The words of the name as they were meant, without typing errors."""
        return self.meant or self.name


@dataclass(frozen=True)
class Question:
    """Questions of one sort, measured together; `wanted` says what of: a contender's method."""

    label: str
    wanted: str
    asked: tuple[Asked, ...]


THREE_YEARS: dict[str, Any] = {"first": dt.date(2022, 1, 1), "last": dt.date(2024, 12, 31)}
FREQUENT, MIDDLING, RARE = "bench-venue-0", "bench-venue-115", "bench-venue-90"

QUESTIONS = (
    Question("first page, newest", "page", (Asked("en"), Asked("ru"))),
    Question(
        "dates and venue",
        "page",
        tuple(Asked(venue=venue, **THREE_YEARS) for venue in (FREQUENT, MIDDLING, RARE)),
    ),
    Question(
        "name and dates, newest",
        "page",
        (
            Asked("en", "digital skills", **THREE_YEARS),
            Asked("ru", "отчёт робототехника", **THREE_YEARS),
            Asked("en", "Vladivostok", **THREE_YEARS),
        ),
    ),
    Question(
        "name, best match",
        "page",
        (
            Asked("en", "robotics hackathon", order="match"),
            Asked("ru", "выставка в Казани", order="match"),
            Asked("en", "agreement on photonics", order="match"),
        ),
    ),
    Question(
        "misspelt name",
        "page",
        (
            Asked("en", "robtics Kazan", "robotics Kazan", order="match"),
            Asked("en", "labratory Tomsk", "laboratory Tomsk", order="match"),
            Asked("ru", "беспилотнки форум", "беспилотники форум", order="match"),
        ),
    ),
    Question("page 5,000", "page", (Asked("en", page=5000), Asked("ru", page=5000))),
    Question(
        "counts per venue, three years",
        "venues",
        (Asked("en", **THREE_YEARS), Asked("ru", **THREE_YEARS)),
    ),
    Question("counts per month, all years", "months", (Asked("en"), Asked("ru"))),
    Question(
        "counts of all facets",
        "facets",
        (
            Asked("en", **THREE_YEARS),
            Asked("en", "digital skills"),
            Asked("ru"),
        ),
    ),
    Question(
        "suggestion",
        "suggestions",
        (Asked("en", "digital ski"), Asked("ru", "отчёт о робот"), Asked("en", "Vladiv")),
    ),
)

# How many times longer than by hand the site may take.
LIMITS_BY_HAND = {question.label: 1.3 for question in QUESTIONS} | {
    "counts of all facets": 2.0,
    "suggestion": 2.0,
}
