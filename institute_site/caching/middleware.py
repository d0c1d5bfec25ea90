"""What caches are told of an answer: how long it is good, what it is made of."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from news.made_of import MINUTE, MISSING, SITE, MadeOf

# Answers that may be the same for everybody.
SHARED = {200, 301, 302, 304, 400, 404, 410}
STALE = f"stale-while-revalidate={MINUTE}, stale-if-error=86400"


class CacheHeaders:
    """Adds `Surrogate-Control` and `Surrogate-Key`, which the cache next to the site keeps for itself.

    Browsers ask each time whether a page has changed. Only a content delivery network that is told of changes
    is allowed more, by `s-maxage`. What nothing is known of is left as it is, and no cache of ours keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say what the answer is made of."""
        response = self.get_response(request)
        if response.status_code == 302 and "Accept-Language" in response.headers.get("Vary", ""):
            # To a language. Django would honour a cookie with one, but this site sets none.
            response.headers["Vary"] = "Accept-Language"
        made = _made_of(request, response)
        if made is None or not is_shared(request, response):
            return response
        keys, seconds = sorted({SITE, *made.keys}), min(made.seconds, _until_midnight())
        response.headers["Surrogate-Key"] = " ".join(keys)
        caches = settings.WAGTAILFRONTENDCACHE
        if caches:
            response.headers["Surrogate-Control"] = f"max-age={seconds}, {STALE}"
        if caches.keys() & {"cloudflare", "cloudfront"}:
            response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={seconds}, {STALE}"
            response.headers["Cache-Tag"] = ",".join(keys)
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "public, no-cache"
        return response


def is_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is the same for everybody who asks so."""
    control = response.headers.get("Cache-Control", "")
    vary = response.headers.get("Vary", "").lower()
    return (
        request.method in {"GET", "HEAD"}
        and response.status_code in SHARED
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
        and "cookie" not in vary
        # A file of unknown length may be longer than a cache is large.
        and (not response.streaming or "Content-Length" in response.headers)
    )


def _made_of(request: HttpRequest, response: HttpResponse) -> MadeOf | None:
    """What the view said; of an address that is nowhere or elsewhere, that it may be here tomorrow."""
    made: MadeOf | None = getattr(request, "made_of", None)
    match = request.resolver_match
    if match and match.url_name == "wagtaildocs_serve":
        # Without a session it was given out to nobody in particular.
        is_open = settings.SESSION_COOKIE_NAME not in request.COOKIES
        file = f"file-{match.args[0]}"
        return (
            MadeOf(frozenset({file}), MINUTE) if is_open and response.status_code == 200 else None
        )
    if response.status_code in {301, 302, 404} and _is_public(request):
        return MadeOf(frozenset({MISSING, *(made.keys if made else ())}), MINUTE)
    return made


def _is_public(request: HttpRequest) -> bool:
    apart = (
        f"/{settings.ADMIN_PATH}",
        "/_util/",
        "/documents/",
        settings.MEDIA_URL,
        settings.STATIC_URL,
    )
    return not request.path.startswith(apart)


def _until_midnight() -> int:
    """Seconds until the newsroom's next day, when today's events are yesterday's."""
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    midnight = (now + dt.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, int((midnight - now).total_seconds()))
