"""A publication that the rules of the model stop, told to whoever asked for it."""

from collections.abc import Callable

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages

from news.models import ArticlePage


class PublicationStopped:
    """Turns a refused publication into a message.

    A form shows what is wrong at its fields. Approving from a list or publishing many at once has no
    form, and Wagtail lets the error of the model through.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say in the admin what stopped the publication, and go back there."""
        home = reverse("wagtailadmin_home")
        if not isinstance(error, ValidationError) or not request.path.startswith(home):
            return None
        messages.error(request, _("Not done. %(reasons)s") % {"reasons": _reasons(error)})
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
            back = home
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": back})
        return redirect(back)


def _reasons(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{_label(field)}: {' '.join(texts)}" if field != NON_FIELD_ERRORS else " ".join(texts)
        for field, texts in error.message_dict.items()
    )


def _label(field: str) -> str:
    try:
        return capfirst(str(ArticlePage._meta.get_field(field).verbose_name))  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return field
