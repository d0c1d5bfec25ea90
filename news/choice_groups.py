"""The lists of a search form to choose from, each choice with the number that would be found."""

from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField, BoundWidget

from .choices import Choice

# Above which one would scroll past the rest of the form; the others are a click away.
SHOWN = 6
# What most people choose by; the others open when they are asked for.
KEPT_OPEN = ("venue", "programme")


@dataclass(frozen=True)
class Option:
    """A choice, and how many articles would be found with it; None where that cannot be told."""

    widget: BoundWidget
    number: int | None

    @property
    def data(self) -> dict[str, Any]:
        """Its name, value and label, as Django's widgets have them."""
        data: dict[str, Any] = self.widget.data
        return data

    @property
    def is_chosen(self) -> bool:
        """Whether the question has it."""
        return bool(self.data["selected"])


@dataclass(frozen=True)
class ChoiceGroup:
    """The choices of one parameter: what is chosen first, then by number; some shown, the rest folded."""

    field: BoundField
    options: list[Option]

    @property
    def shown(self) -> list[Option]:
        """Those that are always seen."""
        return self.options[: self._seen]

    @property
    def folded(self) -> list[Option]:
        """Those that one unfolds."""
        return self.options[self._seen :]

    @property
    def is_kept_open(self) -> bool:
        """Whether the list itself is seen."""
        return self.field.name in KEPT_OPEN or bool(self._chosen) or bool(self.field.errors)

    @property
    def _chosen(self) -> int:
        return sum(option.is_chosen for option in self.options)

    @property
    def _seen(self) -> int:
        return max(SHOWN, self._chosen)


def choice_group(
    field: BoundField, choices: list[Choice], counts: dict[str, int] | None
) -> ChoiceGroup:
    """What is chosen and what would find something; of an unclear question, all of the language."""
    own = {choice.slug for choice in choices if choice.is_own}
    options = []
    for widget in field:
        slug = widget.data["value"]
        option = Option(widget, counts.get(slug, 0) if counts is not None else None)
        if option.is_chosen or option.number or (option.number is None and slug in own):
            options.append(option)
    return ChoiceGroup(
        field, sorted(options, key=lambda one: (not one.is_chosen, -(one.number or 0)))
    )
