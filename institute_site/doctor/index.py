"""Whether the index of the search has what is published."""

from collections.abc import Iterator

from search import index

from .findings import Finding


def check() -> Iterator[Finding]:
    """The first part of the index that is not in step."""
    for first, last in index.batches():
        found = index.drift(first, last)
        if found.pages or found.words:
            wrong = len(found.pages) + len(found.words)
            yield Finding(
                f"{wrong} rows or words among pages {first} to {last} are not as they should be, "
                "and perhaps more: readers miss articles.",
                "`manage.py search check` lists them, `manage.py search rebuild` mends them.",
            )
            return
