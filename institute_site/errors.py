"""Pages that stand when nothing else does: they ask no database and no static file."""

import base64
import errno
import hashlib
import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from .watching.requests import request_id

logger = logging.getLogger(__name__)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def bare_page(template: str, status: int) -> HttpResponse:
    """A page that bears its own style, which its policy knows by its hash, and the request's id."""
    html = render_to_string(template, {"request_id": request_id.get()})
    hashes = [
        base64.b64encode(hashlib.sha256(style.encode()).digest()) for style in _STYLE.findall(html)
    ]
    styles = " ".join(f"'sha256-{value.decode()}'" for value in hashes)
    response = HttpResponse(html, status=status)
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def server_error(_request: HttpRequest) -> HttpResponse:
    """Something went wrong: what to tell us, so that it is found in the log."""
    return bare_page("500.html", 500)


class DiskFull:
    """Answers 507 where a file could not be written for want of room, and says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page, if this is what went wrong."""
        if not isinstance(error, OSError) or error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            return None
        logger.error("No room for a file: %s", error)
        return bare_page("disk_full.html", 507)
