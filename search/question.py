"""Links from one question to the next: the same, plus or minus one thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict


@dataclass(frozen=True)
class Question:
    """The parameters of a question, without the empty, unknown and repeated ones, in a fixed order."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, data: QueryDict, known: list[str], single: set[str]) -> Self:
        """The question in a query string: of `single` parameters the last value counts, as in a form."""
        values = {}
        for name in known:
            raw = data.getlist(name)[-1:] if name in single else data.getlist(name)
            given = tuple(dict.fromkeys(value.strip() for value in raw if value.strip()))
            if given:
                values[name] = given
        return cls(values)

    def __bool__(self) -> bool:
        return bool(self.values)

    def narrows_beside(self, *names: str) -> bool:
        """Whether anything is asked for but these parameters and an order."""
        return bool(set(self.values).difference(names, {"order"}))

    def set(self, **values: str) -> Self:
        """With these parameters instead of what they were; an empty one goes."""
        changed = {**self.values, **{name: (value,) for name, value in values.items()}}
        return type(self)({name: given for name, given in changed.items() if given != ("",)})

    def drop(self, *names: str) -> Self:
        """Without these parameters."""
        return type(self)({name: given for name, given in self.values.items() if name not in names})

    def less(self, name: str, value: str) -> Self:
        """Without one of the values of a parameter."""
        left = tuple(v for v in self.values.get(name, ()) if v != value)
        rest = {**self.values, name: left}
        return type(self)({key: v for key, v in rest.items() if v})

    @property
    def query(self) -> str:
        """The query string with its question mark, or nothing when there is nothing to ask."""
        pairs = [(name, value) for name, values in self.values.items() for value in values]
        return "?" + urlencode(pairs) if pairs else ""
