"""Portable blocks, and the one markup that each of them has.

A portable block is a block of the editor's without what only this database knows: a picture is the name
of its file, a text is HTML without page numbers.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import quote

from .runs import escape

IMAGES = "images/"
_PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")


class Block(NamedTuple):
    """A block's type, as `news.blocks.BodyBlock` names it, and its portable value."""

    type: str
    value: Any


def write(blocks: Iterable[Block]) -> str:
    """The blocks as HTML, an element or a row of a table to a line."""
    return "\n".join(WRITERS[block.type](block.value) for block in blocks)


def element(tag: str, text: str) -> str:
    """An element with words inside."""
    return f"<{tag}>{escape(text)}</{tag}>"


def _text(html: str) -> str:
    return html


def _heading(value: dict[str, str]) -> str:
    return element(value["level"], value["text"])


def _image(value: dict[str, str]) -> str:
    source = escape(IMAGES + quote(value["image"]))
    caption, credit = value["caption"], value["credit"]
    below = escape(caption) + (element("small", credit) if credit else "")
    below = f"<figcaption>{below}</figcaption>" if below else ""
    return f'<figure><img src="{source}" alt="{escape(value["alt"])}"/>{below}</figure>'


def _gallery(value: dict[str, Any]) -> str:
    pictures = "\n".join(map(_image, value["pictures"]))
    return f'<figure class="gallery">\n{pictures}\n</figure>'


def _quote(value: dict[str, str]) -> str:
    text, name, role = value["text"].strip(), value["name"], value["role"]
    paragraphs = (escape(words).replace("\n", "<br/>") for words in _PARAGRAPHS.split(text))
    below = element("cite", name) + escape(f", {role}" if name and role else role)
    below = f"<footer>{below}</footer>" if name or role else ""
    return (
        "<blockquote>"
        + "".join(f"<p>{words}</p>" for words in paragraphs)
        + f"{below}</blockquote>"
    )


def _figures(value: dict[str, Any]) -> str:
    figures = "\n".join(
        element("dt", figure["label"]) + element("dd", figure["value"])
        for figure in value["figures"]
    )
    return f'<dl class="figures">\n{figures}\n</dl>'


def _table(value: dict[str, Any]) -> str:
    parts = ["<table>"]
    if value["caption"]:
        parts.append(element("caption", value["caption"]))
    if any(value["headings"]):
        headings = "".join(element("th", heading) for heading in value["headings"])
        parts.append(f"<thead><tr>{headings}</tr></thead>")
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in value["rows"])
    parts += ["<tbody>", *(f"<tr>{row}</tr>" for row in rows), "</tbody>", "</table>"]
    return "\n".join(parts)


def _callout(value: dict[str, str]) -> str:
    return f"<aside>{element('h2', value['title'])}\n{value['text']}\n</aside>"


def _embed(value: dict[str, str]) -> str:
    return f'<iframe src="{escape(value["url"])}" title="{escape(value["title"])}"></iframe>'


WRITERS: dict[str, Callable[[Any], str]] = {
    "text": _text,
    "heading": _heading,
    "image": _image,
    "gallery": _gallery,
    "quote": _quote,
    "figures": _figures,
    "table": _table,
    "callout": _callout,
    "embed": _embed,
}
