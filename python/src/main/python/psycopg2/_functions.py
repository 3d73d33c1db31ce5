# SPDX-License-Identifier: Apache-2.0
"""The functions of the core."""

from psycopg2 import _casts
from psycopg2._bridge import Driver, values
from psycopg2._connection import connection
from psycopg2._cursor import cursor, text_of
from psycopg2._exceptions import ProgrammingError, call

_LIBPQ = 150018  # the version of libpq whose behaviour this is


def libpq_version():
    """The version of the libpq that this stands for."""
    return _LIBPQ


def _connect(dsn, connection_factory=None, async_=0, **kwargs):
    """A connection by a connection string."""
    async_ = kwargs.pop("async", async_)
    factory = connection if connection_factory is None else connection_factory
    return factory(dsn, async_=async_) if async_ else factory(dsn)


def parse_dsn(dsn):
    """What a connection string sets."""
    flat = values(call(Driver.parseDsn, text_of(dsn)))
    return dict(zip(flat[::2], flat[1::2]))


def _connection_of(scope, message):
    if isinstance(scope, cursor):
        return scope.connection
    if isinstance(scope, connection):
        return scope
    raise TypeError(message)


def quote_ident(ident, scope):
    """A name as SQL."""
    conn = _connection_of(scope, "argument 2 must be a connection or a cursor")
    return conn._quote_ident(text_of(ident))


def encrypt_password(password, user, scope=None, algorithm=None):
    """A password in the form that the server stores."""
    password, user = text_of(password), text_of(user)
    conn = None
    if scope is not None:
        conn = _connection_of(scope, "the scope must be a connection or a cursor")
    if algorithm is not None:
        algorithm = text_of(algorithm)
    if algorithm == "md5":
        return str(call(Driver.md5Password, password, user))
    if conn is None:
        raise ProgrammingError(
            "password encryption (other than 'md5' algorithm) requires a connection or cursor"
        )
    return str(conn._call(conn._java.encryptPassword, password, user, algorithm))


def register_type(obj, scope=None):
    """Has a typecaster read its types: in a cursor, in a connection or everywhere."""
    if not isinstance(obj, _casts.type):
        got = type(obj).__name__
        raise TypeError(f"argument 1 must be psycopg2._psycopg.type, not {got}")
    for oid in obj.values:
        _registry(scope)[oid] = obj


def _registry(scope):
    if scope is None:
        return _casts.string_types
    if isinstance(scope, connection):
        return scope._string_types
    if isinstance(scope, cursor):
        if scope.string_types is None:
            scope.string_types = {}
        return scope.string_types
    raise TypeError("argument 2 must be a connection, cursor or None")
