"""The page "Planned": everything scheduled in one place."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from news.models import WorkerHeartbeat
from news.planned import Planned, PlannedList
from news.zones import told, zone_name

from .access import SeenMenuItem, SeenMixin, is_writer


class WhenColumn(Column):
    """The time with its zone, and what is wrong with it."""

    cell_template_name = "news/admin/planned_when.html"

    def get_cell_context_data(self, instance: Planned, parent_context: Any) -> dict[str, Any]:
        """With the times in words."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        then = instance.expires_at
        failure = instance.failure
        return {
            **context,
            "planned": instance,
            "at": told(instance.at),
            "expires_at": told(then) if then else "",
            "again_at": told(failure.next_attempt_at) if failure else "",
        }


class PlannedPageColumn(Column):
    """The page, with what can be done about the plan."""

    cell_template_name = "news/admin/planned_page.html"

    def get_cell_context_data(self, instance: Planned, parent_context: Any) -> dict[str, Any]:
        """With the addresses that this user may open."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        permissions = instance.page.permissions_for_user(user) if is_writer(user) else None
        page, revision = instance.page.pk, instance.revision
        unschedule = revision and permissions and permissions.can_unschedule()
        edit = permissions and permissions.can_edit()
        return {
            **context,
            "planned": instance,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[page]) if edit else "",
            "unschedule_url": reverse(
                "wagtailadmin_pages:revisions_unschedule", args=[page, revision.pk]
            )
            if revision and unschedule
            else "",
        }


COLUMNS = [
    WhenColumn("at", label=_("When"), width="30%"),
    PlannedPageColumn("title", label=_("Name"), width="30%"),
    Column(
        "kind",
        label=_("Type"),
        accessor=lambda planned: capfirst(planned.page.content_type.name),
        width="10%",
    ),
    Column(
        "language", label=_("Language"), accessor=lambda planned: planned.page.locale, width="8%"
    ),
    Column(
        "status",
        label=_("Status"),
        accessor=lambda planned: capfirst(planned.page.status_string),
        width="12%",
    ),
    Column(
        "by",
        label=_("Scheduled by"),
        accessor=lambda planned: (planned.by and (planned.by.get_full_name() or planned.by)) or "",
        width="10%",
    ),
]


class PlannedView(SeenMixin, ReportView):
    """What goes live and what expires, soonest first; what could not be published on top."""

    page_title = _("Planned")
    header_icon = "calendar-alt"
    results_template_name = "news/admin/planned.html"
    index_url_name = "news_planned:index"
    index_results_url_name = "news_planned:index_results"
    columns = COLUMNS
    paginate_by = 50
    no_results_message = _("Nothing is scheduled.")
    request: HttpRequest

    def get_queryset(self) -> PlannedList:
        """All that is planned."""
        return PlannedList()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the worker, if none works, and the zone of the times."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        seen = WorkerHeartbeat.objects.last_seen()
        return {
            **context,
            "worker_is_down": not WorkerHeartbeat.objects.alive().exists(),
            "worker_seen": told(seen) if seen else "",
            "zone": zone_name(),
        }


class PlannedViewSet(ViewSet):
    """The page in the News menu."""

    name = "news_planned"
    url_prefix = "news/planned"
    icon = "calendar-alt"
    menu_label = _("Planned")
    menu_item_class = SeenMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The page and its part that is fetched when one turns its leaves."""
        return [
            path("", PlannedView.as_view(), name="index"),
            path("results/", PlannedView.as_view(results_only=True), name="index_results"),
        ]
