"""What search engines, and those whom a page is shared with, are told of it."""

from typing import Any

from babel.core import get_global
from django.utils.text import Truncator
from wagtail.rich_text import get_text_for_indexing

from .models import HomePage, SiteSettings

WORDS = 30


def title(page: Any, site: SiteSettings | None) -> str:
    """What a page is called among pages of other sites: the front page bears the institute's name."""
    own = site.name if site and isinstance(page, HomePage) else page.title
    return str(page.seo_title or own)


def description(page: Any, site: SiteSettings | None) -> str:
    """A page in a sentence or two: what its editor wrote for this, else what it begins with."""
    for name in ("search_description", "lead", "purpose", "introduction"):
        if said := getattr(page, name, ""):
            return str(said)
    texts = (
        block.value.source for block in getattr(page, "body", []) if block.block_type == "text"
    )
    if begins := get_text_for_indexing(next(texts, "")):
        return Truncator(begins).words(WORDS, truncate=" …")
    lines = filter(None, [site.line_1, site.line_2]) if site else ()
    return f"{page.title}. {site.name}: {', '.join(lines)}" if site else str(page.title)


def og_locale(language: str) -> str:
    """A language as Open Graph writes it, with the country where most speak it: en_US, ru_RU."""
    code = language.replace("-", "_")
    likely = get_global("likely_subtags").get(code, code).split("_")
    return f"{likely[0]}_{likely[-1]}"
