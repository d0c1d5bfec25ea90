"""Starting and stopping PostgreSQL in a data directory; `server` sees to it that one does so."""

import hashlib
import os
import shlex
import shutil
import stat
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from .data_directory import Account, ServerUnavailable, prepare, run, server_account, telling_line

USER = "postgres"
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

    @property
    def address(self) -> str:
        """Where its maintenance database is, as libpq wants it."""
        return make_conninfo(
            host=self.socket_folder,
            port=self.port,
            user=USER,
            dbname="postgres",
            connect_timeout=10,
        )

    def ping(self) -> Ping:
        """What it answers, be it in another container that shares the data directory."""
        return Ping(PGconn.ping(self.address.encode()))


def start(data_dir: Path) -> None:
    """Start the server, and wait until it is ready; raises ServerUnavailable."""
    account = prepare(data_dir)
    socket_folder = _socket_folder(data_dir, account)
    # Left by a killed server, they would stop the new one if its number is in use again, or still:
    # in a container without init nobody takes away dead processes.
    (data_dir / "postmaster.pid").unlink(missing_ok=True)
    (socket_folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    log = data_dir / "server.log"
    if log.exists() and log.stat().st_size > LONG_LOG:
        log.rename(data_dir / "server.old.log")
    deadline = time.monotonic() + START_SECONDS
    while problem := _attempt(data_dir, socket_folder, log, account):
        # Sessions of a killed server may outlive it for a moment, and they hold its memory.
        if "shared memory block" not in problem or time.monotonic() > deadline:
            raise ServerUnavailable(
                f"The site's PostgreSQL did not start: {telling_line(problem)} (see {log})."
            )
        time.sleep(0.1)


def stop(data_dir: Path) -> str:
    """Stop the server if it runs; returns what went wrong, if anything."""
    server = Postmaster.read(data_dir)
    if not server or not server.is_process(data_dir):
        return ""
    account = server_account(data_dir)
    stopped, output = run("pg_ctl", "stop", "--mode=fast", "-D", data_dir, account=account)
    return "" if stopped else telling_line(output)


def _attempt(data_dir: Path, socket_folder: Path, log: Path, account: Account) -> str:
    """Start the server; returns nothing, or what was said about the failure."""
    start_of_log = log.stat().st_size if log.exists() else 0
    started, output = run(
        *("pg_ctl", "start", "--wait", f"--timeout={START_SECONDS}"),
        *("-D", data_dir, "--log", log),
        f"--options=-c listen_addresses= -p {PORT} -k {shlex.quote(str(socket_folder))}",
        account=account,
    )
    if started:
        return ""
    if shutil.disk_usage(data_dir).free < FULL_DISK:
        return "the disk is full, make some room"
    with log.open(errors="replace") as file:
        file.seek(start_of_log)
        return file.read() or output


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
