"""Pages published with their history, as the editor does it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_save
from django.utils import timezone
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published, published


def create(parent: Page, page: Page) -> None:
    """Add a page below another, published from the start. Raises `ValidationError`.

    The editor's way, a draft first, saves every page three times; an import of many cannot wait for that.
    """
    page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    with _not_indexed(type(page)):
        revision = page.save_revision(clean=False, changed=False)
    Page.objects.filter(pk=page.pk).update(live_revision=revision)
    page.live_revision = revision
    page_published.send(sender=type(page), instance=page, revision=revision)
    published.send(sender=type(page), instance=page, revision=revision)
    log(instance=page, action="wagtail.publish", revision=revision, content_changed=True)


def publish(page: Page) -> None:
    """Publish a page as it is now, as a new revision. Raises `ValidationError`."""
    with _not_indexed(type(page)):
        # Publishing checks the page in full.
        revision = page.save_revision(clean=False)
    revision.publish()


@contextmanager
def _not_indexed(model: type[Page]) -> Iterator[None]:
    """What a draft changes need not be indexed."""
    post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.connect(post_save_signal_handler, sender=model)
