"""What is watched at every address of the admin."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from . import second_factor

# Open to those who have yet to set up a second factor: doing so, signing out, what every page loads.
OPEN = (
    "account/second-factor/", "account/confirm/", "account/logout/",
    "login/", "logout/", "jsi18n/", "sprite/",
)  # fmt: skip


class AdminMiddleware:
    """Leads to the second factor those who must have one, keeps the list of sessions true, logs exports.

    Public pages pass by untouched: they never learn who asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note what happened."""
        home = reverse("wagtailadmin_home")
        if not request.path.startswith(home):
            return self.get_response(request)
        key = request.session.session_key
        is_open = request.path.startswith(tuple(home + path for path in OPEN))
        user = request.user
        if not is_open and user.is_authenticated and second_factor.is_missing(user):
            messages.warning(request, _("Set up a second factor first: your role needs one."))
            return redirect("mfa_index")
        response = self.get_response(request)
        if request.user.is_authenticated:
            _follow_session(request, key)
            _log_export(request, response)
        return response


def _follow_session(request: HttpRequest, key: str | None) -> None:
    """Wagtail's account page gives a session a new key, under which the list must know it."""
    if request.session.session_key not in {None, key}:
        UserSession.objects.create_from_request(request)


def _log_export(request: HttpRequest, response: HttpResponse) -> None:
    kind = request.GET.get("export") or getattr(request, "export", "")
    if kind and response.headers.get("Content-Disposition", "").startswith("attachment"):
        data = {"address": request.get_full_path(), "kind": kind}
        log(request.user, "accounts.exported", user=request.user, data=data)
