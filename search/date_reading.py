"""From tokens to days: prepositions, days of the week, one date, or two with something between."""

from collections.abc import Iterator
from dataclasses import replace

from . import date_library
from . import date_messages as messages
from .date_shapes import ONE, RANGES, WITHOUT_YEAR, Typed, joined, match
from .date_tokens import Token, shape, tokens
from .periods import Edge, Span

_EDGES: dict[str, Edge] = {"f": "first", "u": "last"}


def read(typed: Typed) -> Span | None:
    """What was typed means; None when it has no known shape.

    Raises `DateNotUnderstood` when it has one and there is no such date.
    """
    parts = _with_years(tokens(typed.text), typed)
    return _prefixed(parts, typed) or date_library.read(parts, typed.today)


def _with_years(parts: list[Token], typed: Typed) -> list[Token]:
    """`December of last year` has a year as good as any."""
    if shape(parts)[-2:] != "Ry" or not set(shape(parts)) & set("MSqh"):
        return parts
    year = typed.today.year + parts[-2].value
    return [*parts[:-2], Token("Y", year, str(year))]


def _prefixed(parts: list[Token], typed: Typed) -> Span | None:
    """A date after a preposition. `between` needs its `and`, which means nothing elsewhere."""
    kinds = shape(parts)
    prefix, bare = (kinds[0], parts[1:]) if kinds[:1] in {*"pfub"} else ("", parts)
    if prefix == "b":
        middle = kinds[1:].find("&")
        bare = [*bare[:middle], Token("~", 0, "-"), *bare[middle + 1 :]] if middle > 0 else []
        return _range(bare, typed)
    if prefix == "p" and kinds[-1] == "A":
        return None
    if prefix in _EDGES and (span := _one(bare, typed)):
        return Span(span.first, span.last, edge=_EDGES[prefix])
    if prefix == "u":
        return match(WITHOUT_YEAR, bare, typed)
    return _one(bare, typed) or _range(bare, typed) or _without_year(bare, typed)


def _one(parts: list[Token], typed: Typed) -> Span | None:
    """One date, perhaps with its day of the week, which must be right."""
    if span := match(ONE, parts, typed):
        return span
    if parts and parts[-1].kind == "A":
        return date_library.read(parts, typed.today)
    for weekday, rest in _weekdays(parts):
        span = match(ONE, rest, typed)
        if span and span.first == span.last:
            if span.first.weekday() != weekday.value:
                raise messages.wrong_weekday(span.first, weekday.text)
            return span
    return None


def _weekdays(parts: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    if parts and parts[0].kind == "W":
        yield parts[0], parts[1:]
    if parts and parts[-1].kind == "W":
        yield parts[-1], parts[:-1]


def _range(parts: list[Token], typed: Typed) -> Span | None:
    """Two dates: with a word or a spaced dash between them, or else with a dash."""
    if span := match(RANGES, parts, typed):
        return span
    for signs in ("~u", "-"):
        found = [
            (first, last)
            for i, token in enumerate(parts)
            if token.kind in signs
            and (first := _one(parts[:i], typed))
            and (last := _one(parts[i + 1 :], typed))
        ]
        if found:
            return joined(typed, *found[0]) if len(found) == 1 else None
    return None


def _without_year(parts: list[Token], typed: Typed) -> Span | None:
    for _weekday, rest in _weekdays(parts):
        date = " ".join(token.text for token in rest)
        match(WITHOUT_YEAR, rest, replace(typed, text=date))
    return match(WITHOUT_YEAR, parts, typed)
