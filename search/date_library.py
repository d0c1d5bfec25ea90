"""What the library `dateparser` understands beyond the tables, and nothing that it guesses.

Its own are distances from today in words (`a year and two months ago`, `полгода назад`, `in 3 days`)
and days whose names or order are not in the tables, in every configured language it knows. Nothing
typed may have been skipped: another number must give another day, and a word left out no such day.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings

from .date_tokens import Token, shape
from .periods import Span, one_day

logger = logging.getLogger(__name__)

# A date has fewer words and numbers; each is tried by itself.
_MOST_TOKENS = 8
_OF_A_DAY = set("MDYO?")
_OF_A_DISTANCE = set("dwmyaDNA?p&T")
# Left out, they leave the day as it is; all else that is typed must have its part in it.
_WITHOUT_A_PART = set("Ap&")

Reader = Callable[[str], dt.date | None]


def read(parts: list[Token], today: dt.date) -> Span | None:
    """The day that the tokens mean, or None. Never raises: the library's failures are logged."""
    kinds = set(shape(parts))
    if not 1 < len(parts) <= _MOST_TOKENS:
        return None
    if _is_distance(parts, kinds):
        return _honest(parts, _distance(today))
    years = sum(token.kind == "Y" for token in parts)
    days = sum(token.kind == "D" for token in parts)
    if kinds <= _OF_A_DAY and years == 1 and days <= 1:
        return _honest(parts, _day())
    return None


def _is_distance(parts: list[Token], kinds: set[str]) -> bool:
    """Whether a direction is told, or may be in a word that only the library knows."""
    if not kinds <= _OF_A_DISTANCE or ("A" in kinds and "p" in kinds):
        return False
    return "A" in kinds or parts[0].kind == "p" or ("?" in kinds and bool(kinds & {*"DNT"}))


def _honest(parts: list[Token], understand: Reader) -> Span | None:
    """The day, when every number and every word has its part in it."""
    words = [token.text for token in parts]
    day = understand(" ".join(words))
    if day is None:
        return None
    for i, token in enumerate(parts):
        if token.kind not in _WITHOUT_A_PART:
            other = [str(token.value + 1)] if token.kind in "aDNY" else []
            if understand(" ".join([*words[:i], *other, *words[i + 1 :]])) == day:
                return None
    return one_day(day)


def _distance(today: dt.date) -> Reader:
    """Reads a distance; `5 days`, said to be before or after as the library prefers, is none."""
    midnight = dt.datetime.combine(today, dt.time())
    readers = [
        _reader("relative-time", RELATIVE_BASE=midnight, PREFER_DATES_FROM=preferred)
        for preferred in ("past", "future")
    ]

    def understand(text: str) -> dt.date | None:
        days = {read(text) for read in readers}
        return days.pop() if len(days) == 1 else None

    return understand


def _day() -> Reader:
    """Reads a day, month and year."""
    return _reader("absolute-time", STRICT_PARSING=True, REQUIRE_PARTS=["day", "month", "year"])


def _reader(parser: str, **options: Any) -> Reader:
    """Asks the library; it takes a third of a second to load, so only who needs it pays."""
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    codes = (code.split("-")[0] for code, _name in settings.LANGUAGES)
    known = [code for code in dict.fromkeys(codes) if code in language_order]
    if not known:
        return lambda _text: None
    library = DateDataParser(
        languages=known, try_previous_locales=False, settings={"PARSERS": [parser], **options}
    )

    def understand(text: str) -> dt.date | None:
        try:
            found = library.get_date_data(text).date_obj
        except Exception:
            logger.warning("dateparser failed on %r", text, exc_info=True)
            return None
        whole = found and found.tzinfo is None and found.time() == dt.time()
        return found.date() if whole else None

    return understand
