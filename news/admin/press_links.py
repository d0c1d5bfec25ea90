"""Press links of an article: made, copied and withdrawn from its edit page."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput, Button
from wagtail.models import Page

from news.models import ArticlePage, PressLink
from news.models.schedules import ScheduleMixin
from news.zones import told

LISTED = 100


def may_make(user: Any, article: ArticlePage) -> bool:
    """Whether the user may let the press read this article."""
    editable: bool = article.permissions_for_user(user).can_edit()
    return editable and user.has_perm("news.add_presslink")


class PressLinkForm(ScheduleMixin, forms.ModelForm):
    """For whom, and until when."""

    times = ("expires_at",)

    class Meta:
        model = PressLink
        fields = ["made_for", "expires_at"]
        widgets = {"expires_at": AdminDateTimeInput}


class PressLinksView(WagtailAdminTemplateMixin, CreateView):
    """The press links of an article, and a form for another one."""

    form_class = PressLinkForm
    template_name = "news/admin/press_links.html"
    page_title = gettext_lazy("Press links")
    header_icon = "link"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who may make one; raises PermissionDenied for others."""
        if not may_make(request.user, self.article):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def article(self) -> ArticlePage:
        """The article; 404 where there is none."""
        article: ArticlePage = get_object_or_404(ArticlePage, pk=self.kwargs["article_id"])
        return article

    def get_page_subtitle(self) -> str:
        """The name of the article as it is being written."""
        return str(self.article.draft_title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Back to the article."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.article.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.article.draft_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the links, the newest first, and whether they can be withdrawn."""
        context = super().get_context_data(**kwargs)
        links = list(self.article.press_links.select_related("made_by")[:LISTED])
        for link in links:
            link.article = self.article
        return {
            **context,
            "article": self.article,
            "links": [self._row(link) for link in links],
            "may_revoke": self.request.user.has_perm("news.change_presslink"),
            "media": context["form"].media,
        }

    def _row(self, link: PressLink) -> dict[str, Any]:
        return {
            "link": link,
            "address": self.request.build_absolute_uri(link.get_absolute_url()),
            "until": told(link.expires_at),
            "last_opened": told(link.last_opened_at) if link.last_opened_at else "",
        }

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        """Make the link and show it with the others."""
        form.instance.article = self.article
        form.instance.made_by = self.request.user
        form.save()
        messages.success(self.request, _("The press link is made: copy it from the list."))
        return redirect("news_press_links", self.article.pk)


class RevokePressLinkView(View):
    """Withdraws a link."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, link_id: int) -> HttpResponse:
        """Raises PermissionDenied for those who may not."""
        link = get_object_or_404(PressLink.objects.with_article(), pk=link_id)
        editable = link.article.permissions_for_user(request.user).can_edit()
        if not (editable and request.user.has_perm("news.change_presslink")):
            raise PermissionDenied
        link.revoke()
        messages.success(request, _("The press link is withdrawn."))
        return redirect("news_press_links", link.article_id)


urlpatterns = [
    path("news/press-links/<int:article_id>/", PressLinksView.as_view(), name="news_press_links"),
    path(
        "news/press-links/<int:link_id>/revoke/",
        RevokePressLinkView.as_view(),
        name="news_press_link_revoke",
    ),
]


def buttons(page: Page, user: Any) -> Iterator[Button]:
    """In the menu of an article that is not published yet."""
    if isinstance(page, ArticlePage) and not page.live and may_make(user, page):
        yield Button(
            gettext_lazy("Press links"),
            reverse("news_press_links", args=[page.pk]),
            icon_name="link",
            priority=70,
        )
