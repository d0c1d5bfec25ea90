"""JSON-LD checked by the vocabulary of schema.org, as the package `msgspec-schemaorg` has it."""

import inspect
import re
from typing import Any

import msgspec_schemaorg.models

# Without these Google shows nothing of a thing, or complains.
REQUIRED = {
    "NewsArticle": {"headline", "datePublished", "dateModified", "author"},
    "Event": {"name", "startDate", "location"},
    "Organization": {"name", "url", "logo"},
    "WebSite": {"name", "url", "potentialAction"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Place": {"name", "address"},
}
# The names of values in the package's annotations, and what they are in JSON.
SCALARS = {"str": str, "URL": str, "date": str, "datetime": str, "int": int, "float": (int, float)}


def faults(thing: dict[str, Any]) -> list[str]:
    """What schema.org or Google would say is wrong with a thing and the things in it."""
    kind = str(thing.get("@type"))
    known = _properties(kind)
    if not known:
        return [f"there is no type {kind}"]
    found = [f"{kind} has no {name}" for name in sorted(REQUIRED.get(kind, set()) - set(thing))]
    for name, value in thing.items():
        if name.startswith("@") or name == "query-input":  # the latter is an action's annotation
            continue
        if name not in known:
            found.append(f"there is no {kind}.{name}")
            continue
        for one in value if isinstance(value, list) else [value]:
            found += _value_faults(f"{kind}.{name}", one, known[name])
    return found


def _properties(kind: str) -> dict[str, set[str]]:
    """The properties of a type with the names of what each may be."""
    model = getattr(msgspec_schemaorg.models, kind, None)
    bases = reversed(inspect.getmro(model)) if model else ()
    return {
        name: set(re.findall(r"\w+", str(annotation)))
        for base in bases
        for name, annotation in inspect.get_annotations(base).items()
    }


def _value_faults(place: str, value: Any, allowed: set[str]) -> list[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:  # described elsewhere on the page
            return []
        kind = str(value.get("@type"))
        kinds = {
            base.__name__
            for base in inspect.getmro(getattr(msgspec_schemaorg.models, kind, object))
        }
        return faults(value) if kinds & allowed else [f"{place} cannot be a {kind}"]
    if value in {"", None}:
        return [f"{place} is empty"]
    if isinstance(value, str) and value.startswith("https://schema.org/"):
        named = {name for name in allowed if name.endswith(("Type", "Enumeration"))}
        return [] if named else [f"{place} cannot be {value}"]
    fits = any(isinstance(value, SCALARS[name]) for name in allowed & set(SCALARS))
    return [] if fits else [f"{place} cannot be {value!r}"]
