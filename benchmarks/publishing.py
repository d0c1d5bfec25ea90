"""Publishing an article through the models, as the editor does, with everything that follows from it."""

import datetime as dt
import itertools
import time

from news.models import ArticlePage, ArticleVenue, NewsIndexPage, ProgrammePage, Topic, Venue

_SERIAL = itertools.count()


def seconds() -> float:
    """What writing, saving and publishing a new article takes; it is gone again afterwards."""
    index = NewsIndexPage.objects.get(locale__language_code="en")
    locale = index.locale
    venues = list(Venue.objects.filter(locale=locale)[:2])
    programme = ProgrammePage.objects.filter(locale=locale).first()
    topics = list(Topic.objects.filter(locale=locale)[:2])
    begun = time.perf_counter()
    article = ArticlePage(  # type: ignore[misc]
        locale=locale,
        title=f"Engineers measure how long publishing takes, part {next(_SERIAL)}",
        lead="From the first word to the readers.",
        date=dt.date(2026, 11, 1),
        venue_links=[ArticleVenue(venue=venue) for venue in venues],
    )
    article.programmes, article.topics = [programme], topics
    index.add_child(instance=article)
    article.save_revision().publish()
    taken = time.perf_counter() - begun
    ArticlePage.objects.get(pk=article.pk).delete()
    return taken
