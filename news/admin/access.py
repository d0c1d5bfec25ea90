"""Who may see the newsroom's lists, reports and desk, and who may do what from there."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

# Lists, reports, exports and the desk, whatever else somebody may do: all roles have it.
SEE = "news.view_articlepage"


def may_see(user: Any) -> bool:
    """Whether the user may see articles of every language and status."""
    allowed: bool = user.has_perm(SEE)
    return allowed


def is_moderator(user: Any) -> bool:
    """Whether the user may publish some pages."""
    allowed: bool = policy_registry.get_by_type(Page).user_has_permission(user, "publish")
    return allowed


def is_writer(user: Any) -> bool:
    """Whether the user works with some pages, and does not only read."""
    policy = policy_registry.get_by_type(Page)
    allowed: bool = policy.user_has_any_permission(user, {"add", "change", "publish"})
    return allowed


class SeenMixin:
    """A view for those who may see the newsroom."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for anyone else."""
        if not may_see(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class SeenMenuItem(MenuItem):
    """A menu item for those who may see the newsroom."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the page behind it would let this user in."""
        return may_see(request.user)
