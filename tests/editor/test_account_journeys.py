"""Second factor, sessions and an ended session, in a browser."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Site
from tests.second_factor import code_of

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_out(page: Page) -> None:
    page.goto("/admin/")
    page.locator(".sidebar-footer__account").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/admin/login/")


def give_credentials(page: Page, site: Site, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", site.passwords[username])
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.fixture
def lose(sign_in: Callable[[str], Page]) -> Iterator[list[str]]:
    """The users whose second factor an administrator removes in the end, so that others may sign in."""
    names: list[str] = []
    yield names
    page = sign_in("administrator")
    for name in names:
        page.goto(f"/admin/users/?q={name}")
        page.get_by_role("button", name=f"More options for '{name}'").click()
        page.get_by_role("link", name="Remove second factor").click()
        page.get_by_role("button", name="Remove second factor").click()
        expect(page.get_by_text(f"{name} has no second factor now")).to_be_visible()


def test_an_app_is_set_up_and_its_code_asked_for(
    sign_in: Callable[[str], Page], site: Site, lose: list[str]
):
    page = sign_in("translator")
    page.goto("/admin/account/#tab-actions")
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Activate").click()
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill("12")
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    lose.append("translator")
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    # The demo's users have no password to confirm who they are with, so the first code does.
    page.get_by_label("Code").fill(code_of(secret, before=True))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()
    assert len(page.get_by_label("Unused codes").input_value().split()) == 10

    sign_out(page)
    give_credentials(page, site, "translator")
    expect(page.get_by_role("heading", name="Two-Factor Authentication")).to_be_visible()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Sign In", exact=True).click()
    page.wait_for_url("**/admin/")


def test_a_passkey_signs_in_without_a_password(
    open_browser: Callable[..., Page], site: Site, lose: list[str]
):
    # Passkeys belong to a name; an address in numbers has none.
    home = site.url.replace("127.0.0.1", "localhost")
    page = open_browser()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    key = device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{home}/admin/login/")
    give_credentials(page, site, "staff")
    page.wait_for_url("**/admin/")
    page.goto(f"{home}/admin/account/second-factor/")
    lose.append("staff")
    page.get_by_role("link", name="Add").click()
    page.get_by_label("Name").fill("Telephone")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Use a security key").click()
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()
    page.goto(f"{home}/admin/account/second-factor/webauthn/")
    expect(page.get_by_role("cell", name="Telephone Passkey")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{home}/admin/login/?next=/admin/news/articles/")
    stranger = {"authenticatorId": key["authenticatorId"], "isUserVerified": False}
    device.send("WebAuthn.setUserVerified", stranger)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The key was not used.")
    device.send("WebAuthn.setUserVerified", {**stranger, "isUserVerified": True})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/news/articles/")
    page.wait_for_load_state("networkidle")

    page.context.clear_cookies()
    page.goto(f"{home}/admin/login/")
    give_credentials(page, site, "staff")
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/admin/")


def test_somebody_ends_their_session_in_another_browser(sign_in: Callable[[str], Page]):
    here, there = sign_in("press"), sign_in("press")
    here.goto("/admin/account/#tab-actions")
    here.get_by_role("link", name="Sessions").click()
    rows = here.locator(".listing tbody tr")
    expect(rows.nth(1)).to_be_visible()
    expect(here.get_by_role("row").filter(has_text="Current")).to_have_count(1)
    here.get_by_role("button", name="Sign Out Other Sessions").click()
    expect(rows).to_have_count(1)
    there.goto("/admin/")
    there.wait_for_url("**/admin/login/**")


def test_what_was_written_survives_the_end_of_the_session(
    sign_in: Callable[[str], Page], site: Site
):
    page = sign_in("editor")
    page.goto("/admin/news/articles/")
    page.get_by_role("link", name="Add article").click()
    page.get_by_placeholder("Name of the article").fill(f"Session of {time.time()}")
    lead = page.get_by_label("Lead", exact=True)
    # Wagtail looks for changes from the moment that the form stands still.
    page.wait_for_timeout(2000)
    lead.fill("Before.")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))

    other = page.context.new_page()
    sign_out(other)
    page.bring_to_front()
    lead.fill("Written after the session had ended.")
    note = page.get_by_role("alert").filter(has_text="You have been signed out")
    expect(note).to_be_visible()
    address = page.url
    submit = page.get_by_role("button", name="Submit to Moderators approval")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    submit.click()
    assert page.url == address
    expect(lead).to_have_value("Written after the session had ended.")

    with page.context.expect_page() as opened:
        note.get_by_role("link", name="sign in in a new tab").click()
    give_credentials(opened.value, site, "editor")
    opened.value.wait_for_url("**/admin/")
    page.bring_to_front()
    expect(note).to_be_hidden()
    expect(page.locator(".w-autosave-indicator__state--saved")).to_be_visible()
    if not submit.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    submit.click()
    expect(page.get_by_text(re.compile("submitted for moderation"))).to_be_visible()
    page.goto(address)
    expect(page.get_by_label("Lead", exact=True)).to_have_value(
        "Written after the session had ended."
    )


def test_failures_are_counted_whichever_process_answers(open_browser: Callable[..., Page]):
    page = open_browser()
    for _attempt in range(6):
        page.goto("/admin/login/")
        page.fill("[name=username]", "nobody-of-this-name")
        page.fill("[name=password]", "wrong")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_load_state()
    said = re.compile(r"Too many attempts to sign in. Try again in \d minutes?.")
    expect(page.get_by_text(said)).to_be_visible()
