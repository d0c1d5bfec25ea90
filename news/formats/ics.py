"""What takes place as an iCalendar file (RFC 5545, RFC 7986), written by the library `icalendar`."""

import datetime as dt
from collections.abc import Callable, Iterable

from icalendar import Calendar, Event

from news.models import ArticlePage

from .identity import identity, published_at, updated_at

# More than a calendar program shows; a whole archive's events are in the csv and json files.
LENGTH = 1000
# How often a calendar program that subscribes is asked to look again.
REFRESH = dt.timedelta(hours=12)


def write(
    articles: Iterable[ArticlePage],
    *,
    name: str,
    publisher: str,
    address: str,
    absolute: Callable[[ArticlePage], str],
) -> bytes:
    """The file. `name` and `address` are the calendar's; `absolute` gives an article's full address.

    There is no METHOD: this is no invitation, it is something to subscribe to.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{publisher}//News//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("source", address)
    calendar.refresh_interval = REFRESH
    calendar.add("x-published-ttl", "PT12H")
    for article in articles:
        if article.last_day:
            calendar.add_component(_event(article, article.last_day, absolute))
    return bytes(calendar.to_ical())


def _event(
    article: ArticlePage, last_day: dt.date, absolute: Callable[[ArticlePage], str]
) -> Event:
    """An event of whole days, which need no time zone: DTEND is the day after the last."""
    event = Event()
    event.add("uid", str(identity(article)))
    event.add("dtstamp", _changed_at(article))
    event.add("created", published_at(article))
    event.add("last-modified", _changed_at(article))
    # Readers were told of as many changes.
    event.add("sequence", len(article.corrections.all()))
    event.add("dtstart", article.event_start)
    event.add("dtend", last_day + dt.timedelta(days=1))
    event.add("summary", article.title)
    event.add("description", f"{article.lead}\n\n{absolute(article)}".strip())
    event.add("url", absolute(article))
    event.add("categories", [article.get_kind_display()])
    event.add("status", "CONFIRMED")
    # Something to know of; whoever goes there will block the time.
    event.add("transp", "TRANSPARENT")
    if article.venues:
        event.add("location", "; ".join(venue.whole for venue in article.venues))
        if (place := article.venues[0]).latitude is not None and place.longitude is not None:
            event.add("geo", (float(place.latitude), float(place.longitude)))
    return event


def _changed_at(article: ArticlePage) -> dt.datetime:
    """When it was last published: of articles that came from elsewhere, their publication date."""
    return article.last_published_at or updated_at(article)
