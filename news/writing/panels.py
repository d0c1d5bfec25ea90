"""What the form of an article shows beside its fields."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from wagtail.admin.panels import Panel

from news import checks

from .templates import TEMPLATES


class StartPanel(Panel):
    """The templates to start from, on the form of a new article."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one form."""

        template_name = "news/admin/start.html"

        def is_shown(self) -> bool:
            """Until there is something written that a template would overwrite."""
            return self.instance.pk is None and self.request.method == "GET"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Each template with its address; what is known of the article stays in it."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            asked = self.request.GET
            return {
                **context,
                "chosen": asked.get("template"),
                "templates": [
                    (slug, template.label, _with_template(asked, slug))
                    for slug, template in TEMPLATES.items()
                ],
            }


def _with_template(asked: QueryDict, slug: str) -> str:
    query = asked.copy()
    query["template"] = slug
    return f"?{query.urlencode()}"


class ChecksPanel(Panel):
    """What stops the article from being published, and what an editor should know before it is."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on one form."""

        template_name = "news/admin/checks_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The findings of what is saved; the form asks for them again after each save."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            article = self.instance
            return {
                **context,
                "address": reverse("news_checks", args=[article.pk or 0]),
                "saved": bool(article.pk),
                "findings": checks.findings(article) if article.pk else [],
            }
