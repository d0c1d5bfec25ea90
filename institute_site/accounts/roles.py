"""The roles, which are groups made by `institute_site/migrations/0006_roles.py`."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured

ADMINISTRATORS = "Administrators"
ROLES = ("Editors", "Moderators", "Translators", "Press officers", "Staff", ADMINISTRATORS)


def second_factor_roles(names: Iterable[str], *, production: bool) -> list[str]:
    """The roles that must have a second factor: those named; if none is, the default of the mode.

    Raises ImproperlyConfigured for a name that is no role, since a misspelt one would protect nobody.
    """
    named = list(names)
    if not named:
        return [ADMINISTRATORS, "Moderators"] if production else []
    if named == ["none"]:
        return []
    if unknown := [name for name in named if name not in ROLES]:
        raise ImproperlyConfigured(
            f"SECOND_FACTOR_ROLES names “{', '.join(unknown)}”: choose among {', '.join(ROLES)}, or “none”."
        )
    return named
