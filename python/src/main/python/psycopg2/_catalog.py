# SPDX-License-Identifier: Apache-2.0
"""What is common to those who look types up in the database."""

from contextlib import contextmanager

from psycopg2 import extensions as _ext
from psycopg2._psycopg import ProgrammingError


def connection_of(conn_or_curs):
    """A connection, and a plain cursor of it, of either of the two."""
    if conn_or_curs is None:
        raise ProgrammingError("no connection or cursor provided")
    if hasattr(conn_or_curs, "execute"):
        conn = conn_or_curs.connection
    else:
        conn = conn_or_curs
    return conn, conn.cursor(cursor_factory=_ext.cursor)


@contextmanager
def outside_transaction(conn):
    """Leaves no transaction behind that was not there before."""
    status = conn.status
    try:
        yield
    finally:
        if status != _ext.STATUS_IN_TRANSACTION and not conn.autocommit:
            conn.rollback()
