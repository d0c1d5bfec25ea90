"""Every page, and everything that opens on one, passes axe: by size of screen and by theme."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import Site

Window = Callable[..., Page]
EVERY_FILTER = (
    "/en/news/?name=school&from=2019&to=2026&venue=moscow&venue=kazan&programme=rukami&topic=clubs"
    "&kind=news&order=oldest"
)
PAGES = {
    "home": "/ru/",
    "listing": "/en/news/",
    "every filter": EVERY_FILTER,
    "corrected": "/ru/news/?name=rucami",
    "nothing found": "/en/news/?name=zeppelin&venue=moscow",
    "not understood": "/ru/news/?from=31.02.2020&venue=atlantis",
    "calendar": "/en/news/calendar/?field=from&month=2019-12",
    "article": "/en/news/rukami-closes-its-year-with-a-school-of-organizers-of-technological-clubs/",
    "programme": "/en/programmes/rukami/",
    "search": "/ru/search/?q=школа",
    "search by type": "/en/search/?q=school&type=document",
    "searched in vain": "/en/search/?q=qqqzzz",
    "about": "/ru/about/",
    "version": "/ru/view/",
    "statement": "/en/accessibility/",
    "no such page": "/ru/nowhere/",
}
VERSIONS = [
    "size=150&colours=black-on-white&pictures=off",
    "size=200&colours=white-on-black&spacing=wide",
    "colours=blue&letters=sans",
    "size=150&colours=beige&spacing=wide&pictures=off",
]


def assert_accessible(page: Page) -> None:
    """Axe finds nothing, of any impact."""
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()


@pytest.fixture(params=["light", "dark"])
def window(open_browser: Window, request: pytest.FixtureRequest) -> Window:
    """A window in a theme."""
    return lambda phone: open_browser(phone, color_scheme=request.param, reduced_motion="reduce")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_on(window: Window, address: str, phone: bool):
    page = window(phone)
    response = page.goto(address)
    assert response is not None
    assert response.status == (404 if address == PAGES["no such page"] else 200), address
    assert_accessible(page)


@pytest.mark.parametrize("version", VERSIONS)
def test_axe_finds_nothing_in_a_version_for_the_visually_impaired(
    open_browser: Window, site: Site, version: str
):
    page = open_browser(reduced_motion="reduce")
    page.context.add_cookies([{"name": "view", "value": version, "url": site.url}])
    for name in ("home", "every filter", "calendar", "article", "programme", "version"):
        page.goto(PAGES[name])
        assert_accessible(page)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_calendar_and_the_suggestions(window: Window, phone: bool):
    page = window(phone)
    page.goto("/en/news/?from=2019-12-04")
    if phone:
        page.locator(".form-toggle summary").click()
    page.get_by_role("combobox", name="Search by name").fill("rukami")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Select date in calendar").first.click()
    expect(page.get_by_role("dialog").get_by_role("grid")).to_be_visible()
    assert_accessible(page)
