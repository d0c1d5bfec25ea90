"""What articles are counted and narrowed by, and the numbers that the index knows it by."""

from enum import IntEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Facet(IntEnum):
    """A facet's number in tags; the database has the same in its function `search_source`."""

    VENUE = 1
    PROGRAMME = 2
    TOPIC = 3
    KIND = 4
    EVENT = 5


# The only thing of the facet EVENT: that something takes place.
TAKES_PLACE = 1


class Kind(models.TextChoices):
    """What sort of article it is. The index numbers them from 1 in this order."""

    NEWS = "news", _("News")
    RELEASE = "release", _("Release")
    MEDIA = "media", _("Press about us")
    ANNOUNCEMENT = "announcement", _("Announcement")
