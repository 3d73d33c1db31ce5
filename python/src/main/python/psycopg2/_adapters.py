# SPDX-License-Identifier: Apache-2.0
"""Values on their way into SQL: the adapters of Python's own types, and who finds them."""

import datetime as _datetime
import math

from psycopg2._exceptions import ProgrammingError
from psycopg2._local import Local

#: (type, protocol) and what makes an adapter of a value of the type.
adapters = {}


class ISQLQuote:
    """What an adapter is: an object that knows how a value is written in SQL."""

    __slots__ = ("_wrapped", "__weakref__")

    def __init__(self, wrapped):
        self._wrapped = wrapped

    def getquoted(self):
        """The value as SQL, in bytes."""
        return None

    def getbinary(self):
        return None

    def getbuffer(self):
        return None


def adapt(obj, protocol=ISQLQuote, alternate=None):
    """Finds the adapter of a value."""
    cls = type(obj)
    found = adapters.get((cls, protocol))
    if found is not None:
        return found(obj)
    conform = getattr(protocol, "__adapt__", None)
    if conform is not None:
        adapted = conform(obj)
        if adapted is not None:
            return adapted
    conform = getattr(obj, "__conform__", None)
    if conform is not None:
        adapted = conform(protocol)
        if adapted is not None:
            return adapted
    for base in cls.__mro__[1:]:
        found = adapters.get((base, protocol))
        if found is not None:
            return found(obj)
    raise ProgrammingError(f"can't adapt type '{cls.__name__}'")


def quoted(obj, conn):
    """A value as SQL, in bytes, for a connection or for none."""
    if obj is None:
        return b"NULL"
    adapted = adapt(obj)
    if conn is not None:
        prepare = getattr(adapted, "prepare", None)
        if prepare is not None:
            prepare(conn)
    sql = adapted.getquoted()
    if isinstance(sql, str):
        sql = sql.encode(codec(conn))
    elif not isinstance(sql, bytes):
        raise ValueError(f"only bytes values expected, got {type(sql).__name__}")
    return sql


def codec(conn):
    """The codec of a connection's text; without one, that of adapters on their own."""
    return "latin-1" if conn is None else conn._codec


class _Adapter(Local):
    """An adapter of psycopg2's own: it conforms to the protocol itself."""

    __slots__ = ("_adapted", "__weakref__")
    __module__ = "psycopg2.extensions"

    def __init__(self, obj):
        self._adapted = obj

    adapted = property(lambda self: self._adapted, doc="The value.")

    def __conform__(self, protocol):
        return self if protocol is ISQLQuote else None

    def __str__(self):
        return self.getquoted().decode(self._codec())

    def _codec(self):
        return "utf-8"


class AsIs(_Adapter):
    """Text that is SQL already."""

    __slots__ = ()
    __module__ = "psycopg2.extensions"

    def getquoted(self):
        return b"NULL" if self.adapted is None else str(self.adapted).encode()


class Boolean(_Adapter):
    __slots__ = ()
    __module__ = "psycopg2.extensions"

    def getquoted(self):
        return b"true" if self.adapted else b"false"


def _signed(text):
    # "5-%s" must not become the start of a comment.
    return (" " + text if text.startswith("-") else text).encode()


class Int(_Adapter):
    __slots__ = ()
    __module__ = "psycopg2.extensions"

    def getquoted(self):
        return _signed(str(int(self.adapted)))


class Float(_Adapter):
    __slots__ = ()
    __module__ = "psycopg2.extensions"

    def getquoted(self):
        if math.isnan(self.adapted):
            return b"'NaN'::float"
        if math.isinf(self.adapted):
            return b"'Infinity'::float" if self.adapted > 0 else b"'-Infinity'::float"
        return _signed(repr(self.adapted))


class Decimal(_Adapter):
    __slots__ = ()
    __module__ = "psycopg2._psycopg"

    def getquoted(self):
        if not self.adapted.is_finite():
            return b"'NaN'::numeric"
        return _signed(str(self.adapted))


class _Prepared(_Adapter):
    """An adapter that asks the connection it is for."""

    __slots__ = ("_conn",)

    def __init__(self, obj):
        super().__init__(obj)
        self._conn = None

    def prepare(self, conn):
        from psycopg2._connection import connection

        if not isinstance(conn, connection):
            got = "None" if conn is None else type(conn).__name__
            raise TypeError(f"argument 1 must be psycopg2.extensions.connection, not {got}")
        self._conn = conn

    def _codec(self):
        return codec(self._conn)


class QuotedString(_Prepared):
    __slots__ = ("_encoding",)
    __module__ = "psycopg2.extensions"

    def __init__(self, obj):
        super().__init__(obj)
        self._encoding = "latin1"

    @property
    def buffer(self):
        return self.getquoted() if self._conn is not None else None

    @property
    def encoding(self):
        """The codec of the text; a connection's goes before one that was set."""
        return self._encoding if self._conn is None else self._conn._codec

    @encoding.setter
    def encoding(self, name):
        self._encoding = name

    def _codec(self):
        return self.encoding

    def getquoted(self):
        if not isinstance(self.adapted, (str, bytes)):
            raise TypeError("can't quote non-string object")
        data = self.adapted
        if isinstance(data, str):
            data = data.encode(self.encoding)
        if b"\0" in data:
            raise ValueError("A string literal cannot contain NUL (0x00) characters.")
        data = data.replace(b"'", b"''")
        if self._conn is not None and self._conn._escapes:
            return b"E'" + data.replace(b"\\", b"\\\\") + b"'"
        return b"'" + data + b"'"


_OCTAL = [
    b"''" if b == 0x27
    else b"\\\\" if b == 0x5C
    else bytes([b]) if 0x20 <= b <= 0x7E
    else b"\\%03o" % b
    for b in range(256)
]  # fmt: skip


class Binary(_Prepared):
    __slots__ = ()
    __module__ = "psycopg2.extensions"

    @property
    def buffer(self):
        return None

    def getquoted(self):
        if self.adapted is None:
            return b"NULL"
        try:
            data = memoryview(self.adapted).tobytes()
        except TypeError:
            name = type(self.adapted).__name__
            raise TypeError(f"can't escape {name} to binary") from None
        if self._conn is None or self._conn.closed:
            return b"'" + b"".join([_OCTAL[b] for b in data]) + b"'::bytea"
        start = b"E'\\\\x" if self._conn._escapes else b"'\\x"
        return start + data.hex().encode() + b"'::bytea"


class List(_Prepared):
    __slots__ = ()
    __module__ = "psycopg2._psycopg"

    def getquoted(self):
        if not self.adapted:
            return b"'{}'"
        items = [self._item(item) for item in self.adapted]
        if all(is_null for is_null, _ in items):
            return b"'{" + b",".join([sql for _, sql in items]) + b"}'"
        return b"ARRAY[" + b",".join([_array(*item) for item in items]) + b"]"

    def _item(self, item):
        """Whether there is nothing but nulls in it, and it as SQL, without quotes then."""
        if item is None:
            return True, b"NULL"
        sql = quoted(item, self._conn)
        if not isinstance(item, list):
            return False, sql
        if sql == b"'{}'":
            return False, b"ARRAY[]"
        return (True, sql[1:-1]) if sql.startswith(b"'{") else (False, sql)


def _array(is_null, sql):
    return b"'" + sql + b"'" if is_null and sql != b"NULL" else sql


class SQL_IN(_Prepared):
    """The values of a tuple in parentheses."""

    __slots__ = ()
    __module__ = "psycopg2.extensions"

    def getquoted(self):
        return b"(" + b", ".join([quoted(item, self._conn) for item in self.adapted]) + b")"

    def __str__(self):
        return str(self.getquoted())


class NoneAdapter:
    __module__ = "psycopg2.extensions"

    def __init__(self, obj):
        pass

    def getquoted(self, _null=b"NULL"):
        return _null


class datetime(_Adapter):
    """A date, a time, a timestamp or an interval."""

    __slots__ = ("type",)
    __module__ = "psycopg2._psycopg"

    def getquoted(self):
        return self.type(self.adapted).encode()


def _made(sql, value):
    made = datetime(value)
    made.type = sql
    return made


def _date_sql(value):
    return f"'{value.isoformat()}'::date"


def _time_sql(value):
    return f"'{value.isoformat()}'::time" + ("" if value.tzinfo is None else "tz")


def _timestamp_sql(value):
    return f"'{value.isoformat()}'::timestamp" + ("" if value.tzinfo is None else "tz")


def _interval_sql(value):
    return "'%d days %d.%06d seconds'::interval" % (value.days, value.seconds, value.microseconds)


def _from_python(cls, sql):
    def make(obj):
        if not isinstance(obj, cls):
            name = type(obj).__name__
            raise TypeError(f"argument 1 must be datetime.{cls.__name__}, not {name}")
        return _made(sql, obj)

    return make


DateFromPy = _from_python(_datetime.date, _date_sql)
TimeFromPy = _from_python(_datetime.time, _time_sql)
TimestampFromPy = _from_python(_datetime.datetime, _timestamp_sql)
IntervalFromPy = _from_python(_datetime.timedelta, _interval_sql)


def Date(year, month, day):
    return _made(_date_sql, _datetime.date(year, month, day))


def _split(second):
    whole = int(second)
    return whole, round((second - whole) * 1000000)


def Time(hour, minutes, seconds, tzinfo=None):
    second, micro = _split(seconds)
    return _made(_time_sql, _datetime.time(hour, minutes, second, micro, tzinfo))


def Timestamp(year, month, day, hour=0, minutes=0, seconds=0, tzinfo=None):
    second, micro = _split(seconds)
    value = _datetime.datetime(year, month, day, hour, minutes, second, micro, tzinfo)
    return _made(_timestamp_sql, value)


def _local(ticks):
    return _datetime.datetime.fromtimestamp(ticks).astimezone()


def DateFromTicks(ticks):
    return _made(_date_sql, _local(ticks).date())


def TimeFromTicks(ticks):
    return _made(_time_sql, _local(ticks).time())


def TimestampFromTicks(ticks):
    return _made(_timestamp_sql, _local(ticks))


def _register_defaults():
    import decimal

    for cls, adapter in {
        type(None): NoneAdapter,
        bool: Boolean,
        int: Int,
        float: Float,
        decimal.Decimal: Decimal,
        str: QuotedString,
        bytes: Binary,
        bytearray: Binary,
        memoryview: Binary,
        list: List,
        tuple: SQL_IN,
        _datetime.date: DateFromPy,
        _datetime.time: TimeFromPy,
        _datetime.datetime: TimestampFromPy,
        _datetime.timedelta: IntervalFromPy,
    }.items():
        adapters[cls, ISQLQuote] = adapter


_register_defaults()
ISQLQuote.__module__ = "psycopg2.extensions"
