"""A text of the demo's TOML files as blocks of the editor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True)
class Shelf:
    """Where the things that a text refers to by name are found: each gives a database id, or None.

    `credit` is that of pictures which name none, in the language of the text.
    """

    picture: Callable[[str], int]
    document: Callable[[str], int]
    page: Callable[[str], int | None]
    credit: str


def blocks(body: list[Block], shelf: Shelf) -> list[Block]:
    """The raw StreamField data; links to pages that are not there yet are left out."""
    made = ({"type": block["type"], "value": _value(block, shelf)} for block in body)
    return [block for block in made if block["value"] is not None]


def _value(block: Block, shelf: Shelf) -> Any:
    match block["type"]:
        case "text":
            return block["html"]
        case "heading":
            return {"text": block["text"], "level": block.get("level", "h2")}
        case "figures":
            return {"figures": block["items"]}
        case "image":
            return _picture(block, shelf)
        case "gallery":
            return {"pictures": [_picture(item, shelf) for item in block["items"]]}
        case "table":
            return _table(block)
        case "callout":
            return {"title": block["title"], "text": block["html"]}
        case "documents":
            return {"documents": [shelf.document(item["file"]) for item in block["items"]]}
        case "related":
            page = shelf.page(block["article"])
            return page and {"page": page, "title": block.get("title", "")}
        case "quote":
            return {name: block.get(name, "") for name in ("text", "name", "role")}
        case "embed":
            return {"url": block["url"], "title": block["title"]}
    raise ValueError(f"No block is called {block['type']}.")


def _picture(item: Block, shelf: Shelf) -> Block:
    return {
        "image": shelf.picture(item["file"]),
        "alt": item["alt"],
        "caption": item.get("caption", ""),
        "credit": item.get("credit", shelf.credit),
    }


def _table(block: Block) -> Block:
    return {
        "columns": [{"type": "text", "heading": heading} for heading in block["columns"]],
        "rows": [{"values": [f"<p>{cell}</p>" for cell in row]} for row in block["rows"]],
        "caption": block.get("caption", ""),
    }
