"""Backups of many nights in one folder: each in a folder named by its moment, the newest are kept."""

import re
import shutil
from datetime import UTC
from pathlib import Path

from django.utils import timezone

from . import manifest

NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z")


def new_folder(place: Path) -> Path:
    """Where the backup of now goes; names sort by time."""
    return place / timezone.now().astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def forget(place: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` finished backups, and what is unfinished and older; returns what went.

    Nothing else that lies in the folder is touched.
    """
    ours = sorted((path for path in place.iterdir() if NAME.fullmatch(path.name)), reverse=True)
    finished = [path for path in ours if (path / manifest.NAME).is_file()]
    if len(finished) <= keep:
        return []
    oldest = finished[keep - 1]
    gone = [path for path in ours if path.name < oldest.name]
    for path in gone:
        shutil.rmtree(path)
    return gone
