"""Who may see what the newsroom plans and reports."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import IndexView
from wagtail.models import Page
from wagtail.permissions import policy_registry


def sees_newsroom(user: Any) -> bool:
    """Whether the user works with pages, or is one of those who only read about them."""
    if user.has_perm("news.view_articlepage"):
        return True
    allowed: bool = policy_registry.get_by_type(Page).user_has_any_permission(
        user, IndexView.any_permission_required
    )
    return allowed


class NewsroomMenuItem(MenuItem):
    """A menu item for those who see the newsroom."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the view behind it would let this user in."""
        return sees_newsroom(request.user)


class NewsroomOnly:
    """A view for those who see the newsroom."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for anyone else."""
        if not sees_newsroom(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
