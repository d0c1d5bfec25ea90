"""The staff's list of programmes in every language."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn

from news.models import ProgrammePage

from .filters import ProgrammeListingFilter
from .listings import MenuListingViewSet, SeenIndexView


def standing(programme: ProgrammePage) -> str:
    """Where it stands today, as readers are told."""
    return str(programme.standing.label)


class ProgrammeIndexView(SeenIndexView):
    """All programmes."""


class ProgrammeListingViewSet(MenuListingViewSet):
    """The flat listing in the News menu."""

    model = ProgrammePage
    icon = "clipboard-list"
    menu_label = _("Programmes")
    index_view_class = ProgrammeIndexView
    filterset_class = ProgrammeListingFilter
    ordering = "title"
    list_per_page = 50
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Name"), sort_key="title", classname="title"),
        Column("standing", label=_("Stands at"), accessor=standing, width="16%"),
        Column("deadline", label=_("Deadline"), sort_key="deadline", width="12%"),
        LocaleColumn(label=_("Language"), sort_key="locale__language_code", width="10%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
    ]
