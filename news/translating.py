"""Making translations, and seeing what in one is still as in its original."""

from typing import Any

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.models import Locale, Page, TranslatableMixin

from news.carrying import USED_IN
from news.models import ArticlePage

# Blocks whose words a reader sees or hears; what other blocks hold (an address, a level) stays.
SPOKEN = {"text", "alt", "caption", "credit", "title", "name", "role", "label"}


@transaction.atomic
def page_in(page: Page, locale: Locale, user: Any) -> tuple[Page, bool]:
    """The page in a language, and whether it was made just now, as a draft of this user's.

    Of several people who ask at once one makes it, the others get what was made.
    Raises `ParentNotTranslatedError` when the page has no place in that language.
    """
    source = getattr(page, "translated_from", None) or page
    source = type(source).objects.select_for_update(of=("self",)).get(pk=source.pk)
    existing = source.get_translations(inclusive=True).filter(locale=locale).first()
    if existing:
        return existing, False
    action = CopyPageForTranslationAction(page=source, locale=locale, user=user)
    made = action.execute(skip_permission_checks=True)
    Page.objects.filter(pk=made.pk).update(owner=user)
    return made, True


@transaction.atomic
def snippet_in(thing: Any, locale: Locale) -> tuple[Any, bool]:
    """The venue, topic, partner or person in a language, and whether it was made just now."""
    kind = type(thing)
    thing = kind.objects.select_for_update().get(pk=thing.pk)
    existing = thing.get_translations(inclusive=True).filter(locale=locale).first()
    if existing:
        return existing, False
    made = thing.copy_for_translation(locale)
    if hasattr(made, "slug") and kind.objects.filter(locale=locale, slug=made.slug).exists():
        made.slug = ""
    made.save()
    return made, True


def snippet_models() -> list[type[TranslatableMixin]]:
    """What is translated once and used everywhere, pages left aside."""
    return [model for model in USED_IN if not issubclass(model, Page)]


def untranslated(article: ArticlePage) -> list[str]:
    """The parts of a translation, by their labels, that are still word for word as in its original."""
    original = article.translated_from
    if original is None:
        return []
    fields = ("title", "lead", "cover_alt", "cover_caption")
    same = [
        str(_field_label(name))
        for name in fields
        if _is_prose(value := getattr(article, name)) and value == getattr(original, name)
    ]
    known = {words for block in original.body for words in _words(block.block, block.value)}
    for place, block in enumerate(article.body, start=1):
        if known.intersection(_words(block.block, block.value)):
            label = _("%(block)s, block %(place)d of the text")
            same.append(label % {"block": block.block.label, "place": place})
    return same


def _field_label(name: str) -> Any:
    if name == "title":
        return _("Name")
    field: Any = ArticlePage._meta.get_field(name)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _is_prose(text: str) -> bool:
    """Whether there is anything to translate: a number says the same in every language."""
    return any(letter.isalpha() for letter in strip_tags(text))


def _words(block: Any, value: Any) -> list[str]:
    """The texts in a block that a translator has to touch."""
    if isinstance(block, StructBlock):
        parts = [
            (child, value.get(name))
            for name, child in block.child_blocks.items()
            if name in SPOKEN or isinstance(child, ListBlock | StructBlock | StreamBlock)
        ]
    elif isinstance(block, ListBlock):
        parts = [(block.child_block, child) for child in value]
    elif isinstance(block, TypedTableBlock):
        parts = [(cell.block, cell.value) for row in value.rows for cell in row]
        heads = [column["heading"] for column in value.columns]
        texts = [value.caption or "", *heads]
        return [text for text in texts if _is_prose(text)] + _all_words(parts)
    else:
        text = str(getattr(value, "source", value) or "")
        return (
            [text]
            if isinstance(value, str) or (hasattr(value, "source") and _is_prose(text))
            else []
        )
    return _all_words(parts)


def _all_words(parts: list[tuple[Any, Any]]) -> list[str]:
    return [words for block, value in parts for words in _words(block, value) if _is_prose(words)]
