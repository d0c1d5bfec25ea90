"""Making pictures ahead of readers, one page after another, in a worker.

A page becomes due when it is published, or when one of its pictures changes. Until its pictures are made,
readers get one size of each, made when a browser asks for it (`serving.py`): a site without a worker works.
"""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Max
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import Signal
from wagtail.models import Page, ReferenceIndex

from news.models import PagePictures, Picture, PictureRendition, ProgrammePage

from .share import card_of, draw
from .used import fetch_sizes, in_page

logger = logging.getLogger(__name__)

# Sent with the `page` once pictures of it were made.
pictures_made = Signal()


def make_due(until: Callable[[], bool] = lambda: False) -> int:
    """Make what is due; of how many pages. Ends early when `until` says so, between two pictures."""
    done = 0
    while not until() and (row := PagePictures.objects.take()):
        share, newest = row.share.name, _newest()
        if not _make(row, until):
            PagePictures.objects.filter(pk=row.pk).update(taken_at=None)
            break
        row.done()
        made = (row.share.name, _newest()) != (share, newest)
        if made and (page := Page.objects.select_related("locale").filter(pk=row.pk).first()):
            pictures_made.send(PagePictures, page=page.specific)
        done += 1
    return done


def _newest() -> int | None:
    """The number of the size that was made last."""
    return PictureRendition.objects.aggregate(newest=Max("pk"))["newest"]


def _make(row: PagePictures, until: Callable[[], bool]) -> bool:
    """Make all of a page; whether it came to its end. What cannot be made is told in the log, once."""
    page = Page.objects.select_related("locale").filter(pk=row.pk).first()
    # It may have been deleted since.
    for step in _steps(page.specific, row) if page else ():
        if until():
            return False
        try:
            step()
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # each format's reader has errors of its own
            logger.warning("A picture of page %d could not be made: %r", row.pk, error)
    return True


def _steps(page: Any, row: PagePictures) -> Iterator[Callable[[], Any]]:
    """What is to be done for a page, in small steps: what is shared first, then every size that is missing.

    One at a time: a picture of fifty megapixels takes much memory.
    """
    if not page.live:
        return
    yield partial(share, page, row)
    uses = in_page(page)
    fetch_sizes(uses)
    for use in uses:
        for spec in use.specs:
            yield partial(use.picture.get_rendition, spec)


def share(page: Any, row: PagePictures) -> None:
    """Make the share image of a page that has one of its own, unless it would be the same.

    Its name changes with it, so that those who keep it fetch it again; the old one is removed.
    """
    if not is_shared(page):
        return
    card = card_of(page)
    old = row.share.name or ""
    if card.key in old:
        return
    image, ending = draw(card, getattr(page, "cover", None))
    row.share.save(f"{page.pk}-{card.key}.{ending}", ContentFile(image), save=False)
    PagePictures.objects.filter(pk=row.pk).update(share=row.share.name)
    if old:
        row.share.storage.delete(old)


def is_shared(page: Any) -> bool:
    """Whether a page has a share image of its own: articles, programmes, front pages."""
    return hasattr(page, "date") or isinstance(page, ProgrammePage) or page.depth == 2


def after_publication(page: Page) -> None:
    """Have the pictures of a published page made; the articles of a programme bear its colour."""
    pages = [page.pk]
    if isinstance(page, ProgrammePage):
        pages += page.articles.live().values_list("pk", flat=True)
    PagePictures.objects.ask(*pages)


def _after_saving(sender: type[Picture], instance: Picture, created: bool, **kwargs: Any) -> None:
    """A new file or focal point of a picture in use needs new sizes."""
    if not created and not kwargs.get("raw"):
        PagePictures.objects.ask(*pages_with(instance))


def _before_deletion(sender: type[Picture], instance: Picture, **kwargs: Any) -> None:
    """What is shared must not go on showing a picture that was deleted."""
    PagePictures.objects.ask(*pages_with(instance))


def pages_with(picture: Picture) -> list[int]:
    """The ids of the published pages, open to all, that show a picture."""
    references = ReferenceIndex.get_references_to(picture).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    numbers = list(references.values_list("object_id", flat=True))
    return list(Page.objects.live().public().filter(pk__in=numbers).values_list("pk", flat=True))


def _after_deletion(sender: type[PagePictures], instance: PagePictures, **kwargs: Any) -> None:
    if name := instance.share.name:
        transaction.on_commit(lambda: instance.share.storage.delete(name))


def connect() -> None:
    """Follow pictures and pages; called when the app is ready."""
    post_save.connect(_after_saving, sender=Picture, dispatch_uid="news.pictures")
    pre_delete.connect(_before_deletion, sender=Picture, dispatch_uid="news.pictures")
    post_delete.connect(_after_deletion, sender=PagePictures, dispatch_uid="news.pictures")
