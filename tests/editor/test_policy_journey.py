"""What browsers may load: strict for readers, workable in the admin; windows fail on anything forbidden."""

import re
import urllib.request
from collections.abc import Callable

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import Site
from tests.pages import FIGURED

PUBLIC = [
    *FIGURED.values(),
    "/en/news/map/", "/en/news/calendar/?for=from", "/en/news/alerts/", "/ru/about/", "/en/view/",
    "/en/accessibility/", "/en/nothing/", "/styleguide/",
]  # fmt: skip
ADMIN = [
    "", "news/articles/", "news/planned/", "news/calendar/", "pages/", "images/", "documents/",
    "images/add/", "documents/multiple/add/", "reports/site-history/", "reports/locked/", "users/",
    "account/", "account/second-factor/", "account/sessions/", "redirects/", "sites/", "locales/",
    "snippets/", "collections/", "workflows/list/", "groups/",
]  # fmt: skip


def _policy(url: str) -> dict[str, str]:
    with urllib.request.urlopen(url) as response:
        parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def test_public_pages_load_nothing_but_their_own_files(
    open_browser: Callable[..., Page], site: Site
):
    page = open_browser()
    for address in PUBLIC:
        page.goto(address)
    policy = _policy(f"{site.url}/en/")
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def test_a_script_that_got_into_a_page_is_not_run(chromium: Browser, site: Site):
    """As if somebody had found a way to put one there."""
    page = chromium.new_context(base_url=site.url).new_page()

    def with_script(route: Route) -> None:
        answer = route.fetch()
        script = "<script>document.title = 'taken'</script></h1>"
        route.fulfill(response=answer, body=answer.text().replace("</h1>", script))

    page.route("**/en/accessibility/", with_script)
    page.goto("/en/accessibility/")
    assert page.locator("h1 script").count() == 1
    assert page.title() != "taken"
    page.context.close()


def test_the_admin_works_under_its_policy(sign_in: Callable[[str], Page]):
    page = sign_in("administrator")
    for address in ADMIN:
        response = page.goto(f"/admin/{address}")
        assert response is not None
        assert response.status == 200, address
        assert "'unsafe-eval'" not in response.headers["content-security-policy"]


def test_previews_are_shown_in_the_editor(sign_in: Callable[[str], Page]):
    page = sign_in("editor")
    page.goto("/admin/news/articles/")
    page.locator("main a[href*='/edit/']").first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("iframe[title=Preview]").last
    for mode, sign in (("", "article h1"), ("card", ".section-title"), ("share", ".shared-title")):
        page.locator("select[name=preview_mode]").select_option(mode)
        expect(shown.locator(sign).first).to_be_visible()
