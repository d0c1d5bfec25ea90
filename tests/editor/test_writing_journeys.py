"""Writing an article in a browser: from a template, with pictures dropped, pasted text, and bad luck."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

NEW = "/admin/news/write/"
# Changes of the first two seconds are taken by Wagtail for the form's own.
WAGTAILS_PAUSE = 2_500
WORD = """<html><head><meta name=Generator content="Microsoft Word 15"></head><body>
<p class=MsoNormal style='text-indent:35.4pt'><b style='mso-bidi-font-weight:normal'><span
style='font-size:14.0pt;color:#C00000'>Important:</span></b><span> a <i>hundred</i>&nbsp;people came
<a href="https://example.org/x?a=1&amp;b=2"><span style='color:blue'
>to the hall</span></a>.<o:p></o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·&nbsp; </span></span><![endif]>first<o:p></o:p></p>
<table class=MsoTableGrid><tr><td><p>Year</p></td><td><p>Clubs</p></td></tr>
<tr><td>2024</td><td>140</td></tr></table>
<p class=MsoNormal><img src="data:image/png;base64,%s"></p></body></html>"""
DOCS = """<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span>Plain and </span><span
style="font-weight:700">bold</span><span>.</span></p>
<ul><li dir="ltr"><p><span>one</span></p></li></ul></b>"""


def _begin(page: Page, name: str = "", query: str = "") -> None:
    page.goto(NEW + query)
    page.wait_for_timeout(WAGTAILS_PAUSE)
    if name:
        page.get_by_placeholder("Name of the article").fill(name)


def _saved(page: Page) -> None:
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    # The form of a new page has then still to become one of a page that is there, with panels of its own.
    expect(page.get_by_role("link", name="History")).to_be_visible()


def _insert(page: Page, block: str) -> None:
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name=block, exact=True).click()


def _paste(page: Page, html: str) -> None:
    field = page.locator("[role=textbox][contenteditable=true]").first
    field.click()
    field.evaluate(
        """(field, html) => {
            const data = new DataTransfer();
            data.setData('text/html', html);
            data.setData('text/plain', 'plain');
            field.dispatchEvent(
              new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        html,
    )


def test_a_new_article_takes_language_and_programme_from_where_one_stands(
    sign_in: Callable[[str], Page],
):
    page = sign_in("editor")
    page.goto("/ru/programmes/")
    page.locator("main a[href^='/ru/programmes/']").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    page.evaluate("location.href = '/admin/news/write/'")
    page.wait_for_url(re.compile("programme="))
    expect(page.get_by_label(name, exact=True)).to_be_checked()
    page.get_by_role("link", name="New article").first.click()
    expect(page.get_by_label("Publication date")).to_have_value(re.compile(r"^\d{4}-\d\d-\d\d$"))


def test_a_template_is_written_out_under_the_eyes_of_the_checks(sign_in: Callable[[str], Page]):
    page = sign_in("editor")
    page.goto(NEW)
    page.get_by_role("link", name="Press about us").click()
    expect(page.get_by_label("Kind")).to_have_value("media")
    page.wait_for_timeout(WAGTAILS_PAUSE)
    page.get_by_placeholder("Name of the article").fill("What the paper wrote of the harbour")
    _saved(page)
    stops = page.locator("[data-checks]").get_by_text("Stops publishing:")
    expect(stops).to_have_count(2)
    expect(page.locator("[data-finding-copy]").filter(has_text="There is no lead")).to_be_visible()
    page.get_by_label("Lead").fill("A page on the crane.")
    expect(page.locator("[data-checks]").get_by_text("There is no lead")).to_have_count(0)
    hints = page.locator("[data-streamfield-child]").filter(has_text="✎")
    for number in range(hints.count()):
        hints.nth(number).locator("[data-streamfield-action=DELETE]").click()
    left = page.locator(".news-finding:not([data-finding-copy])")
    expect(left).to_have_count(1)
    expect(left).to_have_text(re.compile("There is no translation yet: Русский"))


def test_several_pictures_are_dropped_at_once_and_told_what_must_stay_in_sight(
    sign_in: Callable[[str], Page], photograph: Callable[[str], Path]
):
    page = sign_in("editor")
    _begin(page, "Three pictures of the harbour")
    _insert(page, "Gallery")
    files = [photograph(name) for name in ("harbour", "campus", "certificates")]
    page.locator(".news-drop input").set_input_files(files)
    expect(page.locator(".image-chooser:not(.blank)")).to_have_count(3)
    page.get_by_role("button", name="Set the focal point").first.click()
    dialog = page.get_by_role("dialog", name="What must stay in sight?")
    dialog.get_by_role("application").press("ArrowLeft")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Focal point is set")).to_have_count(1)
    _saved(page)
    expect(page.locator("[data-checks]").get_by_text("A picture has no alt text")).to_be_visible()


def test_text_from_word_and_docs_comes_clean_however_large(sign_in: Callable[[str], Page]):
    page = sign_in("editor")
    _begin(page)
    _insert(page, "Text")
    _paste(page, WORD % ("A" * 20_000_000))
    field = page.locator("[role=textbox][contenteditable=true]").first
    expect(field.locator("li")).to_have_text("first")
    expect(field).to_contain_text("Important: a hundred people came to the hall.")
    expect(field).to_contain_text("2024 | 140")
    value = page.locator("[name=body-0-value]")
    expect(value).to_have_value(re.compile(re.escape("https://example.org/x?a=1&b=2")))
    kept = value.input_value()
    assert "BOLD" in kept and "ITALIC" in kept and "base64" not in kept and "Mso" not in kept
    # A draft has no name yet, and is saved.
    _saved(page)

    _begin(page)
    _insert(page, "Text")
    _paste(page, DOCS)
    expect(value).to_have_value(re.compile("BOLD"))
    kept = value.input_value()
    assert kept.count("BOLD") == 1 and "unordered-list-item" in kept


def test_what_is_too_large_to_save_is_told_and_kept(sign_in: Callable[[str], Page]):
    page = sign_in("editor")
    _begin(page, "A very long article")
    _saved(page)
    page.get_by_label("Lead").evaluate("field => { field.value = 'x'.repeat(11 * 1024 * 1024); }")
    expect(page.get_by_role("alert").filter(has_text="the article is too large")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    assert page.get_by_label("Lead").evaluate("field => field.value.length") > 11_000_000
    page.get_by_label("Lead").fill("Short again.")
    expect(page.get_by_text("the article is too large")).to_have_count(0)


def test_a_button_pressed_during_an_automatic_save_makes_one_article(
    sign_in: Callable[[str], Page],
):
    page = sign_in("editor")
    sent: list[str] = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            page.wait_for_timeout(1_000)
        route.continue_()

    _begin(page)
    page.route(re.compile("/pages/add/"), slowly)
    with page.expect_request(
        lambda request: "/pages/add/" in request.url and request.method == "POST"
    ):
        page.get_by_placeholder("Name of the article").fill("Pressed in the middle")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Submit to Moderators approval").click()
    expect(page.get_by_text(re.compile("submitted for moderation"))).to_be_visible()
    assert len(sent) == 1
    page.goto("/admin/news/articles/?q=pressed+middle")
    expect(page.get_by_role("row").filter(has_text="Pressed in the middle")).to_have_count(1)


def test_publishing_during_an_automatic_save_publishes(
    sign_in: Callable[[str], Page], open_browser: Callable[..., Page]
):
    page = sign_in("moderator")
    _begin(page, "Published in the middle")
    _saved(page)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            page.wait_for_timeout(1_500)
        route.continue_()

    page.route(re.compile(r"/pages/\d+/edit/$"), slowly)
    with page.expect_request(lambda request: "In a hurry" in (request.post_data or "")):
        page.get_by_label("Lead").fill("In a hurry.")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    visitor = open_browser()
    visitor.goto("/en/news/?name=published+middle")
    expect(visitor.locator("[data-total='1']")).to_be_visible()


def test_an_answer_that_got_lost_makes_no_second_article(sign_in: Callable[[str], Page]):
    page = sign_in("editor")
    lost = []

    def lose_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    _begin(page)
    page.route(re.compile("/pages/add/"), lose_first)
    page.get_by_placeholder("Name of the article").fill("Written in a train")
    _saved(page)
    assert lost == [200]
    page.get_by_label("Lead").fill("Between two tunnels.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.goto("/admin/news/articles/?q=written+train")
    expect(page.get_by_role("row").filter(has_text="Written in a train")).to_have_count(1)


def test_the_preview_shows_the_cards_too(sign_in: Callable[[str], Page]):
    page = sign_in("editor")
    _begin(page, "Looked at before readers do")
    page.get_by_label("Lead").fill("In the listing and when shared.")
    _saved(page)
    page.get_by_role("button", name="Toggle preview").click()
    mode = page.get_by_label("Preview mode")
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.locator(".story-name")).to_be_visible()
    for value, selector in (("card", ".card-name"), ("share", ".shared-name")):
        mode.select_option(value)
        expect(frame.locator(selector)).to_have_text("Looked at before readers do")


def test_what_is_typed_during_a_save_is_saved_after_it(sign_in: Callable[[str], Page]):
    page = sign_in("editor")
    _begin(page, "Typed in the middle")
    _saved(page)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    held = []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile(r"/pages/\d+/edit/$"), hold)
    page.get_by_label("Lead").fill("First half")
    with page.expect_request(lambda request: "First half" in (request.post_data or "")):
        pass
    page.get_by_label("Lead").fill("First half, second half.")
    with page.expect_request(lambda request: "second half" in (request.post_data or "")):
        held[0].continue_()


def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(
    sign_in: Callable[[str], Page],
):
    first, second = sign_in("editor"), sign_in("moderator")
    _begin(first, "Written by two")
    _saved(first)
    expect(first.get_by_text("Saved", exact=True)).to_be_visible()
    second.goto(first.url)
    second.wait_for_timeout(WAGTAILS_PAUSE)
    second.get_by_label("Lead").fill("The moderator's lead.")
    expect(second.get_by_text("Saved", exact=True)).to_be_visible()
    first.get_by_label("Lead").fill("The editor's lead.")
    expect(first.get_by_text("Saving will overwrite a newer version.")).to_be_visible()
    first.get_by_role("button", name="Save draft").click()
    dialog = first.get_by_role("dialog")
    expect(dialog.get_by_text("saved a new version")).to_be_visible()
    expect(dialog.get_by_role("link", name="View latest version")).to_be_visible()
    expect(first.get_by_label("Lead")).to_have_value("The editor's lead.")


def test_a_button_whose_request_never_left_is_not_pressed_later(
    sign_in: Callable[[str], Page], open_browser: Callable[..., Page]
):
    page = sign_in("moderator")
    _begin(page, "Pressed in a tunnel")
    _saved(page)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile(r"/pages/\d+/edit/$"), hold)
    with page.expect_request(lambda request: "Half a sentence" in (request.post_data or "")):
        page.get_by_label("Lead").fill("Half a sentence")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.context.set_offline(True)
    held[0].abort("connectionreset")
    expect(page.locator(".session-note")).to_be_visible()
    page.get_by_label("Lead").fill("Half a sentence, and the rest.")
    page.context.set_offline(False)
    with page.expect_request(lambda request: "and the rest" in (request.post_data or "")) as sent:
        pass
    assert "action-publish" not in (sent.value.post_data or "")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    visitor = open_browser()
    visitor.goto("/en/news/?name=pressed+tunnel")
    expect(visitor.locator("[data-total='0']")).to_be_visible()
