"""What a check finds."""

from collections.abc import Callable, Iterator
from typing import NamedTuple


class Finding(NamedTuple):
    """Something that is wrong: a sentence with the figures, and what mends it, with the command."""

    wrong: str
    cure: str


Check = Callable[[], Iterator[Finding]]
