"""An article saved and published as the editor does it, with its search entries made once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_save
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update


def create(parent: Page, page: Page) -> None:
    """Add a page below another and publish it, with its history. Raises `ValidationError`."""
    page.live = False
    with _not_indexed(type(page)):
        parent.add_child(instance=page)
        log(instance=page, action="wagtail.create", content_changed=True)
    publish(page)


def publish(page: Page) -> None:
    """Publish a page as it is now, as a new revision. Raises `ValidationError`."""
    with _not_indexed(type(page)):
        # Publishing checks the page in full.
        revision = page.save_revision(clean=False)
    revision.publish()


@contextmanager
def _not_indexed(model: type[Page]) -> Iterator[None]:
    """Publishing indexes a page; the drafts that come before it need not be."""
    post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.connect(post_save_signal_handler, sender=model)
