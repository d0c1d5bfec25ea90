"""The styleguide shows every part and is as accessible as they are; `UPDATE_DOCS=1` keeps its pictures."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
PICTURES = ROOT / "docs/styleguide"
NOT_SHOWN = {
    "parts/alternates.html": "in the head of pages that are in the tree",
    "parts/bare_style.html": "of pages that stand when nothing else does",
    "parts/meta_article.html": "in the head of articles",
    "parts/share_picture.html": "in the head of pages that are in the tree",
    "parts/userbar.html": "Wagtail's, over the preview of a page",
}
# Parts that a page has once stand here once a state: their landmarks share names.
AXE = {"rules": {"landmark-unique": {"enabled": False}}}
LOOKS = [(language, phone) for language, phone in (("en", False), ("ru", True))]


def _parts() -> set[str]:
    return {
        str(file.relative_to(TEMPLATES))
        for folder in ("parts", "blocks")
        for file in (TEMPLATES / folder).rglob("*.html")
    }


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_part_is_shown(client: Client, db: None, language: str):
    response = client.get(f"/{language}/styleguide/")
    assert response.status_code == 200
    shown = {template.name for template in response.templates}
    assert _parts() - shown == set(NOT_SHOWN)


def test_it_is_found_without_a_language_and_by_no_search_engine(client: Client, db: None):
    response = client.get("/styleguide/", follow=True, headers={"accept-language": "ru"})
    assert response.redirect_chain == [("/ru/styleguide/", 302)]
    assert '<meta name="robots" content="noindex,nofollow">' in response.text


def test_readers_of_a_real_site_have_none():
    production = (ROOT / "tests/production.env").read_text().split()
    asked = (
        "import django; django.setup()\n"
        "from django.urls import resolve\n"
        "print(resolve('/en/styleguide/').view_name)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "institute_site.settings"}
    environment |= dict(line.split("=", 1) for line in production)
    answered = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answered.stdout.strip() == "wagtail_serve", answered.stderr


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "phone"), LOOKS, ids=["desktop", "phone"])
def test_it_passes_axe_and_fits(
    open_browser: Callable[..., Page], language: str, phone: bool, scheme: str
):
    page = open_browser(phone, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/{language}/styleguide/")
    results = Axe().run(page, options=AXE)
    assert not results.violations_count, results.generate_report()
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if os.environ.get("UPDATE_DOCS"):
        _keep(page, f"{width}-{scheme}")


def _keep(page: Page, look: str) -> None:
    """A picture of each section."""
    PICTURES.mkdir(exist_ok=True)
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("img => img.decode()")
    page.wait_for_load_state("networkidle")
    for section in page.locator(".specimens-section").all():
        taken = section.screenshot(animations="disabled", caret="hide")
        name = f"{section.get_attribute('id')}-{look}.webp"
        with Image.open(io.BytesIO(taken)) as image:
            image.convert("RGB").save(PICTURES / name, quality=70, method=6)
