"""What an entry has, as whole numbers: each tells its facet (venue, kind, …) and the thing's number.

All of them stand in one array, so that one index narrows by any of them and one pass counts all.
"""

# The database makes tags the same way, in the function `search_source`.
FACETS = 8


def tag(facet: int, number: int) -> int:
    """The tag of a thing: `facet` from 1 to 7, `number` its key within the facet."""
    return number * FACETS + facet


def facet_and_number(value: int) -> tuple[int, int]:
    """What a tag stands for."""
    return value % FACETS, value // FACETS
