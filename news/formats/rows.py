"""An article as one row of facts, for spreadsheets and data."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from news.models import ArticlePage


def row(article: ArticlePage, absolute: Callable[[ArticlePage], str]) -> dict[str, Any]:
    """What is known of an article, apart from its text. `absolute` gives its full address."""
    return {
        "id": article.source_id,
        "lang": article.language,
        "date": article.date.isoformat(),
        "title": article.title,
        "kind": article.kind,
        "lead": article.lead,
        "url": absolute(article),
        "venues": [venue.name for venue in article.venues],
        "programmes": [programme.title for programme in article.live_programmes],
        "topics": [topic.name for topic in article.topics.all()],
        "event_start": article.event_start.isoformat() if article.event_start else None,
        "event_end": article.last_day.isoformat() if article.last_day else None,
    }


def rows(
    articles: Iterable[ArticlePage], absolute: Callable[[ArticlePage], str]
) -> Iterator[dict[str, Any]]:
    """A row for each article, one after another."""
    return (row(article, absolute) for article in articles)
