"""Every page on every width of screen: nothing runs out of it, nothing is too small to hit, all is ours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import PATIENCE, Site

WIDTHS = (320, 360, 390, 768, 1024, 1440, 1920)
EXAMPLE = "/en/news/rukami-closes-its-year-with-a-school-of-organizers-of-technological-clubs/"
EXAMPLE_RU = "/ru/news/rukami-zavershaet-god-shkoloy-organizatorov-tekhnologicheskikh-kruzhkov/"
EVERY_FILTER = (
    "news/?name=school&from=2019&to=2026&venue=moscow&venue=kazan&programme=rukami&topic=clubs"
    "&kind=news&order=oldest"
)
PATHS = [
    "", "news/", EVERY_FILTER, "news/?name=zeppelin&venue=moscow",
    "news/?from=31.02.2020&venue=atlantis", "news/calendar/?field=from&month=2019-12",
    "programmes/", "programmes/rukami/", "about/", "search/?q=rukami", "search/?q=qqqzzz",
    "view/", "accessibility/", "nowhere/",
]  # fmt: skip
PAGES = {
    "en": [EXAMPLE, *(f"/en/{path}" for path in PATHS)],
    "ru": [EXAMPLE_RU, *(f"/ru/{path}" for path in PATHS)],
}
# WCAG 2.2, 1.4.12: what a reader may ask of any page's text.
ADD_STYLES = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    " word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
)

# What stands beyond the right edge, though it is in nothing that scrolls by itself.
RUNS_OUT = """() => {
  const edge = document.documentElement.clientWidth + 1;
  const scrolls = (element) => element && element !== document.body
    && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > edge)
    .filter((element) => !scrolls(element.parentElement))
    .map((element) => `${element.tagName}.${element.className}`);
}"""

# What is less than 24 px high or wide (a label is part of its box), links within a sentence apart.
TOO_SMALL = """() => {
  const inSentence = (link) => getComputedStyle(link).display === "inline"
    && [...link.parentNode.childNodes].some((node) => node !== link && node.textContent.trim().length > 1);
  return [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")]
    .filter((element) => element.checkVisibility() && !element.matches(".skip"))
    .filter((element) => {
      const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
      return width < 23.9 || height < 23.9;
    })
    .filter((element) => !inSentence(element))
    .map((element) => element.outerHTML.slice(0, 120));
}"""


@pytest.fixture(params=["", "size=200&spacing=wide"], ids=["ordinary", "large and wide"])
def page(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """One window for many pages; a request to another host fails the test."""
    context = chromium.new_context(base_url=site.url, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    if request.param:
        context.add_cookies([{"name": "view", "value": request.param, "url": site.url}])
    elsewhere: list[str] = []
    context.on("request", lambda asked: elsewhere.append(asked.url))
    yield context.new_page()
    context.close()
    assert not [url for url in elsewhere if not url.startswith((site.url, "data:"))]


@pytest.mark.parametrize("language", PAGES)
def test_nothing_runs_out_of_any_screen_and_all_can_be_hit(page: Page, language: str):
    for address in PAGES[language]:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(RUNS_OUT) == [], (address, width)
            assert page.evaluate(TOO_SMALL) == [], (address, width)


@pytest.mark.parametrize("language", PAGES)
def test_text_spaced_as_a_reader_needs_runs_out_of_nothing(page: Page, language: str):
    for address in PAGES[language]:
        page.goto(address)
        # As a reader's own style sheet: one in the page itself would not be let through.
        page.evaluate(ADD_STYLES, SPACED)
        for width in (320, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(RUNS_OUT) == [], (address, width)


def test_the_styles_of_every_page_come_in_one_joined_file(page: Page, site: Site):
    for address in PAGES["en"]:
        page.goto(address)
        (styles,) = [
            link.get_attribute("href") for link in page.locator("link[rel=stylesheet]").all()
        ]
        text = page.request.get(f"{site.url}{styles}").text()
        assert "@import" not in text
        assert ".header" in text and ".strip" in text and "Literata" in text
