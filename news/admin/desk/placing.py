"""Giving a version of an article a venue, a programme or a topic, or taking it away.

`others` are the same thing in every language; each function says whether there was anything to change.
"""

from typing import Any

from news.models import ArticlePage, ArticleVenue

ADD, REPLACE, REMOVE = "add", "replace", "remove"


def place_venue(version: ArticlePage, how: str, venue: Any, others: list[Any]) -> bool:
    """A venue; one that is added comes last, so the main one stays."""
    links = list(version.venue_links.all())
    before = [link.venue_id for link in links]
    kept = {link.venue_id: link for link in reversed(links)}
    wanted = _wanted(before, how, venue, others)
    if wanted == before:
        return False
    version.venue_links.set(_link(kept, number, place) for place, number in enumerate(wanted))
    version.__dict__.pop("venues", None)
    return True


def place_programme(version: ArticlePage, how: str, programme: Any, others: list[Any]) -> bool:
    """A programme."""
    return _place(version.programmes, how, programme, others)


def place_topic(version: ArticlePage, how: str, topic: Any, others: list[Any]) -> bool:
    """A topic."""
    return _place(version.topics, how, topic, others)


def _place(relation: Any, how: str, thing: Any, others: list[Any]) -> bool:
    things = {one.pk: one for one in relation.all()}
    wanted = _wanted(list(things), how, thing, others)
    if wanted == list(things):
        return False
    relation.set([things.get(number, thing) for number in wanted])
    return True


def _wanted(before: list[int], how: str, thing: Any, others: list[Any]) -> list[int]:
    same = {other.pk for other in others}
    if how == REMOVE:
        return [number for number in before if number not in same]
    if how == REPLACE:
        return [thing.pk]
    return before if same & set(before) else [*before, thing.pk]


def _link(kept: dict[int, ArticleVenue], number: int, place: int) -> ArticleVenue:
    link = kept.get(number) or ArticleVenue(venue_id=number)
    link.sort_order = place
    return link
