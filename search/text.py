"""Texts as people can read them."""

import re

# What XML, and so a feed, cannot carry; nobody types it, pasting brings it along.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def readable(text: str) -> str:
    """The text without control characters; line breaks and tabs stay."""
    return _CONTROL.sub("", text)
