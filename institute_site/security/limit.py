"""How much one network may search, as the setting says it."""

from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured


class Limit(NamedTuple):
    """So many questions at once, and so many a second in the long run."""

    at_once: float
    a_second: float

    @classmethod
    def read(cls, text: str) -> "Limit | None":
        """From `100+5`: a hundred at once and five a second; None for `none`."""
        if text == "none":
            return None
        at_once, plus, a_second = text.partition("+")
        try:
            limit = cls(float(at_once), float(a_second))
        except ValueError:
            limit = cls(0, 0)
        if not plus or limit.at_once < 1 or limit.a_second <= 0:
            raise ImproperlyConfigured(
                f"SEARCH_LIMIT is “{text}”: give questions at once and a second, as in 100+5, or none."
            )
        return limit
