"""A process in which an editor works: one line of JSON asks for a deed, one line says what came of it."""

import datetime as dt
import json
import os
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "institute_site.settings")
import django

django.setup()

from django.db import transaction  # noqa: E402
from wagtail.models import Page  # noqa: E402

from institute_site.models import Purge, SiteSettings  # noqa: E402
from news.models import ArticlePage, PagePictures, ProgrammePage, Venue  # noqa: E402
from tests.newsroom import article, venue  # noqa: E402


def _known(page: Any) -> dict[str, Any]:
    return {"pk": page.pk, "url": page.get_url()}


def publish(title: str, date: str = "2026-11-20", programme: str = "", place: str = "") -> Any:
    """Publish a new article."""
    places = [Venue.objects.filter(name=place).first() or venue(place)] if place else []
    page = article(title, dt.date.fromisoformat(date), *places, live=False, lead="In short.")
    if programme:
        page.programmes.set(
            ProgrammePage.objects.filter(slug=programme, locale__language_code="en")
        )
    page.save_revision().publish()
    return _known(page)


def change(pk: int, **fields: Any) -> Any:
    """Publish an article anew."""
    page, moments = ArticlePage.objects.get(pk=pk), []
    for name, value in fields.items():
        setattr(page, name, value)
    with transaction.atomic():
        transaction.on_commit(lambda: moments.append(time.time()))
        page.save_revision().publish()
    return {**_known(page), "committed_at": moments[0]}


def draft(pk: int, title: str) -> Any:
    """Save a draft of a published article."""
    page = ArticlePage.objects.get(pk=pk)
    page.title = title
    page.save_revision()
    return _known(page)


def schedule(pk: int, title: str, seconds: float) -> Any:
    """Have a new version of an article go out in so many seconds."""
    from django.utils import timezone

    page = ArticlePage.objects.get(pk=pk)
    page.title, page.go_live_at = title, timezone.now() + dt.timedelta(seconds=seconds)
    page.save_revision().publish()
    return _known(page)


def take_down(pk: int) -> Any:
    """Unpublish a page."""
    Page.objects.get(pk=pk).specific.unpublish()
    return None


def delete(pk: int) -> Any:
    """Delete a page."""
    Page.objects.get(pk=pk).specific.delete()
    return None


def rename_venue(name: str, new: str) -> Any:
    """Give a venue another name."""
    place = Venue.objects.get(name=name, locale__language_code="en")
    place.name = new
    place.save()
    return None


def rename_institute(name: str) -> Any:
    """Give the institute another name, in English."""
    settings = SiteSettings.objects.get(locale__language_code="en")
    settings.name, before = name, settings.name
    settings.save()
    return before


def waiting() -> int:
    """How many purges wait."""
    return Purge.objects.count()


def unmade() -> int:
    """How many pages wait for their pictures."""
    return PagePictures.objects.due().count()


DEEDS = {
    deed.__name__: deed
    for deed in (
        publish, change, draft, schedule, take_down, delete, rename_venue, rename_institute, waiting, unmade,
    )
}  # fmt: skip

if __name__ == "__main__":
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(DEEDS[asked.pop("do")](**asked)), file=answers, flush=True)
