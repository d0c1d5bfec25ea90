"""Pages that stand when nothing else does: they ask no database and no static file."""

import base64
import hashlib
import re

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from .watching.requests import request_id

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
