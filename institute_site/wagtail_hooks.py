"""What the site itself adds to the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .accounts import hooks  # noqa: F401  registers what the admin is told about accounts
from .models import SiteSettings


class SiteSettingsViewSet(SnippetViewSet):
    """What every page of a language says about the institute."""

    model = SiteSettings
    icon = "site"
    menu_label = _("Site settings")
    add_to_settings_menu = True
    list_display = ["name", LocaleColumn(label=_("Language"))]


register_snippet(SiteSettingsViewSet)
