"""Articles as an Atom feed (RFC 4287)."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils import feedgenerator, timezone
from django.utils.formats import date_format
from django.utils.html import escape

from news.models import ArticlePage

# A feed is for news; the whole archive is in the csv and json files.
LENGTH = 50


def write(
    articles: Iterable[ArticlePage],
    *,
    title: str,
    link: str,
    feed_url: str,
    language: str,
    absolute: Callable[[ArticlePage], str],
) -> str:
    """The feed's text. `absolute` gives an article's full address."""
    feed = feedgenerator.Atom1Feed(
        title=title, link=link, description=None, language=language, feed_url=feed_url
    )
    for article in articles:
        noon = dt.time(12)
        published = timezone.make_aware(dt.datetime.combine(article.date, noon))
        feed.add_item(
            title=article.title,
            link=absolute(article),
            description=_summary(article),
            unique_id=f"urn:article:{article.source_id}",
            pubdate=published,
            updateddate=max(published, _told_at(article) or published),
            categories=[programme.title for programme in article.live_programmes],
        )
    return feed.writeString("utf-8")


def _told_at(article: ArticlePage) -> dt.datetime | None:
    """When readers were last told something; a mended typo makes nothing new."""
    return article.changed_at or article.first_published_at


def _summary(article: ArticlePage) -> str:
    """The lead and the notes on changes; the summary is HTML to a reader."""
    notes = [
        f"<p><strong>{escape(note.get_kind_display())}, {escape(date_format(note.date))}:</strong>"
        f" {escape(note.text)}</p>"
        for note in article.corrections.all()
    ]
    return f"<p>{escape(article.lead)}</p>{''.join(notes)}" if notes else escape(article.lead)
