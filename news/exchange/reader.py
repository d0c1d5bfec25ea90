"""Reading elements in order: words gather into paragraphs, and each kind of element has a handler."""

from collections.abc import Callable, Iterable, Mapping
from typing import Self
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from news.blocks import EmbedBlock

from .markup import IMAGES, Block
from .runs import BREAK, Mark, Marks, Run, marked, markup, normal, plain
from .tree import EMBEDS, INLINE, MARKS, Node

SCHEMES = {"http", "https", "mailto", "tel"}
MAX_URL_LENGTH = 2000
_is_web_address = URLValidator(schemes=["http", "https"])


class Reader:
    """Reads into `blocks`; the words that no block has yet are in `runs`."""

    def __init__(self, handlers: Mapping[str, "Handler"]) -> None:
        self.handlers = handlers
        self.blocks: list[Block] = []
        self.runs: list[Run] = []

    def walk(self, node: Node, marks: Marks = ()) -> Self:
        """Read what is inside an element."""
        for child in node.children:
            if isinstance(child, str):
                self.runs.append(Run(child, marks))
            elif handler := self.handlers.get(child.tag):
                handler(self, child, marks)
            elif child.tag in INLINE:
                mark = MARKS.get(child.tag)
                self.walk(child, marked(marks, Mark(mark)) if mark else marks)
            else:
                self.boundary()
                self.walk(child, marks)
                self.boundary()
        return self

    def boundary(self) -> None:
        """End a paragraph."""
        runs, self.runs = normal(self.runs), []
        if plain(runs):
            self.add_text(f"<p>{markup(runs)}</p>")

    def line_break(self) -> None:
        """Break a line; two breaks in a row end a paragraph."""
        said = (run.text for run in reversed(self.runs) if run.text == BREAK or run.text.strip())
        if next(said, "") == BREAK:
            self.boundary()
        else:
            self.runs.append(Run(BREAK))

    def add_text(self, html: str) -> None:
        """Add to the text block at the end, or begin one."""
        if self.blocks and self.blocks[-1].type == "text":
            html = f"{self.blocks.pop().value}\n{html}"
        self.blocks.append(Block("text", html))

    def add(self, blocks: Iterable[Block]) -> None:
        """Add blocks that were read from inside an element."""
        self.boundary()
        for block in blocks:
            if block.type == "text":
                self.add_text(block.value)
            else:
                self.blocks.append(block)

    def inside(self, node: Node, marks: Marks) -> list[Block]:
        """The blocks inside an element, for its handler to make one of, or to add as they are."""
        reader = Reader(self.handlers).walk(node, marks)
        reader.boundary()
        return reader.blocks


class LineReader(Reader):
    """Reads words that stay together; pictures and embeds among them are left in `blocks`."""

    def __init__(self) -> None:
        super().__init__(INLINE_HANDLERS)

    def boundary(self) -> None:
        """Begin a new line."""
        self.runs.append(Run(BREAK))

    def line_break(self) -> None:
        """Begin a new line."""
        self.boundary()


Handler = Callable[[Reader, Node, Marks], None]


def read_line(node: Node, marks: Marks) -> tuple[list[Run], list[Block]]:
    """The words of an element in one paragraph, and the pictures and embeds that stood among them."""
    reader = LineReader().walk(node, marks)
    return normal(reader.runs), reader.blocks


def one_line(text: str) -> str:
    """Text without line breaks, with single spaces and none at the ends."""
    return " ".join(text.split())


def shortened(text: str, limit: int) -> str:
    """Text of at most `limit` characters, for what only repeats other words."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _break(reader: Reader, _node: Node, _marks: Marks) -> None:
    reader.line_break()


def _preformatted(reader: Reader, node: Node, marks: Marks) -> None:
    reader.boundary()
    reader.walk(_with_breaks(node), marks)
    reader.boundary()


def _with_breaks(node: Node) -> Node:
    children: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node):
            children.append(_with_breaks(child))
        else:
            lines = child.split("\n")
            children += [part for line in lines for part in (Node("br"), line)][1:]
    return Node(node.tag if node.tag != "pre" else "", node.attributes, children)


def _link(reader: Reader, node: Node, marks: Marks) -> None:
    href = address(node.attributes.get("href", ""))
    if href:
        marks = marked(marks, Mark("a", href))
    if href and not node.text.strip():
        alternatives = (picture.attributes.get("alt", "") for picture in node.all("img"))
        reader.runs.append(Run(" ".join(alternatives), marks))
    reader.walk(node, marks)


def address(href: str) -> str:
    """An address as a link may have it, or nothing: no scheme that runs anything, no blanks."""
    href = "".join(href.splitlines()).replace("\t", "").strip().replace(" ", "%20")
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return ""
    return href if href != "#" and (not scheme or scheme in SCHEMES) else ""


def _picture(reader: Reader, node: Node, marks: Marks) -> None:
    source = address(node.attributes.get("src", ""))
    alt = one_line(node.attributes.get("alt", ""))
    if source.startswith(IMAGES):
        value = {
            "image": unquote(source.removeprefix(IMAGES)),
            "alt": alt,
            "caption": "",
            "credit": "",
        }
        reader.add([Block("image", value)])
    elif source and alt and not any(mark.tag == "a" for mark in marks):
        reader.runs += [Run(" "), Run(alt, marked(marks, Mark("a", source))), Run(" ")]


def _embed(reader: Reader, node: Node, marks: Marks) -> None:
    candidates = [node, *(child for child in node.all("source"))]
    urls = (web_address(candidate.attributes.get("src", "")) for candidate in candidates)
    url = next(filter(None, urls), "")
    if url:
        title = one_line(node.attributes.get("title", "")) or urlsplit(url).hostname or url
        limit = EmbedBlock.base_blocks["title"].field.max_length
        reader.add([Block("embed", {"url": url, "title": shortened(title, limit)})])
    elif node.tag != "iframe":
        reader.walk(node, marks)


def web_address(url: str) -> str:
    """A complete http or https address, or nothing."""
    url = address(url)
    url = f"https:{url}" if url.startswith("//") else url
    try:
        _is_web_address(url)
    except ValidationError:
        return ""
    return url if len(url) <= MAX_URL_LENGTH else ""


INLINE_HANDLERS: dict[str, Handler] = {
    "br": _break,
    "pre": _preformatted,
    "a": _link,
    "img": _picture,
    **dict.fromkeys(EMBEDS, _embed),
}
