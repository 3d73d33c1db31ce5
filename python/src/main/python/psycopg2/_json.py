# SPDX-License-Identifier: Apache-2.0
"""JSON."""

import json

from psycopg2._psycopg import ISQLQuote, QuotedString, new_array_type, new_type, register_type

JSON_OID = 114
JSONARRAY_OID = 199
JSONB_OID = 3802
JSONBARRAY_OID = 3807


class Json:
    """Has any object written as JSON, by ``dumps``, which may be overridden."""

    def __init__(self, adapted, dumps=None):
        self.adapted = adapted
        self._conn = None
        self._dumps = dumps or json.dumps

    def __conform__(self, proto):
        return self if proto is ISQLQuote else None

    def dumps(self, obj):
        """An object as JSON."""
        return self._dumps(obj)

    def prepare(self, conn):
        self._conn = conn

    def getquoted(self):
        quoted = QuotedString(self.dumps(self.adapted))
        if self._conn is not None:
            quoted.prepare(self._conn)
        return quoted.getquoted()

    def __str__(self):
        return self.getquoted().decode("ascii", "replace")


def register_json(
    conn_or_curs=None, globally=False, loads=None, oid=None, array_oid=None, name="json"
):
    """Has JSON read by a function; asks the database for the type's oid if it is not given."""
    if oid is None:
        oid, array_oid = _get_json_oids(conn_or_curs, name)
    JSON, JSONARRAY = _create_json_typecasters(oid, array_oid, loads=loads, name=name.upper())
    scope = None if globally else conn_or_curs
    register_type(JSON, scope)
    if JSONARRAY is not None:
        register_type(JSONARRAY, scope)
    return JSON, JSONARRAY


def register_default_json(conn_or_curs=None, globally=False, loads=None):
    """The same for ``json``, whose oid never changes."""
    return register_json(
        conn_or_curs, globally, loads, oid=JSON_OID, array_oid=JSONARRAY_OID
    )


def register_default_jsonb(conn_or_curs=None, globally=False, loads=None):
    """The same for ``jsonb``."""
    return register_json(
        conn_or_curs, globally, loads, oid=JSONB_OID, array_oid=JSONBARRAY_OID, name="jsonb"
    )


def _create_json_typecasters(oid, array_oid, loads=None, name="JSON"):
    if loads is None:
        loads = json.loads

    def typecast_json(s, cur):
        return None if s is None else loads(s)

    JSON = new_type((oid,), name, typecast_json)
    JSONARRAY = None
    if array_oid is not None:
        JSONARRAY = new_array_type((array_oid,), name + "ARRAY", JSON)
    return JSON, JSONARRAY


def _get_json_oids(conn_or_curs, name="json"):
    from psycopg2._catalog import connection_of, outside_transaction

    conn, curs = connection_of(conn_or_curs)
    with outside_transaction(conn):
        curs.execute("SELECT t.oid, typarray FROM pg_type t WHERE t.typname = %s", (name,))
        found = curs.fetchone()
    if found is None:
        raise conn.ProgrammingError(f"{name} data type not found")
    return found
