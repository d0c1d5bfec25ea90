"""The table of roles in the guide is what each role was seen to do; `UPDATE_DOCS=1` writes it anew."""

import os
from pathlib import Path

import pytest
from django.db import transaction

from institute_site.accounts.roles import ROLES
from tests.deeds import DEEDS
from tests.newsroom import signed_in

PAGE = Path(__file__).resolve().parents[2] / "docs/editors/roles.md"
INTRODUCTION = """# Roles

Everybody in the newsroom has one or more roles; an administrator gives them under **Settings → Users**.
What each role can do (●) and what it cannot is tried by the tests, which write this table.

"""
NOTES = """
A **translator** starts from an article that is there and never writes a new one. A **press officer** is an
editor who also keeps persons and partners. **Staff** read and export; nothing that they open can be saved.
**Administrators** look after people, redirects, workflows and settings, and can do all that a moderator can.
"""


def done(role: str) -> list[bool]:
    """Each deed, tried by somebody of this role; nothing of it remains."""
    client = signed_in("somebody", role)
    results = []
    for deed in DEEDS.values():
        with transaction.atomic():
            results.append(deed(client))
            transaction.set_rollback(True)
    return results


def table(columns: dict[str, list[bool]]) -> str:
    """The page of the guide."""
    lines = [["", *columns], ["---", *(":-:" for _role in columns)]]
    for name, row in zip(DEEDS, zip(*columns.values(), strict=True), strict=True):
        lines.append([name, *("●" if can else "–" for can in row)])
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{INTRODUCTION}{rows}\n{NOTES}"


@pytest.mark.django_db
def test_each_role_can_do_what_the_guide_says_and_nothing_else() -> None:
    columns = {}
    for role in ROLES:
        with transaction.atomic():
            columns[role] = done(role)
            transaction.set_rollback(True)
    written = table(columns)
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(written)
    assert written == PAGE.read_text(), "run this test with UPDATE_DOCS=1 and read what changed"
