"""How an article is known to programs that keep it: the same for ever, whatever its address."""

import datetime as dt
import uuid

from django.utils import timezone

from news.models import ArticlePage


def identity(article: ArticlePage) -> uuid.UUID:
    """A UUID made of the identity that imports and exports keep, whatever characters that has."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"article:{article.source_id}")


def published_at(article: ArticlePage) -> dt.datetime:
    """When it was first published if that was on its publication date, else noon of that date."""
    first = article.first_published_at
    if first and timezone.localdate(first) == article.date:
        return first
    return timezone.make_aware(dt.datetime.combine(article.date, dt.time(12)))


def updated_at(article: ArticlePage) -> dt.datetime:
    """When readers were last told something; a mended typo makes nothing new."""
    published = published_at(article)
    return max(published, article.changed_at or published)
