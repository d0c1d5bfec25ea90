"""Whether somebody can run the site, and nobody else."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from .findings import Finding

LISTED = 5


def check() -> Iterator[Finding]:
    """An administrator, and a second factor for who must have one once signed in."""
    active = get_user_model().objects.filter(is_active=True)
    administrators = active.filter(
        Q(is_superuser=True) | Q(groups__name="Administrators")
    ).distinct()
    if not administrators.exists():
        yield Finding(
            "Nobody can administer the site.",
            "`manage.py createsuperuser` makes the first account.",
        )
    if not settings.SECOND_FACTOR_ROLES:
        return
    bare = active.filter(
        groups__name__in=settings.SECOND_FACTOR_ROLES, last_login__isnull=False, authenticator=None
    ).distinct()
    names = [user.get_username() for user in bare[: LISTED + 1]]
    if names:
        more = " and others" if len(names) > LISTED else ""
        yield Finding(
            f"{', '.join(names[:LISTED])}{more} must have a second factor and have none.",
            "They are led to it when they sign in next; make accounts inactive that nobody uses.",
        )
