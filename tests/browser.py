"""A real browser and a real site for the journeys: what `make demo` serves, in a folder of its own."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.demo_folder import MANAGE, ROOT, copy_demo, environment
from tests.pages import CHROMIUM

MEDIA = ROOT / "institute_site/demo/content/media"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 1000}
# Two cores may have more to do than these tests.
PATIENCE = 20_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@dataclass
class Site:
    """A running demo: where it answers, the users it printed with their passwords, its VAR_DIR."""

    url: str
    passwords: dict[str, str] = field(default_factory=dict)
    folder: Path = ROOT


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[str], log: Path) -> None:
    for _attempt in range(1500):
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=5)
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, started as an IT person does, and ended as with Ctrl-C."""
    folder = tmp_path_factory.mktemp("site")
    copy_demo(tmp_path_factory, folder)
    port, log = _free_port(), folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*MANAGE, "demo", "--port", str(port)],
            stdout=output, stderr=output, cwd=ROOT, env=environment(folder), text=True,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process, log)
        printed = re.findall(r"^  (\w+) +((?:\w{4}-){2}\w{4})$", log.read_text(), re.MULTILINE)
        yield Site(url, dict(printed), folder)
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "Chromium is not installed: see tests/chromium.sh"
    # Root has no user namespace to put Chromium's sandbox in.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*arguments, *quiet])
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a window on the site; an error in JavaScript, or what its policy forbids, fails the test."""
    contexts, errors = [], []

    def forbidden(message: str) -> None:
        if "Content Security Policy" in message:
            errors.append(message)

    def window(phone: bool = False, **options: object) -> Page:
        context = chromium.new_context(
            base_url=site.url, viewport=PHONE if phone else DESKTOP, **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("console", lambda message: forbidden(message.text))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield window
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def photograph(tmp_path: Path) -> Callable[[str], Path]:
    """A file of one of the demo's pictures that nobody has uploaded before.

    Of a picture that it has, Wagtail asks whether the second is meant.
    """

    def taken(name: str) -> Path:
        with Image.open(MEDIA / f"{name}.webp") as image:
            copy = image.convert("RGB")
        copy.putpixel((0, 0), tuple(os.urandom(3)))
        copy.save(file := tmp_path / f"{name}.png")
        return file

    return taken


@pytest.fixture
def sign_in(open_browser: Callable[..., Page], site: Site) -> Callable[[str], Page]:
    """Open a window and log in to the admin as one of the demo's users."""

    def log_in(username: str) -> Page:
        page = open_browser()
        page.goto("/admin/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", site.passwords[username])
        page.click("button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    return log_in
