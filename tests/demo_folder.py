"""The demo made once, as an IT person starts it on an empty folder, and copied for each site of the tests."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
STEPS = (["collectstatic", "--noinput", "-v0"], ["demo", "--load-only"], ["make_pictures"])


def environment(folder: Path, **others: str) -> dict[str, str]:
    """That of a demo which keeps all that is its own in a folder."""
    ours = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**ours, "MODE": "demo", "VAR_DIR": str(folder), **others}


def copy_demo(factory: pytest.TempPathFactory, folder: Path) -> None:
    """Fill an empty folder with a demo that has its content and pictures, and whose database is at rest."""
    # With owners: the database may be another user's.
    subprocess.run(["cp", "-a", f"{made_demo(factory)}/.", str(folder)], check=True)


def made_demo(factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo that all copy, for nobody to change."""
    base = factory.getbasetemp()
    # Of the processes that share the tests the first makes it, the others wait.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "demo.made").exists():
            for step in STEPS:
                subprocess.run(
                    [*MANAGE, *step],
                    cwd=ROOT,
                    env=environment(made),
                    check=True,
                    capture_output=True,
                )
            (shared / "demo.made").touch()
    return made
