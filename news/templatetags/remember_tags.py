"""Parts of pages that are not made anew for every reader."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from news import beside
from news.models import ArticlePage
from news.remembered import remember, remember_each

register = template.Library()


class RememberNode(template.Node):
    """A part of a page, remembered under its name and what it depends on."""

    def __init__(
        self, nodelist: NodeList, name: str, parts: str, given: list[FilterExpression]
    ) -> None:
        self.nodelist, self.name, self.parts, self.given = nodelist, name, parts, given

    def render(self, context: Any) -> SafeString:
        """The part, made anew where it is not remembered."""
        request = context.get("request")
        reading = getattr(request, "reading", None)
        if reading is None:
            return self.nodelist.render(context)
        given = [str(each.resolve(context)) for each in self.given]
        key = (self.name, get_language(), reading.origin, reading.day, *given)
        return remember(request, self.parts, key, lambda: self.nodelist.render(context))


@register.tag("remember")
def remember_part(parser: Parser, token: Token) -> RememberNode:
    """`{% remember "name" "articles things" page.pk … %} … {% endremember %}`.

    First the part's name, then the parts of the content that it is made of (`news.models.content.Content`),
    then whatever else it depends on; language, host and day are added. Nothing in it may depend on more.
    """
    _tag, name, parts, *given = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    values = [parser.compile_filter(each) for each in given]
    return RememberNode(nodelist, name.strip("'\""), parts.strip("'\""), values)


@register.simple_tag(takes_context=True)
def fetched(context: Any, page: Any) -> str:
    """Have what an article's page is about to say fetched at once; says nothing itself."""
    if isinstance(page, ArticlePage):
        beside.fetch(page, context.get("request"))
    return ""


@register.simple_tag(takes_context=True)
def result_cards(context: Any, listing: Any) -> SafeString:
    """The results of a listing as cards; "" when there are none. Marked names are made anew."""
    card = context.template.engine.get_template("parts/article_card.html")

    def make(ids: list[int]) -> dict[int, str]:
        cards = {}
        for article in listing.some.found.fetch(ids):
            with context.push(article=article):
                cards[article.pk] = card.render(context)
        return cards

    request, ids = context.get("request"), listing.some.ids
    reading = getattr(request, "reading", None)
    if listing.is_named or reading is None:
        cards = make(ids)
    else:
        key = ("card", get_language(), reading.origin, reading.day)
        cards = remember_each(request, "articles things", key, ids, make)
    return SafeString("".join(cards[pk] for pk in ids if pk in cards))
