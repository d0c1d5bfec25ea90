"""What a visitor does with the list under the field while typing, by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

Window = Callable[..., Page]
EXAMPLE = "Rukami closes its year with a School of Organizers of Technological Clubs"
ASKED = "**/news/suggestions/**"


def field(page: Page) -> Locator:
    """The field for a name, as a combobox."""
    return page.get_by_role("combobox", name="Search by name")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def type_name(page: Page, words: str, address: str = "/en/news/") -> None:
    page.goto(address)
    field(page).focus()
    page.keyboard.type(words)


def expect_active(page: Page, option: Locator | None) -> None:
    """A screen reader is told of this option, or of none."""
    if option is None:
        expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
        expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    else:
        identity = option.get_attribute("id")
        expect(field(page)).to_have_attribute("aria-activedescendant", str(identity))
        expect(option).to_have_attribute("aria-selected", "true")


def test_opens_the_article_that_was_suggested(open_browser: Window):
    page = open_browser()
    type_name(page, "school of org")
    expect(options(page).first).to_be_visible()
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="suggestion")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect_active(page, options(page).first)
    expect(field(page)).to_be_focused()
    wanted = options(page).filter(has_text=EXAMPLE)
    for _press in range(8):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=EXAMPLE, level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Search by name")).to_have_value("school of org")
    expect(options(page)).to_have_count(0)


def test_arrow_keys_go_round_and_back_to_the_field(open_browser: Window):
    page = open_browser()
    type_name(page, "rukami")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect_active(page, options(page).last)
    page.keyboard.press("ArrowDown")
    expect_active(page, None)
    page.keyboard.press("ArrowDown")
    expect_active(page, options(page).first)
    page.keyboard.press("ArrowLeft")
    expect_active(page, None)
    page.keyboard.type("x")
    expect(field(page)).to_have_value("rukamxi")


def test_escape_closes_the_list_then_clears_the_field(open_browser: Window):
    page = open_browser()
    type_name(page, "rukami")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field(page)).to_have_value("rukami")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect_active(page, options(page).first)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("")


def test_enter_sends_what_was_typed_when_nothing_is_chosen(open_browser: Window):
    page = open_browser()
    type_name(page, "rukami")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/news/?name=rukami**")
    expect(page.locator("article[data-article]").first).to_be_visible()


def test_the_keyboard_leaves_and_the_list_is_gone(open_browser: Window):
    page = open_browser()
    type_name(page, "rukami")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options(page)).to_have_count(0)
    expect(page.get_by_label("From", exact=True)).to_be_focused()


def test_an_answer_that_comes_late_is_not_shown_for_other_words(open_browser: Window):
    page = open_browser()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if "name=ruk" in route.request.url and "mosc" not in route.request.url:
            held.append(route)
        else:
            route.continue_()

    page.route(ASKED, hold_the_first)
    with page.expect_request(ASKED):
        type_name(page, "ruk")
    page.keyboard.press("Control+A")
    page.keyboard.type("moscow")
    expect(options(page).filter(has_text="Moscow").first).to_be_visible()
    for route in held:
        route.abort()
    expect(options(page).filter(has_text="Moscow").first).to_be_visible()
    expect(options(page).filter(has_text=EXAMPLE)).to_have_count(0)


@pytest.mark.parametrize("status", [0, 503], ids=["no network", "a failing server"])
def test_without_an_answer_the_field_is_a_field(open_browser: Window, status: int):
    page = open_browser()
    page.route(ASKED, lambda r: r.fulfill(status=status) if status else r.abort())
    with page.expect_request(ASKED):
        type_name(page, "rukami")
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("article[data-article]").first).to_be_visible()


def test_a_fast_typist_asks_once(open_browser: Window):
    page = open_browser()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/suggestions/" in r.url else None)
    type_name(page, "rukami school")
    expect(options(page).first).to_be_visible()
    assert len(asked) <= 2


def test_chooses_with_a_finger_in_russian(open_browser: Window):
    page = open_browser(True, has_touch=True)
    page.goto("/ru/news/")
    page.locator(".form-toggle summary").tap()
    name = page.get_by_role("combobox", name="Поиск по названию")
    name.tap()
    page.keyboard.type("школой орг")
    option = page.get_by_role("option").filter(has_text="«Руками» завершает год")
    expect(option).to_be_visible()
    box = option.bounding_box()
    assert box is not None and box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    option.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("«Руками» завершает год")


def test_the_field_for_the_whole_site_suggests_too(open_browser: Window):
    page = open_browser()
    page.goto("/en/search/")
    page.get_by_role("combobox", name="Search the site").focus()
    page.keyboard.type("rukami")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=rukami")


def test_without_javascript_the_field_is_a_search_field(open_browser: Window):
    page = open_browser(java_script_enabled=False)
    page.goto("/en/news/")
    page.get_by_role("searchbox", name="Search by name").fill("rucami")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Showing results for")).to_be_visible()
    page.get_by_role("link", name="Search for rucami instead").click()
    expect(page.get_by_text("No article answers this question.")).to_be_visible()
