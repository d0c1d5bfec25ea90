"""The original beside the form of its translation, with what has changed in it since."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import get_comparison_class_for_block
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.fields import StreamField
from wagtail.models import Revision

from news.models import ArticlePage
from news.templatetags.news_tags import with_renditions
from news.translating import untranslated

# Shown whether they have changed or not: a translator needs their words.
ALWAYS = {"title", "lead", "cover_alt", "cover_caption"}
NEVER = {"change_kind", "change_note", "slug", "seo_title", "search_description"}


class Part(NamedTuple):
    """A part of the original, in the order of the form."""

    label: str
    html: SafeString
    is_changed: bool


class OriginalSidePanel(BaseSidePanel):
    """What the original says, to be read and copied from."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle original")
        icon_name = "globe"

        def get_context_data(self, parent_context: Any) -> Any:
            """With the number of parts that are still as in the original."""
            context = super().get_context_data(parent_context)
            return {**context, "count": len(self.panel.untranslated)}

    name = "original"
    title = _("Original")
    template_name = "news/admin/original.html"
    order = 150

    object: ArticlePage

    @cached_property
    def untranslated(self) -> list[str]:
        """What is still in the original's language."""
        return untranslated(self.object)

    def get_context_data(self, parent_context: Any) -> Any:
        """The original as it is to be translated, compared with what the translation carries."""
        article = self.object
        original: Any = article.translated_from
        after = _version(original, article.original_revision_id)
        carried = article.translated_revision_id
        before = None if article.is_in_step else _version(original, carried)
        return {
            **super().get_context_data(parent_context),
            "original": original,
            "is_in_step": article.is_in_step,
            "parts": list(parts(before or after, after)),
            "is_compared": before is not None,
            "untranslated": self.untranslated,
        }

    @property
    def media(self) -> Media:
        """Opens it where there is room, and its looks."""
        return Media(js=["js/admin/original.js"], css={"all": ["css/admin/newsroom.css"]})


def _version(original: ArticlePage, revision_id: int | None) -> Any:
    """The original in one of its versions; as it is now when that one is not kept."""
    revision = Revision.objects.filter(pk=revision_id).first() if revision_id else None
    return original.with_content_json(revision.content) if revision else original


def parts(before: ArticlePage, after: ArticlePage) -> Iterator[Part]:
    """What the later version says, part by part, with what has changed marked."""
    panel = ArticlePage.get_edit_handler().get_bound_panel(instance=after, request=None, form=None)
    for comparison_class in panel.get_comparison():
        comparison = comparison_class(before, after)
        field = getattr(comparison, "field", None)
        name = getattr(field, "name", "")
        is_changed = comparison.has_changed()
        if isinstance(field, StreamField):
            yield from _blocks(before, after)
        elif name not in NEVER and (is_changed or (name in ALWAYS and getattr(after, name))):
            label = _("Name") if name == "title" else comparison.field_label()
            yield Part(str(label), _html(comparison), is_changed)


def _html(comparison: Any) -> SafeString:
    if comparison.is_field:
        return format_html("<p>{}</p>", comparison.htmldiff())
    rows = [
        (row.is_addition, row.is_deletion, field.htmldiff())
        for row in comparison.get_child_comparisons()
        if row.has_changed()
        for field in row.get_field_comparisons()
    ]
    return format_html_join("", "<p>{}</p>", ((_marked(*row),) for row in rows))


def _marked(is_new: bool, is_gone: bool, html: SafeString) -> SafeString:
    tag = SafeString("ins" if is_new else "del")
    return format_html("<{0}>{1}</{0}>", tag, html) if is_new or is_gone else html


def _blocks(before: ArticlePage, after: ArticlePage) -> Iterator[Part]:
    """The blocks of the text; one that has changed as its words, the others as readers see them."""
    earlier = {block.id: block for block in before.body}
    for block in with_renditions(after.body):
        label, known = str(block.block.label), earlier.pop(block.id, None)
        if known is None:
            yield Part(label, format_html("<ins>{}</ins>", block.render()), True)
        elif known.get_prep_value() == block.get_prep_value():
            yield Part(label, block.render(), False)
        else:
            comparison = get_comparison_class_for_block(block.block)
            html = comparison(block.block, True, True, known.value, block.value).htmldiff()
            yield Part(label, html, True)
    for block in earlier.values():
        yield Part(str(block.block.label), format_html("<del>{}</del>", block.render()), True)
