"""What a check has to say, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether it stops the publication."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, in the editor's words.

    `path`: the place in the form, as Wagtail's comments name it: a field, or `body.<id of a block>`;
    empty for what is true of the whole.
    `link`: the address of what is spoken of and its name, where there is something to look at.
    """

    path: str
    message: str
    level: Level = Level.WARNING
    link: tuple[str, str] | None = None

    @property
    def field(self) -> str:
        """The field of the form in which it is."""
        return self.path.partition(".")[0]


def error(path: str, message: str) -> Finding:
    """Something that must be put right before readers see the article."""
    return Finding(path, message, Level.ERROR)
