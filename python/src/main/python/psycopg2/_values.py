# SPDX-License-Identifier: Apache-2.0
"""UUIDs, and network addresses as text."""

from psycopg2 import extensions as _ext


class UUID_adapter:
    """Writes a ``uuid.UUID``."""

    __module__ = "psycopg2.extras"

    def __init__(self, uuid):
        self._uuid = uuid

    def __conform__(self, proto):
        return self if proto is _ext.ISQLQuote else None

    def getquoted(self):
        return f"'{self._uuid}'::uuid".encode()

    def __str__(self):
        return f"'{self._uuid}'::uuid"


def register_uuid(oids=None, conn_or_curs=None):
    """Has uuid read as ``uuid.UUID``, and that written as uuid."""
    import uuid

    if not oids:
        oid1, oid2 = 2950, 2951
    elif isinstance(oids, (list, tuple)):
        oid1, oid2 = oids
    else:
        oid1, oid2 = oids, 2951
    _ext.UUID = _ext.new_type(
        (oid1,), "UUID", lambda data, cursor: data and uuid.UUID(data) or None
    )
    _ext.UUIDARRAY = _ext.new_array_type((oid2,), "UUID[]", _ext.UUID)
    _ext.register_type(_ext.UUID, conn_or_curs)
    _ext.register_type(_ext.UUIDARRAY, conn_or_curs)
    _ext.register_adapter(uuid.UUID, UUID_adapter)
    return _ext.UUID


class Inet:
    """An address, to be written as inet."""

    __module__ = "psycopg2.extras"

    def __init__(self, addr):
        self.addr = addr

    def __repr__(self):
        return f"{type(self).__name__}({self.addr!r})"

    def prepare(self, conn):
        self._conn = conn

    def getquoted(self):
        adapted = _ext.adapt(self.addr)
        if hasattr(self, "_conn") and hasattr(adapted, "prepare"):
            adapted.prepare(self._conn)
        return adapted.getquoted() + b"::inet"

    def __conform__(self, proto):
        return self if proto is _ext.ISQLQuote else None

    def __str__(self):
        return str(self.addr)


def register_inet(oid=None, conn_or_curs=None):
    """Has inet read as ``Inet``. Deprecated: ``register_ipaddress`` is better."""
    import warnings

    warnings.warn(
        "the inet adapter is deprecated, it's not very useful",
        DeprecationWarning,
        stacklevel=2,
    )
    if not oid:
        oid1, oid2 = 869, 1041
    elif isinstance(oid, (list, tuple)):
        oid1, oid2 = oid
    else:
        oid1, oid2 = oid, 1041
    _ext.INET = _ext.new_type(
        (oid1,), "INET", lambda data, cursor: data and Inet(data) or None
    )
    _ext.INETARRAY = _ext.new_array_type((oid2,), "INETARRAY", _ext.INET)
    _ext.register_type(_ext.INET, conn_or_curs)
    _ext.register_type(_ext.INETARRAY, conn_or_curs)
    return _ext.INET
