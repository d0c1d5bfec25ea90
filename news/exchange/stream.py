"""Between the editor's blocks, which name things by their numbers here, and portable blocks."""

import re
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page
from wagtail.rich_text.rewriters import LinkRewriter

from news.blocks import ALT_LENGTH
from news.models import Picture

from .html import clean
from .markup import Block, write
from .pictures import portable_name
from .places import page_at
from .refusals import refuse
from .runs import escape

Raw = dict[str, Any]
_LINK = re.compile(r'<a href="(/[^"]*)">')


class Targets:
    """Pages, documents and pictures that texts name, looked up together.

    Asked for the first time a thing is only noted; after `load` it is there.
    """

    def __init__(self) -> None:
        self.wanted: dict[Any, set[int]] = {
            Page: set(),
            get_document_model(): set(),
            Picture: set(),
        }
        self.found: dict[Any, dict[int, Any]] = {}
        self.twins: dict[tuple[Any, int], Page] = {}

    def get(self, model: Any, identity: Any) -> Any | None:
        """The thing with this number, or None when there is none (yet)."""
        number = int(identity) if str(identity or "").isdecimal() else 0
        self.wanted[model].add(number)
        return self.found.get(model, {}).get(number)

    def load(self) -> None:
        """Fetch all that was asked for, a query for each kind of thing."""
        self.found = {
            model: model.objects.in_bulk(numbers) for model, numbers in self.wanted.items()
        }
        keys = {page.translation_key for page in self.found[Page].values()}
        twins = Page.objects.live().filter(translation_key__in=keys)
        self.twins = {(page.translation_key, page.locale_id): page for page in twins}

    def page_url(self, identity: Any, locale: int) -> str:
        """The address of a page, in the reader's language if it is there in it; empty when it is gone."""
        page = self.get(Page, identity)
        page = page and self.twins.get((page.translation_key, locale), page)
        return (page and page.url) or ""

    def document_url(self, identity: Any) -> str:
        """The complete address of a document; empty when it is gone."""
        document = self.get(get_document_model(), identity)
        return f"{settings.BASE_URL}{document.url}" if document else ""


class BodyWriter:
    """Writes the editor's blocks as HTML for one language."""

    def __init__(self, targets: Targets, locale: int) -> None:
        self.targets = targets
        self.locale = locale
        self.pictures: list[Picture] = []
        self.missing: list[str] = []
        self._rewrite = LinkRewriter(
            rules={
                "page": lambda attributes: self._opening(
                    targets.page_url(attributes.get("id"), locale)
                ),
                "document": lambda attributes: self._opening(
                    targets.document_url(attributes.get("id"))
                ),
            }
        )

    def html(self, raw: Iterable[Raw]) -> str:
        """The blocks in the one form that an export has."""
        return clean(self.rough(raw))

    def rough(self, raw: Iterable[Raw]) -> str:
        """The blocks as HTML that still has to be cleaned."""
        return "\n".join(self._block(block["type"], block["value"]) for block in raw)

    def _block(self, kind: str, value: Any) -> str:
        writer = getattr(self, f"_{kind}", None)
        portable = writer(value) if writer else value
        return portable if isinstance(portable, str) else write([Block(kind, portable)])

    def _opening(self, url: str) -> str:
        return f'<a href="{escape(url)}">' if url else "<a>"

    def _text(self, value: str) -> str:
        html: str = self._rewrite(value)
        return html

    def keeps(self, picture: Picture) -> bool:
        """Note a picture that is shown; not when its file is gone."""
        there: bool = picture.file.storage.exists(picture.file.name)
        if there:
            self.pictures.append(picture)
        else:
            self.missing.append(picture.file.name)
        return there

    def _image(self, value: Raw) -> Any:
        picture = self.targets.get(Picture, value["image"])
        if picture is None or not self.keeps(picture):
            return ""
        return {
            "image": portable_name(picture.get_file_hash(), picture.file.name),
            "alt": value["alt"] or picture.title[:ALT_LENGTH],
            "caption": value.get("caption") or "",
            "credit": value.get("credit") or picture.credit,
        }

    def _gallery(self, value: Raw) -> Any:
        pictures = [picture for item in items(value["pictures"]) if (picture := self._image(item))]
        return {"pictures": pictures}

    def _quote(self, value: Raw) -> Any:
        return {
            "text": value["text"],
            "name": value.get("name") or "",
            "role": value.get("role") or "",
        }

    def _figures(self, value: Raw) -> Any:
        return {"figures": items(value["figures"])}

    def _table(self, value: Raw) -> Any:
        return {
            "caption": value.get("caption") or "",
            "headings": [column["heading"] for column in value["columns"]],
            "rows": [[self._text(cell) for cell in row["values"]] for row in value["rows"]],
        }

    def _callout(self, value: Raw) -> Any:
        return {"title": value["title"], "text": self._text(value["text"])}

    def _documents(self, value: Raw) -> str:
        links = []
        for identity in items(value["documents"]):
            url = self.targets.document_url(identity)
            document = self.targets.get(get_document_model(), identity)
            links.append(f"<li>{self._link(url, document.title)}</li>" if document else "")
        return f"<ul>{''.join(links)}</ul>"

    def _related(self, value: Raw) -> str:
        page = self.targets.get(Page, value["page"])
        url = self.targets.page_url(value["page"], self.locale)
        title = value.get("title") or (page.title if page else "")
        return f"<p>{self._link(url, title)}</p>"

    def _link(self, url: str, text: str) -> str:
        return f"{self._opening(url)}{escape(text)}</a>"


def items(values: Sequence[Any]) -> list[Any]:
    """The values of a list block, whose items are wrapped."""
    return [
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in values
    ]


def to_stream(
    blocks: Iterable[Block], locale: Locale, picture: Callable[[dict[str, str]], Picture]
) -> list[Raw]:
    """The editor's blocks for portable ones; `picture` finds or stores what an image block shows.

    Raises `Refusal` when a picture lacks its alt text.
    """

    def image(value: dict[str, str]) -> Raw:
        reason = ""
        if not value["alt"]:
            reason = _("the picture %(file)s has no alt text")
        elif len(value["alt"]) > ALT_LENGTH:
            reason = _("the picture %(file)s has an alt text of more than 200 characters")
        if reason:
            raise refuse("body_html", reason % {"file": value["image"]})
        shown = picture(value)
        credit = "" if value["credit"] == shown.credit else value["credit"]
        return {**value, "image": shown.pk, "credit": credit}

    makers: dict[str, Callable[[Any], Any]] = {
        "text": lambda value: with_page_links(value, locale),
        "image": image,
        "gallery": lambda value: {"pictures": [_item(image(each)) for each in value["pictures"]]},
        "figures": lambda value: {"figures": [_item(each) for each in value["figures"]]},
        "callout": lambda value: {**value, "text": with_page_links(value["text"], locale)},
        "table": lambda value: _typed_table(value, locale),
    }
    return [
        {"type": block.type, "value": makers.get(block.type, lambda value: value)(block.value)}
        for block in blocks
    ]


def _item(value: Any) -> Raw:
    return {"type": "item", "value": value, "id": str(uuid4())}


def _typed_table(value: dict[str, Any], locale: Locale) -> Raw:
    cells = [
        [with_page_links(cell and f"<p>{cell}</p>", locale) for cell in row]
        for row in value["rows"]
    ]
    return {
        "caption": value["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in value["headings"]],
        "rows": [{"values": row} for row in cells],
    }


def with_page_links(html: str, locale: Locale) -> str:
    """HTML in which paths of this site's pages in this language are links to the pages themselves."""

    def link(match: re.Match[str]) -> str:
        page = page_at(unescape(match[1]), live=True)
        if page is None or page.locale_id != locale.pk or page.url != unescape(match[1]):
            return match[0]
        return f'<a linktype="page" id="{page.pk}">'

    return _LINK.sub(link, html)
