"""Skeletons of the articles that a newsroom writes again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import uuid4

from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.checks.text import PROMPT
from news.facets import Kind


class Block(NamedTuple):
    """A block of the text, as the editor's form keeps it."""

    type: str
    value: Any


def _hint(words: str) -> Block:
    return Block("text", format_html("<p>{} {}</p>", PROMPT, words))


def _heading(words: str) -> Block:
    return Block("heading", {"text": words, "level": "h2"})


def _quote(words: str) -> Block:
    return Block("quote", {"text": f"{PROMPT} {words}", "name": "", "role": ""})


def _event_report() -> list[Block]:
    return [
        _hint(_("Who met, where and what for: two or three sentences.")),
        _heading(_("What was decided")),
        _hint(_("Results that a reader can check: agreements, figures, dates.")),
        _quote(_("One sentence that sums it up, in the words of someone who was there.")),
        _heading(_("What comes next")),
        _hint(_("The next step, who takes it, and when.")),
    ]


def _call() -> list[Block]:
    return [
        _hint(_("What is offered, and until when one can apply.")),
        _heading(_("Who can apply")),
        _hint(_("Conditions, one to a line.")),
        _heading(_("What you get")),
        _hint(_("Money, training, contacts: with figures.")),
        Block(
            "callout",
            {
                "title": _("How to apply"),
                "text": format_html(
                    "<p>{} {}</p>", PROMPT, _("Where the form is, the last day, whom to ask.")
                ),
            },
        ),
    ]


def _results() -> list[Block]:
    return [
        _hint(_("How many applied, how many were chosen, who chose.")),
        _heading(_("Winners")),
        Block(
            "text", format_html("<ul><li>{} {}</li></ul>", PROMPT, _("Name, city: what they do"))
        ),
        _heading(_("What comes next")),
        _hint(_("When they begin, and when the next competition opens.")),
    ]


def _appointment() -> list[Block]:
    return [
        _hint(_("Who takes which post, from which day, after whom.")),
        _heading(_("Career")),
        _hint(_("Posts and years, the latest first.")),
        _quote(_("What the new head means to do first.")),
    ]


def _press() -> list[Block]:
    return [
        _hint(
            _("What was written about us, in two sentences. Name the source below, under Press.")
        ),
        _quote(_("The sentence worth keeping.")),
    ]


@dataclass(frozen=True)
class Template:
    """A recurring kind of article: a name for the editor, the kind and the text to start with."""

    slug: str
    label: str | Promise
    kind: Kind
    blocks: Callable[[], list[Block]]

    def body(self, language: str) -> list[dict[str, Any]]:
        """The text to start with, in the language that the article is written in."""
        with translation.override(language):
            return [
                # With identities from the start, so that what is said of a block finds it.
                {"id": str(uuid4()), "type": block.type, "value": block.value}
                for block in self.blocks()
            ]


TEMPLATES = {
    template.slug: template
    for template in (
        Template("event-report", gettext_lazy("Event report"), Kind.NEWS, _event_report),
        Template("call", gettext_lazy("Call for applications"), Kind.ANNOUNCEMENT, _call),
        Template("results", gettext_lazy("Competition results"), Kind.NEWS, _results),
        Template("appointment", gettext_lazy("Appointment"), Kind.RELEASE, _appointment),
        Template("press", gettext_lazy("Press about us"), Kind.MEDIA, _press),
    )
}
