"""What readers get when the database ends its sessions."""

import psycopg
from django.db import connection
from psycopg_pool import ConnectionPool

from institute_site.connections import still_there


def test_a_session_that_the_server_ended_is_not_given_out_again(db: None):
    named = ("dbname", "host", "port", "user", "password")
    server = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in named and value
    }
    with (
        ConnectionPool(kwargs=server, min_size=1, max_size=1, check=still_there) as pool,
        psycopg.connect(**server, autocommit=True) as operator,
    ):
        with pool.connection() as session:
            first = session.info.backend_pid
        with pool.connection() as session:
            assert session.info.backend_pid == first
        assert operator.execute("SELECT pg_terminate_backend(%s, 5000)", [first]).fetchone()[0]
        with pool.connection() as session:
            assert session.execute("SELECT 1").fetchone() == (1,)
            assert session.info.backend_pid != first
