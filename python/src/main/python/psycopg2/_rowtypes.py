# SPDX-License-Identifier: Apache-2.0
"""Cursors whose rows are known by their columns' names."""

import re as _re
from collections import OrderedDict, namedtuple
from functools import lru_cache

from psycopg2.extensions import connection as _connection
from psycopg2.extensions import cursor as _cursor


class DictCursorBase(_cursor):
    """The base of cursors with dictionaries: rows need the columns' names, which come with them."""

    __module__ = "psycopg2.extras"

    def __init__(self, *args, **kwargs):
        if "row_factory" not in kwargs:
            raise NotImplementedError(
                "DictCursorBase can't be instantiated without a row factory."
            )
        row_factory = kwargs.pop("row_factory")
        super().__init__(*args, **kwargs)
        self._query_executed = False
        self._prefetch = False
        self.row_factory = row_factory

    def fetchone(self):
        return self._with_index(super().fetchone)

    def fetchmany(self, size=None):
        return self._with_index(lambda: _cursor.fetchmany(self, size))

    def fetchall(self):
        return self._with_index(super().fetchall)

    def _with_index(self, fetch):
        """Rows of a named cursor are there before their names are known, of others after."""
        if self._prefetch:
            rows = fetch()
        if self._query_executed:
            self._build_index()
        return rows if self._prefetch else fetch()

    def __iter__(self):
        try:
            if self._prefetch:
                rows = super().__iter__()
                first = next(rows)
            if self._query_executed:
                self._build_index()
            if not self._prefetch:
                rows = super().__iter__()
                first = next(rows)
            yield first
            while True:
                yield next(rows)
        except StopIteration:
            return


class DictConnection(_connection):
    """A connection whose cursors are ``DictCursor``."""

    __module__ = "psycopg2.extras"

    def cursor(self, *args, **kwargs):
        kwargs.setdefault("cursor_factory", self.cursor_factory or DictCursor)
        return super().cursor(*args, **kwargs)


class DictCursor(DictCursorBase):
    """A cursor whose rows are lists that are looked into by names as well."""

    __module__ = "psycopg2.extras"

    def __init__(self, *args, **kwargs):
        kwargs["row_factory"] = DictRow
        super().__init__(*args, **kwargs)
        self._prefetch = True
        self.index = OrderedDict()

    def execute(self, query, vars=None):
        self.index = OrderedDict()
        self._query_executed = True
        return super().execute(query, vars)

    def callproc(self, procname, vars=None):
        self.index = OrderedDict()
        self._query_executed = True
        return super().callproc(procname, vars)

    def _build_index(self):
        if self._query_executed and self.description:
            for i, column in enumerate(self.description):
                self.index[column[0]] = i
            self._query_executed = False


class DictRow(list):
    """A row that is a list, and a dictionary by the columns' names."""

    __module__ = "psycopg2.extras"
    __slots__ = ("_index",)

    def __init__(self, cursor):
        self._index = cursor.index
        self[:] = [None] * len(cursor.description)

    def __getitem__(self, x):
        if not isinstance(x, (int, slice)):
            x = self._index[x]
        return super().__getitem__(x)

    def __setitem__(self, x, v):
        if not isinstance(x, (int, slice)):
            x = self._index[x]
        super().__setitem__(x, v)

    def items(self):
        g = super().__getitem__
        return ((name, g(i)) for name, i in self._index.items())

    def keys(self):
        return iter(self._index)

    def values(self):
        g = super().__getitem__
        return (g(i) for i in self._index.values())

    def get(self, x, default=None):
        try:
            return self[x]
        except Exception:
            return default

    def copy(self):
        return OrderedDict(self.items())

    def __contains__(self, x):
        return x in self._index

    def __reduce__(self):
        # An OrderedDict does not know the list that it would be made of.
        return super().__reduce__()

    def __getstate__(self):
        return self[:], self._index.copy()

    def __setstate__(self, data):
        self[:] = data[0]
        self._index = data[1]


class RealDictConnection(_connection):
    """A connection whose cursors are ``RealDictCursor``."""

    __module__ = "psycopg2.extras"

    def cursor(self, *args, **kwargs):
        kwargs.setdefault("cursor_factory", self.cursor_factory or RealDictCursor)
        return super().cursor(*args, **kwargs)


class RealDictCursor(DictCursorBase):
    """A cursor whose rows are dictionaries, and nothing else."""

    __module__ = "psycopg2.extras"

    def __init__(self, *args, **kwargs):
        kwargs["row_factory"] = RealDictRow
        super().__init__(*args, **kwargs)

    def execute(self, query, vars=None):
        self.column_mapping = []
        self._query_executed = True
        return super().execute(query, vars)

    def callproc(self, procname, vars=None):
        self.column_mapping = []
        self._query_executed = True
        return super().callproc(procname, vars)

    def _build_index(self):
        if self._query_executed and self.description:
            self.column_mapping = [column[0] for column in self.description]
            self._query_executed = False


class RealDictRow(OrderedDict):
    """A row that is a dictionary."""

    __module__ = "psycopg2.extras"

    def __init__(self, *args, **kwargs):
        if args and isinstance(args[0], _cursor):
            cursor = args[0]
            args = args[1:]
        else:
            cursor = None
        super().__init__(*args, **kwargs)
        if cursor is not None:
            # The names, until all the values have come: they come by number.
            cursor._build_index()
            self[RealDictRow] = cursor.column_mapping

    def __setitem__(self, key, value):
        if RealDictRow in self:
            names = self[RealDictRow]
            super().__setitem__(names[key], value)
            if key == len(names) - 1:
                del self[RealDictRow]
            return
        super().__setitem__(key, value)


class NamedTupleConnection(_connection):
    """A connection whose cursors are ``NamedTupleCursor``."""

    __module__ = "psycopg2.extras"

    def cursor(self, *args, **kwargs):
        kwargs.setdefault("cursor_factory", self.cursor_factory or NamedTupleCursor)
        return super().cursor(*args, **kwargs)


class NamedTupleCursor(_cursor):
    """A cursor whose rows are named tuples."""

    __module__ = "psycopg2.extras"

    Record = None
    MAX_CACHE = 1024

    def execute(self, query, vars=None):
        self.Record = None
        return super().execute(query, vars)

    def executemany(self, query, vars):
        self.Record = None
        return super().executemany(query, vars)

    def callproc(self, procname, vars=None):
        self.Record = None
        return super().callproc(procname, vars)

    def fetchone(self):
        row = super().fetchone()
        return None if row is None else self._record()._make(row)

    def fetchmany(self, size=None):
        rows = super().fetchmany(size)
        return [self._record()._make(row) for row in rows] if rows else rows

    def fetchall(self):
        rows = super().fetchall()
        return [self._record()._make(row) for row in rows] if rows else rows

    def __iter__(self):
        try:
            rows = super().__iter__()
            first = next(rows)
            record = self._record()
            yield record._make(first)
            while True:
                yield record._make(next(rows))
        except StopIteration:
            return

    def _record(self):
        if self.Record is None:
            self.Record = self._make_nt()
        return self.Record

    def _make_nt(self):
        return self._cached_make_nt(tuple(column[0] for column in self.description or ()))

    @classmethod
    def _do_make_nt(cls, key):
        fields = []
        for name in key:
            name = _re_clean.sub("_", name)
            # Python takes no name that begins so.
            fields.append("f" + name if name[0] == "_" or "0" <= name[0] <= "9" else name)
        return namedtuple("Record", fields, module="psycopg2.extras")


_re_clean = _re.compile("[" + _re.escape(" !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~") + "]")


@lru_cache(maxsize=512)
def _cached_make_nt(cls, key):
    return cls._do_make_nt(key)


NamedTupleCursor._cached_make_nt = classmethod(_cached_make_nt)
