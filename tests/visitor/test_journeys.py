"""What a visitor does in a browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Window = Callable[..., Page]
EXAMPLE = "Rukami closes its year with a School of Organizers of Technological Clubs"
EXAMPLE_RU = "«Руками» завершает год Школой организаторов технологических кружков"

on_both_screens = pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])


def open_search(page: Page, phone: bool) -> None:
    """Go to the news from the front page, and open the form where it is folded."""
    page.goto("/en/")
    if phone:
        page.locator("header").get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="News").click()
    if phone:
        page.get_by_text("Filters", exact=True).click()


def show(page: Page) -> None:
    page.get_by_role("button", name="Show articles").click()


def choose_venue(page: Page, name: str) -> None:
    """Tick a venue; those with few articles are folded."""
    venues = page.get_by_role("group", name="Venue")
    if not venues.get_by_label(name).is_visible():
        venues.get_by_text(re.compile("Show .* more")).click()
    venues.get_by_label(name).check()


def result(page: Page, name: str = EXAMPLE):
    return page.locator("article[data-article]").get_by_role("link", name=name)


@on_both_screens
def test_finds_the_article_by_name_and_reads_it(open_browser: Window, phone: bool):
    page = open_browser(phone)
    open_search(page, phone)
    page.get_by_label("Search by name").fill("organizers rukami")
    show(page)
    expect(page.locator("[data-total='1']")).to_be_visible()
    result(page).click()
    expect(page.get_by_role("heading", level=1, name=EXAMPLE)).to_be_visible()
    expect(page.get_by_text("28–30 November 2019").first).to_be_visible()


@on_both_screens
def test_finds_it_by_a_typed_date(open_browser: Window, phone: bool):
    page = open_browser(phone)
    open_search(page, phone)
    dates = page.get_by_role("group", name="Search by date")
    dates.get_by_label("From", exact=True).fill("04.12.2019")
    dates.get_by_label("To", exact=True).fill("4 December 2019")
    show(page)
    expect(result(page)).to_be_visible()


def test_finds_it_by_a_date_picked_in_the_calendar(open_browser: Window):
    page = open_browser()
    open_search(page, False)
    buttons = page.get_by_role("button", name="Select date in calendar")
    expect(buttons).to_have_count(2)
    page.get_by_label("From", exact=True).fill("December 2019")
    for number in (0, 1):
        buttons.nth(number).click()
        page.get_by_role("gridcell", name=re.compile("^4 December 2019")).click()
    expect(page.get_by_label("From", exact=True)).to_have_value("4 December 2019")
    expect(page.get_by_label("To", exact=True)).to_have_value("4 December 2019")
    show(page)
    expect(result(page)).to_be_visible()


@on_both_screens
def test_finds_it_by_venue_and_takes_the_venue_away(open_browser: Window, phone: bool):
    page = open_browser(phone)
    open_search(page, phone)
    choose_venue(page, "Irkutsk")
    show(page)
    expect(result(page)).to_be_visible()
    before = int(page.locator("[data-total]").get_attribute("data-total") or 0)
    page.get_by_role("link", name="Remove: Irkutsk").click()
    assert int(page.locator("[data-total]").get_attribute("data-total") or 0) > before


@on_both_screens
def test_finds_it_by_all_three_together(open_browser: Window, phone: bool):
    page = open_browser(phone)
    open_search(page, phone)
    page.get_by_label("Search by name").fill("school clubs")
    page.get_by_label("From", exact=True).fill("November 2019")
    page.get_by_label("To", exact=True).fill("2019")
    choose_venue(page, "Irkutsk")
    show(page)
    expect(page.locator("article[data-article]")).to_have_count(1)
    expect(result(page)).to_be_visible()
    if phone:
        expect(page.get_by_text("Filters (4)")).to_be_visible()


def test_switches_to_the_same_article_in_russian_and_back(open_browser: Window):
    page = open_browser()
    page.goto("/en/news/?name=school+of+organizers&to=2019")
    result(page).click()
    page.locator("header").get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1, name=EXAMPLE_RU)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.locator("header").get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1, name=EXAMPLE)).to_be_visible()


def test_is_told_where_an_article_is_not_translated(open_browser: Window):
    page = open_browser()
    page.goto("/en/news/?name=northern+ledger")
    page.locator("article[data-article] h3 a").first.click()
    page.locator("header summary").filter(has_text="Рус").click()
    expect(page.get_by_text("На русском этой страницы нет.")).to_be_visible()
    page.get_by_role("link", name="На главную").click()
    expect(page).to_have_url(re.compile(r"/ru/$"))


@on_both_screens
def test_pages_through_the_news(open_browser: Window, phone: bool):
    page = open_browser(phone)
    page.goto("/en/news/")
    first = page.locator("article[data-article] h3").first.inner_text()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator("article[data-article] h3").first).not_to_have_text(first)
    page.get_by_role("link", name="Previous").click()
    expect(page.locator("article[data-article] h3").first).to_have_text(first)


@on_both_screens
def test_mends_a_bad_date(open_browser: Window, phone: bool):
    page = open_browser(phone)
    open_search(page, phone)
    page.get_by_label("From", exact=True).fill("31.02.2019")
    show(page)
    expect(page.get_by_role("alert")).to_contain_text("28 days")
    expect(page.locator("[data-total]")).to_have_count(0)
    page.get_by_role("alert").get_by_role("link").first.click()
    field = page.get_by_label("From", exact=True)
    expect(field).to_be_visible()
    expect(field).to_have_value("31.02.2019")
    field.fill("01.12.2019")
    show(page)
    expect(page.locator("[data-total]")).to_be_visible()


def test_reads_a_month_by_its_bar(open_browser: Window):
    page = open_browser()
    page.goto("/en/news/")
    for name in ("2019:", "December 2019:"):
        page.get_by_role("navigation", name="Archive").get_by_role("link", name=name).click()
    expect(result(page)).to_be_visible()


@on_both_screens
def test_does_all_of_it_without_javascript(open_browser: Window, phone: bool):
    page = open_browser(phone, java_script_enabled=False)
    open_search(page, phone)
    page.get_by_label("Search by name").fill("organizers")
    page.get_by_label("From", exact=True).fill("December 2019")
    page.get_by_label("To", exact=True).fill("2019")
    choose_venue(page, "Irkutsk")
    show(page)
    result(page).click()
    expect(page.get_by_role("heading", level=1, name=EXAMPLE)).to_be_visible()


def test_chooses_the_dark_theme_and_keeps_it(open_browser: Window):
    page = open_browser(color_scheme="light")
    page.goto("/en/")
    page.locator("header summary").filter(has_text="Aa").click()
    page.get_by_label("Dark").check()
    page.goto("/en/news/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@on_both_screens
@pytest.mark.parametrize(
    "address",
    ["/en/", "/ru/", "/en/news/", "/ru/news/?venue=moscow", "/en/programmes/", "/ru/programmes/rukami/",
     "/en/search/?q=market", "/ru/about/", "/en/nothing/"],
)  # fmt: skip
def test_no_page_runs_out_of_the_screen_or_asks_another_host(
    open_browser: Window, phone: bool, address: str
):
    page = open_browser(phone)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not [url for url in asked if not url.startswith(("http://127.0.0.1", "data:"))]
    assert page.context.cookies() == []
