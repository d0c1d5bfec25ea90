"""Which checks there are. A new one is a function that yields findings, and a line here."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from . import archive, facts, text, translations
from .findings import Finding, Level

# True even of a draft.
OF_A_DRAFT = (facts.impossible_dates,)
# True of an article whenever it is saved for readers: an import obeys them too.
OF_THE_MODEL = (
    *OF_A_DRAFT,
    facts.wrong_lengths,
    facts.wrong_dates,
    facts.missing_words,
    text.unnamed_pictures,
    text.left_prompts,
)
# For whoever has the form in front of them: a page linked to may be deleted long after the publication.
OF_THE_EDITOR = (
    text.dead_links,
    facts.long_names,
    facts.missing_lead,
    facts.unlikely_event,
    text.skipped_levels,
    archive.same_name,
    archive.broken_links,
    translations.missing,
    translations.stale,
    translations.unfinished,
)


def _found(checks: Iterable[Callable[[Any], Iterable[Finding]]], article: Any) -> list[Finding]:
    """What these checks find, errors first."""
    found = chain.from_iterable(check(article) for check in checks)
    return sorted(found, key=lambda finding: finding.level != Level.ERROR)


def _errors(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.level == Level.ERROR]


def errors(article: Any, *, is_draft: bool = False) -> list[Finding]:
    """What makes the article wrong as it stands; a draft may be unfinished."""
    return _errors(_found(OF_A_DRAFT if is_draft else OF_THE_MODEL, article))


def editors_errors(article: Any) -> list[Finding]:
    """What an editor, too, has to put right before it is published."""
    return _errors(_found((text.dead_links,), article))


def findings(article: Any) -> list[Finding]:
    """Everything that can be said of the article, errors first."""
    return _found((*OF_THE_MODEL, *OF_THE_EDITOR), article)
