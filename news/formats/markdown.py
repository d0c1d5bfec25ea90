"""An article as Markdown: its facts and its text, for people and programs that read plain text."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from markdownify import ATX, MarkdownConverter

from news.models import ArticlePage
from news.texts import plain


class _Converter(MarkdownConverter):
    """What is set small stands in brackets, key figures on lines of their own: Markdown has neither."""

    class Options:
        """How headings, lists and escapes are written."""

        heading_style = ATX
        bullets = "-"

    def convert_small(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"({text.strip()})"

    def convert_dt(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n- {text.strip()}: "

    def convert_dd(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"**{text.strip()}**\n"


def write(article: ArticlePage, text: str, address: str) -> str:
    """The document. `text` is the article's as HTML that stands on its own, `address` its full address."""
    context = {"page": article, "text": mark_safe(text), "address": address}  # noqa: S308 - cleaned
    html = plain(render_to_string("formats/article.html", context), address)
    lines = (line.rstrip() for line in _Converter().convert(html).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
