"""What an editor and a moderator do in a browser, and what a visitor then sees."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

NAME = "Harbour crane learns to weigh its load"


def _write(page: Page, picture: Path) -> None:
    """Fill in the form of a new article: words, picture and venue."""
    page.goto("/admin/")
    page.get_by_role("button", name="News").click()
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("link", name="Add article").click()
    page.get_by_placeholder("Name of the article").fill(NAME)
    page.get_by_label("Lead").fill("A pilot at the quay ended in a licence.")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator("[role=textbox][contenteditable=true]").first.click()
    page.keyboard.type("Eight months of weighing came to an end on Friday.")
    _upload_cover(page, picture)
    page.get_by_label("Alt text").fill("A crane above a ship at a quay")
    page.get_by_role("button", name="Add venue").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_label("Kaliningrad").check()
    chooser.get_by_role("button", name="Confirm selection").click()
    expect(page.get_by_text("Kaliningrad").first).to_be_visible()


def _upload_cover(page: Page, picture: Path) -> None:
    page.get_by_role("button", name="Choose an image").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_role("tab", name="Upload").click()
    chooser.locator("input[type=file]").set_input_files(picture)
    chooser.get_by_label("Title").fill("Crane")
    chooser.get_by_role("button", name="Upload").click()
    expect(chooser).to_have_count(0)


def test_an_article_goes_from_an_editor_through_a_moderator_to_a_visitor(
    sign_in: Callable[[str], Page],
    open_browser: Callable[..., Page],
    photograph: Callable[[str], Path],
):
    editor = sign_in("editor")
    _write(editor, photograph("harbour"))
    # The first automatic save moves the form to the new page's own address.
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    editor.locator("footer [data-w-dropdown-target=toggle]").click()
    editor.get_by_role("button", name="Submit to Moderators approval").click()
    expect(editor.get_by_text(re.compile("submitted for moderation"))).to_be_visible()

    visitor = open_browser()
    visitor.goto("/en/news/?name=harbour+crane")
    expect(visitor.locator("[data-total='0']")).to_be_visible()

    moderator = sign_in("moderator")
    expect(moderator.get_by_text("Awaiting your review")).to_be_visible()
    moderator.get_by_role("link", name=NAME).first.click()
    moderator.locator("footer [data-w-dropdown-target=toggle]").click()
    moderator.get_by_role("button", name=re.compile("^Approve and Publish", re.IGNORECASE)).click()
    moderator.wait_for_url(re.compile(r"/admin/(pages/\d+/)?$"))

    visitor.reload()
    expect(visitor.locator("[data-total='1']")).to_be_visible()
    visitor.get_by_role("link", name=NAME).click()
    expect(visitor.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(visitor.get_by_role("img", name="A crane above a ship at a quay")).to_be_visible()
    expect(visitor.get_by_role("link", name="Kaliningrad", exact=True)).to_be_visible()


def test_an_editor_has_no_button_to_publish(sign_in: Callable[[str], Page]):
    page = sign_in("editor")
    page.goto("/admin/news/articles/")
    page.get_by_role("link", name="Add article").click()
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    expect(page.get_by_role("button", name="Submit to Moderators approval")).to_be_visible()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)


def test_the_demos_users_are_refused_outside_the_demo(db: None, client, settings):
    from institute_site.demo import users

    users.create()
    credentials = {"username": "administrator", "password": users.password_of("administrator")}
    assert not client.login(**credentials)
    settings.AUTHENTICATION_BACKENDS = ["institute_site.demo.users.DemoBackend"]
    assert not client.login(**credentials), "the back end itself refuses when the mode is not demo"
    settings.IN_DEMO = True
    assert client.login(**credentials)
