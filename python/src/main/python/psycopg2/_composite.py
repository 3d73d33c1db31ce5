# SPDX-License-Identifier: Apache-2.0
"""Composite types, and the rows of tables."""

import re as _re
from collections import namedtuple

import psycopg2
from psycopg2 import extensions as _ext
from psycopg2._catalog import connection_of, outside_transaction
from psycopg2._rowtypes import _re_clean

_ATTRIBUTES = """\
SELECT t.oid, typarray, attname, atttypid{more}
FROM pg_type t
JOIN pg_namespace ns ON typnamespace = ns.oid
JOIN pg_attribute a ON attrelid = typrelid
WHERE {which}
    AND attnum > 0 AND NOT attisdropped
ORDER BY attnum
"""


class CompositeCaster:
    """Reads the values of a composite type, as named tuples unless ``make`` is overridden."""

    __module__ = "psycopg2.extras"

    def __init__(self, name, oid, attrs, array_oid=None, schema=None):
        self.name = name
        self.schema = schema
        self.oid = oid
        self.array_oid = array_oid
        self.attnames = [attribute[0] for attribute in attrs]
        self.atttypes = [attribute[1] for attribute in attrs]
        self._create_type(name, self.attnames)
        self.typecaster = _ext.new_type((oid,), name, self.parse)
        self.array_typecaster = None
        if array_oid:
            self.array_typecaster = _ext.new_array_type(
                (array_oid,), f"{name}ARRAY", self.typecaster
            )

    def parse(self, s, curs):
        """A value of its text."""
        if s is None:
            return None
        tokens = self.tokenize(s)
        if len(tokens) != len(self.atttypes):
            raise psycopg2.DataError(
                "expecting %d components for the type %s, %d found instead"
                % (len(self.atttypes), self.name, len(tokens))
            )
        return self.make(
            [curs.cast(oid, token) for oid, token in zip(self.atttypes, tokens)]
        )

    def make(self, values):
        """A value of its attributes' values."""
        return self._ctor(values)

    _re_tokenize = _re.compile(
        r"""
        \(? ([,)])                      # nothing: NULL
        | \(? " ((?: [^"] | "")*) " [,)] # in quotes
        | \(? ([^",)]+) [,)]            # without
        """,
        _re.VERBOSE,
    )
    _re_undouble = _re.compile(r'(["\\])\1')

    @classmethod
    def tokenize(self, s):
        """The attributes' texts, None for NULL."""
        tokens = []
        for found in self._re_tokenize.finditer(s):
            if found.group(1) is not None:
                tokens.append(None)
            elif found.group(2) is not None:
                tokens.append(self._re_undouble.sub(r"\1", found.group(2)))
            else:
                tokens.append(found.group(3))
        return tokens

    def _create_type(self, name, attnames):
        name = _re_clean.sub("_", name)
        self.type = namedtuple(name, attnames, module="psycopg2.extras")
        self._ctor = self.type._make

    @classmethod
    def _from_db(self, name, conn_or_curs):
        conn, curs = connection_of(conn_or_curs)
        schema, plain = name.rsplit(".", 1) if "." in name else ("public", name)
        with outside_transaction(conn):
            curs.execute(
                _ATTRIBUTES.format(more="", which="typname = %s AND nspname = %s"),
                (plain, schema),
            )
            found = curs.fetchall()
            if not found:
                found = _by_name(conn, curs, name)
                if found:
                    plain, schema = found[0][4:6]
        if not found:
            raise psycopg2.ProgrammingError(f"PostgreSQL type '{name}' not found")
        oid, array_oid = found[0][:2]
        attributes = [(row[2], row[3]) for row in found]
        return self(plain, oid, attributes, array_oid=array_oid, schema=schema)


def _by_name(conn, curs, name):
    """What the search path finds by a name."""
    in_transaction = not conn.autocommit
    if in_transaction:
        curs.execute("SAVEPOINT register_type")
    try:
        curs.execute(
            _ATTRIBUTES.format(more=", typname, nspname", which="t.oid = %s::regtype"), (name,)
        )
        found = curs.fetchall()
    except psycopg2.ProgrammingError:
        if in_transaction:
            curs.execute("ROLLBACK TO SAVEPOINT register_type")
        return []
    if in_transaction:
        curs.execute("RELEASE SAVEPOINT register_type")
    return found


def register_composite(name, conn_or_curs, globally=False, factory=None):
    """Has a composite type of the database's read by a caster, ``CompositeCaster`` or below."""
    if factory is None:
        factory = CompositeCaster
    caster = factory._from_db(name, conn_or_curs)
    scope = None if globally else conn_or_curs
    _ext.register_type(caster.typecaster, scope)
    if caster.array_typecaster is not None:
        _ext.register_type(caster.array_typecaster, scope)
    return caster
