# SPDX-License-Identifier: Apache-2.0
"""hstore: dictionaries from strings to strings."""

import re as _re

import psycopg2
from psycopg2 import extensions as _ext
from psycopg2._catalog import connection_of, outside_transaction


class HstoreAdapter:
    """Writes dictionaries as hstore."""

    __module__ = "psycopg2.extras"

    def __init__(self, wrapped):
        self.wrapped = wrapped

    def prepare(self, conn):
        self.conn = conn
        if conn.server_version < 90000:
            self.getquoted = self._getquoted_8

    def _quoted(self, value):
        adapted = _ext.adapt(value)
        if hasattr(adapted, "prepare"):
            adapted.prepare(self.conn)
        return adapted.getquoted()

    def _getquoted_8(self):
        """One hstore for each key, put together, as servers before 9.0 have it."""
        if not self.wrapped:
            return b"''::hstore"
        pairs = [
            b"(%s => %s)" % (self._quoted(k), b"NULL" if v is None else self._quoted(v))
            for k, v in self.wrapped.items()
        ]
        return b"(" + b"||".join(pairs) + b")"

    def _getquoted_9(self):
        if not self.wrapped:
            return b"''::hstore"
        keys = self._quoted(list(self.wrapped.keys()))
        values = self._quoted(list(self.wrapped.values()))
        return b"hstore(" + keys + b", " + values + b")"

    getquoted = _getquoted_9

    _re_hstore = _re.compile(
        r"""
        "((?:[^"\\]|\\.)*)"             # the key
        \s*=>\s*
        (?: NULL | "((?:[^"\\]|\\.)*)" ) # the value
        (?:\s*,\s*|$)
        """,
        _re.VERBOSE | _re.DOTALL,
    )

    @classmethod
    def parse(self, s, cur, _bsdec=_re.compile(r"\\(.)", _re.DOTALL)):
        """A dictionary of an hstore's text."""
        if s is None:
            return None
        found = {}
        start = 0
        for pair in self._re_hstore.finditer(s):
            if pair.start() != start:
                raise psycopg2.InterfaceError(f"error parsing hstore pair at char {start}")
            key = _bsdec.sub(r"\1", pair.group(1))
            value = pair.group(2)
            found[key] = None if value is None else _bsdec.sub(r"\1", value)
            start = pair.end()
        if start < len(s):
            raise psycopg2.InterfaceError(
                f"error parsing hstore: unparsed data after char {start}"
            )
        return found

    @classmethod
    def parse_unicode(self, s, cur):
        """The same of bytes."""
        if s is None:
            return None
        if isinstance(s, bytes):
            s = s.decode(_ext.encodings[cur.connection.encoding])
        return self.parse(s, cur)

    @classmethod
    def get_oids(self, conn_or_curs):
        """The oids of hstore and of its arrays, in all schemas that have it."""
        conn, curs = connection_of(conn_or_curs)
        with outside_transaction(conn):
            curs.execute(
                "SELECT t.oid, typarray FROM pg_type t"
                " JOIN pg_namespace ns ON typnamespace = ns.oid"
                " WHERE typname = 'hstore'"
            )
            found = curs.fetchall()
        return tuple(oid for oid, _ in found), tuple(array for _, array in found if array)


def register_hstore(conn_or_curs, globally=False, unicode=False, oid=None, array_oid=None):
    """Has hstore read as dictionaries, and dictionaries written as hstore."""
    if oid is None:
        oid, array_oid = HstoreAdapter.get_oids(conn_or_curs)
        if not oid:
            raise psycopg2.ProgrammingError(
                "hstore type not found in the database. "
                "please install it from your 'contrib/hstore.sql' file"
            )
    oid = (oid,) if isinstance(oid, int) else oid
    if array_oid is not None:
        array_oid = (array_oid,) if isinstance(array_oid, int) else tuple(array_oid)
    HSTORE = _ext.new_type(oid, "HSTORE", HstoreAdapter.parse)
    scope = None if globally else conn_or_curs
    _ext.register_type(HSTORE, scope)
    _ext.register_adapter(dict, HstoreAdapter)
    if array_oid:
        _ext.register_type(_ext.new_array_type(array_oid, "HSTOREARRAY", HSTORE), scope)
