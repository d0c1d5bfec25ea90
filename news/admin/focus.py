"""The point of a picture that no crop may cut away, set where the picture is used."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.images.rect import Rect
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from news.models import Picture

# Of a picture's shorter side: a face in a group, large enough to be kept whole.
FOCUS = 0.2


class FocusForm(forms.Form):
    """A point, in shares of width and height."""

    x = forms.FloatField(label=_("from the left"), min_value=0, max_value=1)
    y = forms.FloatField(label=_("from the top"), min_value=0, max_value=1)


@require_http_methods(["GET", "POST"])
def focus(request: HttpRequest, pk: int) -> JsonResponse:
    """The picture and its focal point; with POST, the point that it has from now on."""
    picture = get_object_or_404(Picture, pk=pk)
    policy = policy_registry.get_by_type(Picture)
    may_change = policy.user_has_permission_for_instance(request.user, "change", picture)
    if not (may_change or policy.user_has_permission(request.user, "choose")):
        raise PermissionDenied
    if request.method == "GET":
        return JsonResponse({**_shown(picture), "mayChange": may_change})
    if not may_change:
        raise PermissionDenied
    form = FocusForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    _set(picture, **form.cleaned_data)
    picture.save()
    log(instance=picture, action="wagtail.edit", user=request.user)
    return JsonResponse(_shown(picture))


def _set(picture: Picture, x: float, y: float) -> None:
    half = FOCUS * min(picture.width, picture.height) / 2
    left, top = x * picture.width, y * picture.height
    picture.set_focal_point(
        Rect(
            max(0, left - half),
            max(0, top - half),
            min(picture.width, left + half),
            min(picture.height, top + half),
        )
    )


def _shown(picture: Picture) -> dict[str, Any]:
    rendition = picture.get_rendition("max-900x600")
    point = picture.get_focal_point()
    return {
        "url": rendition.url,
        "width": rendition.width,
        "height": rendition.height,
        "x": point.centroid_x / picture.width if point else None,
        "y": point.centroid_y / picture.height if point else None,
    }
