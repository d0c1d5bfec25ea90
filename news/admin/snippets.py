"""Venues, topics, partners and persons in the admin: lists, forms and choosers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from news.models import Partner, Person, Topic, Venue
from news.usage import articles_with


class DescribedViewSet(SnippetViewSet):
    """What has a name, in one language of several."""

    menu_item_is_registered = True
    list_per_page = 50
    chooser_per_page = 20
    # Plain SQL finds any part of a name; there are hundreds of names, not millions.
    search_backend_name = None
    search_fields = ["name"]


class CityMixin:
    """A chooser with the city beside each venue: names such as Library repeat from city to city."""

    @property
    def columns(self) -> list[Column]:
        """Wagtail's columns and the city after the name."""
        first, *others = super().columns  # type: ignore[misc]
        return [first, Column("city", label=_("City")), *others]


class VenueChooseView(CityMixin, ChooseView):
    """The chooser's window."""


class VenueChooseResultsView(CityMixin, ChooseResultsView):
    """The chooser's list, after a search."""


class VenueChooserViewSet(SnippetChooserViewSet):
    """Choosing a venue for an article."""

    choose_view_class = VenueChooseView
    choose_results_view_class = VenueChooseResultsView


class SharedEditView(EditView):
    """Editing what many articles show: a new name is seen in all of them at once."""

    def get_success_message(self) -> Any:
        """Wagtail's, and how many articles show it."""
        message = super().get_success_message()
        number = articles_with(self.object).count() if "name" in self.form.changed_data else 0
        if not (message and number):
            return message
        told = ngettext(
            "%(n)d article shows the new name.", "%(n)d articles show the new name.", number
        )
        return f"{message} {told % {'n': number}}"


class VenueViewSet(DescribedViewSet):
    """Where things take place."""

    model = Venue
    edit_view_class = SharedEditView
    icon = "crosshairs"
    chooser_viewset_class = VenueChooserViewSet
    search_fields = ["name", "city", "region", "country"]
    list_display: list[Any] = [
        "name",
        "city",
        "region",
        "country",
        LocaleColumn(label=_("Language")),
    ]


class TopicViewSet(DescribedViewSet):
    """What articles are about."""

    model = Topic
    edit_view_class = SharedEditView
    icon = "tag"
    list_display: list[Any] = ["name", "slug", LocaleColumn(label=_("Language"))]


class PartnerViewSet(DescribedViewSet):
    """Who runs programmes with the institute."""

    model = Partner
    icon = "group"
    list_display: list[Any] = ["name", "url", LocaleColumn(label=_("Language"))]


class PersonViewSet(DescribedViewSet):
    """Whom to write to or call."""

    model = Person
    icon = "user"
    search_fields = ["name", "role", "email"]
    list_display: list[Any] = ["name", "role", "email", "phone", LocaleColumn(label=_("Language"))]
