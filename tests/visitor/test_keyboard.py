"""A visitor who has a keyboard only: each stop is seen, in light and dark, and leads on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .test_screens import EXAMPLE_RU, PAGES

Window = Callable[..., Page]
ENOUGH = 400  # stops of a page

# How the focused element is marked: the ring's width in px, its contrast to the page, and what covers it.
MARK = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const luminance = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const style = getComputedStyle(focused);
  const paper = luminance(getComputedStyle(document.documentElement).backgroundColor);
  const ring = luminance(style.outlineColor);
  const { left, top, width, height } = focused.getClientRects()[0];
  const at = document.elementFromPoint(
    Math.min(Math.max(left + width / 2, 0), innerWidth - 1),
    Math.min(Math.max(top + Math.min(height, 20) / 2, 0), innerHeight - 1),
  );
  return {
    name: focused.outerHTML.slice(0, 100),
    width: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: (Math.max(ring, paper) + 0.05) / (Math.min(ring, paper) + 0.05),
    seen: Boolean(at) && (focused.contains(at) || at.contains(focused)),
  };
}"""


# The ring's colour depends on the scheme only, what covers it on the width only.
@pytest.mark.parametrize(("scheme", "phone"), [("light", False), ("dark", True)])
def test_every_stop_of_the_keyboard_is_seen(open_browser: Window, scheme: str, phone: bool):
    page = open_browser(phone, color_scheme=scheme, reduced_motion="reduce")
    for address in PAGES["en"]:
        page.goto(address)
        assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
        stops = 0
        page.keyboard.press("Tab")
        while (mark := page.evaluate(MARK)) and stops < ENOUGH:
            assert mark["width"] >= 2 and mark["contrast"] >= 3 and mark["seen"], (address, mark)
            stops += 1
            page.keyboard.press("Tab")
        assert 10 < stops < ENOUGH, (address, stops)


def test_a_stop_is_seen_in_the_systems_own_colours(open_browser: Window):
    page = open_browser(forced_colors="active", reduced_motion="reduce")
    page.goto("/en/news/")
    for _stop in range(60):
        page.keyboard.press("Tab")
        mark = page.evaluate(MARK)
        assert mark["width"] >= 2 and mark["contrast"] >= 3, mark


def test_finds_and_reads_an_article_with_the_keyboard_alone(open_browser: Window):
    page = open_browser(reduced_motion="reduce")
    page.goto("/ru/")
    tab_to(page, "Новости")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/news/")
    tab_to(page, "Перейти к форме поиска")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Поиск по названию")).to_be_focused()
    page.keyboard.type("организаторов руками")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=**")
    tab_to(page, "Перейти к результатам")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_focused()
    tab_to(page, "«Руками» завершает год Школой организаторов технологических кружков")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{EXAMPLE_RU}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_chooses_a_version_without_javascript_by_keyboard(open_browser: Window):
    page = open_browser(java_script_enabled=False)
    page.goto("/ru/about/")
    tab_to(page, "Версия для слабовидящих")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="200 %").focus()
    page.keyboard.press("Space")
    page.get_by_role("radio", name="Белый на чёрном").focus()
    page.keyboard.press("Space")
    tab_to(page, "Применить")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/about/")
    expect(page.locator("html")).to_have_css("font-size", "32px")
    expect(page.locator("html")).to_have_css("background-color", "rgb(0, 0, 0)")
    tab_to(page, "Обычная версия")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_css("font-size", "16px")


def test_printed_an_article_is_its_text_alone(open_browser: Window):
    page = open_browser()
    page.goto(EXAMPLE_RU)
    page.emulate_media(media="print")
    for gone in ("header nav", "header .view-bar", ".share", ".neighbours", "footer nav"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("footer address")).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    for _stop in range(ENOUGH):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip() == name:
            return
    raise AssertionError(f"the keyboard does not reach {name}")
