"""Why an article cannot be taken, in the words of the import."""

from typing import NamedTuple

from django.core.exceptions import ValidationError


class Problem(NamedTuple):
    """A field of a line and why it cannot be taken."""

    field: str
    reason: str


class Refusal(Exception):
    """An article cannot be taken; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems


def refuse(field: str, reason: str) -> Refusal:
    """The refusal of one field."""
    return Refusal(Problem(field, reason))


# Where the model's own rules speak of a field of the import.
MODEL_FIELDS = {
    "slug": "title",
    "cover": "image.file",
    "cover_alt": "image.alt",
    "cover_credit": "image.credit",
    "source_name": "source.name",
    "source_url": "source.url",
    "event_start": "event.start",
    "event_end": "event.end",
    "source_id": "id",
    "body": "body_html",
}


def refusal_of(error: ValidationError) -> Refusal:
    """The model's refusal in the import's words."""
    if not hasattr(error, "error_dict"):
        return Refusal(*(Problem("id", message) for message in error.messages))
    return Refusal(
        *(
            Problem(MODEL_FIELDS.get(name, name), message)
            for name, messages in error.message_dict.items()
            for message in messages
        )
    )
