"""What staff do at their desk in a browser: save a view, move drafts in the calendar, change many at once."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

TODAY = dt.date.today()
# A week in which nobody else's drafts stand.
QUIET = dt.date(2027, 2, 2)


def write_draft(page: Page, name: str) -> None:
    """Write an article and save it as a draft."""
    page.goto("/admin/news/articles/")
    page.locator("a[href*='choose_parent'], a[href*='/add/']").first.click()
    if "choose_parent" in page.url:
        page.locator("label", has_text="News").first.click()
        page.click("button[type=submit]:has-text('Create')")
    page.wait_for_url("**/add/news/articlepage/**")
    page.fill("[name=title]", name)
    page.fill("[name=date]", f"{QUIET}")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_url("**/edit/**")


def day(date: dt.date) -> str:
    return f'[data-day="{date}"]'


@pytest.fixture
def staff(sign_in: Callable[[str], Page]) -> Page:
    return sign_in("administrator")


def test_a_view_is_saved_and_opened_again(staff: Page) -> None:
    staff.goto("/admin/news/articles/?from=this+year&language=en")
    staff.click("text=Save this view")
    staff.fill("[name=name]", "English, this year")
    staff.check("[name=shared]")
    staff.click("button:has-text('Save')")
    staff.wait_for_url("**/admin/news/articles/?from=this+year&language=en")
    link = staff.locator(".desk-views a[aria-current=true]")
    expect(link).to_have_text("English, this year")
    staff.goto("/admin/news/articles/")
    staff.click(".desk-views a:has-text('English, this year')")
    expect(staff.locator(".w-pill__content").first).to_contain_text(f"{TODAY.year}")


def test_a_draft_is_dragged_to_another_day_and_moved_back_from_the_keyboard(staff: Page) -> None:
    write_draft(staff, "A draft for the calendar")
    target, week = QUIET + dt.timedelta(1), f"/admin/news/calendar/?view=week&day={QUIET}"
    staff.goto(week)
    draft = staff.locator(f"{day(QUIET)} [draggable=true]", has_text="A draft for the calendar")
    draft.drag_to(staff.locator(day(target)))
    expect(staff.locator(".messages")).to_contain_text("“A draft for the calendar” is on")
    moved = staff.locator(day(target)).get_by_text("A draft for the calendar", exact=True)
    expect(moved).to_be_visible()

    staff.get_by_label("Move “A draft for the calendar” to another day").focus()
    staff.keyboard.press("Enter")
    field = staff.locator("[name=day]")
    expect(field).to_have_value(f"{target}")
    field.focus()
    staff.keyboard.press("Control+a")
    staff.keyboard.type(f"{QUIET}")
    staff.keyboard.press("Escape")
    button = staff.locator("main button:has-text('Move')")
    button.focus()
    staff.keyboard.press("Enter")
    staff.wait_for_url(f"**{week}")
    back = staff.locator(day(QUIET)).get_by_text("A draft for the calendar", exact=True)
    expect(back).to_be_visible()


def test_a_venue_is_given_to_all_that_a_filter_finds(staff: Page) -> None:
    staff.goto("/admin/news/articles/?language=en&to=2026-12-31&kind=release&ordering=date")
    number = staff.locator("[data-listing-page-title]").count()
    assert number
    staff.locator("[data-bulk-action-select-all-checkbox]").first.check()
    staff.get_by_role("link", name="Change the venue of the selected articles").click()
    expect(staff.locator("main, body").first).to_contain_text(
        re.compile(f"{number} articles? (is|are) chosen")
    )
    staff.select_option("[name=thing]", label="Tomsk")
    staff.click("button:has-text('Change venue')")
    expect(staff.locator(".messages")).to_contain_text(re.compile(r"changed|so already"))
    venues = staff.locator("table.listing tbody tr", has_text="Tomsk")
    expect(venues).to_have_count(number)
