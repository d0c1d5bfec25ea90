"""The demo's users. Their passwords follow from this installation's secret key and are kept nowhere."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

# User name to the group that makes the role.
ROLES = {
    "editor": "Editors",
    "moderator": "Moderators",
    "translator": "Translators",
    "press": "Press officers",
    "staff": "Staff",
    "administrator": "Administrators",
}


def password_of(username: str) -> str:
    """The password that `make demo` prints for one of the demo's users."""
    digest = salted_hmac("institute_site.demo.users", username, algorithm="sha256").hexdigest()
    return "-".join(digest[start : start + 4] for start in (0, 4, 8))


def create() -> None:
    """Make the users that are missing, with no password that the usual way of logging in would take."""
    for username, group in ROLES.items():
        user, created = User.objects.get_or_create(
            username=username,
            defaults={
                "first_name": username.capitalize(),
                "last_name": "of the demo",
                "email": f"{username}@institute.example",
                "password": make_password(None),
            },
        )
        if created:
            user.groups.set(Group.objects.filter(name=group))


class DemoBackend(ModelBackend):
    """Lets the demo's users in by their printed passwords; it is installed in the demo only."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The demo user of this name and password, or None."""
        if not (settings.IN_DEMO and password and username in ROLES):
            return None
        if not constant_time_compare(password, password_of(username)):
            return None
        user = User.objects.filter(username=username).first()
        return user if user and self.user_can_authenticate(user) else None
