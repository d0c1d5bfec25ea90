"""The disk of the uploads is full."""

import os
import subprocess
import time

from tests.browser import MEDIA

from ..installation import Installation
from ..watching import Watch

PICTURE = MEDIA / "campus.webp"


def is_full(site: Installation) -> str:
    """The disk of uploads is full: pages come, articles are published, an upload is refused in words."""
    if os.geteuid():
        return "Skipped: only root can mount a disk to fill."
    kept = site.folder / "media-kept"
    site.media.rename(kept)
    site.media.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(site.media)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    try:
        if mounted.returncode:
            return f"Skipped: this machine lets nobody mount a disk ({mounted.stderr.strip()})."
        with Watch(site) as watch:
            _fill(site)
            editor = site.editor()
            answer = editor.upload("/admin/images/add/", {"title": "Too much"}, "file", PICTURE)
            assert answer.status == 507 and "The disk of the site is full" in answer.text, (
                f"the upload was answered with {answer.status}"
            )
            found = editor.get("/admin/images/?q=much")
            assert found.status == 200 and "Too much" not in found.text, "half an upload is listed"
            time.sleep(site.patience)
        return watch.verdict()
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", "-l", str(site.media)], check=True)
        site.media.rmdir()
        kept.rename(site.media)


def _fill(site: Installation) -> None:
    with (site.media / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
