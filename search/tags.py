"""What an entry has, as whole numbers: each tells its facet (venue, kind, …) and the thing's number.

All of them stand in one array, so that one index narrows by any of them and one pass counts all. A
number also tells apart the languages of entries: things that are translated are asked for by the numbers
of all their translations, and those of other languages would only be found to be passed over.
"""

# The database makes tags the same way, in the function `search_tag`.
FACETS = 8
LANGUAGES = 8


def tag(facet: int, number: int, language: str) -> int:
    """The tag of a thing: `facet` from 1 to 7, `number` its key within the facet, below 33 million.

    `language` is the entry's. Two languages may share tags: they narrow, the language itself decides.
    """
    place = (ord(language[0]) + ord(language[1])) % LANGUAGES
    return (number * LANGUAGES + place) * FACETS + facet
