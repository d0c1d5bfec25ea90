"""A reader's alert from its first day to its last, with a real mail server and the worker that runs."""

import datetime as dt
import json
import re
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import PATIENCE, _free_port, _wait
from tests.demo_folder import MANAGE, ROOT, copy_demo, environment
from tests.postbox import Postbox, link, text

Import = Callable[[str, str], None]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, mail_server: Postbox) -> Iterator[dict]:
    """A demo of its own, whose letters go to the test's mail server."""
    folder, port = tmp_path_factory.mktemp("alerts"), _free_port()
    url = f"http://127.0.0.1:{port}"
    mail = f"smtp://127.0.0.1:{mail_server.port}"
    run = {"cwd": ROOT, "env": environment(folder, BASE_URL=url, EMAIL_URL=mail), "text": True}
    copy_demo(tmp_path_factory, folder)
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*MANAGE, "demo", "--port", str(port)], stdout=output, stderr=output, **run
        )
    try:
        _wait(url, process, log)
        yield {"url": url, "run": run, "folder": folder}
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def page(chromium: Browser, newsroom: dict) -> Iterator[Page]:
    """A window of a reader without JavaScript."""
    context = chromium.new_context(base_url=newsroom["url"], java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    assert not context.cookies()
    context.close()


@pytest.fixture
def publish(newsroom: dict) -> Import:
    """An article of today comes in, by the command."""

    def bring(title: str, language: str) -> None:
        today = dt.datetime.now(dt.UTC).date().isoformat()
        row = {"id": title, "lang": language, "title": title, "date": today, "venues": ["Moscow"]}
        file: Path = newsroom["folder"] / "article.jsonl"
        file.write_text(json.dumps(row, ensure_ascii=False))
        command = [*MANAGE, "import_articles", str(file)]
        subprocess.run(command, check=True, capture_output=True, **newsroom["run"])

    return bring


WORDS = {
    "en": {
        "way": "By e-mail", "address": "Your e-mail address", "rhythm": "At once",
        "ask": "Write to me", "look": "Look into your mailbox", "confirm": "Yes, write to me",
        "confirmed": "Confirmed: we write to you from now on.", "leave": "Write no more",
        "left": "We write no more", "gone": "This alert is gone",
        "title": "A morning for the makers of alerts",
    },
    "ru": {
        "way": "По почте", "address": "Ваш адрес электронной почты", "rhythm": "Сразу",
        "ask": "Присылать", "look": "Проверьте почту", "confirm": "Да, присылайте",
        "confirmed": "Подтверждено: теперь мы будем вам писать.", "leave": "Больше не писать",
        "left": "Больше писать не будем", "gone": "Этой подписки больше нет",
        "title": "Утро для тех, кто читает почту",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_a_reader_subscribes_is_told_and_leaves(
    page: Page, mail_server: Postbox, publish: Import, language: str
):
    words, address = WORDS[language], f"reader-{language}@example.org"
    page.goto(f"/{language}/news/?kind=news")
    page.get_by_role("link", name=words["way"]).click()
    page.get_by_label(words["address"]).fill(address)
    page.get_by_label(words["rhythm"], exact=True).check()
    page.get_by_role("button", name=words["ask"], exact=True).click()
    expect(page.get_by_role("heading", name=words["look"])).to_be_visible()

    page.goto(link(mail_server.wait_for(address, 1)))
    page.get_by_role("button", name=words["confirm"]).click()
    expect(page.get_by_text(words["confirmed"])).to_be_visible()

    publish(words["title"], language)
    letter = mail_server.wait_for(address, 2)
    assert letter["Subject"] == words["title"]
    read = re.search(rf"http://\S+/{language}/news/\S+/", text(letter))
    assert read
    page.goto(read[0])
    expect(page.get_by_role("heading", level=1, name=words["title"])).to_be_visible()

    page.goto(link(letter, "leave/"))
    page.get_by_role("button", name=words["leave"]).click()
    expect(page.get_by_role("heading", name=words["left"])).to_be_visible()
    page.goto(link(letter))
    expect(page.get_by_role("heading", name=words["gone"])).to_be_visible()


def test_a_mail_program_leaves_with_one_click(
    page: Page, mail_server: Postbox, publish: Import, newsroom: dict
):
    words, address = WORDS["en"], "one-click@example.org"
    page.goto("/en/news/alerts/")
    page.get_by_label(words["address"]).fill(address)
    page.get_by_label(words["rhythm"], exact=True).check()
    page.get_by_role("button", name=words["ask"]).click()
    page.goto(link(mail_server.wait_for(address, 1)))
    page.get_by_role("button", name=words["confirm"]).click()
    publish("An article before the click", "en")
    letter = mail_server.wait_for(address, 2)
    target = str(letter["List-Unsubscribe"]).strip("<>")
    body = str(letter["List-Unsubscribe-Post"]).encode()
    with urllib.request.urlopen(target, data=body, timeout=60) as answer:
        assert answer.status == 200
    page.goto(link(letter))
    expect(page.get_by_role("heading", name=words["gone"])).to_be_visible()
