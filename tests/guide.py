"""Pictures for the guide of editors, taken where the tests walk: `UPDATE_DOCS=1` keeps them."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[1] / "docs/editors"
GUIDE = FOLDER / "README.md"


def picture(page: Page, name: str) -> None:
    """Take a picture that the guide shows; a name that the guide does not know is a mistake."""
    file = f"{name}.png"
    assert f"]({file})" in GUIDE.read_text(), f"the guide does not show {file}"
    assert (FOLDER / file).exists() or os.environ.get("UPDATE_DOCS"), f"{file} was never taken"
    # Messages move, and focus blinks.
    taken = page.screenshot(animations="disabled", caret="hide")
    if os.environ.get("UPDATE_DOCS"):
        (FOLDER / file).write_bytes(taken)


def shown() -> set[str]:
    """The names of the pictures in the guide."""
    lines = GUIDE.read_text().splitlines()
    return {
        line.rpartition("](")[2].removesuffix(".png)") for line in lines if line.endswith(".png)")
    }
