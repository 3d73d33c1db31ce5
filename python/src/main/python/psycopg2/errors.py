# SPDX-License-Identifier: Apache-2.0
"""A class of errors for each code that a server may give one (SQLSTATE)."""

from psycopg2 import _exceptions
from psycopg2._exceptions import (  # noqa
    DatabaseError,
    DataError,
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
from psycopg2._sqlstates import SQLSTATES

_by_code = {}


def _define():
    for line in SQLSTATES.split("\n")[1:-1]:
        code, name, base = line.split(" ")
        cls = type(name, (getattr(_exceptions, base),), {"__module__": __name__})
        _by_code[code] = globals()[name] = cls


_define()


def lookup(code):
    """The class of errors with a code.

    Raises ``KeyError`` if there is none.
    """
    return _by_code[code]
