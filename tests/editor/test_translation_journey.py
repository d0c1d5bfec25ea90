"""A translation from one click to its readers, and a correction from an editor to readers, in a browser."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

ORIGINAL = "Translated side by side"


def _menu(page: Page, action: str) -> None:
    """Press an action in the menu beside “Save draft”."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=action, exact=True).click()


def _write(page: Page) -> None:
    page.goto("/admin/news/articles/")
    page.get_by_role("link", name="Add article").click()
    page.get_by_placeholder("Name of the article").fill(ORIGINAL)
    page.get_by_label("Lead").fill("In short.")
    _menu(page, "Publish")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def _open_original(page: Page) -> None:
    page.goto("/admin/news/articles/?q=" + ORIGINAL.replace(" ", "+"))
    page.get_by_role("link", name=ORIGINAL, exact=True).first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))


def test_one_click_leads_to_a_published_translation_side_by_side(
    sign_in: Callable[[str], Page], open_browser: Callable[..., Page]
):
    page = sign_in("moderator")
    _write(page)
    _open_original(page)
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("button", name="Translate into Russian").click()
    expect(page.get_by_text("The draft in Russian is made")).to_be_visible()
    original = page.locator("[data-original]")
    expect(original).to_be_visible()
    expect(original.get_by_text("In short.")).to_be_visible()
    expect(original.get_by_text("Still as in the original: Name; Lead.")).to_be_visible()
    page.get_by_placeholder("Name of the article").fill("Переведено бок о бок")
    page.get_by_label("Lead").fill("Коротко.")
    expect(page.get_by_role("checkbox", name="In step with the original of")).to_be_checked()
    _menu(page, "Publish")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))

    visitor = open_browser()
    visitor.goto("/ru/news/")
    visitor.get_by_role("link", name="Переведено бок о бок").first.click()
    expect(visitor.get_by_text("Коротко.")).to_be_visible()


def test_a_correction_goes_from_an_editor_to_readers(
    sign_in: Callable[[str], Page], open_browser: Callable[..., Page]
):
    page = sign_in("moderator")
    page.goto("/admin/news/articles/?language=en&status=live")
    page.locator("td.title a").first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    name = page.get_by_placeholder("Name of the article").input_value()
    page.get_by_label("Lead").fill("The lead is right now.")
    _menu(page, "Publish")
    expect(page.get_by_text("Choose one: correction, update or typo.")).to_be_visible()
    expect(page.get_by_label("Lead")).to_have_value("The lead is right now.")
    page.get_by_role("radio", name="Correction: something was wrong").check()
    page.locator("[name=change_note]").fill("The lead named a wrong day.")
    _menu(page, "Publish")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))

    for phone in (False, True):
        visitor = open_browser(phone=phone)
        visitor.goto("/en/news/")
        visitor.get_by_role("link", name=name).first.click()
        expect(visitor.get_by_text("The lead named a wrong day.")).to_be_visible()
        expect(visitor.get_by_text("Correction:")).to_be_visible()

    page.get_by_role("link", name="Edit", exact=True).first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="What readers saw").click()
    expect(page.get_by_role("cell", name="The lead named a wrong day.")).to_be_visible()
