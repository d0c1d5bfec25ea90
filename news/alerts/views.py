"""The pages of alerts: asking, confirming, changing, leaving.

None of them sets a cookie, so none has a token against forged posts: a forged request for an alert
does nothing until the owner of the address confirms it, and everything else needs the secret of a letter.
A GET changes nothing, since mail programs follow links before people do.
"""

from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from news.models import Alert
from news.models.alerts import Rhythm
from news.models.saved_views import QUERY_LENGTH
from news.remembered import begin
from news.views import published_index

from . import limits
from .asking import AlertForm, RhythmForm, ask
from .questions import Asked, canonical, index_in

METHODS = ["GET", "HEAD", "POST"]


@csrf_exempt
@require_http_methods(METHODS)
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form for an alert with the question of the address; the answer tells nothing of what is known."""
    asked = Asked(canonical(request.GET).query, published_index())
    form = AlertForm(request.POST if request.method == "POST" else None)
    context = {"asked": asked, "is_long": len(asked.query) > QUERY_LENGTH}
    if form.is_valid() and asked.can_be_told and not context["is_long"]:
        return _asked(request, form, context)
    return _page(request, "pages/alerts.html", {**context, "form": form})


def _asked(request: HttpRequest, form: AlertForm, context: dict[str, Any]) -> HttpResponse:
    if form.is_by_machine:
        return redirect("news-alert-asked")
    address = form.cleaned_data["address"]
    refusal = limits.refusal(request, address)
    if refusal:
        form.add_error(None, refusal)
        shown = {**context, "form": form}
        return _page(request, "pages/alerts.html", shown, HTTPStatus.TOO_MANY_REQUESTS)
    with suppress(IntegrityError):  # a second click was quicker, and has done the same
        ask(address, get_language() or "", context["asked"].query, form.cleaned_data["rhythm"])
    return redirect("news-alert-asked")


@csrf_exempt
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What to do next: look for the letter."""
    return _page(request, "pages/alert_said.html", {"said": "asked"})


@csrf_exempt
@require_http_methods(METHODS)
def alert(request: HttpRequest, token: str) -> HttpResponse:
    """An alert's own page: a button that confirms it; from then on, how often it writes."""
    found = Alert.objects.filter(token=token).first()
    if found is None or Alert.objects.forgotten().filter(pk=found.pk).exists():
        return _gone(request)
    if found.language != get_language() and request.method != "POST":
        return redirect(found)
    form = RhythmForm(request.POST or None, initial={"rhythm": found.rhythm})
    context = {"alert": found, "form": form, "asked": _question(found), "done": ""}
    if request.method == "POST":
        context["done"] = _do(found, request.POST.get("do", ""), form)
    return _page(request, "pages/alert.html", context)


def _do(found: Alert, what: str, form: RhythmForm) -> str:
    """Do what was asked of an alert; what was done, for the page to say."""
    if found.confirmed_at is None:
        if what != "confirm":
            return ""
        if found.is_full:
            return "full"
        found.confirm()
        return "confirmed"
    if what == "change" and form.is_valid():
        found.change(Rhythm(form.cleaned_data["rhythm"]))
        return "changed"
    return "confirmed" if what == "confirm" else ""


@csrf_exempt
@require_http_methods(METHODS)
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A button that deletes an alert; a POST of a mail program does so at once (RFC 8058)."""
    found = Alert.objects.filter(token=token).first()
    if request.method == "POST" and found:
        found.delete()
    if request.method == "POST":
        return _page(request, "pages/alert_said.html", {"said": "left"})
    if found is None:
        return _gone(request)
    return _page(request, "pages/alert_leave.html", {"alert": found, "asked": _question(found)})


def _question(found: Alert) -> Asked | None:
    index = index_in(found.language)
    return Asked(found.question, index) if index else None


def _gone(request: HttpRequest) -> HttpResponse:
    return _page(request, "pages/alert_said.html", {"said": "gone"}, HTTPStatus.GONE)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    begin(request)
    response = render(
        request, template, {**context, "here": request.get_full_path()}, status=status
    )
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # A secret address must not be told to other sites.
    response["Referrer-Policy"] = "no-referrer"
    return response
