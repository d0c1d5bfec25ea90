"""Django's PostgreSQL engine on the site's own server."""

import atexit
import os
from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import base, client

from .data_directory import PROGRAMS
from .postmaster import USER
from .server import server_of


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`, with the psql that comes with the server."""

    executable_name = str(PROGRAMS / "psql")

    def runshell(self, parameters: Iterable[str]) -> None:
        """Open a session on the site's database; raises ServerUnavailable."""
        self.connection.get_connection_params()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the server of the setting DATA_DIR, which is started at the first one."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Where to connect: Django asks before each new connection; raises ServerUnavailable."""
        settings = self.settings_dict
        server = server_of(settings["DATA_DIR"]).ensure(settings["NAME"])
        settings.update(HOST=server.socket_folder, PORT=str(server.port), USER=USER)
        return super().get_connection_params()


# Django's own, by alias; the stubs don't know it.
_pools: dict[str, Any] = DatabaseWrapper._connection_pools  # type: ignore[attr-defined]
_pools_of_parent: list[Any] = []


# Registered after the server's own, hence called before it: no pool meets a stopping server.
@atexit.register
def _close_pools() -> None:
    for pool in _pools.values():
        pool.close()


def _leave_pools_to_parent() -> None:
    # Kept from the garbage collector too, since closing them would end the parent's sessions.
    _pools_of_parent.extend(_pools.values())
    _pools.clear()


os.register_at_fork(after_in_child=_leave_pools_to_parent)
