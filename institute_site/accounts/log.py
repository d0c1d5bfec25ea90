"""What people do with accounts, in Wagtail's log, which outlives the accounts.

Entries say who, when, from which address and what; never a password, a code or a name that was typed and is
nobody's: it may be a password in the wrong field.
"""

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

logger = logging.getLogger(__name__)

PLAIN = {
    "logout": (_("Sign out"), _("Signed out")),
    "password_changed": (_("Change password"), _("Password changed")),
    "activated": (_("Activate account"), _("Account made active")),
    "deactivated": (_("Deactivate account"), _("Account made inactive: signed out everywhere")),
    "superuser_granted": (_("Grant all rights"), _("All rights granted (superuser)")),
    "superuser_withdrawn": (_("Withdraw all rights"), _("All rights withdrawn (superuser)")),
    "second_factor_reset": (
        _("Reset second factor"),
        _("Second factor removed because it was lost; signed out everywhere"),
    ),
}
DETAILED = {
    "login": (_("Sign in"), _("Signed in from %(address)s by %(means)s")),
    "login_failed": (_("Fail to sign in"), _("Failed to sign in from %(address)s by %(means)s")),
    "second_factor_added": (_("Set up second factor"), _("Set up: %(factor)s")),
    "second_factor_removed": (_("Remove second factor"), _("Removed: %(factor)s")),
    "recovery_codes_renewed": (_("Renew recovery codes"), _("Renewed: %(factor)s")),
    "sessions_ended": (_("End sessions"), _("Other sessions ended: %(count)s")),
    "role_given": (_("Give role"), _("Role given: %(roles)s")),
    "role_withdrawn": (_("Withdraw role"), _("Role withdrawn: %(roles)s")),
    "exported": (_("Export"), _("Exported %(kind)s: %(address)s")),
}
WORDS = {
    "password": _("password"),
    "passkey": _("passkey"),
    "second factor": _("password and second factor"),
    "code": _("second factor"),
    **dict(Authenticator.Type.choices),
}


def register(actions: LogActionRegistry) -> None:
    """Make the actions known to Wagtail's history and its filter."""
    for name, (label, message) in PLAIN.items():
        actions.register_action(f"accounts.{name}", label, message)
    for name, (label, message) in DETAILED.items():
        formatter = type("Formatter", (DetailedFormatter,), {"label": label, "message": message})
        actions.register_action(f"accounts.{name}")(formatter)


class DetailedFormatter(LogFormatter):
    """A message with the particulars of its entry."""

    def format_message(self, log_entry: Any) -> str:
        """The message in the reader's language."""
        particulars = {name: WORDS.get(value, value) for name, value in log_entry.data.items()}
        return str(self.message) % particulars


def connect() -> None:
    """Listen to what Django and allauth say of accounts."""
    signals.user_logged_in.connect(_logged_in)
    signals.user_logged_out.connect(_logged_out)
    signals.user_login_failed.connect(_login_failed)
    factors.authentication_failed.connect(_code_failed)
    factors.authenticator_added.connect(_factor_added)
    factors.authenticator_removed.connect(_factor_removed)
    factors.authenticator_reset.connect(_codes_renewed)
    m2m_changed.connect(_roles_changed, sender=User.groups.through)
    pre_save.connect(_remember, sender=User)
    post_save.connect(_compare, sender=User)


def _address(request: HttpRequest | None) -> str:
    try:
        return get_adapter().get_client_ip(request) if request else "–"
    except PermissionDenied:
        return "–"


def _logged_in(request: HttpRequest, user: User, **signal: Any) -> None:
    records = get_authentication_records(request, user)
    means = "password"
    if any(record["method"] == "mfa" for record in records):
        means = "passkey" if records[-1].get("passwordless") else "second factor"
    log(user, "accounts.login", user=user, data={"address": _address(request), "means": means})


def _logged_out(user: User | None, **signal: Any) -> None:
    if user is not None:
        log(user, "accounts.logout", user=user)


def _login_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **signal: Any
) -> None:
    user = User.objects.filter(username=credentials.get("username", "")).first()
    data = {"address": _address(request), "means": "password"}
    if user is None:
        logger.warning("Failed sign-in from %s with the name of no account.", data["address"])
    else:
        log(user, "accounts.login_failed", data=data)


def _code_failed(request: HttpRequest, user: User, **signal: Any) -> None:
    log(user, "accounts.login_failed", data={"address": _address(request), "means": "code"})


def _factor_added(user: User, authenticator: Authenticator, **signal: Any) -> None:
    _log_factor("second_factor_added", user, authenticator)


def _factor_removed(user: User, authenticator: Authenticator, **signal: Any) -> None:
    _log_factor("second_factor_removed", user, authenticator)


def _codes_renewed(user: User, authenticator: Authenticator, **signal: Any) -> None:
    _log_factor("recovery_codes_renewed", user, authenticator)


def _log_factor(action: str, user: User, authenticator: Authenticator) -> None:
    log(user, f"accounts.{action}", user=user, data={"factor": authenticator.type})


def _roles_changed(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **signal: Any
) -> None:
    name = {"post_add": "role_given", "post_remove": "role_withdrawn"}.get(action)
    if action == "pre_clear":
        name = "role_withdrawn"
        related = instance.user_set if reverse else instance.groups
        pk_set = set(related.values_list("pk", flat=True))
    if not name or not pk_set:
        return
    users = User.objects.filter(pk__in=pk_set) if reverse else [instance]
    groups = [instance] if reverse else Group.objects.filter(pk__in=pk_set).order_by("name")
    roles = ", ".join(group.name for group in groups)
    for user in users:
        log(user, f"accounts.{name}", data={"roles": roles})


# The fields of an account whose change is worth an entry, and the entry for each new value.
WATCHED = {
    "password": lambda _new: "password_changed",
    "is_active": lambda new: "activated" if new else "deactivated",
    "is_superuser": lambda new: "superuser_granted" if new else "superuser_withdrawn",
}


def _remember(instance: Any, raw: bool, update_fields: Any, **signal: Any) -> None:
    # Signing in saves the time of it alone, and a stronger hash of the same password.
    if instance.pk and not raw and update_fields is None:
        instance.as_it_was = User.objects.filter(pk=instance.pk).values(*WATCHED).first()


def _compare(instance: Any, **signal: Any) -> None:
    before = instance.__dict__.pop("as_it_was", None) or {}
    for field, old in before.items():
        new = getattr(instance, field)
        if new != old:
            log(instance, f"accounts.{WATCHED[field](new)}")
