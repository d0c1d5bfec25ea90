"""One round of a worker through everything that alerts need."""

from collections.abc import Callable

from django.utils import timezone

from . import gathering, post


def go(until: Callable[[], bool] = lambda: False) -> int:
    """Notice what is new, write and send; how many letters went. Ends early when `until` says so.

    Raises what the database or the mail server raises; whatever is left is done in the next round.
    """
    now = timezone.now()
    gathering.notice(now)
    gathering.write_letters(now, until)
    gathering.forget(now)
    return post.send(until)
