"""Lists, with lists inside their items."""

from collections.abc import Iterator
from typing import NamedTuple

from .markup import Block
from .reader import INLINE_HANDLERS, LineReader, Reader
from .runs import Marks, markup, normal, plain
from .tree import Node

LISTS = {"ul", "ol"}


class ReadList(NamedTuple):
    """A list's items in HTML, and the pictures and embeds that stood in it."""

    tag: str
    items: list[str]
    others: list[Block]

    @property
    def html(self) -> str:
        """The list itself; nothing when it has no words."""
        return f"<{self.tag}>{''.join(self.items)}</{self.tag}>" if self.items else ""


class ItemReader(LineReader):
    """Reads an item: its words in one line, then the lists inside it."""

    def __init__(self) -> None:
        super().__init__()
        self.handlers = {**INLINE_HANDLERS, **dict.fromkeys(LISTS, _nested)}
        self.lists: list[ReadList] = []


def read_list(node: Node, marks: Marks) -> tuple[str, list[Block]]:
    """The list in HTML, and the pictures and embeds that stood in it."""
    result = _read(node, marks)
    return result.html, result.others


def _read(node: Node, marks: Marks) -> ReadList:
    result = ReadList(node.tag, [], [])
    for item in _items(node):
        reader = ItemReader().walk(item, marks)
        runs = normal(reader.runs)
        if plain(runs):
            inner = "".join(nested.html for nested in reader.lists)
            result.items.append(f"<li>{markup(runs)}{inner}</li>")
        else:
            result.items.extend(item for nested in reader.lists for item in nested.items)
        result.others.extend(reader.blocks)
        result.others.extend(block for nested in reader.lists for block in nested.others)
    return result


def _items(node: Node) -> Iterator[Node]:
    """The items; a list between two items belongs to the one before, loose words are an item."""
    item: Node | None = None
    for child in node.children:
        if isinstance(child, Node) and child.tag == "li":
            if item:
                yield item
            item = Node("li", {}, [*child.children])
        elif isinstance(child, Node) and child.tag in LISTS and item:
            item.children.append(child)
        elif isinstance(child, Node) or child.strip():
            if item:
                yield item
            item = Node("li", {}, [child])
    if item:
        yield item


def _nested(reader: Reader, node: Node, marks: Marks) -> None:
    if isinstance(reader, ItemReader):
        reader.boundary()
        reader.lists.append(_read(node, marks))
