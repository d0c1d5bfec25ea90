"""A line's fields, checked and brought to the form that an export writes."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from news.checks.facts import LEAD_LENGTH, NAME_LENGTH
from news.facets import Kind
from news.models import ArticlePage
from search.text import readable

from .refusals import Problem, Refusal, refuse

FIELDS = (
    "id", "lang", "title", "date", "lead", "body_html", "kind", "venues", "topics", "programmes",
    "event", "source", "image", "translation_of", "old_urls",
)  # fmt: skip
ID_LENGTH = 200
PATH_LENGTH = 255
# First parts of the addresses that are no page's, see `institute_site.urls`.
OWN_ADDRESSES = {"", "admin", "documents", "healthz", "media", "readyz", "static"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Record:
    """An article's fields in the form of an export; those that the line did not have are absent."""

    id: str
    fields: dict[str, Any]

    @property
    def language(self) -> str:
        """The code of the language it is written in."""
        return str(self.fields["lang"])


def check(line: dict[str, Any]) -> Record:
    """The record of a line. Raises `Refusal` with every problem found."""
    fields: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, checked in CHECKS.items():
        if name in line or name in REQUIRED:
            try:
                fields[name] = checked(line.get(name), name)
            except Refusal as refusal:
                problems += refusal.problems
    if problems:
        raise Refusal(*problems)
    return Record(
        fields.pop("id"), {name: value for name, value in fields.items() if value is not ABSENT}
    )


def one_line(text: str) -> str:
    """Text with single spaces and no line breaks."""
    return " ".join(text.split())


def lines(text: str) -> str:
    """Text with line breaks in one form and nothing blank at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


ABSENT = object()


def _text(value: Any, field: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise refuse(field, _("must be text, not %(type)s") % {"type": _type(value)})
    if "\0" in value:
        raise refuse(field, _("has a NUL character: remove it"))
    try:
        value.encode()
    except UnicodeEncodeError:
        raise refuse(field, _("has half of a surrogate pair: it is not text")) from None
    return readable(value)


def _type(value: Any) -> str:
    names = {
        bool: _("true or false"),
        list: _("a list"),
        dict: _("an object"),
        type(None): _("null"),
    }
    return names.get(type(value), _("a number"))


def _required(value: Any, field: str, limit: int) -> str:
    text = one_line(_text(value, field))
    if not text:
        raise refuse(field, _("is missing or empty"))
    if len(text) > limit:
        raise refuse(field, _too_long(text, limit))
    return text


def _too_long(text: str, limit: int) -> str:
    return _("has %(length)d characters: at most %(limit)d are allowed") % {
        "length": len(text),
        "limit": limit,
    }


def _id(value: Any, field: str) -> str:
    return _required(value, field, ID_LENGTH)


def _language(value: Any, field: str) -> str:
    code = _required(value, field, ID_LENGTH)
    return _one_of(code, dict(settings.LANGUAGES), field)


def _one_of(value: str, choices: Iterable[str], field: str) -> str:
    if value not in choices:
        known = ", ".join(choices)
        raise refuse(
            field, _("“%(value)s” is not one of: %(known)s") % {"value": value, "known": known}
        )
    return value


def _title(value: Any, field: str) -> str:
    return _required(value, field, NAME_LENGTH)


def _date(value: Any, field: str) -> str:
    text = _required(value, field, ID_LENGTH)
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        message = _("“%(value)s” is not a date like 2019-12-04") % {"value": text}
        raise refuse(field, message) from None


def _lead(value: Any, field: str) -> str:
    text = lines(_text(value, field))
    if len(text) > LEAD_LENGTH:
        raise refuse(field, _too_long(text, LEAD_LENGTH))
    return text


def _kind(value: Any, field: str) -> Any:
    return ABSENT if value is None else _one_of(_text(value, field), Kind.values, field)


def _list(value: Any, field: str, checked: Callable[[Any, str], str]) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise refuse(field, _("must be a list, not %(type)s") % {"type": _type(value)})
    return [checked(item, f"{field}[{number}]") for number, item in enumerate(value)]


def name_key(name: str) -> str:
    """What two spellings of the same name have in common."""
    return one_line(name).casefold()


def _names(value: Any, field: str) -> list[str]:
    names = _list(value, field, lambda item, place: _required(item, place, NAME_LENGTH))
    spellings: dict[str, str] = {}
    for name in names:
        spellings.setdefault(name_key(name), name)
    return list(spellings.values())


def _within(text: str, column: str, field: str) -> str:
    limit: int = getattr(ArticlePage._meta.get_field(column), "max_length", 0)
    if len(text) > limit:
        raise refuse(field, _too_long(text, limit))
    return text


def _object(value: Any, field: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refuse(field, _("must be an object, not %(type)s") % {"type": _type(value)})
    return value


def _day(value: Any, field: str) -> str:
    text = _text(value, field).strip()
    try:
        return dt.datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        message = _("“%(value)s” is not a date like 2019-12-04") % {"value": text}
        raise refuse(field, message) from None


def _event(value: Any, field: str) -> dict[str, str] | None:
    if value is None:
        return None
    event = _object(value, field)
    if event.get("start") in (None, ""):
        raise refuse(f"{field}.start", _("is missing or empty"))
    start = _day(event["start"], f"{field}.start")
    end = event.get("end")
    end = start if end in (None, "") else _day(end, f"{field}.end")
    if end < start:
        raise refuse(f"{field}.end", _("is before the start"))
    return {"start": start, "end": end}


def _source(value: Any, field: str) -> dict[str, str] | None:
    if value is None:
        return None
    source = _object(value, field)
    name = one_line(_text(source.get("name"), f"{field}.name"))
    url = _text(source.get("url"), f"{field}.url").strip()
    if url and not name:
        raise refuse(f"{field}.name", _("is missing or empty"))
    _within(name, "source_name", f"{field}.name")
    _within(url, "source_url", f"{field}.url")
    return {"name": name, "url": url} if name else None


def _image(value: Any, field: str) -> dict[str, str] | None:
    if value is None:
        return None
    image = _object(value, field)
    file = _text(image.get("file"), f"{field}.file")
    alt = one_line(_text(image.get("alt"), f"{field}.alt"))
    credit = one_line(_text(image.get("credit"), f"{field}.credit"))
    missing = [name for name, text in (("file", file), ("alt", alt)) if not text]
    if missing:
        raise Refusal(*(Problem(f"{field}.{name}", _("is missing or empty")) for name in missing))
    _within(alt, "cover_alt", f"{field}.alt")
    _within(credit, "cover_credit", f"{field}.credit")
    return {"file": file, "alt": alt, "credit": credit}


def _translation_of(value: Any, field: str) -> Any:
    return ABSENT if value is None else _id(value, field)


def _path(value: Any, field: str) -> str:
    text = _text(value, field).strip()
    if not text.startswith("/") or text.startswith("//"):
        raise refuse(
            field, _("“%(path)s” is not a path: it must begin with one /") % {"path": text}
        )
    path: str = Redirect.normalise_path(text)
    if path.split("/")[1] in OWN_ADDRESSES:
        message = _("“%(path)s” is an address of the site itself") % {"path": text}
        raise refuse(field, message)
    if len(path) > PATH_LENGTH:
        raise refuse(field, _too_long(path, PATH_LENGTH))
    return path


def _paths(value: Any, field: str) -> list[str]:
    return sorted(set(_list(value, field, _path)))


CHECKS: dict[str, Callable[[Any, str], Any]] = {
    "id": _id,
    "lang": _language,
    "title": _title,
    "date": _date,
    "lead": _lead,
    "body_html": _text,
    "kind": _kind,
    "venues": _names,
    "topics": _names,
    "programmes": _names,
    "event": _event,
    "source": _source,
    "image": _image,
    "translation_of": _translation_of,
    "old_urls": _paths,
}
REQUIRED = {"id", "lang", "title", "date"}
