"""Starting and stopping PostgreSQL in a data directory; `server` sees to it that one does so."""

import hashlib
import os
import shlex
import shutil
import socket
import stat
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

from .data_directory import Account, ServerUnavailable, prepare, run, server_account, telling_line

PORT = 5432  # part of the socket's name
START_SECONDS = 120  # recovery after a crash included
LONGEST_SOCKET_FOLDER = 85  # a socket's path is at most 103 characters on some systems
FULL_DISK = 16 * 2**20  # one file of PostgreSQL's journal
LONG_LOG = 10 * 2**20


class Postmaster(NamedTuple):
    """A server, as the file postmaster.pid in its data directory tells."""

    pid: int
    socket_folder: str
    port: int
    ready: bool

    @classmethod
    def read(cls, data_dir: Path) -> "Postmaster | None":
        """What the file says, or None; it stays behind when a server is killed."""
        try:
            lines = (data_dir / "postmaster.pid").read_text().splitlines()
            lines += [""] * 8  # it grows while a server starts
            return cls(int(lines[0]), lines[4], int(lines[3]), lines[7].strip() == "ready")
        except (OSError, ValueError):
            return None

    def is_process(self, data_dir: Path) -> bool:
        """Whether it is a process of this machine; its number may be another one's by now."""
        try:
            return str(data_dir) in psutil.Process(self.pid).cmdline()
        except psutil.Error:
            return False

    def lives(self, data_dir: Path) -> bool:
        """Whether the server runs: here, or in another container that shares the data directory."""
        return self.is_process(data_dir) or self._answers()

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(f"{self.socket_folder}/.s.PGSQL.{self.port}") == 0


def start(data_dir: Path) -> None:
    """Start the server, and wait until it is ready; raises ServerUnavailable."""
    account = prepare(data_dir)
    # Left by a killed server, it would stop the new one if its number is another process' now.
    (data_dir / "postmaster.pid").unlink(missing_ok=True)
    log = data_dir / "server.log"
    if log.exists() and log.stat().st_size > LONG_LOG:
        log.rename(data_dir / "server.old.log")
    deadline = time.monotonic() + START_SECONDS
    while problem := _attempt(data_dir, log, account):
        # Sessions of a killed server may outlive it for a moment, and they hold its memory.
        if "shared memory block" not in problem or time.monotonic() > deadline:
            raise ServerUnavailable(f"The site's PostgreSQL did not start: {problem} (see {log}).")
        time.sleep(0.1)


def stop(data_dir: Path) -> str:
    """Stop the server if it runs; returns what went wrong, if anything."""
    server = Postmaster.read(data_dir)
    if not server or not server.is_process(data_dir):
        return ""
    account = server_account(data_dir)
    stopped, output = run("pg_ctl", "stop", "--mode=fast", "-D", data_dir, account=account)
    return "" if stopped else telling_line(output)


def _attempt(data_dir: Path, log: Path, account: Account) -> str:
    start_of_log = log.stat().st_size if log.exists() else 0
    folder = shlex.quote(str(_socket_folder(data_dir, account)))
    started, output = run(
        *("pg_ctl", "start", "--wait", f"--timeout={START_SECONDS}"),
        *("-D", data_dir, "--log", log),
        *("--options", f"-c listen_addresses= -p {PORT} -k {folder}"),
        account=account,
    )
    if started:
        return ""
    if shutil.disk_usage(data_dir).free < FULL_DISK:
        return "the disk is full, make some room"
    with log.open(errors="replace") as file:
        file.seek(start_of_log)
        return telling_line(file.read()) or telling_line(output)


def _socket_folder(data_dir: Path, account: Account) -> Path:
    """The data directory, or a folder of a short name if a socket's address can't hold it."""
    path = os.fsencode(data_dir)
    if len(path) <= LONGEST_SOCKET_FOLDER and b"," not in path:
        return data_dir
    digest = hashlib.sha256(path).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"postgres-{digest}"
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, *account)
    except FileExistsError:
        pass
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != account.uid:
        raise ServerUnavailable(
            f"{folder}, meant for PostgreSQL's socket, was made by somebody else: remove it."
        )
    return folder
