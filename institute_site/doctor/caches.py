"""Whether the caches before the site can be told to forget, and whether they were."""

from collections.abc import Iterator
from http.client import HTTPException

from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import get_backends

from institute_site.caching.backends import NotTold, Varnish
from institute_site.caching.models import Purge

from .findings import Finding

PATIENCE = 60  # seconds


def check() -> Iterator[Finding]:
    """Each cache node answers, and takes purges from this machine."""
    for name, cache in get_backends().items():
        if not isinstance(cache, Varnish):
            continue
        try:
            cache.ask()
        except NotTold as error:
            yield Finding(
                f"The cache {name} refuses purges ({error}): it gives readers what is no longer true.",
                "Its secret must be CACHE_SECRET, its configuration deploy/varnish/default.vcl, and this"
                " machine one of `purgers` in its site.vcl.",
            )
        except (OSError, HTTPException) as error:
            yield Finding(
                f"The cache {name} does not answer ({error}): it may give readers what is no longer true.",
                "See that it runs (systemctl status varnish) and that this machine may reach it.",
            )


def waiting() -> Iterator[Finding]:
    """No cache waits long to be told of a change."""
    since = Purge.objects.waiting_since()
    if since and (seconds := (timezone.now() - since).total_seconds()) > PATIENCE:
        yield Finding(
            f"A cache has not been told of a change for {seconds:.0f} s.",
            "Mend what stands under Caches; the worker tries again each second, so it must run."
            " Its log names the cache.",
        )
