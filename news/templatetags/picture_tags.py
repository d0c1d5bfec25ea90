"""What templates say of pictures; the sizes of each place are in `news.pictures.places`."""

import base64
from typing import Any

from django import template
from django.utils.safestring import SafeString

from news.models import PagePictures, Picture
from news.pictures import markup
from news.pictures.places import LARGE
from news.pictures.press import PressPicture
from news.pictures.press import press_pictures as for_press
from news.pictures.share import card_of, draw
from news.pictures.used import fetch_sizes, in_page
from news.remembered import remember

register = template.Library()


@register.simple_tag
def shown(picture: Picture | None, place: str, alt: str = "", eager: bool = False) -> SafeString:
    """A picture in its place, a key of `news.pictures.places.PLACES`; "" when there is none to show."""
    return markup.shown(picture, place, alt, eager=eager) if picture else SafeString("")


@register.simple_tag
def large(picture: Picture) -> markup.Made:
    """A picture as large as a screen: its `url`, `width` and `height`."""
    return markup.address(picture, LARGE, markup.find(picture, LARGE))


@register.simple_tag
def press_pictures(page: Any) -> list[PressPicture]:
    """What the press may download of a page. Fetches the sizes of all its pictures at once."""
    uses = in_page(page)
    fetch_sizes(uses)
    return for_press(uses)


@register.simple_tag(takes_context=True)
def share_picture(context: Any, page: Any) -> PagePictures | None:
    """The share image of a page: its own or that of the front page; None before one is made."""
    own: PagePictures | None = getattr(page, "page_pictures", None)
    if own and own.share:
        return own
    key = ("front's share image", page.path[: 2 * page.steplen])
    found: PagePictures | None = remember(
        context.get("request"), "articles things", key, lambda: PagePictures.objects.to_share(page)
    )
    return found


@register.simple_tag
def share_preview(page: Any) -> str:
    """The share image of an article as it would be now, as a `data:` address."""
    image, ending = draw(card_of(page), getattr(page, "cover", None))
    kind = {"jpg": "jpeg"}.get(ending, ending)
    return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"
