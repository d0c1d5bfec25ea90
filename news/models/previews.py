"""What an editor can look at before readers do: the article, its card in a list, its card when shared."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEMPLATES = {"card": "pages/preview_card.html", "share": "pages/preview_share.html"}


class Previews(models.Model):
    """The preview modes of an article; the sizes of screens are Wagtail's own."""

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        """Each mode with its name in the preview's menu."""
        return [
            ("", _("The article")),
            ("card", _("Card in the listing")),
            ("share", _("Card when shared")),
        ]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The template of a mode."""
        template: str = TEMPLATES.get(mode_name) or super().get_preview_template(request, mode_name)  # type: ignore[misc]
        return template

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The mode's context; a card needs less than the page."""
        if mode_name in TEMPLATES:
            return {"page": self, "article": self}
        context: dict[str, Any] = super().get_preview_context(request, mode_name)  # type: ignore[misc]
        return context
