"""Articles' texts as HTML that stands on its own, for who reads them elsewhere: in a feed, as Markdown."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import nh3
from django.template.loader import render_to_string
from wagtail.rich_text import expand_db_html

from .blocks import BodyBlock
from .models import ArticlePage
from .templatetags.news_tags import with_renditions

# What such HTML is made of: the same elements as on the page, without what only its stylesheet needs.
TAGS = {
    "a", "aside", "b", "blockquote", "br", "caption", "cite", "dd", "dl", "dt", "em", "figcaption",
    "figure", "h1", "h2", "h3", "hr", "i", "img", "li", "ol", "p", "small", "strong", "sub", "sup",
    "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope"},
    "time": {"datetime"},
}
# Parts texts from each other where they are put together; no editor can type it.
BETWEEN = "\x1e"
STREAM = BodyBlock()


def texts(articles: Sequence[ArticlePage], base: str) -> list[str]:
    """The text of each article, its notes on changes and its cover first.

    `base` is the address that links and pictures of the site are completed from. However many articles
    there are, what their blocks show is fetched in a fixed number of queries.
    """
    streams = [_known(article) for article in articles]
    together = [block for stream in streams for block in stream]
    _expand(together)
    blocks: Iterator[Any] = iter(with_renditions(STREAM.to_python(together)))
    return [
        plain(
            render_to_string(
                "formats/text.html", {"page": article, "body": list(islice(blocks, len(stream)))}
            ),
            base,
        )
        for article, stream in zip(articles, streams, strict=True)
    ]


def plain(html: str, base: str) -> str:
    """HTML without what belongs to the site's pages only, its addresses complete."""
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        link_rel=None,
        url_relative=("rewrite_with_base", base),
    )
    return "\n".join(line.strip() for line in cleaned.splitlines() if line.strip())


def _known(article: ArticlePage) -> list[dict[str, Any]]:
    """A copy of the blocks of an article as the database has them."""
    blocks = json.loads(json.dumps(STREAM.get_prep_value(article.body)))
    return [block for block in blocks if block["type"] in STREAM.child_blocks]


def _expand(blocks: list[dict[str, Any]]) -> None:
    """Replace the links to pages and documents in all texts by their addresses, in one go."""
    places = [place for block in blocks for place in _linking(block)]
    expanded = expand_db_html(BETWEEN.join(part[key] for part, key in places)).split(BETWEEN)
    for (part, key), text in zip(places, expanded, strict=bool(places)):
        part[key] = text


def _linking(part: Any) -> Iterator[tuple[Any, Any]]:
    """The places of texts that link to things of the site: a list or a mapping, and where in it."""
    items = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in items:
        if isinstance(value, dict | list):
            yield from _linking(value)
        elif isinstance(value, str) and "linktype=" in value:
            yield part, key
