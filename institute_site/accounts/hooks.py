"""What the admin is told about accounts."""

from collections.abc import Iterator

from allauth.core import context
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from . import log
from .urls import admin_urlpatterns


@hooks.register("register_admin_urls")
def account_urls() -> list[URLPattern | URLResolver]:
    """Second factor and sessions, behind the admin's door."""
    return admin_urlpatterns


@hooks.register("register_log_actions")
def account_actions(actions: LogActionRegistry) -> None:
    """What the log says of accounts."""
    log.register(actions)


@hooks.register("register_account_menu_item")
def second_factor_item(request: HttpRequest) -> dict[str, str]:
    """From one's account to the second factor."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("An authenticator app, passkeys and recovery codes."),
    }


@hooks.register("register_account_menu_item")
def sessions_item(request: HttpRequest) -> dict[str, str]:
    """From one's account to one's sessions."""
    return {
        "url": reverse("usersessions_list"),
        "label": _("Sessions"),
        "help_text": _("Where you are signed in; end the others."),
    }


@hooks.register("insert_editor_js")
def session_note() -> str:
    """What a form says when the session has ended while somebody writes."""
    return render_to_string("accounts/session_note.html", {"user": context.request.user})


@hooks.register("register_user_listing_buttons")
def reset_button(user: User, request_user: User) -> Iterator[Button]:
    """For an administrator, beside each user."""
    if request_user.has_perm("auth.change_user"):
        url = reverse("reset_second_factor", args=[user.pk])
        yield Button(_("Remove second factor"), url, icon_name="key", priority=30)
