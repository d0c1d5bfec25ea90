"""What is new, and for whom: each question is asked once, and its letters are written together."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from news.models import Alert, ArticlePage, Letter, NewArticle
from news.models.alerts import PAUSE, LetterKind, Rhythm

from .questions import Asked, index_in

# An import of an old archive is no news: an article is, whose publication date is of the last days.
RECENT = dt.timedelta(days=7)
REMEMBERED = dt.timedelta(days=30)  # longer than RECENT, or articles would be new again
LOCK = 8_112_058  # any number, the same for all workers


def notice(now: dt.datetime) -> int:
    """Number the articles that were published since the last time; how many there are.

    Whichever way they were published: by a click, by a schedule, by an import.
    """
    if not _unnoticed(now).exists():
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        articles = list(_unnoticed(now).values_list("pk", flat=True))
        NewArticle.objects.bulk_create([NewArticle(article_id=pk) for pk in articles])
    return len(articles)


def _unnoticed(now: dt.datetime) -> Any:
    since = timezone.localdate(now) - RECENT
    noticed = NewArticle.objects.filter(article=OuterRef("pk"))
    first = Q(first_published_at__isnull=True) | Q(first_published_at__date__gte=since)
    articles = ArticlePage.objects.live().filter(first, ~Exists(noticed), date__gte=since)
    return articles.order_by("date", "pk")


def write_letters(now: dt.datetime, until: Callable[[], bool] = lambda: False) -> int:
    """Write the letters of all alerts that are due; how many. Ends early when `until` says so."""
    last = NewArticle.last_number()
    due = Alert.objects.due(now)
    for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY):
        nothing_new = due.filter(rhythm=rhythm, told__gte=last)
        nothing_new.update(next_at=rhythm.after(now))
    behind = due.filter(told__lt=last).order_by("language", "question")
    written = 0
    for language, question in behind.values_list("language", "question").distinct():
        if until():
            break
        written += _write(language, question, now)
    return written


@transaction.atomic
def _write(language: str, question: str, now: dt.datetime) -> int:
    due = Alert.objects.due(now).filter(language=language, question=question)
    alerts = list(due.select_for_update(skip_locked=True))
    index = index_in(language)
    if not alerts or index is None:
        return 0
    asked = Asked(question, index)
    # What was published on its last day is told the next morning.
    if not asked.is_understood or asked.ends_before(timezone.localdate(now) - RECENT):
        letters = [Letter(alert=alert, kind=LetterKind.ENDED) for alert in alerts]
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        due.filter(pk__in=[alert.pk for alert in alerts]).update(next_at=None)
        return len(letters)
    new = dict(_new_since(min(alert.told for alert in alerts)))
    found = asked.answered_by(list(new.values()))
    numbers = {article: number for number, article in new.items()}
    letters = []
    for alert in alerts:
        untold = [article for article in found if numbers[article] > alert.told]
        alert.told = max(new, default=alert.told)
        rhythm = Rhythm(alert.rhythm)
        alert.next_at = now + PAUSE if untold and rhythm == Rhythm.AT_ONCE else rhythm.after(now)
        if untold:
            letters.append(Letter(alert=alert, kind=LetterKind.NEWS, articles=untold))
    Letter.objects.bulk_create(letters, batch_size=1000)
    Alert.objects.bulk_update(alerts, ["told", "next_at"], batch_size=1000)
    return len(letters)


def _new_since(number: int) -> list[tuple[int, int]]:
    new = NewArticle.objects.filter(number__gt=number).order_by("number")
    return list(new.values_list("number", "article_id"))


def forget(now: dt.datetime) -> None:
    """Delete alerts that nobody confirmed, and what was new a month ago."""
    Alert.objects.forgotten().delete()
    NewArticle.objects.filter(noticed_at__lt=now - REMEMBERED).delete()
