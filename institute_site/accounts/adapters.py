"""How allauth fits into this site: nobody signs up, and the admin's own sign-in page is the only one."""

import math
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

LIMITED = {"app": "allauth.account", "action": "login_failed"}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in to the admin."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many attempts to sign in. Try again in 5 minutes."),
        "rate_limited": _("Too many attempts. Try again in 5 minutes."),
        "account_inactive": _("This account cannot sign in. Ask an administrator."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators make the accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; raises ValidationError, saying when to try again, if there were too many."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            key = self._get_login_attempts_cache_key(request, **credentials)
            minutes = math.ceil(_seconds_left(request, key) / 60)
            message = ngettext(
                "Too many attempts to sign in. Try again in %(minutes)d minute.",
                "Too many attempts to sign in. Try again in %(minutes)d minutes.",
                minutes,
            )
            raise ValidationError(message % {"minutes": minutes}, code=error.code) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth's key has the host as the browser names it, with a port that anybody may vary.
        return str(credentials.get("username", "")).lower()

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Back to signing in, with a sentence."""
        messages.error(request, self.error_messages["account_inactive"])
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether to ask again who it is; not when there is nothing to answer with, as in the demo."""
        if self.request and not get_reauthentication_flows(self.request.user):
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required


def _seconds_left(request: HttpRequest, key: str) -> float:
    """Until every limit that is reached lets one more attempt through; at least one second."""
    now, left = time.time(), 1.0
    for rate in ratelimit.get_rates(**LIMITED):
        history = cache.get(ratelimit.get_cache_key(request, **LIMITED, rate=rate, key=key), [])
        if len(history) >= rate.amount:
            left = max(left, history[-1] + rate.duration - now)
    return left


class MFAAdapter(DefaultMFAAdapter):
    """The second factor, under the site's name."""

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Sessions that their owner ends."""

    def end_sessions(self, sessions: Any) -> None:
        """End them, and log how many."""
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            log(ended[0].user, "accounts.sessions_ended", data={"count": len(ended)})
