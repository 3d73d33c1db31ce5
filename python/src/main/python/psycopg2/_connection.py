# SPDX-License-Identifier: Apache-2.0
"""Connections."""

import threading
import weakref

from psycopg2 import _exceptions
from psycopg2._bridge import Driver, JavaError, function, selectable, values
from psycopg2._cursor import cursor as _cursor
from psycopg2._cursor import text_of
from psycopg2._encodings import clean, encodings
from psycopg2._exceptions import (
    Error,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    call,
    error,
)
from psycopg2._info import ConnectionInfo
from psycopg2._lobject import lobject as _lobject
from psycopg2._local import Local
from psycopg2._notify import Notify
from psycopg2._unopened import CLOSED, FAILED, UNOPENED, Unopened
from psycopg2._xid import Xid, xid_of

_MOST_NOTICES = 50
_STATUS_SETUP, _STATUS_BEGIN = 0, 2
_LEVELS = {"READ COMMITTED": 1, "REPEATABLE READ": 2, "SERIALIZABLE": 3, "READ UNCOMMITTED": 4}

_callback = None
_by_number = weakref.WeakValueDictionary()
_opening = threading.local()


class connection(Local):
    """A connection to a database."""

    __slots__ = (
        "_java",
        "_dsn",
        "_async",
        "_codec",
        "_escapes",
        "_encoding",
        "_called",  # an encoding and the name that it was set by
        "_string_types",
        "_binary_types",
        "_entered",
        "_block",
        "_awaited",
        "_selectable",
        "cursor_factory",
        "notices",
        "notifies",
        "__weakref__",
    )
    __module__ = "psycopg2.extensions"

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self._java = UNOPENED
        self._dsn = "<unintialized>"  # as psycopg2 spells it
        self._async = 0
        self._codec = "utf_8"
        self._escapes = False
        self._encoding = None
        self._called = None, None
        self._string_types = {}
        self._binary_types = {}
        self._entered = False
        self._block = False
        self._awaited = None
        self._selectable = None
        self.cursor_factory = None
        self.notices = []
        self.notifies = []
        return self

    def __init__(self, dsn, async_=0, **kwargs):
        async_ = kwargs.pop("async", async_)
        for unknown in kwargs:
            raise TypeError(f"'{unknown}' is an invalid keyword argument for this function")
        if not isinstance(dsn, str):
            raise TypeError(f"argument 1 must be str, not {type(dsn).__name__}")
        self._dsn = dsn
        self._async = int(bool(async_))
        self._connect()

    def _connect(self):
        previous = getattr(_opening, "connection", None)
        _opening.connection = self
        try:
            open_ = Driver.connectAsync if self._async else Driver.connect
            self._take(open_(self._dsn))
        except JavaError as e:
            self._java = FAILED
            raise _of_connecting(error(e)) from None
        finally:
            _opening.connection = previous
        if not self._async:
            self._hear()

    def _take(self, java):
        self._java = java
        _by_number[int(java.number())] = self

    def _hear(self):
        """Takes in what the server has said unasked."""
        if isinstance(self._java, Unopened):
            return
        encoding, escapes, *news = values(self._java.news())
        self._escapes = escapes
        if encoding != self._encoding:
            self._encoding = encoding
            self._codec = _codec_of(encoding)
        items = iter(news)
        for item in items:
            if item is None:
                self._append(self.notices, next(items))
            else:
                self._append(self.notifies, Notify(item, next(items), next(items)))
        if isinstance(self.notices, list):
            del self.notices[:-_MOST_NOTICES]

    @staticmethod
    def _append(where, what):
        try:
            where.append(what)
        except Exception:
            pass  # who puts something else there is not to suffer for it

    def _call(self, method, *args):
        try:
            result = method(*args)
        except JavaError as e:
            failure = error(e)
        else:
            self._hear()
            return result
        self._hear()
        raise failure

    # What may be done now

    def _require_open(self):
        if self.closed:
            raise InterfaceError("connection already closed")

    def _require_sync(self, command):
        if self._async:
            raise ProgrammingError(f"{command} cannot be used in asynchronous mode")

    def _require_idle(self, command):
        if self._async and self._java.isExecuting():
            raise ProgrammingError(
                f"{command} cannot be used while an asynchronous query is underway"
            )

    def _require_no_block(self):
        if self._block:
            raise ProgrammingError("set_session cannot be used inside a transaction")

    # What it is

    @property
    def closed(self):
        """0 if it is open; another number if not, 2 if it broke."""
        return int(self._java.closed())

    async_ = property(lambda self: self._async, doc="Whether it has to be polled.")
    locals()["async"] = async_

    @property
    def dsn(self):
        """The connection string, without a password."""
        return self._dsn if isinstance(self._java, Unopened) else str(self._java.dsn())

    @property
    def status(self):
        """Where this side stands."""
        if isinstance(self._java, Unopened):
            return _STATUS_SETUP
        return _STATUS_BEGIN if self._block else int(self._java.status())

    @property
    def encoding(self):
        """The client encoding, by PostgreSQL's name."""
        if not self.closed:
            self._hear()
        reported, name = self._called
        return name if reported == self._encoding else self._encoding

    server_version = property(lambda self: int(self._java.serverVersion()))
    protocol_version = property(lambda self: 3)
    info = property(lambda self: ConnectionInfo(self))
    pgconn_ptr = property(lambda self: None, doc="None: there is no libpq here.")
    string_types = property(lambda self: self._string_types)
    binary_types = property(lambda self: self._binary_types)

    def get_native_connection(self):
        """Nothing: there is no libpq here."""
        return None

    def get_backend_pid(self):
        return int(call(self._java.backendPid))

    def get_parameter_status(self, parameter):
        value = call(self._java.parameterStatus, parameter)
        return None if value is None else str(value)

    def get_dsn_parameters(self):
        flat = values(call(self._java.dsnParameters))
        return dict(zip(flat[::2], flat[1::2]))

    def get_transaction_status(self):
        return int(self._java.transactionStatus())

    def isexecuting(self):
        return bool(self._java.isExecuting())

    # Cursors and large objects

    def cursor(self, name=None, cursor_factory=None, withhold=False, scrollable=None):
        """A new cursor."""
        self._require_open()
        if self.status == _STATUS_SETUP:
            raise OperationalError("asynchronous connection attempt underway")
        if name is not None and self._async:
            raise ProgrammingError("asynchronous connections cannot produce named cursors")
        factory = cursor_factory or self.cursor_factory or _cursor
        made = factory(self, name)
        if not isinstance(made, _cursor):
            raise TypeError("cursor factory must be subclass of psycopg2.extensions.cursor")
        if withhold:
            made.withhold = withhold
        if scrollable is not None:
            made.scrollable = scrollable
        return made

    def lobject(self, oid=0, mode="", new_oid=0, new_file=None, lobject_factory=None):
        """A large object: one that is there, or a new one."""
        self._require_open()
        self._require_sync("lobject")
        factory = lobject_factory or _lobject
        made = factory(self, oid, mode, new_oid, new_file)
        if not isinstance(made, _lobject):
            raise TypeError("lobject factory must be subclass of psycopg2.extensions.lobject")
        return made

    # Transactions

    def commit(self):
        """Commits the transaction."""
        self._end("commit")

    def rollback(self):
        """Rolls the transaction back."""
        self._end("rollback")

    def _end(self, command):
        self._require_open()
        self._require_sync(command)
        if self._block:
            self._end_block(command)
        else:
            self._call(getattr(self._java, command))

    def _begin_block(self):
        """Begins the transaction of a ``with`` block where each statement would be one."""
        if self._entered and not self._block and not self._async and self._java.autocommit():
            call(call(self._java.cursor).execute, "BEGIN")
            self._block = True

    def _end_block(self, command):
        self._block = False
        call(call(self._java.cursor).execute, command.upper())

    def __enter__(self):
        self._require_open()
        if self._entered:
            raise ProgrammingError("the connection cannot be re-entered recursively")
        self._entered = True
        return self

    def __exit__(self, type, name, tb):
        self._entered = False
        if type is None:
            self.commit()
        else:
            self.rollback()

    def xid(self, format_id, gtrid, bqual):
        """The identifier of a transaction."""
        self._require_open()
        return Xid(format_id, gtrid, bqual)

    def tpc_begin(self, xid):
        self._require_open()
        self._require_sync("tpc_begin")
        self._call(self._java.tpcBegin, str(xid_of(xid)))

    def tpc_prepare(self):
        self._require_open()
        self._require_sync("tpc_prepare")
        self._call(self._java.tpcPrepare)

    def tpc_commit(self, xid=None):
        self._require_open()
        self._require_sync("tpc_commit")
        self._call(self._java.tpcCommit, None if xid is None else str(xid_of(xid)))

    def tpc_rollback(self, xid=None):
        self._require_open()
        self._require_sync("tpc_rollback")
        self._call(self._java.tpcRollback, None if xid is None else str(xid_of(xid)))

    def tpc_recover(self):
        """The transactions that are prepared."""
        self._require_open()
        self._require_sync("tpc_recover")
        found = values(self._call(self._java.tpcRecover))
        return [_recovered(*found[i : i + 4]) for i in range(0, len(found), 4)]

    # The session

    @property
    def autocommit(self):
        """Whether each statement is a transaction of its own."""
        return bool(self._async or self._java.autocommit())

    @autocommit.setter
    def autocommit(self, value):
        self._require_open()
        self._require_sync("set_session")
        self._require_no_block()
        self._call(self._java.setSession, None, None, None, bool(value))

    @property
    def isolation_level(self):
        """The isolation of transactions; None is the server's default."""
        level = self._java.isolationLevel()
        return None if level is None else int(level)

    @isolation_level.setter
    def isolation_level(self, value):
        self._set_one("isolation_level", _level("default" if value is None else value))

    @property
    def readonly(self):
        """Whether transactions may not write; None is the server's default."""
        return _boolean(self._java.readonly())

    @readonly.setter
    def readonly(self, value):
        self._set_one("readonly", _trilean("default" if value is None else value))

    @property
    def deferrable(self):
        """Whether serializable read-only transactions wait; None is the server's default."""
        return _boolean(self._java.deferrable())

    @deferrable.setter
    def deferrable(self, value):
        self._set_one("deferrable", _trilean("default" if value is None else value))

    def _set_one(self, name, value):
        self._require_open()
        self._require_sync("set_session")
        self._require_no_block()
        chosen = [value if name == one else None for one in _SETTINGS]
        self._call(self._java.setSession, *chosen, None)

    def set_session(self, isolation_level=None, readonly=None, deferrable=None, autocommit=None):
        """Sets what the next transactions are like; None leaves it."""
        self._require_open()
        self._require_sync("set_session")
        self._require_no_block()
        self._call(
            self._java.setSession,
            _level(isolation_level),
            _trilean(readonly),
            _trilean(deferrable),
            None if autocommit is None else bool(autocommit),
        )

    def set_isolation_level(self, level):
        """Sets the isolation of transactions; 0 is autocommit."""
        self._require_open()
        self._require_sync("set_isolation_level")
        if level is None:
            self.rollback()
            self.isolation_level = None
            self.autocommit = False
        elif not 0 <= int(level) <= 4:
            raise ValueError("isolation level must be between 0 and 4")
        else:
            self._call(self._java.setIsolationLevel, int(level))

    def set_client_encoding(self, encoding):
        self._require_open()
        self._require_sync("set_client_encoding")
        if not isinstance(encoding, str):
            raise TypeError(f"argument 1 must be str, not {type(encoding).__name__}")
        _codec_of(clean(encoding), only_known=True)
        self._call(self._java.setClientEncoding, encoding)
        self._called = self._encoding, clean(encoding)

    def reset(self):
        """Brings the session back to where it began."""
        self._require_open()
        self._require_sync("reset")
        self._call(self._java.reset)

    def cancel(self):
        """Has the server cancel what it executes."""
        call(self._java.cancel)

    def close(self):
        if isinstance(self._java, Unopened):
            self._java = CLOSED
        else:
            self._java.close()

    # Polling

    def poll(self):
        """Goes on with what is under way; says what to wait for."""
        self._require_open()
        opening = self.status == _STATUS_SETUP
        try:
            state = int(self._call(self._java.poll))
        except Error as e:
            raise (_of_connecting(e) if opening else e) from None
        finally:
            if self._selectable is not None:
                self._selectable.rearm()
        if state == 0 and self._awaited is not None and not self._java.isExecuting():
            self._finish()
        return state

    def _await(self, cursor):
        """Takes note of the cursor whose statement is under way."""
        self._awaited = weakref.ref(cursor)

    def _finish(self):
        cursor = self._awaited()
        self._awaited = None
        if cursor is None:
            raise InterfaceError("the asynchronous cursor has disappeared")
        cursor._answered(call(cursor._java.answer))

    def fileno(self):
        """The descriptor to select on."""
        self._require_open()
        if self._selectable is None:
            self._selectable = call(selectable, self._java)
        self._selectable.rearm()
        return self._selectable.fileno()

    # For cursors and adapters

    def _quote_ident(self, name):
        if isinstance(self._java, Unopened) or self.closed == 1:
            raise InterfaceError("connection not valid")
        return str(call(self._java.quoteIdent, text_of(name)))

    def _quote(self, text):
        return str(call(self._java.quote, text_of(text)))

    def __repr__(self):
        where = f"{id(self):#x}; dsn: '{self.dsn}', closed: {self.closed}"
        return f"<connection object at {where}>"


_SETTINGS = ("isolation_level", "readonly", "deferrable")

for _name in (
    "Error", "Warning", "InterfaceError", "DatabaseError", "InternalError", "OperationalError",
    "ProgrammingError", "IntegrityError", "DataError", "NotSupportedError",
):  # fmt: skip
    setattr(connection, _name, getattr(_exceptions, _name))


def _of_connecting(failure):
    """What psycopg2 makes of an error in connecting: the text, and no error code."""
    if isinstance(failure, OperationalError) or getattr(failure, "pgcode", None) is not None:
        text = str(failure)
        return OperationalError(text if text.endswith("\n") else text + "\n")
    return failure


def _codec_of(encoding, only_known=False):
    try:
        return encodings[clean(encoding)]
    except KeyError:
        if only_known and not _is_postgres(encoding):
            return None
        raise OperationalError(
            f"no Python encoding for PostgreSQL encoding '{encoding}'"
        ) from None


def _is_postgres(encoding):
    return clean(encoding) in ("EUCTW", "MULEINTERNAL")


def _level(value):
    if value is None or value == "default":
        return value
    if isinstance(value, int):
        value = int(value)
        if not 1 <= value <= 4:
            raise ValueError("isolation_level must be between 1 and 4")
        return value
    if isinstance(value, bytes):
        value = value.decode()
    if not isinstance(value, str):
        got = type(value).__name__
        raise TypeError(f"Expected bytes or unicode string, got {got} instead")
    if value.upper() == "DEFAULT":
        return "default"
    try:
        return _LEVELS[value.upper()]
    except KeyError:
        raise ValueError(f"bad value for isolation_level: '{value}'") from None


def _trilean(value):
    if isinstance(value, bytes):
        value = value.decode()
    if isinstance(value, str):
        if value.lower() != "default":
            raise ValueError(f"the only string accepted is 'default'; got {value}")
        return "default"
    return None if value is None else bool(value)


def _boolean(value):
    return None if value is None else bool(value)


def _recovered(gid, prepared, owner, database):
    from datetime import datetime

    xid = Xid.from_string(gid)
    xid.prepared = None if prepared is None else datetime.fromisoformat(prepared)
    xid.owner = owner
    xid.database = database
    return xid


def set_wait_callback(callback):
    """Has a function wait in place of connections that block; None for these again."""
    global _callback
    _callback = callback
    if callback is None:
        Driver.setWaitCallback(None)
    else:
        Driver.setWaitCallback(function(lambda java: callback(_known(java)), "Driver.Waiter"))


def get_wait_callback():
    return _callback


def _known(java):
    """The connection that one of Java's belongs to, which may be just being opened."""
    conn = _by_number.get(int(java.number()))
    if conn is None:
        conn = _opening.connection
        conn._take(java)
    return conn
