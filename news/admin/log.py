"""How the newsroom's own actions read in the history of a page and in the reports."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from news.models.changes import ChangeKind


@hooks.register("register_log_actions")
def newsroom_actions(actions: LogActionRegistry) -> None:
    """A change to what readers had seen, and its being taken away from them."""

    @actions.register_action("news.change")
    class Change(LogFormatter):
        label = gettext_lazy("Change what readers had seen")

        def format_message(self, entry: Any) -> str:
            """The kind of change, and what readers were told of it."""
            kind, note = ChangeKind(entry.data["kind"]).label, entry.data.get("note")
            return f"{kind}: {note}" if note else f"{kind}"

    @actions.register_action("news.take_down")
    class TakeDown(LogFormatter):
        label = gettext_lazy("Take away what readers had seen")

        def format_message(self, entry: Any) -> str:
            """Why, and where its address leads."""
            return _("Taken down: %(reason)s. Readers are led to: %(target)s") % {
                "reason": entry.data["reason"].rstrip("."),
                "target": entry.data.get("target") or "404",
            }
