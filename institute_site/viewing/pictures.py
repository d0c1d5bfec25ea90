"""A page without its pictures: what they show is said in their place, and no browser fetches them."""

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _


def described(page: bytes) -> bytes:
    """The same HTML page; a picture that only adorns goes, as it has no description."""
    soup = BeautifulSoup(page, "html.parser")
    for image in soup.find_all("img"):
        whole = image.find_parent("picture") or image
        said = str(image.get("alt", "")).strip()
        if said:
            whole.replace_with(_description(soup, said))
        else:
            whole.decompose()
    for ahead in soup.select("link[rel=preload][as=image]"):
        ahead.decompose()
    return soup.encode(formatter="minimal")


def _description(soup: BeautifulSoup, said: str) -> Tag:
    description = soup.new_tag("span", attrs={"class": "picture-said"})
    description.string = _("Picture: %(description)s") % {"description": said}
    return description
