"""What staff do in a browser: filter the articles by date and venue, and take them away."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

EXAMPLE = "Rukami closes its year with a School of Organizers of Technological Clubs"
QUESTION = "from=2019-12-01&to=2019-12-31&venue=irkutsk"


def _download(page: Page, name: str) -> Path:
    page.get_by_role("button", name="Actions").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path())


def test_staff_filter_by_date_and_venue_and_export_what_is_listed(sign_in: Callable[[str], Page]):
    page = sign_in("moderator")
    page.goto("/admin/news/articles/")
    page.get_by_role("button", name="Show filters").click()
    page.get_by_role("button", name="Date from").click()
    page.get_by_label("Date from").fill("2019-12-01")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 December 2019").first).to_be_visible()
    page.goto(f"/admin/news/articles/?{QUESTION}")
    expect(page.get_by_role("link", name=EXAMPLE)).to_be_visible()
    rows = page.locator("table.listing tbody tr")
    listed = rows.count()
    assert 1 <= listed <= 4

    table = csv.reader(io.StringIO(_download(page, "Download CSV").read_text()))
    assert len(list(table)) == listed + 1
    page.goto(f"/admin/news/articles/?{QUESTION}")
    sheet = openpyxl.load_workbook(io.BytesIO(_download(page, "Download XLSX").read_bytes())).active
    assert sheet is not None
    assert sheet.max_row == listed + 1
