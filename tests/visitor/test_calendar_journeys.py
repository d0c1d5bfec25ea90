"""What a visitor does with the calendar in a browser, by keyboard alone and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

Window = Callable[..., Page]
EXAMPLE = "Rukami closes its year with a School of Organizers of Technological Clubs"
on_both_screens = pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])


def button(page: Page, number: int = 0) -> Locator:
    """The button of the first date or of the second."""
    return page.get_by_role("button", name="Select date in calendar").nth(number)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the keyboard is there."""
    for _press in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def expect_day(page: Page, date: str) -> None:
    """The keyboard is on this day."""
    expect(page.locator(f"[data-date='{date}']")).to_be_focused()


def open_calendar(page: Page, question: str = "?from=2019-12-04") -> Locator:
    """Open the first date's calendar by keyboard; give the dialog."""
    page.goto(f"/en/news/{question}")
    tab_to(page, button(page))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("grid")).to_be_visible()
    return dialog


def test_finds_the_article_by_days_chosen_with_the_keyboard(open_browser: Window):
    page = open_browser()
    page.goto("/en/news/")
    page.get_by_label("From", exact=True).focus()
    page.keyboard.type("December 2019")
    tab_to(page, button(page))
    page.keyboard.press("Space")
    dialog = page.get_by_role("dialog", name="December 2019")
    expect_day(page, "2019-12-01")
    press(page, "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    expect_day(page, "2019-12-04")
    expect(page.locator(":focus")).to_have_text(re.compile("4 December 2019, 1 article"))
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(button(page)).to_be_focused()
    expect(button(page)).to_have_accessible_name("Select date in calendar, 4 December 2019")
    expect(page.get_by_label("From", exact=True)).to_have_value("4 December 2019")
    tab_to(page, button(page, 1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="December 2019")).to_be_visible()
    expect_day(page, "2019-12-04")
    page.keyboard.press("Space")
    expect(page.get_by_label("To", exact=True)).to_have_value("4 December 2019")
    tab_to(page, page.get_by_role("button", name="Show articles"))
    page.keyboard.press("Enter")
    expect(page.locator("article[data-article]").get_by_role("link", name=EXAMPLE)).to_be_visible()


def test_every_key_of_the_date_picker_dialog_goes_where_it_should(open_browser: Window):
    page = open_browser()
    open_calendar(page)
    for keys, date in [
        ("ArrowRight", "2019-12-05"), ("ArrowLeft", "2019-12-04"), ("ArrowDown", "2019-12-11"),
        ("ArrowUp", "2019-12-04"), ("Home", "2019-12-02"), ("End", "2019-12-08"),
        ("PageUp", "2019-11-08"), ("PageDown", "2019-12-08"), ("Shift+PageUp", "2018-12-08"),
        ("Shift+PageDown", "2019-12-08"), ("ArrowUp", "2019-12-01"), ("ArrowLeft", "2019-11-30"),
        ("ArrowRight", "2019-12-01"), ("Home", "2019-11-25"), ("End", "2019-12-01"),
    ]:  # fmt: skip
        page.keyboard.press(keys)
        expect_day(page, date)


def test_a_shorter_month_is_entered_at_its_end_and_quick_keys_are_all_counted(
    open_browser: Window,
):
    page = open_browser()
    open_calendar(page, "?from=2019-10-31")
    press(page, "PageDown", "PageDown", "PageDown", "PageDown")
    expect_day(page, "2020-02-29")


def test_the_calendar_ends_and_the_keyboard_stays(open_browser: Window):
    page = open_browser()
    open_calendar(page, "?from=1900-01-03")
    press(page, "ArrowUp", "PageUp", "Shift+PageUp")
    expect_day(page, "1900-01-03")
    expect(page.get_by_role("button", name="Previous month")).to_be_disabled()


def test_escape_leaves_everything_as_it_was(open_browser: Window):
    page = open_browser()
    dialog = open_calendar(page)
    press(page, "ArrowRight", "Escape")
    expect(dialog).to_be_hidden()
    expect(button(page)).to_be_focused()
    expect(page.get_by_label("From", exact=True)).to_have_value("2019-12-04")


def test_the_keyboard_stays_in_the_dialog_and_meets_one_day_of_the_grid(open_browser: Window):
    page = open_browser()
    dialog = open_calendar(page)
    met: list[str] = []
    for _press in range(18):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body"
            " || document.activeElement.closest('dialog') !== null"
        )
        met.append(page.evaluate("document.activeElement.dataset?.date ?? ''"))
    assert set(met) == {"", "2019-12-04"}
    expect(dialog.locator("[aria-selected=true]")).to_have_count(1)


def test_months_and_years_are_stepped_and_jumped_to_and_announced(open_browser: Window):
    page = open_browser()
    dialog = open_calendar(page)
    for name, month in [("Next month", "January 2020"), ("Previous year", "January 2019")]:
        step = dialog.get_by_role("button", name=name)
        tab_to(page, step)
        page.keyboard.press("Enter")
        expect(dialog.get_by_role("heading")).to_have_text(month)
        expect(dialog.get_by_role("status")).to_contain_text(f"{month}, 0 articles")
        expect(step).to_be_focused()
    tab_to(page, dialog.get_by_label("Month", exact=True))
    page.keyboard.type("Nov")
    page.keyboard.press("Tab")
    page.keyboard.type("2019")
    press(page, "Tab", "Enter")
    expect(dialog.get_by_role("heading")).to_have_text("November 2019")
    expect(dialog.get_by_role("button", name="Show", exact=True)).to_be_focused()


def test_the_days_count_what_is_typed_and_not_yet_sent(open_browser: Window):
    page = open_browser()
    page.goto("/en/news/?from=2019-12-04")
    page.get_by_label("Search by name").fill("zzzxqwv")
    button(page).click()
    expect_day(page, "2019-12-04")
    expect(page.locator(":focus")).to_have_text(re.compile("4 December 2019, no articles"))


def test_a_range_in_one_field_becomes_two_dates(open_browser: Window):
    page = open_browser()
    page.goto("/en/news/")
    page.get_by_label("From", exact=True).fill("28-30 November 2019")
    button(page, 1).press("Enter")
    expect_day(page, "2019-11-30")
    press(page, "ArrowLeft", "Enter")
    expect(page.get_by_label("From", exact=True)).to_have_value("28 November 2019")
    expect(page.get_by_label("To", exact=True)).to_have_value("29 November 2019")


def test_chooses_with_a_finger_in_russian(open_browser: Window):
    page = open_browser(True)
    page.goto("/ru/news/?from=2019-12-04")
    page.locator(".form-toggle summary").click()
    page.locator("a.date-button").first.click()
    page.locator("[data-date='2019-12-06']").click()
    expect(page.locator("#id_from")).to_have_value("6 декабря 2019")
    expect(page.locator("a.date-button").first).to_be_focused()


def test_waits_in_sight_and_follows_the_link_when_the_calendar_does_not_come(open_browser: Window):
    page = open_browser()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/calendar/*fragment=1*", hold)
    page.goto("/en/news/?from=2019-12-04")
    button(page).click()
    expect(page.locator("[data-calendar-body][aria-busy=true]")).to_be_visible()
    held[0].abort()
    expect(page).to_have_url(re.compile(r"/en/news/calendar/\?.*from=2019-12-04"))
    expect(page.get_by_role("heading", level=2)).to_have_text("December 2019")


@on_both_screens
def test_chooses_without_javascript(open_browser: Window, phone: bool):
    page = open_browser(phone, java_script_enabled=False)
    page.goto("/en/news/?name=organizers")
    if phone:
        page.get_by_text("Filters", exact=True).or_(page.get_by_text("Filters (1)")).click()
    page.get_by_role("link", name="Select date in calendar").first.click()
    page.get_by_label("Month", exact=True).select_option("November")
    page.get_by_label("Year", exact=True).select_option("2019")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name="Next month").click()
    page.get_by_role("link", name="4 December 2019, 1 article", exact=True).click()
    expect(page.get_by_label("From", exact=True)).to_have_value("2019-12-04")
    expect(page.locator("article[data-article]").get_by_role("link", name=EXAMPLE)).to_be_visible()


@on_both_screens
def test_every_target_is_as_large_as_a_fingertip_needs(open_browser: Window, phone: bool):
    page = open_browser(phone)
    page.goto("/en/news/?from=2019-12-04")
    if phone:
        page.locator(".form-toggle summary").click()
    button(page).click()
    expect_day(page, "2019-12-04")
    least = 44 if phone else 24
    for target in page.locator("dialog :is(.day, .calendar-step, select, .button)").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= least, target
        assert box["width"] >= (42 if phone else least), target
    page.keyboard.press("Escape")
    for bar in page.locator("nav.strip li a").all():
        box = bar.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


@on_both_screens
def test_narrows_by_the_strip_with_the_keyboard(open_browser: Window, phone: bool):
    page = open_browser(phone)
    page.goto("/en/news/?name=organizers")
    strip = page.get_by_role("navigation", name="Archive")
    for name in ("2019", "December 2019"):
        tab_to(page, strip.get_by_role("link", name=re.compile(f"^{name}:")))
        page.keyboard.press("Enter")
        expect(strip.locator("[aria-current=true]")).to_have_accessible_name(
            re.compile(f"^{name}:")
        )
    expect(page.locator("article[data-article]").get_by_role("link", name=EXAMPLE)).to_be_visible()


@pytest.mark.parametrize("question", ["", "?venue=atlantis", "?field=to&from=2019-12-04"])
def test_the_page_fits_a_phone(open_browser: Window, question: str):
    page = open_browser(True)
    page.goto(f"/ru/news/calendar/{question}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
