"""Nothing that the Nu HTML checker would say of any public page: no error, no warning, no advice."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import permission_denied, server_error

from tests.checkers import markup_messages
from tests.visitor.test_access import PAGES

# What no sitemap has, beside the addresses that axe is asked about. `{}` is the language.
STATES = [
    "/{}/news/?name=zeppelin&venue=moscow",
    "/{}/news/?name=rucami",
    "/{}/news/?from=31.02.2020&to=2019&venue=atlantis&topic=nothing&order=sideways",
    "/{}/news/?from=2025&to=2019",
    "/{}/news/?page=2&order=oldest",
    "/{}/news/?count=all",
    "/{}/news/?page=999",
    "/{}/news/calendar/?field=from&month=2019-12",
    "/{}/news/calendar/?field=to&from=2019-12-04&to=2019-12-20&venue=moscow",
    "/{}/news/calendar/?field=from&from=31.02.2020&venue=atlantis",
    "/{}/search/",
    "/{}/search/?q=school",
    "/{}/search/?q=школа&type=article&page=1",
    "/{}/search/?q=moscow&type=nonsense",
    "/{}/search/?q=qqqzzz",
    "/{}/nowhere/",
    "/{}/styleguide/",
]
LANGUAGES = ["en", "ru"]


def _sitemap(client: Client) -> list[str]:
    places = re.findall(r"<loc>(.+?)</loc>", client.get("/sitemap.xml").text)
    return [urlsplit(place).path for place in places]


def _addresses(client: Client) -> list[str]:
    states = [state.format(language) for state in STATES for language in LANGUAGES]
    return list(dict.fromkeys([*_sitemap(client), *PAGES.values(), *states]))


@pytest.fixture
def documents(client: Client, db: None, tmp_path: Path) -> dict[str, str]:
    """Every public page and every state of those that have some, written to files: address by file."""
    pages = {}
    for number, address in enumerate(_addresses(client)):
        response = client.get(address)
        assert response.status_code in {200, 404}, address
        file = tmp_path / f"{number}.html"
        file.write_bytes(response.content)
        pages[file.name] = address
    for language in LANGUAGES:
        request = RequestFactory().get("/")
        with translation.override(language):
            for name, answer in {
                "403": permission_denied(request, PermissionError()),
                "500": server_error(request),
            }.items():
                file = tmp_path / f"{name}-{language}.html"
                file.write_bytes(answer.content)
                pages[file.name] = f"{name} in {language}"
    return pages


def test_the_markup_of_every_page_is_without_fault(documents: dict[str, str], tmp_path: Path):
    messages = markup_messages(sorted(tmp_path.glob("*.html")))
    said = {
        f"{one['message']}\n    {one.get('extract', '').strip()!r}\n    on {documents[Path(one['url']).name]}"
        for one in messages
    }
    assert not said, f"{len(messages)} in {len(documents)} documents\n" + "\n".join(sorted(said))
    assert len(documents) > 100


def test_a_fault_would_be_told(tmp_path: Path):
    (file := tmp_path / "faulty.html").write_text("<!DOCTYPE html><title>x</title><img src=x>")
    (message,) = [one for one in markup_messages([file]) if one["type"] == "error"]
    assert "alt" in message["message"]
    assert message["url"].endswith(file.name)
