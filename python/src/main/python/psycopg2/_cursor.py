# SPDX-License-Identifier: Apache-2.0
"""Cursors."""

from datetime import timezone
from operator import index

from psycopg2 import _casts
from psycopg2._adapters import codec
from psycopg2._arguments import chosen, crossed, packed, placeholders, raise_unencodable
from psycopg2._bridge import JavaError, array, arrived, function, values
from psycopg2._column import Column
from psycopg2._copy import CopyCommands
from psycopg2._exceptions import (
    Error,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
    call,
    error,
)
from psycopg2._local import Local
from psycopg2._rows import Rows

_SETS_AT_A_TIME = 100


class cursor(CopyCommands, Local):
    """A database cursor."""

    __slots__ = (
        "_conn",
        "_name",
        "_java",
        "_closed",
        "_rows",
        "_rowcount",
        "_status",
        "_columns",
        "_description",
        "_sent",
        "_withhold",
        "_scrollable",
        "_itersize",
        "_arraysize",
        "row_factory",
        "tzinfo_factory",
        "string_types",
        "binary_types",
        "__weakref__",
    )
    __module__ = "psycopg2.extensions"

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self._conn = None
        self._begin()
        self._withhold = False
        self._scrollable = None
        self._itersize = 2000
        self._arraysize = 1
        self.row_factory = None
        self.tzinfo_factory = timezone
        self.string_types = None
        self.binary_types = None
        return self

    def _begin(self):
        """Makes it a cursor that has executed nothing."""
        self._name = None
        self._java = None
        self._closed = False
        self._rows = None
        self._rowcount = -1
        self._status = None
        self._columns = None
        self._description = None
        self._sent = False

    def __init__(self, conn, name=None):
        from psycopg2._connection import connection

        if not isinstance(conn, connection):
            got = type(conn).__name__
            raise TypeError(f"argument 1 must be psycopg2.extensions.connection, not {got}")
        if name is not None and not isinstance(name, (str, bytes)):
            raise TypeError(f"Expected bytes or unicode string, got {type(name).__name__} instead")
        if self._conn is not None:
            self._begin()  # anew
        self._conn = conn
        self._name = name.decode(conn._codec) if isinstance(name, bytes) else name

    # What it is

    connection = property(lambda self: self._conn, doc="The connection that this is a cursor of.")
    name = property(lambda self: self._name, doc="The name of the cursor on the server, or None.")
    rowcount = property(lambda self: self._rowcount, doc="How many rows it is about.")
    statusmessage = property(lambda self: self._status, doc="The server's word for what was done.")
    typecaster = property(lambda self: None)
    pgresult_ptr = property(lambda self: None, doc="None: there is no libpq here.")

    @property
    def closed(self):
        """Whether it was closed, or its connection was."""
        return self._closed or bool(self._conn is not None and self._conn.closed)

    @property
    def description(self):
        """A Column for each column of the result, None if there is no result."""
        if self._description is None and self._columns is not None:
            flat = self._columns
            self._description = tuple(
                [Column._of(*flat[i : i + 7]) for i in range(0, len(flat), 7)]
            )
        return self._description

    @property
    def rownumber(self):
        """The number of the row that is fetched next."""
        return 0 if self._rows is None else self._rows.number

    @property
    def lastrowid(self):
        """The oid of a row that was inserted: 0, for rows have none any more."""
        words = (self._status or "").split()
        return int(words[1]) if len(words) == 3 and words[0] == "INSERT" else 0

    @property
    def query(self):
        """The last statement as it was sent."""
        if self._sent:
            sent = self._java.query()
            return None if sent is None else arrived(str(sent))
        return None

    @property
    def itersize(self):
        """How many rows iteration over a named cursor fetches at a time."""
        return self._itersize

    @itersize.setter
    def itersize(self, rows):
        self._itersize = index(rows)

    @property
    def arraysize(self):
        """How many rows ``fetchmany()`` fetches if it is not told."""
        return self._arraysize

    @arraysize.setter
    def arraysize(self, rows):
        self._arraysize = index(rows)

    @property
    def withhold(self):
        """Whether a named cursor outlives its transaction."""
        return self._withhold

    @withhold.setter
    def withhold(self, value):
        if value and self._name is None:
            raise ProgrammingError("trying to set .withhold on unnamed cursor")
        self._withhold = bool(value)
        if self._java is not None:
            call(self._java.withHold, self._withhold)

    @property
    def scrollable(self):
        """Whether a named cursor can move backwards; None leaves it to the server."""
        return self._scrollable

    @scrollable.setter
    def scrollable(self, value):
        if value is not None and self._name is None:
            raise ProgrammingError("trying to set .scrollable on unnamed cursor")
        self._scrollable = None if value is None else bool(value)
        if self._java is not None:
            call(self._java.scrollable, self._scrollable)

    # Its half in Java

    def _open(self):
        """The cursor in Java, if this one and its connection are open."""
        if self._conn is None:
            raise InterfaceError("the cursor has no connection")
        if self._closed or self._conn.closed:
            raise InterfaceError("cursor already closed")
        return self._half()

    def _half(self):
        if self._java is None:
            conn = self._conn._java
            if self._name is None:
                self._java = call(conn.cursor)
            else:
                self._java = call(conn.named, self._name, self._scrollable, self._withhold)
        return self._java

    def _call(self, method, *args):
        """Calls a method of Java's; a server's error takes the result away."""
        self._sent = True
        try:
            return method(*args)
        except JavaError as e:
            failure = error(e, self)
        if isinstance(failure, Error) and failure.pgcode is not None:
            self._forget()
        self._conn._hear()
        raise failure

    def _forget(self, status=""):
        self._rows = None
        self._rowcount = -1
        self._status = status
        self._columns = None
        self._description = None

    def _answered(self, answer):
        """Takes in what a statement gave."""
        news, self._rowcount, self._status, has_rows, *columns = values(answer)
        self._description = None
        self._columns = columns if has_rows else None
        self._rows = Rows.of(self, columns) if has_rows or self._name is not None else None
        if news:
            self._conn._hear()

    # Statements

    def _statement(self, query):
        if isinstance(query, str):
            text = query
        elif isinstance(query, bytes):
            text = query.decode(codec(self._conn))
        elif not query:
            text = ""
        else:
            text = self._composed(query)
        if not text:
            raise ProgrammingError("can't execute an empty query")
        return text

    def _composed(self, query):
        from psycopg2.sql import Composable

        if isinstance(query, Composable):
            text = query.as_string(self)
            if isinstance(text, bytes):
                return text.decode(codec(self._conn))
            if isinstance(text, str):
                return text
            got = type(text).__name__
            raise TypeError(f"as_string() should return a string: got {got} instead")
        got = type(query).__name__
        raise TypeError(f"argument 1 must be a string or unicode object: got {got} instead")

    def execute(self, query, vars=None):
        """Executes a statement, with values for its placeholders."""
        self._run(query, vars)

    def _run(self, query, given):
        java = self._open()
        self._conn._require_idle("execute")
        sql = self._statement(query)
        self._sent = False
        if self._name is None:
            self._rows = None
        if given is None:
            run = (java.execute, sql)
            names = ()
        else:
            names, given = chosen(sql, given)
        try:
            if given is not None:
                tags, flat = crossed(given, self._conn)
                if names:
                    run = (java.executeNamed, sql, array(names), tags, flat)
                else:
                    run = (java.executeWith, sql, tags, flat)
            if self._name is None:
                self._forget()
            self._conn._begin_block()
            answer = self._call(*run)
        except UnicodeEncodeError:
            raise_unencodable([sql, *(given or ())], self._conn)
            raise
        if answer is None:
            self._conn._await(self)
        else:
            self._answered(answer)

    def executemany(self, query, vars_list):
        """Executes a statement for each of many sets of values."""
        java = self._open()
        self._conn._require_sync("executemany")
        if self._name is not None:
            raise ProgrammingError("can't call .executemany() on named cursors")
        self._rowcount = -1
        sql = self._statement(query)
        self._sent = False
        self._rows = None
        sets = _Sets(sql, vars_list, self._conn)
        self._conn._begin_block()
        names = array(placeholders(sql)[1])
        answer = self._call(java.executeMany, sql, names, function(sets.next, "PyCursor.Sets"))
        self._answered(answer)
        self._rows = None
        self._columns = self._description = None

    def callproc(self, procname, parameters=None):
        """Calls a function of the database's."""
        self._open()
        self._conn._require_idle("callproc")
        if self._name is not None:
            raise ProgrammingError("can't call .callproc() on named cursors")
        name = text_of(procname)
        if not parameters:
            self._run(f"SELECT * FROM {name}()", None)
            return parameters
        if isinstance(parameters, dict):
            names = [self._conn._quote_ident(text_of(key)) for key in parameters]
            places = ",".join([key + ":=%s" for key in names])
            self._run(f"SELECT * FROM {name}({places})", list(parameters.values()))
            return None
        places = ",".join(["%s"] * len(parameters))
        self._run(f"SELECT * FROM {name}({places})", parameters)
        return parameters

    def mogrify(self, query, vars=None):
        """The statement as it would be sent."""
        java = self._half()
        sql = self._statement(query)
        if vars is None:
            sent = call(java.mogrify, sql)
        else:
            names, chosen_values = chosen(sql, vars)
            tags, flat = crossed(chosen_values, self._conn)
            if names:
                sent = call(java.mogrifyNamed, sql, array(names), tags, flat)
            else:
                sent = call(java.mogrifyWith, sql, tags, flat)
        return arrived(str(sent))

    # Rows

    def _fetchable(self):
        self._open()
        if self._rows is None:
            if self._name is not None:
                self._rows = Rows.of(self, None)
            else:
                raise ProgrammingError("no results to fetch")
        return self._rows

    def fetchone(self):
        """The next row, None after the last."""
        return self._fetchable().one()

    def fetchmany(self, size=None):
        """The next rows, as many as ``arraysize`` says if no number is given."""
        if size is None:
            size = self.arraysize
        return self._fetchable().many(index(size))

    def fetchall(self):
        """The rows that are left."""
        return self._fetchable().many(-1)

    def __iter__(self):
        self._open()
        return self

    def __next__(self):
        row = self._fetchable().following(self._itersize)
        if row is None:
            raise StopIteration
        return row

    def scroll(self, value, mode="relative"):
        """Moves among the rows."""
        self._open()
        value = index(value)
        if mode not in ("relative", "absolute"):
            raise ProgrammingError("scroll mode must be 'relative' or 'absolute'")
        if self._rows is None and self._name is None:
            raise ProgrammingError("scroll destination out of bounds")
        self._fetchable().scroll(value, mode == "absolute")

    def cast(self, oid, s):
        """Reads a value's text as this cursor would."""
        caster = self._caster(oid)
        if caster is None:
            return s
        return caster._cast(s, self) if isinstance(caster, _casts.type) else caster(s, self)

    def _caster(self, oid):
        for registered in (self.string_types, self._conn._string_types, _casts.string_types):
            if registered and oid in registered:
                return registered[oid]
        return None

    # The rest

    def nextset(self):
        self._open()
        raise NotSupportedError("not supported by PostgreSQL")

    def setinputsizes(self, sizes):
        """Does nothing."""
        self._open()

    def setoutputsize(self, size, column=None):
        """Does nothing."""
        self._open()

    def close(self):
        """Closes it; a named one on the server as well."""
        if self._closed:
            return
        if self._name is not None and not self._conn.closed:
            if self._java is None:
                self._half()
            call(self._java.close)
        self._closed = True
        self._rows = None

    def __enter__(self):
        return self

    def __exit__(self, type, name, tb):
        self.close()

    def __repr__(self):
        return f"<cursor object at {id(self):#x}; closed: {int(self.closed)}>"


def text_of(value):
    """A text, which may have been given in bytes."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, str):
        return value
    raise TypeError(f"Expected bytes or unicode string, got {type(value).__name__} instead")


class _Sets:
    """Sets of arguments, handed over several at a time."""

    def __init__(self, sql, sets, conn):
        self._names = placeholders(sql)[1]
        self._sql = sql
        self._iterator = iter(sets)
        self._conn = conn
        self._failure = None

    def next(self):
        if self._failure is not None:
            raise self._failure
        flat = []
        try:
            for count, given in enumerate(self._iterator, 1):
                tags, more = packed(chosen(self._sql, given)[1], self._conn)
                flat.append(tags)
                flat += more
                if count == _SETS_AT_A_TIME:
                    break
        except BaseException as e:
            if not flat:
                raise
            self._failure = e  # of the set after those that are handed over
        return array(flat)
