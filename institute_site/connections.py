"""Database sessions taken from the pool: whether they are still there, at no cost."""

import select

from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool


def still_there(connection: Connection) -> None:
    """Raise OperationalError where the server has ended a session, so that another one is taken.

    Nothing is asked of a session on which nothing has come: a server that ends one says so. Only one that has
    something to say is asked, which is a round trip.
    """
    if connection.closed:
        raise OperationalError("the connection is closed")
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        ConnectionPool.check_connection(connection)
