"""The uploads of a backup, in a tar archive, from whatever storage the site keeps them in."""

import shutil
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from . import BackupError

IN_MEMORY = 8 << 20  # bytes of a file on its way back


class Packing:
    """Writes uploads to an archive while the site is in use.

    `take` is called before and after the database's moment: what a row of that moment tells of was there
    the first time, or has come since. A file that changed in between is written again; the later one counts.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self._archive = tarfile.open(fileobj=target, mode="w|")  # noqa: SIM115 - closed by `close`
        self._taken: dict[str, tuple[int, datetime]] = {}

    def take(self) -> None:
        """Write what is new or has changed."""
        for name, size, changed in uploads():
            if self._taken.get(name) == (size, changed):
                continue
            # It may be taken away after it was listed.
            with suppress(FileNotFoundError):
                self._add(name, size, changed)
                self._taken[name] = size, changed

    def close(self) -> tuple[int, int]:
        """End the archive; how many files it has, and how many bytes."""
        self._archive.close()
        return len(self._taken), sum(size for size, _changed in self._taken.values())

    def _add(self, name: str, size: int, changed: datetime) -> None:
        with default_storage.open(name) as file:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = size, changed.timestamp()
            self._archive.addfile(entry, file)


def unpack(source: IO[bytes]) -> tuple[int, int]:
    """Put every file of an archive where it was; how many there are, and how many bytes."""
    sizes: dict[str, int] = {}
    with tarfile.open(fileobj=source, mode="r|") as archive:
        for entry in archive:
            file = archive.extractfile(entry)
            if file is None:
                continue
            # Written again while it was taken: the later one counts.
            if entry.name in sizes:
                default_storage.delete(entry.name)
            # A bucket's client moves to and fro in what it is given, which an archive's stream cannot.
            with SpooledTemporaryFile(max_size=IN_MEMORY) as whole:
                shutil.copyfileobj(file, whole)
                whole.seek(0)
                kept = default_storage.save(entry.name, File(whole))
            if kept != entry.name:
                raise BackupError(_("%(name)s cannot be put back.") % {"name": entry.name})
            sizes[entry.name] = entry.size
    return len(sizes), sum(sizes.values())


def uploads() -> Iterator[tuple[str, int, datetime]]:
    """Name, bytes and time of every upload."""
    if hasattr(default_storage, "uploads"):
        yield from default_storage.uploads()
        return
    for name in names():
        # It may be taken away after it was listed.
        with suppress(FileNotFoundError):
            yield name, default_storage.size(name), default_storage.get_modified_time(name)


def names(folder: str = "") -> Iterator[str]:
    """The names of all uploads."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from names(f"{prefix}{name}")
