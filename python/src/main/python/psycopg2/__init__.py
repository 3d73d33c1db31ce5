# SPDX-License-Identifier: Apache-2.0
"""psycopg2 for Python on the JVM: a PostgreSQL adapter by DB-API 2.0, over psycopg4j."""

from psycopg2._psycopg import (  # noqa
    BINARY,
    DATETIME,
    NUMBER,
    ROWID,
    STRING,
    Binary,
    DatabaseError,
    DataError,
    Date,
    DateFromTicks,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Time,
    TimeFromTicks,
    Timestamp,
    TimestampFromTicks,
    Warning,
    __libpq_version__,
    __version__,
    _connect,
    apilevel,
    paramstyle,
    threadsafety,
)

from psycopg2 import extensions as _ext  # noqa
from psycopg2 import _range  # noqa: registers the ranges


def connect(dsn=None, connection_factory=None, cursor_factory=None, **kwargs):
    """A new connection, by a connection string, by keywords, or by both.

    ``connection_factory`` makes the connection, ``cursor_factory`` its cursors; ``async_`` has the
    connection polled. All other keywords are libpq's.
    """
    kwasync = {}
    for name in ("async", "async_"):
        if name in kwargs:
            kwasync[name] = kwargs.pop(name)
    dsn = _ext.make_dsn(dsn, **kwargs)
    conn = _connect(dsn, connection_factory=connection_factory, **kwasync)
    if cursor_factory is not None:
        conn.cursor_factory = cursor_factory
    return conn
