"""A record and the pictures it names, ready to be compared with an article and to be written."""

from dataclasses import dataclass, field
from typing import Any

from news.models import Picture

from .html import read
from .markup import Block, write
from .pictures import Folder, LocalPicture
from .records import Record, name_key
from .refusals import refuse
from .tree import TooDeepError


@dataclass
class Prepared:
    """Fields in the form of an export; the text's blocks and the pictures by their portable names."""

    record: Record
    fields: dict[str, Any]
    blocks: list[Block] = field(default_factory=list)
    pictures: dict[str, LocalPicture] = field(default_factory=dict)

    def changes(self, current: dict[str, Any]) -> dict[str, Any]:
        """The fields that differ from an article's record. Relations to others are not looked at."""
        return {
            name: value
            for name, value in self.fields.items()
            if name not in {"lang", "translation_of", "old_urls"}
            and _comparable(name, value) != _comparable(name, current[name])
        }


def _comparable(name: str, value: Any) -> Any:
    if name == "venues":
        return [name_key(each) for each in value]
    if name in {"topics", "programmes"}:
        return {name_key(each) for each in value}
    return value


def prepare(record: Record, folder: Folder, current: dict[str, Any] | None) -> Prepared:
    """Look at the text and the pictures of a record, unless an article has just these already.

    Raises `Refusal`.
    """
    prepared = Prepared(record, dict(record.fields))
    known = current or {}
    if "body_html" in record.fields and record.fields["body_html"] != known.get("body_html"):
        _prepare_body(prepared, folder)
    if record.fields.get("image") and record.fields["image"] != known.get("image"):
        image = dict(record.fields["image"])
        local = folder.find(image["file"], "image.file")
        prepared.pictures[local.name] = local
        image["file"], image["credit"] = local.name, image["credit"] or _own_credit(local)
        prepared.fields["image"] = image
    return prepared


def _prepare_body(prepared: Prepared, folder: Folder) -> None:
    try:
        prepared.blocks = read(prepared.fields["body_html"])
    except TooDeepError as error:
        raise refuse("body_html", str(error)) from None
    for block in prepared.blocks:
        for value in _shown(block):
            local = folder.find(value["image"], "body_html")
            prepared.pictures[local.name] = local
            value["image"], value["credit"] = local.name, value["credit"] or _own_credit(local)
    prepared.fields["body_html"] = write(prepared.blocks)


def _shown(block: Block) -> list[dict[str, str]]:
    if block.type == "gallery":
        pictures: list[dict[str, str]] = block.value["pictures"]
        return pictures
    return [block.value] if block.type == "image" else []


def _own_credit(local: LocalPicture) -> str:
    """The credit that the site's picture with this content has of its own."""
    known = Picture.objects.filter(file_hash=local.sha1).order_by("pk").first()
    return known.credit if known else ""
