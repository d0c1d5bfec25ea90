"""Articles as an Atom feed (RFC 4287), each with its full text."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urljoin

from django.utils import feedgenerator
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from news.models import ArticlePage
from news.pictures.markup import find
from news.pictures.places import ELSEWHERE

from .identity import identity, published_at, updated_at

# A feed is for news; the whole archive is in the csv and json files.
LENGTH = 50


class _Feed(feedgenerator.Atom1Feed):
    """Django's, with full texts; one without entries has a date of its own, not that of the request."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else self.feed["since"]


def write(
    articles: Sequence[ArticlePage],
    texts: Sequence[str],
    *,
    title: str,
    publisher: str,
    link: str,
    feed_url: str,
    language: str,
    since: dt.datetime,
    absolute: Callable[[ArticlePage], str],
) -> str:
    """The feed's text.

    `texts` are the articles' as HTML that stands on its own; `since` dates a feed without any;
    `absolute` gives an article's full address.
    """
    feed = _Feed(
        title=title,
        link=link,
        description=None,
        language=language,
        feed_url=feed_url,
        author_name=publisher,
        feed_copyright=f"© {publisher}",
        since=since,
    )
    for article, text in zip(articles, texts, strict=True):
        feed.add_item(
            title=article.title,
            link=absolute(article),
            description=_summary(article),
            content=text,
            unique_id=identity(article).urn,
            pubdate=published_at(article),
            updateddate=updated_at(article),
            categories=_categories(article),
            enclosures=_cover(article, link),
        )
    return feed.writeString("utf-8")


def _categories(article: ArticlePage) -> list[str]:
    programmes = [programme.title for programme in article.live_programmes]
    topics = [topic.name for topic in article.topics.all()]
    return [article.get_kind_display(), *programmes, *topics]


def _cover(article: ArticlePage, base: str) -> list[feedgenerator.Enclosure]:
    """The cover picture once it is made, for readers that show one beside the name."""
    made = find(article.cover, ELSEWHERE).get(ELSEWHERE) if article.cover else None
    if made is None:
        return []
    return [feedgenerator.Enclosure(urljoin(base, made.url), str(made.file.size), "image/jpeg")]


def _summary(article: ArticlePage) -> str:
    """The lead and the notes on changes; the summary is HTML to a reader."""
    notes = [
        f"<p><strong>{escape(note.get_kind_display())}, {escape(date_format(note.date))}:</strong>"
        f" {escape(note.text)}</p>"
        for note in article.corrections.all()
    ]
    return f"<p>{escape(article.lead)}</p>{''.join(notes)}" if notes else escape(article.lead)
