"""Files of articles, a line at a time: bounded, counted, with what is wrong told by line."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.utils.translation import gettext as _

from .refusals import Refusal, refuse

MAX_LINE = 10 * 1024 * 1024
BOM = b"\xef\xbb\xbf"


class Damaged(Exception):
    """The file cannot be read any further; the message says why."""


class Place(NamedTuple):
    """A line of a file."""

    path: Path
    number: int


class Line(NamedTuple):
    """What stands on a line: an object, or the reason why it is none."""

    place: Place
    fields: dict[str, Any]
    refusal: Refusal | None = None


def read_lines(path: Path, progress: Callable[[int], object]) -> Iterator[Line]:
    """The lines that are not blank; `progress` is told the bytes of the file that each took.

    Raises `Damaged`, after the lines that could be read.
    """
    done = 0
    try:
        with path.open("rb") as raw, _unpacked(path, raw) as file:
            for number, content in enumerate(_bounded(file), 1):
                if content is None or content.strip():
                    yield _line(Place(path, number), content)
                now = raw.tell()
                progress(now - done)
                done = now
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Damaged(
            _("%(file)s is damaged: %(error)s") % {"file": path, "error": error}
        ) from None
    except OSError as error:
        reason = error.strerror or error
        raise Damaged(_("%(file)s: %(error)s") % {"file": path, "error": reason}) from None


def _unpacked(path: Path, raw: IO[bytes]) -> gzip.GzipFile | IO[bytes]:
    return gzip.open(raw) if path.suffix == ".gz" else raw


def _bounded(file: gzip.GzipFile | IO[bytes]) -> Iterator[bytes | None]:
    """Lines of at most `MAX_LINE` bytes; None for a longer one."""
    while content := file.readline(MAX_LINE + 1):
        if len(content) <= MAX_LINE:
            yield content
            continue
        while content and not content.endswith(b"\n"):
            content = file.readline(MAX_LINE)
        yield None


def _line(place: Place, content: bytes | None) -> Line:
    try:
        return Line(place, _object(content))
    except Refusal as refusal:
        return Line(place, {}, refusal)


def _object(content: bytes | None) -> dict[str, Any]:
    if content is None:
        limit = MAX_LINE // 1024 // 1024
        raise refuse("line", _("is longer than %(limit)d MB") % {"limit": limit})
    try:
        value = json.loads(content.removeprefix(BOM).decode())
    except UnicodeDecodeError as error:
        message = _("is not UTF-8 at byte %(number)d") % {"number": error.start + 1}
        raise refuse("line", message) from None
    except (ValueError, RecursionError) as error:
        raise refuse("line", _("is not JSON: %(error)s") % {"error": error}) from None
    if not isinstance(value, dict):
        raise refuse("line", _("must be an object in braces"))
    return value
