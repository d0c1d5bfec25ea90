"""Articles as one JSON object, a piece at a time."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def pieces(rows: Iterable[dict[str, Any]], total: int) -> Iterator[str]:
    """The text of `{"total": …, "articles": […]}`, never all of it in memory."""
    yield f'{{"total": {total}, "articles": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"
