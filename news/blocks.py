"""What an article's text is made of. Each block has a template of its name in `templates/blocks/`."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

ALT_LENGTH = 200
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [
    "bold",
    "italic",
    "superscript",
    "subscript",
    "ol",
    "ul",
    "link",
    "document-link",
    "hr",
]


def _recent_pictures(number: int) -> list[dict[str, Any]]:
    """Pictures of the site's own for a block's preview; a preview without any shows its words only."""
    pictures = list(get_image_model().objects.order_by("-pk")[:number]) or [None]
    return [
        {"image": picture, "alt": str(picture or ""), "caption": str(picture or "")}
        for picture in pictures
    ]


class HeadingBlock(blocks.StructBlock):
    """A heading of a section or of a part of one."""

    text = blocks.CharBlock(label=_("Heading"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Section")), ("h3", _("Part of a section"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        description = _("Begins a section, so that readers can find their way in a long text.")
        preview_value = {"text": "From an idea to a club that lasts", "level": "h2"}

    def get_searchable_content(self, value: Any) -> list[str]:
        """Its words; the name of its level is none of them."""
        words: list[str] = self.child_blocks["text"].get_searchable_content(value["text"])
        return words


class PictureBlock(blocks.StructBlock):
    """A picture in the text."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alt text"),
        max_length=ALT_LENGTH,
        help_text=_("What the picture shows, for those who cannot see it. At most 200 characters."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(
        label=_("Credit"),
        required=False,
        max_length=160,
        help_text=_("If it differs from the picture's own."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        description = _("One picture with its alt text, caption and credit.")
        preview_value = staticmethod(lambda: _recent_pictures(1)[0])


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=20)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "blocks/gallery.html"
        description = _("Two pictures or more, side by side.")
        preview_value = staticmethod(lambda: {"pictures": _recent_pictures(3)})


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Words"), max_length=600)
    name = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        description = _("Somebody's words, with name and role.")
        preview_value = {
            "text": "The hardest part is not the 3D printer. It is the second year.",
            "name": "",
            "role": "Mentor of the programme",
        }


class FigureBlock(blocks.StructBlock):
    """One number and what it counts."""

    value = blocks.CharBlock(label=_("Number"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)


class FiguresBlock(blocks.StructBlock):
    """Numbers set large."""

    figures = blocks.ListBlock(FigureBlock(), label=_("Figures"), min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("Key figures")
        template = "blocks/figures.html"
        description = _("Up to six numbers, set large.")
        preview_value = {
            "figures": [
                {"value": "2,300", "label": "registered for the course"},
                {"value": "400+", "label": "worked in masterclasses"},
            ]
        }


class TableBlock(TypedTableBlock):
    """Rows and columns of short texts."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        description = _("Rows and columns with a caption.")
        preview_value = {
            "caption": "Clubs by year",
            "columns": [{"type": "text", "heading": "Year"}, {"type": "text", "heading": "Clubs"}],
            "rows": [{"values": ["2024", "140"]}, {"values": ["2025", "212"]}],
        }


def _table() -> TableBlock:
    cell = blocks.RichTextBlock(label=_("Text"), features=INLINE_FEATURES, required=False)
    return TableBlock([("text", cell)])


class CalloutBlock(blocks.StructBlock):
    """A practical note set apart from the text."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        template = "blocks/callout.html"
        description = _("A practical note: how to apply, where to register.")
        preview_value = {"title": "How to apply", "text": "<p>Send the form by 31 January.</p>"}


class DocumentsBlock(blocks.StructBlock):
    """Documents to download."""

    documents = blocks.ListBlock(DocumentChooserBlock(), label=_("Documents"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        template = "blocks/documents.html"
        description = _("Files to download, with their type and size.")
        preview_value = staticmethod(
            lambda: {"documents": list(get_document_model().objects.order_by("-pk")[:2])}
        )


class EmbedValue(blocks.StructValue):
    """A thing on another site."""

    @property
    def host(self) -> str:
        """The name of the other site, told to readers before they leave."""
        return (urlsplit(self.get("url") or "").hostname or "").removeprefix("www.")


class EmbedBlock(blocks.StructBlock):
    """A video or another thing on another site: linked, not loaded, so that nobody is followed there."""

    url = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(label=_("Title"), max_length=160)

    class Meta:
        icon = "media"
        label = _("Video or other embed")
        template = "blocks/embed.html"
        description = _("Something on another site. Readers are told where the link leads.")
        value_class = EmbedValue
        preview_value = {"url": "https://example.org/video", "title": "The school in three minutes"}


class RelatedBlock(blocks.StructBlock):
    """A link to another page of this site."""

    page = blocks.PageChooserBlock(label=_("Page"))
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=160,
        help_text=_("The page's own name if empty."),
    )

    class Meta:
        icon = "link"
        label = _("Related link")
        template = "blocks/related.html"
        description = _("Leads to another article or programme.")
        preview_value = staticmethod(
            lambda: {"page": Page.objects.live().filter(depth__gt=2).first(), "title": ""}
        )


class BodyBlock(blocks.StreamBlock):
    """The text of an article, programme or standard page."""

    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=TEXT_FEATURES,
        template="blocks/text.html",
        description=_("Paragraphs, lists and links."),
        preview_value="<p>About a hundred organizers came, more than half of them from the regions.</p>",
    )
    heading = HeadingBlock()
    image = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    figures = FiguresBlock()
    table = _table()
    callout = CalloutBlock()
    documents = DocumentsBlock()
    embed = EmbedBlock()
    related = RelatedBlock()
