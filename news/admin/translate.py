"""One click makes the other language's draft and opens it; the second click opens it again."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from news.models import ArticlePage, ProgrammePage
from news.translating import page_in, snippet_in, snippet_models

PERMISSION = "simple_translation.submit_translation"


def language_name(code: str) -> str:
    """A language as the admin's own language calls it within a sentence: Russian, английский."""
    name = str(get_language_info(code)["name_translated"])
    # Django's names begin a line; few languages capitalise them within a sentence.
    return name if (get_language() or "en")[:2] in {"en", "de"} else name[:1].lower() + name[1:]


@method_decorator(require_POST, name="dispatch")
class TranslateView(View):
    """Makes or opens a translation of a page or snippet."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in whoever may submit translations."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class TranslatePageView(TranslateView):
    """A page in another language."""

    def post(self, request: HttpRequest, page_id: int, language: str) -> HttpResponse:
        """Make it if nobody has yet, and open its editor."""
        page = get_object_or_404(Page.objects.exclude(depth=1), pk=page_id).specific
        locale = get_object_or_404(Locale, language_code=language)
        try:
            made, is_new = page_in(page, locale, request.user)
        except ParentNotTranslatedError:
            message = _("“%(page)s” has no place in %(language)s yet: translate the page above it.")
            messages.error(request, message % {"page": page, "language": language_name(language)})
            return redirect("wagtailadmin_pages:edit", page.pk)
        if is_new:
            message = _(
                "The draft in %(language)s is made: pictures, venues and programmes are in it."
            )
            messages.success(request, message % {"language": language_name(language)})
        return redirect("wagtailadmin_pages:edit", made.pk)


class TranslateSnippetView(TranslateView):
    """A venue, topic, partner or person in another language."""

    def post(self, request: HttpRequest, model: str, pk: int, language: str) -> HttpResponse:
        """Make it if nobody has yet, have pages of that language use it, and open its editor."""
        kind: Any = next((m for m in snippet_models() if m._meta.model_name == model), None)
        if kind is None:
            raise Http404
        policy = policy_registry.get_by_type(kind)
        # A translator changes what there is, and adds nothing but translations.
        if not policy.user_has_any_permission(request.user, {"add", "change"}):
            raise PermissionDenied
        thing = get_object_or_404(kind, pk=pk)
        made, is_new = snippet_in(thing, get_object_or_404(Locale, language_code=language))
        if is_new:
            message = _("“%(name)s” is in %(language)s now. Translate its name and save it.")
            messages.success(request, message % {"name": made, "language": language_name(language)})
        return redirect(made.snippet_viewset.get_url_name("edit"), made.pk)


@hooks.register("register_admin_urls")
def translate_urls() -> list[Any]:
    """Their addresses."""
    return [
        path(
            "news/translate/page/<int:page_id>/<str:language>/",
            TranslatePageView.as_view(),
            name="news_translate_page",
        ),
        path(
            "news/translate/<slug:model>/<int:pk>/<str:language>/",
            TranslateSnippetView.as_view(),
            name="news_translate_snippet",
        ),
    ]


def translate_button(label: str, address: str, **options: Any) -> Button:
    """A button that posts: making something by following a link would make it by accident."""
    attributes = {
        "data-controller": "w-action",
        "data-action": "w-action#post",
        "data-w-action-url-value": address,
    }
    return Button(label, icon_name="globe", attrs=attributes, **options)


def page_buttons(page: Page, user: Any) -> Iterator[Button]:
    """“Translate into Russian”, for each other language of the site."""
    if isinstance(page, ArticlePage | ProgrammePage) and user.has_perm(PERMISSION):
        for code, _name in settings.LANGUAGES:
            if code != page.locale.language_code:
                label = _("Translate into %(language)s") % {"language": language_name(code)}
                address = reverse("news_translate_page", args=[page.pk, code])
                yield translate_button(label, address, priority=60)


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """In the editor of an article; a programme's has Wagtail's button."""
    own = isinstance(page, ArticlePage) and page.pk and not page.alias_of_id
    return page_buttons(page, user) if own else ()


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Any:
    """In the menu of a row."""
    return page_buttons(page, user)


@hooks.register("construct_page_listing_buttons")
def without_the_form(buttons: list[Any], page: Page, user: Any, context: Any) -> None:
    """Without Wagtail's button, which asks for a form in between."""
    if isinstance(page, ArticlePage | ProgrammePage):
        for menu in buttons:
            if hasattr(menu, "dropdown_buttons"):
                menu.dropdown_buttons = [
                    button for button in menu.dropdown_buttons if not asks_for_form(button)
                ]


def asks_for_form(button: Any) -> bool:
    """Whether it is simple_translation's own button."""
    return "/translation/submit/" in (button.url or "")
