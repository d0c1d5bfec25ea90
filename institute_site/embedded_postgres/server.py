"""The server of one data directory, shared by the processes of the site.

Two locks lie beside the data directory. `.users` is held, shared, by every process that uses the
server: the kernel drops it with the process, however it ends, so whoever gets it alone is the last.
`.lock` is held alone for the moments of starting and stopping, so that these never meet.
"""

import atexit
import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.pq import Ping

from .data_directory import ServerUnavailable
from .postmaster import START_SECONDS, Postmaster, start, stop

logger = logging.getLogger(__name__)


class Server:
    """The PostgreSQL server of a data directory; take it from `server_of`."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._one_thread = threading.Lock()
        self._place_among_users: int | None = None
        self._databases: set[str] = set()

    def ensure(self, database: str | None = None) -> Postmaster:
        """Have the server run, with this database, until the process ends.

        Raises ServerUnavailable.
        """
        server = Postmaster.read(self.data_dir)
        known = self._place_among_users is not None and database in {None, *self._databases}
        if known and server and server.ready and server.is_process(self.data_dir):
            return server
        try:
            with self._one_thread, self._starting_or_stopping():
                self._join_users()
                server = self._running()
                if database:
                    self._ensure_database(server, database)
                return server
        except OSError as error:
            raise ServerUnavailable(
                f"The site's PostgreSQL cannot use {error.filename or self.data_dir}: "
                f"{error.strerror}; see to the owner of that path and the space on its disk."
            ) from error

    def leave(self) -> None:
        """Stop using the server, and stop it if nobody else uses it."""
        with self._one_thread:
            if self._place_among_users is None:
                return
            with self._starting_or_stopping():
                try:
                    fcntl.flock(self._place_among_users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if problem := stop(self.data_dir):
                        logger.warning("The site's PostgreSQL did not stop: %s.", problem)
                except BlockingIOError:
                    pass  # others use it
                finally:
                    self.forget()

    def forget(self) -> None:
        """Close our hold on the lock; a forked child does so, and its parent keeps the lock."""
        if self._place_among_users is not None:
            os.close(self._place_among_users)
            self._place_among_users = None

    @contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        lock = self._open(".lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)  # not left to close(): a fork may hold a copy
            os.close(lock)

    def _join_users(self) -> None:
        if self._place_among_users is None:
            self._place_among_users = self._open(".users")
            fcntl.flock(self._place_among_users, fcntl.LOCK_SH)

    def _open(self, suffix: str) -> int:
        """A descriptor for locking, which a program that this process starts or becomes loses."""
        path = self.data_dir.with_name(self.data_dir.name + suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)

    def _running(self) -> Postmaster:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            server = Postmaster.read(self.data_dir)
            answer = server.ping() if server else Ping.NO_RESPONSE
            if server and answer == Ping.OK:
                return server
            if answer == Ping.NO_RESPONSE and not (server and server.is_process(self.data_dir)):
                start(self.data_dir)
            else:  # somebody who was killed began to start it, or it is being stopped by hand
                time.sleep(0.1)
        raise ServerUnavailable(
            f"The site's PostgreSQL is not ready after {START_SECONDS} seconds: "
            f"look in {self.data_dir / 'server.log'} for what it is doing."
        )

    def _ensure_database(self, server: Postmaster, name: str) -> None:
        with psycopg.connect(server.address, autocommit=True) as session:
            found = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if found.fetchone() is None:
                session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        self._databases.add(name)


_servers: dict[Path, Server] = {}


def server_of(data_dir: Path) -> Server:
    """The server of `data_dir`, one object for a process."""
    path = data_dir.resolve()
    return _servers.setdefault(path, Server(path))


@atexit.register
def _leave_all() -> None:
    for server in _servers.values():
        try:
            server.leave()
        except (OSError, ServerUnavailable) as error:
            logger.warning("The site's PostgreSQL may still run: %s", error)


def _forget_all() -> None:
    for server in _servers.values():
        server.forget()
    _servers.clear()


# A child joins by itself when it needs the database; until then it holds nothing.
os.register_at_fork(after_in_child=_forget_all)
