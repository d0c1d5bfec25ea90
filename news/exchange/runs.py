"""Words with their marks: the inside of a paragraph, list item or table cell.

A run is text whose every letter has the same marks. Runs have one normal form, and a normal form has
one markup, so that reading what was written gives the same runs again.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

BREAK = "\n"
SPACES = re.compile(r"[ \t\n\r\f]+")
ORDER = ("a", "b", "i", "sup", "sub")


class Mark(NamedTuple):
    """What is said of some words: a link, bold, italic, superscript, subscript."""

    tag: str
    href: str = ""

    @property
    def opening(self) -> str:
        """The tag that begins it."""
        return f'<{self.tag} href="{escape(self.href)}">' if self.href else f"<{self.tag}>"


Marks = tuple[Mark, ...]


class Run(NamedTuple):
    """Text and its marks, in `ORDER`."""

    text: str
    marks: Marks = ()


def escape(text: str) -> str:
    """Text as it stands in HTML and in its quoted attributes."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def marked(marks: Marks, mark: Mark) -> Marks:
    """These marks and one more; a link replaces a link."""
    others = (other for other in marks if other.tag != mark.tag)
    return tuple(sorted((*others, mark), key=lambda each: ORDER.index(each.tag)))


def normal(runs: Iterable[Run]) -> list[Run]:
    """The normal form: no blank lines, single spaces, none at a line's ends; equal neighbours joined."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    kept: list[Run] = []
    for line in filter(None, map(_trimmed, lines)):
        kept += [Run(BREAK), *line] if kept else line
    return _joined(_with_shared_marks(kept))


def _trimmed(line: Iterable[Run]) -> list[Run]:
    kept: list[Run] = []
    for run in line:
        words = SPACES.sub(" ", run.text)
        if not kept:
            words = words.lstrip()
        elif kept[-1].text.endswith(" "):
            words = words.removeprefix(" ")
        if words:
            kept.append(run._replace(text=words))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept


def _with_shared_marks(runs: Sequence[Run]) -> list[Run]:
    """Blank runs bear the marks that the words on both sides share, whatever they were given."""
    following: list[Marks] = []
    after: Marks = ()
    for run in reversed(runs):
        following.append(after)
        after = after if _is_blank(run) else run.marks
    result: list[Run] = []
    before: Marks = ()
    for run, after in zip(runs, reversed(following), strict=True):
        if _is_blank(run):
            result.append(run._replace(marks=tuple(mark for mark in before if mark in after)))
        else:
            before = run.marks
            result.append(run)
    return result


def _is_blank(run: Run) -> bool:
    return not run.text.strip()


def _joined(runs: Iterable[Run]) -> list[Run]:
    result: list[Run] = []
    for run in runs:
        last = result[-1] if result else None
        if last and last.marks == run.marks and BREAK not in (last.text, run.text):
            result[-1] = Run(last.text + run.text, run.marks)
        else:
            result.append(run)
    return result


def markup(runs: Sequence[Run], depth: int = 0) -> str:
    """Runs of the normal form as HTML."""
    parts: list[str] = []
    for mark, group in groupby(
        runs, key=lambda run: run.marks[depth] if run.marks[depth:] else None
    ):
        if mark:
            parts += [mark.opening, markup(list(group), depth + 1), f"</{mark.tag}>"]
        else:
            parts += ["<br/>" if run.text == BREAK else escape(run.text) for run in group]
    return "".join(parts)


def plain(runs: Iterable[Run]) -> str:
    """The words alone, with line breaks."""
    return "".join(run.text for run in runs).strip()


def has_link(runs: Iterable[Run]) -> bool:
    """Whether any of the words leads somewhere."""
    return any(mark.tag == "a" for run in runs for mark in run.marks)
