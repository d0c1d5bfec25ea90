"""What every page's template asks about its place on the site."""

from django import template
from django.template import Context
from wagtail.models import Page

from institute_site.navigation import Translation

register = template.Library()


@register.simple_tag(takes_context=True)
def translations(context: Context) -> list[Translation]:
    """The ways from this page to every other language."""
    page = context.get("page")
    ways: list[Translation] = context["frame"].translations(
        page if isinstance(page, Page) else None
    )
    return ways


@register.simple_tag(takes_context=True)
def absolute(context: Context, address: str) -> str:
    """An address of this site with its scheme and host, for those who read it elsewhere."""
    url: str = context["request"].build_absolute_uri(address)
    return url
