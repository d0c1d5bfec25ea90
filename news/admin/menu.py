"""The News menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from .articles import ArticleListingViewSet
from .broken_links import BrokenLinksViewSet
from .desk.calendar import CalendarViewSet
from .desk.missing import MissingViewSet
from .desk.reports import ReportsViewSet
from .planned import PlannedViewSet
from .programmes import ProgrammeListingViewSet
from .snippets import PartnerViewSet, PersonViewSet, TopicViewSet, VenueViewSet
from .translation_board import TranslationsViewSet


class NewsGroup(ViewSetGroup):
    """Everything that the newsroom works with, before Wagtail's own menu items."""

    menu_label = _("News")
    menu_name = "news"
    menu_icon = "doc-full-inverse"
    menu_order = 50
    items = [
        ArticleListingViewSet("news_articles", url_prefix="news/articles"),
        CalendarViewSet,
        PlannedViewSet(),
        TranslationsViewSet,
        MissingViewSet,
        ReportsViewSet,
        BrokenLinksViewSet(),
        ProgrammeListingViewSet("news_programmes", url_prefix="news/programmes"),
        VenueViewSet,
        TopicViewSet,
        PartnerViewSet,
        PersonViewSet,
    ]
