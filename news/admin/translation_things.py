"""What is translated once and used everywhere, and is not translated yet."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from news.carrying import USED_IN
from news.models import ProgrammePage

from .access import SeenMixin
from .translate import PERMISSION, language_name

CODES = [code for code, _name in settings.LANGUAGES]
PER_PAGE = 50


def lacking(model: Any, language: str) -> QuerySet:
    """The things of a kind that do not exist in a language, each once."""
    twins = model.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    others = model.objects.filter(~Exists(twins)).select_related("locale")
    found: QuerySet = others.order_by("translation_key", "pk").distinct("translation_key")
    return found


class ThingsView(SeenMixin, TemplateView):
    """Programmes, venues, topics, partners and persons without a translation."""

    template_name = "news/admin/translation_things.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many of each kind lack each language, and those of the chosen kind and language."""
        kinds = {model._meta.model_name: model for model in USED_IN}
        rows = [
            (name, capfirst(model._meta.verbose_name_plural), [
                (code, language_name(code), lacking(model, code).count()) for code in CODES
            ])
            for name, model in kinds.items()
        ]  # fmt: skip
        asked = self.request.GET
        kind, code = asked.get("kind", ""), asked.get("language", "")
        if kind not in kinds or code not in CODES:
            most = max(
                (number, name, code) for name, _l, cells in rows for code, _n, number in cells
            )
            kind, code = most[1], most[2]
        page = Paginator(lacking(kinds[kind], code), PER_PAGE).get_page(asked.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "languages": [capfirst(language_name(each)) for each in CODES],
            "kind": kind,
            "kind_label": capfirst(kinds[kind]._meta.verbose_name_plural),
            "code": code,
            "language": language_name(code),
            "page": page,
            "things": [(thing, _make_address(thing, code)) for thing in page],
            "can_make": self.request.user.has_perm(PERMISSION),
            "page_title": _("Translations"),
            "tab": "things",
        }


def _make_address(thing: Any, code: str) -> str:
    if isinstance(thing, ProgrammePage):
        return reverse("news_translate_page", args=[thing.pk, code])
    return reverse("news_translate_snippet", args=[thing._meta.model_name, thing.pk, code])
