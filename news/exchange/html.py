"""HTML of any quality read into portable blocks: what the editor allows stays, the rest leaves its words.

Where a block cannot hold something (a heading as long as a page, a link in a quotation) its words become
ordinary text. Reading what was written changes nothing: `clean(clean(html)) == clean(html)`.
"""

import re
from collections.abc import Sequence
from html import unescape
from itertools import batched

from django.utils.translation import gettext as _

from news import blocks as editor

from .lists import read_list
from .markup import Block, write
from .reader import INLINE_HANDLERS, Handler, Reader, one_line, read_line
from .runs import Mark, Marks, Run, has_link, marked, markup, plain
from .tables import read_table
from .tree import HEADINGS, Node, TooDeepError, parse

BOLD, ITALIC = Mark("b"), Mark("i")
FIGURES_IN_BLOCK = editor.FiguresBlock.base_blocks["figures"].meta.max_num
GALLERY = editor.GalleryBlock.base_blocks["pictures"].meta
_NOT_PLAIN = re.compile(r"<(?!/?(p|b|i|br)\b)")
_TAG = re.compile(r"<[^>]*>")
_DASHES = " ,\u2013\u2014-"


def read(html: str) -> list[Block]:
    """The portable blocks of a piece of HTML. Raises `TooDeepError`."""
    try:
        reader = Reader(HANDLERS).walk(parse(html))
    except RecursionError:
        raise TooDeepError(_("is nested too deep")) from None
    reader.boundary()
    return reader.blocks


def clean(html: str) -> str:
    """HTML in the one form that an export has. Raises `TooDeepError`."""
    return write(read(html))


def fits(text: str, block: type, name: str) -> bool:
    """Whether the editor's block takes this text in the field of this name."""
    limit: int = block.base_blocks[name].field.max_length  # type: ignore[attr-defined]
    return len(text) <= limit


def _heading(reader: Reader, node: Node, marks: Marks) -> None:
    runs, others = read_line(node, marks)
    text = one_line(plain(runs))
    if text and fits(text, editor.HeadingBlock, "text") and not has_link(runs):
        level = "h2" if node.tag in {"h1", "h2"} else "h3"
        reader.add([Block("heading", {"text": text, "level": level})])
    else:
        reader.add(_paragraph(runs, BOLD))
    reader.add(others)


def _paragraph(runs: Sequence[Run], *also: Mark) -> list[Block]:
    for mark in also:
        runs = [run._replace(marks=marked(run.marks, mark)) for run in runs]
    return [Block("text", f"<p>{markup(runs)}</p>")] if plain(runs) else []


def _rule(reader: Reader, _node: Node, _marks: Marks) -> None:
    reader.add([Block("text", "<hr/>")])


def _list(reader: Reader, node: Node, marks: Marks) -> None:
    html, others = read_list(node, marks)
    reader.add([Block("text", html)] if html else [])
    reader.add(others)


def _table(reader: Reader, node: Node, marks: Marks) -> None:
    reader.add(read_table(node, marks))


def _quote(reader: Reader, node: Node, marks: Marks) -> None:
    name, role = _attribution(node)
    blocks = reader.inside(node, marks)
    words = _plain_words(blocks)
    if (
        words
        and fits(words, editor.QuoteBlock, "text")
        and fits(name, editor.QuoteBlock, "name")
        and fits(role, editor.QuoteBlock, "role")
    ):
        reader.add([Block("quote", {"text": words, "name": name, "role": role})])
    else:
        reader.add(reader.inside(node, marked(marks, ITALIC)))
        reader.add(_paragraph([Run(", ".join(filter(None, (name, role))))]))


def _plain_words(blocks: list[Block]) -> str:
    """The words of a single text block of paragraphs, with line breaks; nothing when there is more."""
    if [block.type for block in blocks] != ["text"] or _NOT_PLAIN.search(blocks[0].value):
        return ""
    html = blocks[0].value.replace("</p>\n<p>", "\n\n").replace("<br/>", "\n")
    return unescape(_TAG.sub("", html)).strip()


def _attribution(node: Node) -> tuple[str, str]:
    """Take name and role out of a quotation: its footer, or a citation that ends it."""
    signature = next(node.all("footer"), None) or _last_citation(node)
    if signature is None or any(link.attributes.get("href") for link in signature.all("a")):
        return "", ""
    node.pop(signature)
    text = one_line(signature.text).lstrip(_DASHES)
    citation = next(signature.all("cite"), None)
    if citation is not None:
        name = one_line(citation.text).lstrip(_DASHES)
        signature.pop(citation)
        return name, one_line(signature.text).lstrip(_DASHES)
    if signature.tag == "cite":
        return text, ""
    name, _comma, role = text.partition(", ")
    return name, role


def _last_citation(node: Node) -> Node | None:
    said = [child for child in node.children if isinstance(child, Node) or child.strip()]
    last = said[-1] if said else None
    if not isinstance(last, Node) or last.tag == "cite":
        return last if isinstance(last, Node) else None
    return _last_citation(last) if last.tag in {"p", "div"} else None


def _figure(reader: Reader, node: Node, marks: Marks) -> None:
    below = next((child for child in node.elements() if child.tag == "figcaption"), None)
    if below:
        node.pop(below)
    blocks = reader.inside(node, marks)
    types = {block.type for block in blocks}
    if below and len(blocks) == 1 and types == {"image"}:
        blocks = [*_captioned(blocks[0], below, marks)]
    elif below:
        blocks += reader.inside(below, marks)
    elif (
        "gallery" in node.attributes.get("class", "").split()
        and types == {"image"}
        and GALLERY.min_num <= len(blocks) <= GALLERY.max_num
    ):
        blocks = [Block("gallery", {"pictures": [block.value for block in blocks]})]
    reader.add(blocks)


def _captioned(picture: Block, below: Node, marks: Marks) -> list[Block]:
    small = next(below.all("small"), None)
    credit = one_line(small.text) if small else ""
    if small and fits(credit, editor.PictureBlock, "credit"):
        below.pop(small)
    else:
        credit = ""
    runs, others = read_line(below, marks)
    caption = one_line(plain(runs))
    is_plain = fits(caption, editor.PictureBlock, "caption") and not has_link(runs)
    value = {**picture.value, "credit": credit, "caption": caption if is_plain else ""}
    value["alt"] = value["alt"] or value["caption"][: editor.ALT_LENGTH]
    return [Block("image", value), *([] if is_plain else _paragraph(runs)), *others]


def _callout(reader: Reader, node: Node, marks: Marks) -> None:
    blocks = reader.inside(node, marks)
    if [block.type for block in blocks] == ["heading", "text"]:
        title, text = blocks[0].value["text"], blocks[1].value
        if fits(title, editor.CalloutBlock, "title"):
            blocks = [Block("callout", {"title": title, "text": text})]
    reader.add(blocks)


def _definitions(reader: Reader, node: Node, marks: Marks) -> None:
    figures = _figures(node) if "figures" in node.attributes.get("class", "").split() else []
    for group in batched(figures, FIGURES_IN_BLOCK):
        reader.add([Block("figures", {"figures": list(group)})])
    if not figures:
        reader.boundary()
        reader.walk(node, marks)
        reader.boundary()


def _figures(node: Node) -> list[dict[str, str]]:
    """Labels and values in turn; nothing when anything else is there."""
    parts = list(node.all("dt", "dd"))
    labels, values = ([one_line(part.text) for part in parts[start::2]] for start in (0, 1))
    said = [child for child in node.children if isinstance(child, str) and child.strip()]
    block = editor.FigureBlock
    good = (
        not said
        and [part.tag for part in parts] == ["dt", "dd"] * len(values)
        and not any(node.all("a", "img", "ul", "ol", "table", "p", "br"))
        and all(label and fits(label, block, "label") for label in labels)
        and all(value and fits(value, block, "value") for value in values)
    )
    pairs = zip(labels, values, strict=good)
    return [{"value": value, "label": label} for label, value in pairs] if good else []


def _term(reader: Reader, node: Node, marks: Marks) -> None:
    reader.boundary()
    reader.walk(node, marked(marks, BOLD))
    reader.boundary()


HANDLERS: dict[str, Handler] = {
    **INLINE_HANDLERS,
    **dict.fromkeys(HEADINGS, _heading),
    "hr": _rule,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "blockquote": _quote,
    "figure": _figure,
    "aside": _callout,
    "dl": _definitions,
    "dt": _term,
}
