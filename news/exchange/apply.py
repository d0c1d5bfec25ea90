"""A record's fields set on an article."""

import datetime as dt
from collections.abc import Iterable

from news.models import ArticlePage, ArticleVenue

from .names import Names
from .pictures import Store
from .prepare import Prepared
from .records import name_key
from .stream import to_stream


def apply(
    article: ArticlePage, prepared: Prepared, changed: Iterable[str], names: Names, store: Store
) -> None:
    """Set the changed fields; what they name is found or made. Raises `Refusal`."""
    value, changed = prepared.fields, set(changed)
    for field in changed & {"title", "lead", "kind"}:
        setattr(article, field, value[field])
    if "date" in changed:
        article.date = dt.date.fromisoformat(value["date"])
    if "body_html" in changed:
        _set_body(article, prepared, store)
    if "venues" in changed:
        _set_venues(article, value["venues"], names)
    for field in changed & {"topics", "programmes"}:
        setattr(article, field, names.find(field, value[field], article.locale))
    if "event" in changed:
        event = value["event"] or {}
        article.event_start, article.event_end = _day(event.get("start")), _day(event.get("end"))
    if "source" in changed:
        source = value["source"] or {}
        article.source_name, article.source_url = source.get("name", ""), source.get("url", "")
    if "image" in changed:
        _set_cover(article, prepared, store)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _set_body(article: ArticlePage, prepared: Prepared, store: Store) -> None:
    raw = to_stream(
        prepared.blocks,
        article.locale,
        lambda value: store.picture(prepared.pictures[value["image"]], value["alt"]),
    )
    article.body = article.body.stream_block.to_python(raw)


def _set_venues(article: ArticlePage, wanted: list[str], names: Names) -> None:
    """Of two venues with one name the article keeps the one that it has."""
    linked = {name_key(venue.name): venue for venue in reversed(article.venues)}
    missing = [name for name in wanted if name_key(name) not in linked]
    found = names.find("venues", missing, article.locale)
    linked |= {name_key(name): venue for name, venue in zip(missing, found, strict=True)}
    links = [
        ArticleVenue(venue=linked[name_key(name)], sort_order=number)
        for number, name in enumerate(wanted)
    ]
    article.venue_links.set(links)


def _set_cover(article: ArticlePage, prepared: Prepared, store: Store) -> None:
    before, image = article.cover_id, prepared.fields["image"]
    if image is None:
        article.cover, article.cover_alt, article.cover_credit = None, "", ""
    else:
        local = prepared.pictures.get(image["file"])
        if local:
            article.cover = store.picture(local, image["alt"])
        article.cover_alt = image["alt"]
        own = article.cover.credit if article.cover else ""
        article.cover_credit = "" if image["credit"] == own else image["credit"]
    if before and before != article.cover_id:
        # The caption spoke of another picture.
        article.cover_caption = ""
