"""The files of a backup: written with their checksum, encrypted on the way if there is a key, read back.

Encryption is age's (age-encryption.org/v1, by the library `pyrage`): the site knows the public key only, so
that whoever breaks into it cannot read its backups.
"""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage
from django.utils.translation import gettext as _

from . import BackupError

PIECE = 1 << 20


class _Hashing:
    """A file that knows the checksum of what was written to it, whatever the disk made of that."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self.file.write(data)

    def flush(self) -> None:
        self.file.flush()


def recipients_of(keys: list[str]) -> list[Any]:
    """Whom to encrypt for, by their public keys; raises BackupError."""
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        raise BackupError(
            _("BACKUP_KEYS has what is no public key of age (age1…): %(error)s") % {"error": error}
        ) from error


def identities_of(path: Path) -> list[Any]:
    """The secret keys in a file, one a line; raises BackupError."""
    try:
        lines = path.read_text(encoding="utf-8").split()
        keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
        found = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise BackupError(f"{path}: {error}") from error
    if not found:
        raise BackupError(_("%(path)s has no line AGE-SECRET-KEY-….") % {"path": path})
    return found


class Parts:
    """The files of one backup's folder. `written` collects size and SHA-256 of each for the manifest."""

    def __init__(self, folder: Path, recipients: list[Any], identities: list[Any]) -> None:
        self.folder, self.recipients, self.identities = folder, recipients, identities
        self.written: dict[str, list[int | str]] = {}

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A stream into a new file; the data are on the disk when this ends."""
        with (self.folder / name).open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            target = _Hashing(file)
            if self.recipients:
                with _through(
                    lambda source: pyrage.encrypt_io(source, target, self.recipients)
                ) as stream:
                    yield stream
            else:
                yield target  # type: ignore[misc] # the part of a file that tarfile and we need
            file.flush()
            os.fsync(file.fileno())
        self.written[name] = [target.size, target.digest.hexdigest()]

    @contextmanager
    def reading(self, name: str) -> Iterator[IO[bytes]]:
        """A file's contents, decrypted; raises BackupError when the key is not the right one."""
        with (self.folder / name).open("rb") as file:
            if not self.identities:
                yield file
                return
            read, write = os.pipe()
            failed: list[Exception] = []

            def decrypt() -> None:
                try:
                    with os.fdopen(write, "wb") as target:
                        pyrage.decrypt_io(file, target, self.identities)
                except BrokenPipeError:
                    pass  # the reader has had enough
                except Exception as error:
                    failed.append(error)

            thread = threading.Thread(target=decrypt)
            thread.start()
            with os.fdopen(read, "rb") as source:
                yield source
            thread.join()
            if failed:
                raise BackupError(
                    _("%(name)s cannot be decrypted with this key: %(error)s")
                    % {"name": name, "error": failed[0]}
                )

    def damaged(self, expected: dict[str, list[int | str]]) -> list[str]:
        """The names of those files that are not what they should be, read anew from the disk."""
        return [name for name, said in expected.items() if self._seen(name) != said]

    def _seen(self, name: str) -> list[int | str] | None:
        try:
            with (self.folder / name).open("rb") as file:
                # What the kernel remembers of a file that was just written says nothing of the disk.
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                digest = hashlib.file_digest(file, "sha256")
                return [file.tell(), digest.hexdigest()]
        except OSError:
            return None


@contextmanager
def _through(work: Any) -> Iterator[IO[bytes]]:
    """A stream to write to, whose other end `work` reads in a thread of its own; what it raises is raised."""
    read, write = os.pipe()
    failed: list[Exception] = []

    def run() -> None:
        with os.fdopen(read, "rb") as source:
            try:
                work(source)
            except Exception as error:
                failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(write, "wb") as stream:
            yield stream
    except BrokenPipeError:
        if not failed:
            raise
    finally:
        thread.join()
    if failed:
        raise BackupError(str(failed[0]))
