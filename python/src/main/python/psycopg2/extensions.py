# SPDX-License-Identifier: Apache-2.0
"""psycopg2's extensions of DB-API."""

import re as _re

from psycopg2._adapters import SQL_IN, NoneAdapter
from psycopg2._psycopg import (  # noqa
    BINARYARRAY,
    BOOLEAN,
    BOOLEANARRAY,
    BYTES,
    BYTESARRAY,
    DATE,
    DATEARRAY,
    DATETIMEARRAY,
    DECIMAL,
    DECIMALARRAY,
    FLOAT,
    FLOATARRAY,
    INTEGER,
    INTEGERARRAY,
    INTERVAL,
    INTERVALARRAY,
    LONGINTEGER,
    LONGINTEGERARRAY,
    PYDATE,
    PYDATEARRAY,
    PYDATETIME,
    PYDATETIMEARRAY,
    PYDATETIMETZ,
    PYDATETIMETZARRAY,
    PYINTERVAL,
    PYINTERVALARRAY,
    PYTIME,
    PYTIMEARRAY,
    ROWIDARRAY,
    STRINGARRAY,
    TIME,
    TIMEARRAY,
    UNICODE,
    UNICODEARRAY,
    AsIs,
    Binary,
    Boolean,
    Column,
    ConnectionInfo,
    DateFromPy,
    Diagnostics,
    Float,
    Int,
    IntervalFromPy,
    ISQLQuote,
    Notify,
    QueryCanceledError,
    QuotedString,
    TimeFromPy,
    TimestampFromPy,
    TransactionRollbackError,
    Xid,
    adapt,
    adapters,
    binary_types,
    connection,
    cursor,
    encodings,
    encrypt_password,
    get_wait_callback,
    libpq_version,
    lobject,
    new_array_type,
    new_type,
    parse_dsn,
    quote_ident,
    register_type,
    set_wait_callback,
    string_types,
)

ISOLATION_LEVEL_AUTOCOMMIT = 0
ISOLATION_LEVEL_READ_UNCOMMITTED = 4
ISOLATION_LEVEL_READ_COMMITTED = 1
ISOLATION_LEVEL_REPEATABLE_READ = 2
ISOLATION_LEVEL_SERIALIZABLE = 3
ISOLATION_LEVEL_DEFAULT = None

STATUS_SETUP = 0
STATUS_READY = 1
STATUS_BEGIN = 2
STATUS_SYNC = 3
STATUS_ASYNC = 4
STATUS_PREPARED = 5
STATUS_IN_TRANSACTION = STATUS_BEGIN

POLL_OK = 0
POLL_READ = 1
POLL_WRITE = 2
POLL_ERROR = 3

TRANSACTION_STATUS_IDLE = 0
TRANSACTION_STATUS_ACTIVE = 1
TRANSACTION_STATUS_INTRANS = 2
TRANSACTION_STATUS_INERROR = 3
TRANSACTION_STATUS_UNKNOWN = 4


def register_adapter(typ, callable):
    """Has values of a type, and of those below it, written by what a function makes of them."""
    adapters[typ, ISQLQuote] = callable


def make_dsn(dsn=None, **kwargs):
    """A connection string of another one and of keywords, which win."""
    if dsn is None and not kwargs:
        return ""
    if kwargs:
        if "database" in kwargs:
            if "dbname" in kwargs:
                raise TypeError("you can't specify both 'database' and 'dbname' arguments")
            kwargs["dbname"] = kwargs.pop("database")
        kwargs = {k: v for k, v in kwargs.items() if v is not None}
    if dsn is not None and not kwargs:
        parse_dsn(dsn)
        return dsn
    if dsn is not None:
        kwargs = {**parse_dsn(dsn), **kwargs}
    made = " ".join([f"{k}={_param_escape(str(v))}" for k, v in kwargs.items()])
    parse_dsn(made)
    return made


def _param_escape(s, re_escape=_re.compile(r"([\\'])"), re_space=_re.compile(r"\s")):
    """A value as a connection string has it."""
    if not s:
        return "''"
    s = re_escape.sub(r"\\\1", s)
    return f"'{s}'" if re_space.search(s) else s


from psycopg2._json import register_default_json, register_default_jsonb  # noqa: E402

JSON, JSONARRAY = register_default_json()
JSONB, JSONBARRAY = register_default_jsonb()

del register_default_json, register_default_jsonb
