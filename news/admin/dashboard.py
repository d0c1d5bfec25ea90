"""The first page of the admin: what waits for whoever has signed in."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from news.models import ArticlePage, Unfound
from news.models.link_checks import LinkCheck
from news.planned import PlannedList
from news.zones import told

from .access import may_see
from .translate import language_name

SHOWN = 5


class Line(NamedTuple):
    """One thing in a panel: its name, where it leads, and what is said of it."""

    title: str
    address: str
    note: str


def _edit(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def my_drafts(user: Any) -> list[Line]:
    """What this person has begun, and no reader has seen."""
    unseen = Q(live=False) | Q(has_unpublished_changes=True)
    drafts = ArticlePage.objects.filter(unseen, owner=user).order_by("-latest_revision_created_at")
    return [
        Line(
            page.get_admin_display_title(),
            _edit(page.pk),
            told(page.latest_revision_created_at) if page.latest_revision_created_at else "",
        )
        for page in drafts.defer_streamfields()[:SHOWN]
    ]


def scheduled(user: Any) -> list[Line]:
    """What is published or expires next."""
    return [
        Line(planned.title, _edit(planned.page.pk), f"{planned.plan.label}: {told(planned.at)}")
        for planned in PlannedList()[:SHOWN]
    ]


def unfound(user: Any) -> list[Line]:
    """What readers looked for last week and did not find."""
    listing = reverse("news_articles:index")
    return [
        Line(
            f"“{row['words']}”",
            f"{listing}?{urlencode({'q': row['words']})}",
            f"{language_name(row['language'])}, "
            + ngettext("%(times)d time", "%(times)d times", row["sum"]) % {"times": row["sum"]},
        )
        for row in Unfound.objects.last_week()[: 2 * SHOWN]
    ]


def stale(user: Any) -> list[Line]:
    """Translations whose originals have moved on."""
    behind = ArticlePage.objects.stale().select_related("locale").order_by("-date", "-pk")
    return [
        Line(page.get_admin_display_title(), _edit(page.pk), language_name(page.language))
        for page in behind.defer_streamfields()[:SHOWN]
    ]


def broken_links(user: Any) -> list[Line]:
    """Links of published pages that lead nowhere."""
    report = reverse("news_broken_links:index")
    return [Line(link.address, report, link.reason) for link in LinkCheck.objects.broken()[:SHOWN]]


class NewsPanel(Component):
    """A panel of lines; without any it is not there."""

    template_name = "news/admin/dashboard_panel.html"

    def __init__(
        self,
        name: str,
        heading: str | Promise,
        lines: Callable[[Any], list[Line]],
        order: int,
        more: str = "",
    ) -> None:
        self.name, self.heading, self.lines, self.order, self.more = (
            name, heading, lines, order, more,
        )  # fmt: skip

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The lines for whoever looks."""
        return {
            "name": self.name,
            "heading": self.heading,
            "lines": self.lines(parent_context["request"].user),
            "more": reverse(self.more) if self.more else "",
        }


MINE = ("drafts", _("My drafts"), my_drafts, 205, "")
OF_THE_NEWSROOM = [
    ("scheduled", _("Scheduled next"), scheduled, 230, "news_planned:index"),
    ("stale", _("Translations older than their originals"), stale, 240, "news_translations:index"),
    ("broken-links", _("Broken links"), broken_links, 270, "news_broken_links:index"),
    ("unfound", _("Searched for last week and not found"), unfound, 280, ""),
]


def panels(request: HttpRequest) -> list[NewsPanel]:
    """The panels of whoever looks."""
    seen = OF_THE_NEWSROOM if may_see(request.user) else []
    return [NewsPanel(*facts) for facts in (MINE, *seen)]
