"""The editor of articles, with what the newsroom adds to Wagtail's."""

from typing import Any

from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.edit import EditView

from .original import OriginalSidePanel
from .translate import asks_for_form


class ArticleEditView(EditView):
    """An editor that shows a translation's original beside the form."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """Without Wagtail's button, which asks for a form in between."""
        return [button for button in super().header_more_buttons if not asks_for_form(button)]

    def get_side_panels(self) -> MediaContainer:
        """With the original; what saving in the background refreshes does not include it."""
        panels = super().get_side_panels()
        if self.page.translated_from_id and not self.expects_json_response:
            panels.append(OriginalSidePanel(self.page, self.request))
        return panels
