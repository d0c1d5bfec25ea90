"""The translation catalogues: found, brought up to date, compiled and checked, without GNU gettext.

Babel reads and writes them; Django's own template reader finds the texts in templates.
"""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOMS = ("institute_site", "news", "search", "templates")
DOMAIN = "django"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extract_template(
    file: Any, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """Texts of a Django template, for Babel."""
    # What is no text comes out as rows of X: words to a tokenizer, once they are not indented.
    code = "\n".join(line.strip() for line in templatize(file.read().decode()).splitlines())
    yield from extract_python(io.BytesIO(code.encode()), keywords, comment_tags, options)


def texts() -> Catalog:
    """Every translatable text of the site."""
    found = Catalog(charset="utf-8")
    methods = [
        ("**/templates/**.html", "institute_site.catalogues:extract_template"),
        ("**.py", "python"),
    ]
    for room in ROOMS:
        if room == "templates":
            methods = [("**.html", "institute_site.catalogues:extract_template")]
        folder = settings.BASE_DIR / room
        rows = extract_from_dir(folder, methods, keywords=KEYWORDS, comment_tags=("Translators:",))
        for name, _line, text, comments, context in sorted(rows, key=lambda row: row[:2]):
            found.add(
                text,
                locations=[(f"{room}/{name}", None)],  # type: ignore[list-item]
                auto_comments=comments,
                context=context,
            )
    return found


def languages() -> list[str]:
    """The languages that need a catalogue: all but the one that the texts are written in."""
    return [code for code, _name in settings.LANGUAGES if code != "en"]


def path(language: str) -> Path:
    """Where a language's catalogue is."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """A language's catalogue, empty when there is none yet."""
    if not path(language).exists():
        return Catalog(
            locale=language,
            project=settings.WAGTAIL_SITE_NAME,
            version="1",
            header_comment=f"# The texts of the site in {language}.",
            msgid_bugs_address=settings.WAGTAIL_SITE_NAME,
            last_translator=settings.WAGTAIL_SITE_NAME,
            language_team=settings.WAGTAIL_SITE_NAME,
            charset="utf-8",
            fuzzy=False,
        )
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> Path:
    """Take new texts into a language's catalogue and drop those that are gone."""
    catalogue = read(language)
    catalogue.update(texts(), no_fuzzy_matching=True)
    path(language).parent.mkdir(parents=True, exist_ok=True)
    with path(language).open("wb") as file:
        write_po(
            file, catalogue, width=100, sort_output=True, ignore_obsolete=True, omit_header=False
        )
    return path(language)


def compile_all() -> None:
    """Write the binary form of each catalogue, which Django reads."""
    for language in languages():
        if path(language).exists():
            with path(language).with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))


def problems(language: str) -> list[str]:
    """What is missing or wrong in a language's catalogue, a sentence each."""
    catalogue, wanted = read(language), texts()
    entries = (
        (wanted_one, catalogue.get(wanted_one.id, wanted_one.context))
        for wanted_one in wanted
        if wanted_one.id
    )
    return [problem for one, entry in entries for problem in _problems(one, entry, catalogue)]


def _problems(wanted: Message, entry: Message | None, catalogue: Catalog) -> Iterable[str]:
    text = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
    if entry is None:
        return [f"not in the catalogue (run `make messages`): {text}"]
    strings = entry.string if isinstance(entry.string, tuple | list) else [entry.string]
    if not all(strings) or entry.fuzzy:
        return [f"not translated: {text}"]
    return [f"{error}: {text}" for error in entry.check(catalogue)]
