"""HTML of any quality as a small tree: what `nh3` lets through, with nothing that runs or loads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext as _

# Parsing takes the square of the depth; no text that people read is nested like this.
MAX_DEPTH = 100

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
MARKS = {"a": "a", "b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
INLINE = {*MARKS, "cite", "small", "br"}
EMBEDS = {"iframe", "audio", "video", "embed"}
TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
BLOCKS = {
    "p", "div", "ul", "ol", "li", "hr", "pre", "blockquote", "footer", "figure", "figcaption", "aside",
    "dl", "dt", "dd", "section", "article", "header", "main", "nav", "address", "center", "details",
    "summary", "form", "fieldset", "legend",
}  # fmt: skip
VOID = {"br", "hr", "img", "source", "embed"}
NOT_NESTED = VOID | {"p", "li", "td", "th", "tr", "dt", "dd", "meta", "link", "input", "wbr", "col"}

_SANITIZER = nh3.Cleaner(
    tags=HEADINGS | INLINE | EMBEDS | TABLE | BLOCKS | {"img", "source"},
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href"},
        "img": {"src", "alt"},
        "source": {"src"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
        "dl": {"class"},
        "figure": {"class"},
        **{tag: {"src", "title"} for tag in EMBEDS},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


class TooDeepError(ValueError):
    """Elements within elements beyond `MAX_DEPTH`."""


@dataclass
class Node:
    """An element with its attributes and what is inside it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Node"]:
        """The elements directly inside."""
        return (child for child in self.children if isinstance(child, Node))

    def all(self, *tags: str) -> Iterator["Node"]:
        """The elements of these names at any depth inside, in order."""
        for child in self.elements():
            if child.tag in tags:
                yield child
            yield from child.all(*tags)

    @property
    def text(self) -> str:
        """All the words inside, as they are."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def pop(self, node: "Node") -> None:
        """Take an element out, at whatever depth it is."""
        self.children = [child for child in self.children if child is not node]
        for child in self.elements():
            child.pop(node)


class _Builder(HTMLParser):
    """Makes nodes of what `nh3` wrote, in which every element that begins also ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """The tree of a piece of HTML, under a node without a name.

    Raises `TooDeepError` before a parser would be busy for minutes.
    """
    _check_depth(html)
    builder = _Builder()
    builder.feed(_SANITIZER.clean(html))
    builder.close()
    return builder.open[0]


def _check_depth(html: str) -> None:
    depth = 0
    for ending, tag in _TAG.findall(html):
        if tag.lower() not in NOT_NESTED:
            depth = max(depth - 1, 0) if ending else depth + 1
            if depth > MAX_DEPTH:
                raise TooDeepError(_("is nested more than %(limit)d deep") % {"limit": MAX_DEPTH})
