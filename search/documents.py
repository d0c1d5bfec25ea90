"""The text of documents, so that they are found by what they say."""

import logging
import subprocess
import sys
from pathlib import Path, PurePath

from django.core.files.base import File

from . import extraction

MAX_BYTES = 25 * 1024 * 1024
MAX_SECONDS = 15
# What the names of files whose text is read end with.
SUFFIXES = tuple(extraction.READERS)

log = logging.getLogger(__name__)


def text_of(file: File, name: str) -> str:
    """The plain text of a PDF, Word or text file; of any other, "".

    So is that of a file which is missing, damaged, protected by a password, above MAX_BYTES or takes longer
    than MAX_SECONDS: it is logged as a warning, for an editor can do without the text. The file is left
    open, at its start.
    """
    if not name.lower().endswith(SUFFIXES):
        return ""
    try:
        file.open("rb")
        content = file.read(MAX_BYTES + 1)
        file.seek(0)
    except OSError as error:
        return _without_text(name, str(error))
    if len(content) > MAX_BYTES:
        return _without_text(name, f"it is above {MAX_BYTES} bytes")
    return _extract(content, name)


def _extract(content: bytes, name: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and a suffix that it knows
            [sys.executable, "-m", extraction.__name__, PurePath(name).suffix.lower()],
            input=content,
            capture_output=True,
            check=False,
            cwd=Path(__file__).parents[1],
            timeout=MAX_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return _without_text(name, str(error))
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        return _without_text(name, said[-1] if said else f"status {done.returncode}")
    return done.stdout.decode()


def _without_text(name: str, reason: str) -> str:
    log.warning("The text of %s could not be read: %s", name, reason[:300])
    return ""
