"""What the tests share: the demo's content in the database, and a visitor's way of asking."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import translation

from tests.demo_folder import made_demo

# Playwright keeps an event loop in the thread that the other tests use the database from.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

pytest_plugins = ["tests.browser", "tests.postbox"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what waits for other processes: at the end no process of the tests is left alone with it.

    First of all comes what needs no demo, which is made meanwhile.
    """
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    fixtures: list[str] = item.fixturenames  # type: ignore[attr-defined]
    if {"chromium", "site"} & set(fixtures) or hasattr(item.module, "copy_demo"):  # type: ignore[attr-defined]
        return 1
    return 0 if "/operator/" in str(item.path) else 2


@pytest.fixture(scope="session", autouse=True)
def demo_ahead(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Of several processes of the tests, one makes the demo before anybody waits for it."""
    if os.environ.get("PYTEST_XDIST_WORKER") != "gw0":
        yield
        return
    maker = threading.Thread(target=made_demo, args=[tmp_path_factory])
    maker.start()
    yield
    maker.join()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A fresh database with the demo's content; its uploads go to a folder of their own."""
    from django.conf import settings

    from institute_site.demo import content
    from news import unfound

    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    # A test that wants the counts asks for them; a thread of its own would outlive the database.
    unfound.PAUSE = 24 * 60 * 60
    with django_db_blocker.unblock():
        if not content.is_loaded():
            content.load()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A visit in another language leaves that language to what comes next in the process."""
    with translation.override("en"):
        yield


@dataclass
class Answer:
    """A page as a visitor sees it."""

    status: int
    soup: BeautifulSoup

    @property
    def names(self) -> list[str]:
        """The names of the articles in the results."""
        headings = self.soup.select("article[data-article] :is(h2, h3) a")
        return [" ".join(heading.get_text(" ").split()) for heading in headings]

    @property
    def total(self) -> int | None:
        """The number of articles found, or None when the page claims none."""
        element = self.soup.select_one("[data-total]")
        return int(str(element["data-total"])) if element else None

    @property
    def text(self) -> str:
        """All that can be read on the page."""
        return " ".join(self.soup.get_text(" ").split())

    def field(self, name: str) -> Tag:
        """A field of the search form."""
        element = self.soup.select_one(f"form [name={name}]")
        assert element is not None, f"no field {name}"
        return element

    def error(self, name: str) -> str:
        """The message at a field, found as a screen reader finds it."""
        described = str(self.field(name).get("aria-describedby", "")).split()
        elements = [self.soup.find(id=identity) for identity in described]
        return " ".join(element.get_text(" ", strip=True) for element in elements if element)


@pytest.fixture
def visit(client: Client, db: None) -> Callable[..., Answer]:
    """Open an address as a visitor does."""

    def open_address(address: str, **parameters: Any) -> Answer:
        response = client.get(address, parameters, follow=True)
        return Answer(response.status_code, BeautifulSoup(response.content, "html.parser"))

    return open_address
