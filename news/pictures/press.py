"""What journalists find under an article: its pictures in print size."""

from typing import Any, NamedTuple

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from wagtail.images.models import Filter

from news.models import Picture

from .markup import find
from .places import PRINT
from .used import Use


class PressPicture(NamedTuple):
    """A picture to download: where, how large, whose."""

    picture: Picture
    url: str
    width: int
    height: int
    size: str
    credit: str


def press_pictures(uses: list[Use]) -> list[PressPicture]:
    """The pictures of a page that the press may have, each once."""
    allowed = {use.picture.pk: use for use in uses if PRINT in use.specs and use.picture.for_press}
    return [_to_download(use) for use in allowed.values()]


def _to_download(use: Use) -> PressPicture:
    made: Any = find(use.picture, PRINT).get(PRINT)
    width, height = (
        (made.width, made.height) if made else Filter(PRINT).get_transform(use.picture).size
    )
    url = reverse("press-picture", args=[use.picture.pk])
    return PressPicture(use.picture, url, width, height, _size(made), use.credit)


def _size(made: Any) -> str:
    """How large the file is, in words; "" before it is made or when it is gone."""
    try:
        return filesizeformat(made.file.size) if made else ""
    except OSError:
        return ""
