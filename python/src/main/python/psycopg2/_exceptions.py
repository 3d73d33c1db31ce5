# SPDX-License-Identifier: Apache-2.0
"""DB-API's exceptions, what a server says of an error, and errors that come from Java."""

from psycopg2._bridge import Driver, JavaError, values
from psycopg2._local import Local


class Warning(Exception):
    """Exception raised for important warnings."""


class Error(Exception):
    """Base class of all other errors, and of those only."""

    __slots__ = ("_pgerror", "_pgcode", "_cursor", "_fields")

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self._pgerror = self._pgcode = self._cursor = self._fields = None
        return self

    pgerror = property(lambda self: self._pgerror, doc="What the server said, None if it did not.")
    pgcode = property(lambda self: self._pgcode, doc="The error code of the server's.")
    cursor = property(lambda self: self._cursor, doc="The cursor that raised it.")

    @property
    def diag(self):
        """What the server said, field by field."""
        return Diagnostics(self)

    def __reduce__(self):
        state = {**self.__dict__, "pgerror": self._pgerror, "pgcode": self._pgcode}
        return type(self), self.args, state

    def __setstate__(self, state):
        if not isinstance(state, dict):
            raise TypeError("state is not a dictionary")
        state = dict(state)
        self._pgerror = state.pop("pgerror", None)
        self._pgcode = state.pop("pgcode", None)
        self.__dict__.update(state)


class InterfaceError(Error):
    """Error related to the database interface rather than the database itself."""


class DatabaseError(Error):
    """Error related to the database."""


class DataError(DatabaseError):
    """Error due to problems with the processed data."""


class OperationalError(DatabaseError):
    """Error related to the database's operation, not necessarily under the programmer's control."""


class IntegrityError(DatabaseError):
    """Error because the relational integrity of the database is affected."""


class InternalError(DatabaseError):
    """The database has met an internal error."""


class ProgrammingError(DatabaseError):
    """Error in the program: a wrong statement, a wrong call."""


class NotSupportedError(DatabaseError):
    """A method or an API was used that the database does not support."""


class QueryCanceledError(OperationalError):
    """The statement was canceled."""


class TransactionRollbackError(OperationalError):
    """The transaction failed for others, and may succeed if it is tried again."""


_BASES = {
    cls.__name__: cls
    for cls in (
        Error,
        InterfaceError,
        DatabaseError,
        DataError,
        OperationalError,
        IntegrityError,
        InternalError,
        ProgrammingError,
        NotSupportedError,
    )
}
_EXTENSIONS = {cls.__name__: cls for cls in (QueryCanceledError, TransactionRollbackError)}
_PYTHONS = {cls.__name__: cls for cls in (TypeError, IndexError, ValueError, AttributeError)}

for _cls in (Warning, *_BASES.values()):
    _cls.__module__ = "psycopg2"
for _cls in _EXTENSIONS.values():
    _cls.__module__ = "psycopg2.extensions"


class Diagnostics(Local):
    """What the server says of an error, field by field: None for what it does not say."""

    __slots__ = ("_error",)

    def __init__(self, error):
        if not isinstance(error, Error):
            raise TypeError("The argument must be a psycopg2.Error")
        self._error = error

    def _field(name):
        return property(lambda self: (self._error._fields or {}).get(name))

    column_name = _field("column_name")
    constraint_name = _field("constraint_name")
    context = _field("context")
    datatype_name = _field("datatype_name")
    internal_position = _field("internal_position")
    internal_query = _field("internal_query")
    message_detail = _field("message_detail")
    message_hint = _field("message_hint")
    message_primary = _field("message_primary")
    schema_name = _field("schema_name")
    severity = _field("severity")
    severity_nonlocalized = _field("severity_nonlocalized")
    source_file = _field("source_file")
    source_function = _field("source_function")
    source_line = _field("source_line")
    sqlstate = _field("sqlstate")
    statement_position = _field("statement_position")
    table_name = _field("table_name")

    del _field


Diagnostics.__module__ = "psycopg2.extensions"


def error(cause, cursor=None):
    """The exception that stands for one of Java's; another exception is itself."""
    if not isinstance(cause, JavaError):
        return cause
    name, message, report, code, *fields = values(Driver.failure(cause))
    if name in _PYTHONS:
        return _PYTHONS[name](message)
    if name == "KeyError":
        return KeyError(message)
    if name == "UnicodeEncodeError":
        return UnicodeEncodeError("text", "", 0, 0, message)
    if name == "":
        return InternalError(message)
    cls = _class(name, code)
    if report is None:
        made = cls(message + "\n" if _is_libpqs(message) else message)
    else:
        made = cls(message + "\n")
        made._pgerror = report
        made._pgcode = code
        made._fields = dict(zip(fields[::2], fields[1::2]))
    made._cursor = cursor
    return made


_LIBPQ_SAYS = ("invalid dsn: ", "password encryption failed: ", "could not open file ")


def _is_libpqs(message):
    """Whether libpq says it, whose messages end with the end of the line."""
    return message.startswith(_LIBPQ_SAYS) or "\n\t" in message


def _class(name, code):
    from psycopg2.errors import lookup

    if code is not None:
        try:
            return lookup(code)
        except KeyError:
            pass  # what is left is the class of codes, which Java knows
    return _BASES.get(name) or _EXTENSIONS[name]


def call(method, *args):
    """Calls a method of Java's; what it raises is psycopg2's."""
    try:
        return method(*args)
    except JavaError as e:
        raise error(e) from None
