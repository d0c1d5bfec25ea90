"""Who must have a second factor, and how one that was lost is taken away."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from wagtail.log_actions import log

from .roles import ADMINISTRATORS

# Recovery codes only stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_missing(user: User) -> bool:
    """Whether this user's role asks for a second factor that has not been set up."""
    roles = settings.SECOND_FACTOR_ROLES
    if not roles:
        return False
    bound = user.is_superuser and ADMINISTRATORS in roles
    if not bound and not user.groups.filter(name__in=roles).exists():
        return False
    return not Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


@transaction.atomic
def reset(user: User, *, by: AbstractBaseUser | AnonymousUser | None = None) -> int:
    """Take away what a user lost and sign them out everywhere; how many factors there were."""
    authenticators = Authenticator.objects.filter(user=user)
    count = authenticators.filter(type__in=FACTORS).count()
    authenticators.delete()
    end_sessions(user)
    log(user, "accounts.second_factor_reset", user=by)
    return count


def end_sessions(user: User) -> None:
    """Sign a user out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()
