"""What every page's template asks about its place on the site."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.models import Page

from institute_site import meta, structured
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


@register.simple_tag(takes_context=True)
def share_title(context: Context) -> str:
    """What this page is called among pages of other sites."""
    return meta.title(context["page"], context["frame"].site)


@register.simple_tag(takes_context=True)
def description(context: Context) -> str:
    """This page in a sentence or two."""
    return meta.description(context["page"], context["frame"].site)


@register.simple_tag(takes_context=True)
def structured_data(context: Context, picture: str) -> SafeString:
    """This page as JSON-LD; `picture` is the address of the image that it is shared with, if there is one."""
    request, frame = context["request"], context["frame"]
    things = structured.of_page(context["page"], frame, request.build_absolute_uri, picture)
    return structured.as_json(things)


@register.filter
def og_locale(language: str) -> str:
    """A language as Open Graph writes it: en_US."""
    return meta.og_locale(language)
