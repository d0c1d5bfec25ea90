"""Pictures in a browser: a gallery by keys and by swiping, pages that do not move and do not weigh much."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import PATIENCE, Site

ARTICLE = "/en/news/samara-festival-puts-school-clubs-and-university-companies-side-by-side/"
RUSSIAN = (
    "/ru/news/v-samare-shkolnye-kruzhki-pokazali-raboty-ryadom-s-universitetskimi-kompaniyami/"
)
KILOBYTE = 1000
# How far pictures have moved a page, as browsers measure it (Layout Instability API).
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

Window = Callable[..., Page]


@pytest.fixture
def made(site: Site, open_browser: Window) -> None:
    """The site's worker has made the pictures, as it does within a minute or two of the first start."""
    page = open_browser(java_script_enabled=False)
    until = time.monotonic() + 15 * PATIENCE / 1000
    for address in ("/en/news/", ARTICLE, "/en/", RUSSIAN):
        page.goto(address)
        while page.locator("main img[src*='/news/pictures/']").count():
            assert time.monotonic() < until, f"the pictures of {address} are not made"
            page.wait_for_timeout(1000)
            page.goto(address)


@dataclass
class Visit:
    """What a browser fetched: each address with its bytes over the wire, headers too."""

    page: Page
    fetched: dict[str, int] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        """All that was fetched."""
        return sum(self.fetched.values())

    @property
    def bytes_without_pictures(self) -> int:
        """All but the article's own pictures."""
        return sum(size for address, size in self.fetched.items() if "/media/" not in address)

    def read_to_the_end(self) -> None:
        """Scroll through the page as a reader does."""
        height = self.page.evaluate("document.documentElement.scrollHeight")
        for place in range(0, height, 500):
            self.page.evaluate(f"scrollTo(0, {place})")
            self.page.wait_for_timeout(100)
        self.page.wait_for_load_state("networkidle")

    @property
    def moved(self) -> float:
        """How far things on the page have moved by themselves."""
        return float(self.page.evaluate("window.moved"))


@pytest.fixture
def cold(made: None, open_browser: Window) -> Callable[..., Visit]:
    """Open an address in a browser that has never been here."""

    def visit(address: str, **options: bool) -> Visit:
        page = open_browser(**options)
        page.add_init_script(WATCH)
        seen = Visit(page)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        asked: dict[str, str] = {}
        session.on(
            "Network.requestWillBeSent",
            lambda event: asked.__setitem__(event["requestId"], event["request"]["url"]),
        )
        session.on(
            "Network.loadingFinished",
            lambda event: seen.fetched.__setitem__(
                asked[event["requestId"]], event["encodedDataLength"]
            ),
        )
        page.goto(address, wait_until="networkidle")
        return seen

    return visit


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("address", ["/en/", "/en/news/", "/ru/news/", ARTICLE, RUSSIAN])
def test_nothing_moves_by_itself(cold: Callable[..., Visit], address: str, phone: bool):
    visit = cold(address, phone=phone)
    visit.read_to_the_end()
    assert visit.moved < 0.001


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("address", ["/en/news/", "/ru/news/"])
def test_the_listing_is_light(cold: Callable[..., Visit], site: Site, address: str, phone: bool):
    visit = cold(address, phone=phone)
    assert any(address.endswith(".avif") for address in visit.fetched)
    assert len(visit.fetched) <= 30, "\n".join(visit.fetched)
    assert visit.bytes <= 250 * KILOBYTE
    assert {urlsplit(each).netloc for each in visit.fetched} == {urlsplit(site.url).netloc}


@pytest.mark.parametrize("address", [ARTICLE, RUSSIAN])
def test_an_article_is_light_without_its_pictures(cold: Callable[..., Visit], address: str):
    visit = cold(address)
    visit.read_to_the_end()
    assert any("/media/" in each for each in visit.fetched)
    assert visit.bytes_without_pictures <= 200 * KILOBYTE


def _opened(page: Page, number: int) -> None:
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text(f"Picture {number} of 4")
    expect(dialog.get_by_role("listitem").nth(number - 1)).to_be_in_viewport(ratio=0.9)


def test_a_gallery_by_keyboard(open_browser: Window):
    page = open_browser()
    page.goto(ARTICLE)
    second = page.get_by_role("group", name="Gallery").get_by_role("link").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    _opened(page, 2)
    dialog = page.get_by_role("dialog", name="Pictures in large")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    expect(dialog.get_by_text("Forty-four workshops were open")).to_be_in_viewport()
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
    page.keyboard.press("ArrowRight")
    _opened(page, 3)
    page.keyboard.press("End")
    _opened(page, 4)
    page.keyboard.press("ArrowRight")
    _opened(page, 4)
    page.keyboard.press("ArrowLeft")
    _opened(page, 3)
    dialog.get_by_role("button", name="Next").click()
    _opened(page, 4)
    picture = dialog.get_by_role("listitem").nth(3).get_by_role("img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 1000
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(second).to_be_focused()


def test_a_gallery_by_swiping(open_browser: Window):
    page = open_browser(phone=True, has_touch=True)
    page.goto(ARTICLE)
    strip = page.locator(".gallery-strip")
    strip.evaluate("strip => strip.scrollIntoView({ block: 'center', behavior: 'instant' })")
    _swipe(page, ".gallery-strip")
    pictures = strip.get_by_role("listitem")
    expect(pictures.nth(1)).to_be_in_viewport(ratio=0.9)
    pictures.nth(1).get_by_role("link").tap()
    _opened(page, 2)
    _swipe(page, ".viewer-strip")
    _opened(page, 3)
    page.get_by_role("button", name="Close").tap()
    expect(page.get_by_role("dialog")).to_be_hidden()


def _swipe(page: Page, strip: str) -> None:
    """A finger drawn to the left across a strip, as far as one draws it."""
    box = page.locator(strip).bounding_box()
    assert box is not None
    y = box["y"] + min(box["height"] / 2, 120)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *places: int) -> None:
        points = [{"x": x, "y": y} for x in places]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 300)
    for x in range(280, 40, -20):
        touch("touchMove", x)
    touch("touchEnd")


def test_without_scripts_a_picture_leads_to_itself_in_large(open_browser: Window):
    page = open_browser(java_script_enabled=False)
    page.goto(ARTICLE)
    link = page.get_by_role("group", name="Gallery").get_by_role("link").first
    with page.expect_response(lambda response: response.request.resource_type == "document") as got:
        link.click()
    assert got.value.status == 200
    assert got.value.headers["content-type"] == "image/webp"


def test_who_wants_no_motion_sees_none(open_browser: Window):
    page = open_browser(reduced_motion="reduce")
    page.goto(ARTICLE)
    page.get_by_role("group", name="Gallery").get_by_role("link").first.click()
    page.keyboard.press("End")
    # At once, and not on the way there.
    strip = page.locator(".viewer-strip")
    assert strip.evaluate("strip => strip.scrollLeft / strip.clientWidth") == 3
