"""How the newsroom's own actions read in the history of a page and in the reports."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from news.models.changes import ChangeKind


def _told(change: dict[str, str]) -> str:
    kind = ChangeKind(change["kind"]).label
    return f"{kind}: {change['note']}" if change["note"] else f"{kind}"


@hooks.register("register_log_actions", order=1)  # after Wagtail, whose “Published” it completes
def newsroom_actions(actions: LogActionRegistry) -> None:
    """What a publication changed, and why something was taken away from readers."""

    @actions.register_action("wagtail.publish")
    class Publish(LogFormatter):
        label = gettext_lazy("Publish")

        def format_message(self, entry: Any) -> str:
            """As Wagtail's and, for a change to what readers had seen, its kind and their note."""
            change = entry.data.get("change")
            return (
                _("Published. %(change)s") % {"change": _told(change)} if change else _("Published")
            )

    @actions.register_action("wagtail.publish.scheduled")
    class PublishScheduled(LogFormatter):
        label = gettext_lazy("Publish what was scheduled")

        def format_message(self, entry: Any) -> str:
            """As Wagtail's, with what the publication changed."""
            change = entry.data.get("change")
            if not change:
                return _("Published as scheduled")
            return _("Published as scheduled. %(change)s") % {"change": _told(change)}

    @actions.register_action("news.take_down")
    class TakeDown(LogFormatter):
        label = gettext_lazy("Take away what readers had seen")

        def format_message(self, entry: Any) -> str:
            """Why, and where its address leads."""
            return _("Taken down: %(reason)s. Readers are led to: %(target)s") % {
                "reason": entry.data["reason"].rstrip("."),
                "target": entry.data.get("target") or "404",
            }
