# SPDX-License-Identifier: Apache-2.0
"""The core of the package: what psycopg2's C module has."""

from psycopg2._adapters import (
    AsIs,
    Binary,
    Boolean,
    Date,
    DateFromPy,
    DateFromTicks,
    Decimal,
    Float,
    Int,
    IntervalFromPy,
    ISQLQuote,
    List,
    QuotedString,
    Time,
    TimeFromPy,
    TimeFromTicks,
    Timestamp,
    TimestampFromPy,
    TimestampFromTicks,
    adapt,
    adapters,
)
from psycopg2._casts import (
    BINARY,
    BINARYARRAY,
    BOOLEAN,
    BOOLEANARRAY,
    BYTES,
    BYTESARRAY,
    CIDRARRAY,
    DATE,
    DATEARRAY,
    DATETIME,
    DATETIMEARRAY,
    DATETIMETZ,
    DATETIMETZARRAY,
    DECIMAL,
    DECIMALARRAY,
    FLOAT,
    FLOATARRAY,
    INETARRAY,
    INTEGER,
    INTEGERARRAY,
    INTERVAL,
    INTERVALARRAY,
    LONGINTEGER,
    LONGINTEGERARRAY,
    MACADDRARRAY,
    NUMBER,
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
    ROWID,
    ROWIDARRAY,
    STRING,
    STRINGARRAY,
    TIME,
    TIMEARRAY,
    UNICODE,
    UNICODEARRAY,
    UNKNOWN,
    binary_types,
    new_array_type,
    new_type,
    string_types,
)
from psycopg2._column import Column
from psycopg2._connection import connection, get_wait_callback, set_wait_callback
from psycopg2._cursor import cursor
from psycopg2._encodings import encodings
from psycopg2._exceptions import (
    DatabaseError,
    DataError,
    Diagnostics,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    QueryCanceledError,
    TransactionRollbackError,
    Warning,
)
from psycopg2._functions import (
    _connect,
    encrypt_password,
    libpq_version,
    parse_dsn,
    quote_ident,
    register_type,
)
from psycopg2._info import ConnectionInfo
from psycopg2._lobject import lobject
from psycopg2._notify import Notify
from psycopg2._streaming import (
    REPLICATION_LOGICAL,
    REPLICATION_PHYSICAL,
    ReplicationConnection,
    ReplicationCursor,
    ReplicationMessage,
)
from psycopg2._xid import Xid

__version__ = "2.9.12 (dt dec pq3 ext lo64)"
__libpq_version__ = libpq_version()

apilevel = "2.0"
threadsafety = 2
paramstyle = "pyformat"

from psycopg2.errors import _by_code as sqlstate_errors  # noqa: E402
