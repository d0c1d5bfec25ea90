"""The places of the articles that answer a question, each with how many there were."""

from collections.abc import Iterable
from dataclasses import dataclass

from news.filters import ArticleFilter
from news.models import Venue


@dataclass(frozen=True)
class Place:
    """A venue in the visitor's language, how many articles tell of it, and the question for those.

    `point` is its longitude and latitude in degrees, or None when nobody has told them.
    """

    slug: str
    name: str
    city: str
    number: int
    query: str
    point: tuple[float, float] | None


def places(asked: ArticleFilter) -> list[Place]:
    """Venues of the answers, those with the most articles first; none of a question not understood.

    Where venues are asked for it is these, each with the number that its own question finds.
    """
    if not asked.is_valid():
        return []
    numbers = asked.counts_of("venue")
    chosen = set(asked.question.values.get("venue", numbers))
    found = [one for one in asked.choices["venue"] if one.slug in chosen and numbers[one.slug]]
    venues = _in_language(asked.language, (pk for choice in found for pk in choice.numbers))
    places = []
    for choice in found:
        own = [venue for pk, venue in venues.items() if pk in choice.numbers]
        places.append(
            Place(
                slug=choice.slug,
                name=choice.label,
                city=own[0].city if own[0].city != choice.label else "",
                number=numbers[choice.slug],
                query=asked.question.set(venue=choice.slug).query,
                point=next(filter(None, map(_point, own)), None),
            )
        )
    return sorted(places, key=lambda place: (-place.number, place.name))


def _in_language(language: str, numbers: Iterable[int]) -> dict[int, Venue]:
    """Venues by their numbers, those of a language before their translations."""
    found = Venue.objects.filter(pk__in=list(numbers)).select_related("locale")
    ordered = sorted(found, key=lambda venue: venue.locale.language_code != language)
    return {venue.pk: venue for venue in ordered}


def _point(venue: Venue) -> tuple[float, float] | None:
    if venue.longitude is None or venue.latitude is None:
        return None
    return float(venue.longitude), float(venue.latitude)
