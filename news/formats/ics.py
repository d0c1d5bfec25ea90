"""What takes place as an iCalendar file (RFC 5545), written by the library `icalendar`."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils import timezone
from icalendar import Calendar, Event

from news.models import ArticlePage

# More than a calendar program shows; a whole archive's events are in the csv and json files.
LENGTH = 1000


def write(
    articles: Iterable[ArticlePage], *, name: str, absolute: Callable[[ArticlePage], str]
) -> bytes:
    """The file. Events last whole days; DTEND is the day after the last, as the standard wants it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Institute Site//News//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for article in articles:
        if article.event_start and article.last_day:
            event = Event()
            event.add("uid", f"{article.source_id}@institute-site")
            event.add("dtstamp", article.last_published_at or timezone.now())
            event.add("dtstart", article.event_start)
            event.add("dtend", article.last_day + dt.timedelta(days=1))
            event.add("summary", article.title)
            event.add("description", article.lead)
            event.add("url", absolute(article))
            if article.venues:
                event.add("location", ", ".join(venue.name for venue in article.venues))
            calendar.add_component(event)
    return bytes(calendar.to_ical())
