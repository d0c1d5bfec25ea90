"""What public answers are made of, in keys: a cache that knows the keys of a page forgets it at a change.

An answer names what it shows, and the lists in which it looked; a change names the thing that is changed, and
the lists that it is in now. So whoever showed the old state is found by the thing, and whoever must show
the new one by the list. Keys have no spaces and are the same in every process.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from wagtail.models import Page, ReferenceIndex

# Seconds that an answer is good for when nothing changes: pages; answers to one of countless questions,
# and what says where a programme stands, which the clock changes.
HOUR, MINUTE = 3600, 60

# Everything; what answers that there is nothing here, or that it is elsewhere; the choices of every question.
SITE, MISSING, CHOICES = "site", "missing", "choices"


def page_key(pk: int | None) -> str:
    """A page, wherever its name, lead or picture stands."""
    return f"page-{pk}"


def own_key(pk: int | None) -> str:
    """A page's own address only: what is beside it there."""
    return f"own-{pk}"


def thing_key(translation_key: UUID) -> str:
    """A venue, topic, programme, partner or person, in whichever language."""
    return f"thing-{translation_key.hex[:16]}"


def news_key(language: str) -> str:
    """Every list of a language's articles."""
    return f"news-{language}"


def programmes_key(language: str) -> str:
    """Every list of a language's programmes."""
    return f"programmes-{language}"


def pages_key(_language: str = "") -> str:
    """Every list of pages of all sorts: the site-wide search, the map of the site."""
    return "pages"


def frame_key(language: str) -> str:
    """What all pages of a language have around them: the institute, the menu."""
    return f"frame-{language}"


def about_key(translation_key: UUID) -> str:
    """The newest articles of a programme or topic."""
    return f"about-{translation_key.hex[:16]}"


@dataclass(frozen=True)
class MadeOf:
    """The keys of an answer, and the seconds for which it is good."""

    keys: frozenset[str]
    seconds: int


def say(request: HttpRequest, keys: Iterable[str], seconds: int) -> None:
    """Note what the answer to this request is made of; `institute_site.caching` tells the caches."""
    request.made_of = MadeOf(frozenset(keys), seconds)  # type: ignore[attr-defined]


def made_of(*keys: Callable[[str], str], seconds: int = MINUTE) -> Callable[[Any], Any]:
    """Decorator of a view: its answers are made of these lists of the active language."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            language = get_language() or ""
            say(request, {CHOICES, *(key(language) for key in keys)}, seconds)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def page_keys(page: Page) -> set[str]:
    """What every page is made of: itself, and which translations it has."""
    return {
        page_key(page.pk), own_key(page.pk), thing_key(page.translation_key),
        frame_key(get_language() or ""),
    }  # fmt: skip


def article_keys(
    article: Any, related: Iterable[Any] = (), neighbours: Iterable[Any] = ()
) -> set[str]:
    """What an article's own page or file is made of: the articles that it leads to, and their colours."""
    things = [*article.venues, *article.all_programmes, *article.topics.all()]
    things += [programme for other in related for programme in other.all_programmes]
    if article.contact:
        things.append(article.contact)
    main = article.main_programme
    return {
        *page_keys(article),
        *(thing_key(thing.translation_key) for thing in things),
        *(page_key(other.pk) for other in (*related, *neighbours) if other),
        *(about_key(thing.translation_key) for thing in ([main] if main else article.topics.all())),
    }


def programme_keys(programme: Any, news: Iterable[Any]) -> set[str]:
    """What a programme's page is made of; `news` are the articles that it lists."""
    things = [*programme.partners, *programme.contacts]
    things += [thing for one in news for thing in (*one.venues, *one.all_programmes)]
    return {
        *page_keys(programme),
        about_key(programme.translation_key),
        *(thing_key(thing.translation_key) for thing in things),
        *(page_key(article.pk) for article in news),
    }


def changed_article(article: Any) -> set[str]:
    """What is no longer true once an article is published, changed or gone, as it is now."""
    beside = article.neighbours().values() if article.live else ()
    about = [*article.programmes.all(), *article.topics.all()]
    return {
        news_key(article.language),
        *(about_key(thing.translation_key) for thing in about),
        *(own_key(other.pk) for other in beside if other),
    }


def using(thing: Any) -> set[str]:
    """The pages that use a picture, a document or a page in their text."""
    references = ReferenceIndex.get_references_to(thing).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return {page_key(int(pk)) for pk in references.values_list("object_id", flat=True).distinct()}
