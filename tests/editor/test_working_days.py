"""Each role's working day in a browser, from signing in to what readers see, in both languages.

The days follow one article: an editor writes it, a moderator publishes it, a translator translates it,
and it is corrected. The pictures of the guide for editors are taken on the way.
"""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import guide

NAME = "Students weigh a ship at the Kaliningrad quay"
RUSSIAN = "Студенты взвесили корабль у причала в Калининграде"
SHEET = {"width": 1280, "height": 800}
# Changes of the first two seconds are taken by Wagtail for the form's own.
WAGTAILS_PAUSE = 2_500

SignIn = Callable[[str], Page]
Photograph = Callable[[str], Path]
taken: set[str] = set()


def _picture(page: Page, name: str) -> None:
    page.set_viewport_size(SHEET)
    page.wait_for_timeout(300)
    guide.picture(page, name)
    taken.add(name)


def _press(page: Page, action: str) -> None:
    """Press an action in the menu beside “Save draft”."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=re.compile(f"^{action}", re.IGNORECASE)).click()


def _fill_text(page: Page, place: int, words: str) -> None:
    box = page.locator("[role=textbox][contenteditable=true]").nth(place)
    box.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    # The editor's field hands its text to the form a moment later.
    page.wait_for_function(
        """words => [...document.querySelectorAll('input[name^=body-][name$=-value]')]
            .some(field => field.value.includes(words))""",
        arg=words,
    )


def _menu(page: Page, entry: str) -> None:
    page.get_by_role("button", name="News", exact=True).click()
    page.get_by_role("link", name=entry, exact=True).click()


def _saved(page: Page) -> None:
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def _approve(page: Page, name: str) -> None:
    expect(page.get_by_text("Awaiting your review")).to_be_visible()
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url(re.compile(r"/edit/"))
    page.wait_for_timeout(WAGTAILS_PAUSE)
    _press(page, "Approve and Publish")
    page.wait_for_url(re.compile(r"/admin/(pages/\d+/)?$"))


def test_an_editor_writes_an_article_and_submits_it(
    sign_in: SignIn, photograph: Photograph
) -> None:
    page = sign_in("editor")
    page.get_by_role("link", name="New article").first.click()
    page.get_by_role("link", name="Event report").click()
    page.wait_for_timeout(WAGTAILS_PAUSE)
    _picture(page, "template")
    page.get_by_placeholder("Name of the article").fill(NAME)
    _saved(page)
    expect(page.locator("[data-checks]").get_by_text("Stops publishing:").first).to_be_visible()
    _picture(page, "checks")

    page.get_by_label("Lead").fill("A crane, four sensors and eight months: the pilot is over.")
    _fill_text(page, 0, "Forty students from three universities met at the quay on Friday.")
    _fill_text(page, 1, "The port will weigh every ship from January.")
    page.locator("textarea[name$=-value-text]").fill(
        "We did not believe the first figure. The third one we did."
    )
    page.locator("[name$=-value-name]").fill("Olga Petrova")
    _fill_text(page, 2, "The second crane follows in March.")
    page.get_by_role("button", name="Choose an image").first.click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_role("tab", name="Upload").click()
    chooser.locator("input[type=file]").set_input_files(photograph("harbour"))
    chooser.get_by_label("Title").fill("Crane")
    chooser.get_by_role("button", name="Upload").click()
    expect(chooser).to_have_count(0)
    page.get_by_label("Alt text").fill("A crane above a ship at a quay")
    page.get_by_role("button", name="Set the focal point").click()
    _picture(page, "focal-point")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_label("First day").fill(f"{dt.date.today() - dt.timedelta(days=1)}")
    page.get_by_role("button", name="Add venue").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_label("Kaliningrad").check()
    chooser.get_by_role("button", name="Confirm selection").click()
    expect(page.locator("[data-checks]").get_by_text("Stops publishing:")).to_have_count(0)
    page.get_by_role("button", name="Toggle preview").click()
    expect(page.frame_locator("#w-preview-iframe").locator(".story-name")).to_have_text(NAME)
    page.keyboard.press("Home")
    _picture(page, "preview")
    _press(page, "Submit to Moderators approval")
    expect(page.get_by_text(re.compile("submitted for moderation"))).to_be_visible()
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="My drafts")).to_be_visible()


def test_a_moderator_publishes_it_and_plans_the_next_day(
    sign_in: SignIn, open_browser: Callable[..., Page]
) -> None:
    page = sign_in("moderator")
    expect(page.get_by_text("Awaiting your review")).to_be_visible()
    _picture(page, "first-page")
    _approve(page, NAME)
    visitor = open_browser()
    visitor.goto("/en/news/?venue=kaliningrad")
    visitor.get_by_role("link", name=NAME).click()
    expect(visitor.get_by_role("img", name="A crane above a ship at a quay")).to_be_visible()
    expect(visitor.get_by_text("The second crane follows in March.")).to_be_visible()

    page.goto("/admin/news/articles/?status=live&q=weigh+ship")
    page.get_by_role("link", name=NAME).first.click()
    page.wait_for_timeout(WAGTAILS_PAUSE)
    page.get_by_label("Lead").fill("A crane, five sensors and eight months: the pilot is over.")
    page.get_by_role("radio", name="Correction: something was wrong").check()
    page.locator("[name=change_note]").fill("There were five sensors, not four.")
    page.locator("[name=change_note]").scroll_into_view_if_needed()
    _picture(page, "correction")
    _press(page, "Publish")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    visitor.reload()
    expect(visitor.get_by_text("There were five sensors, not four.")).to_be_visible()


def test_a_translator_translates_it_and_a_moderator_publishes_that(
    sign_in: SignIn, open_browser: Callable[..., Page]
) -> None:
    page = sign_in("translator")
    _menu(page, "Translations")
    _picture(page, "translations")
    row = page.get_by_role("row").filter(has_text=NAME)
    row.get_by_role("button", name=re.compile("Missing|Translate")).click()
    page.wait_for_url(re.compile(r"/edit/"))
    page.wait_for_timeout(WAGTAILS_PAUSE)
    expect(page.locator("[data-original]").get_by_text("Olga Petrova")).to_be_visible()
    page.get_by_placeholder("Name of the article").fill(RUSSIAN)
    page.get_by_label("Lead").fill("Кран, пять датчиков и восемь месяцев: проект завершён.")
    _picture(page, "side-by-side")
    _fill_text(page, 0, "Сорок студентов из трёх вузов собрались в пятницу у причала.")
    _fill_text(page, 1, "С января порт будет взвешивать каждое судно.")
    page.locator("textarea[name$=-value-text]").fill(
        "Первой цифре мы не поверили. Третьей — поверили."
    )
    page.locator("[name$=-value-name]").fill("Ольга Петрова")
    _fill_text(page, 2, "Второй кран придёт в марте.")
    page.get_by_label("Alt text").fill("Кран над судном у причала")
    for place, words in enumerate(("Что решили", "Что дальше")):
        page.locator("input[name^=body-][name$=-value-text]").nth(place).fill(words)
    _press(page, "Submit to Moderators approval")
    expect(page.get_by_text(re.compile("submitted for moderation"))).to_be_visible()

    _approve(sign_in("moderator"), RUSSIAN)
    visitor = open_browser(phone=True)
    visitor.goto("/ru/news/?name=взвесили+корабль")
    visitor.get_by_role("link", name=RUSSIAN).click()
    expect(visitor.get_by_text("Второй кран придёт в марте.")).to_be_visible()
    expect(visitor.get_by_role("link", name="Калининград").first).to_be_visible()


def test_a_press_officer_lets_a_journalist_read_before(
    sign_in: SignIn, open_browser: Callable[..., Page]
) -> None:
    page = sign_in("press")
    page.goto("/admin/news/write/?template=appointment&language=en")
    page.wait_for_timeout(WAGTAILS_PAUSE)
    page.get_by_placeholder("Name of the article").fill("A new head for the Kaliningrad office")
    page.get_by_label("Lead").fill("From January the office is led from the quay.")
    _saved(page)
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Press links").click()
    page.get_by_label("For whom").fill("The Northern Ledger")
    page.get_by_role("button", name="Make a press link").click()
    address = page.get_by_label("Link: The Northern Ledger").input_value()
    _picture(page, "press-link")
    journalist = open_browser()
    journalist.goto(address)
    expect(journalist.get_by_role("note")).to_be_visible()
    _picture(journalist, "embargo")


def test_staff_find_count_and_export(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("staff")
    _menu(page, "Articles")
    page.goto("/admin/news/articles/?venue=moscow&from=this+year")
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name").fill("Moscow, this year")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Moscow, this year")).to_be_visible()
    _picture(page, "saved-view")
    _menu(page, "Calendar")
    _picture(page, "calendar")
    _menu(page, "Reports")
    _picture(page, "report")
    page.get_by_role("button", name="Actions").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download XLSX").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    _menu(page, "What is missing")
    expect(page.get_by_role("heading", name="What is missing")).to_be_visible()
    _picture(page, "missing")
    assert page.goto("/admin/news/write/").status == 403 or "/admin/" in page.url


def test_an_administrator_makes_an_account_and_reads_the_log(sign_in: SignIn) -> None:
    page = sign_in("administrator")
    page.goto("/admin/users/")
    page.get_by_role("link", name="Add a user").click()
    facts = {
        "username": "vera",
        "email": "vera@institute.example",
        "first_name": "Vera",
        "last_name": "Sokolova",
        "password1": "correct-horse-battery-7",
        "password2": "correct-horse-battery-7",
    }
    for field, value in facts.items():
        page.locator(f"[name={field}]").fill(value)
    page.get_by_role("tab", name="Roles").first.click()
    page.get_by_label("Editors").check()
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_text("User 'vera' created")).to_be_visible()
    page.goto("/admin/reports/site-history/")
    expect(page.get_by_role("cell", name=re.compile("vera", re.IGNORECASE)).first).to_be_visible()
    _picture(page, "history")


def test_the_guide_shows_the_pictures_that_were_taken_and_no_others(
    request: pytest.FixtureRequest,
) -> None:
    days = [item for item in request.session.items if item.path == request.path]
    if len(days) > 1:
        assert taken == guide.shown()
