"""Those who answer the questions: each has a method for every `wanted`, or lacks what it cannot do."""

from typing import Any, NamedTuple


class Answer(NamedTuple):
    """The ids on the page asked for, and how many there are in all."""

    ids: list[int]
    total: int


# Of venues, months or whatever is counted.
Counts = dict[Any, int]
