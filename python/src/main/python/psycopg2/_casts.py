# SPDX-License-Identifier: Apache-2.0
"""Values on their way out of the server: typecasters, and those of the built-in types."""

import re
from decimal import Decimal

from psycopg2 import _dates
from psycopg2._exceptions import DataError, Error, InterfaceError
from psycopg2._local import Local

#: Which typecaster reads a type, by the type's oid: everybody's.
string_types = {}
binary_types = {}


class type(Local):
    """A typecaster: a function from a value's text to an object, for some types.

    Equal to the oid of each, which are ``values``.
    """

    __slots__ = ("name", "values", "_read", "_kind", "_made")
    __module__ = "psycopg2._psycopg"
    __hash__ = None

    def __init__(self, values, name, read, kind="s", made=None):
        self.values = values
        self.name = name
        self._read = read  # from text and a cursor, for what is not NULL
        self._kind = kind  # how Java is asked for a value (see Answer.java)
        self._made = made  # from that and a cursor, if it is not the value itself

    def __call__(self, value, cursor):
        if isinstance(value, (bytes, bytearray)):
            value = bytes(value).decode()
        elif value is not None and not isinstance(value, str):
            name = value.__class__.__name__
            raise TypeError(f"a bytes-like object is required, not '{name}'")
        return None if value is None else self._cast(value, cursor)

    def _cast(self, text, cursor):
        return None if text is None else self._read(text, cursor)

    def __eq__(self, other):
        if isinstance(other, type):
            return any(oid in other.values for oid in self.values)
        return int(other) in self.values

    def __repr__(self):
        return f"<psycopg2._psycopg.type '{self.name}' at {id(self):#x}>"


class _UserType(type):
    """A typecaster that a program has made: its function is called for NULL as well."""

    __slots__ = ()
    __module__ = "psycopg2._psycopg"
    __hash__ = None

    def _cast(self, text, cursor):
        if self._read is None:
            raise Error("internal error: no casting function found")
        return self._read(text, cursor)


class _ArrayType(type):
    """A typecaster for arrays, of the values of another one."""

    __slots__ = ("_base",)
    __module__ = "psycopg2._psycopg"
    __hash__ = None

    def __init__(self, values, name, base):
        super().__init__(values, name, self._elements)
        self._base = base

    def _elements(self, text, cursor):
        return _parse_array(text, lambda item: self._base._cast(item, cursor))


for _cls in (_UserType, _ArrayType):
    _cls.__name__ = "type"


def new_type(values, name, castobj=None):
    """A new typecaster, for the types of these oids, that calls a function."""
    _require(values, name)
    return _UserType(values, name, castobj)


def new_array_type(values, name, baseobj):
    """A new typecaster for the arrays of these oids, whose elements another one reads."""
    _require(values, name)
    if not isinstance(baseobj, type):
        got = baseobj.__class__.__name__
        raise TypeError(f"argument 3 must be psycopg2._psycopg.type, not {got}")
    return _ArrayType(values, name, baseobj)


def _require(values, name):
    for place, value, cls in ((1, values, tuple), (2, name, str)):
        if not isinstance(value, cls):
            got = "None" if value is None else value.__class__.__name__
            raise TypeError(f"argument {place} must be {cls.__name__}, not {got}")


_DIMENSIONS = re.compile(r"\[[^=]*\]=")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"?', re.DOTALL)
_PLAIN = re.compile(r"((?:[^\\,{}]|\\.)*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DEEPEST = 16


def _parse_array(text, cast):
    found = _DIMENSIONS.match(text)
    at = found.end() if found else 0
    if text[at : at + 1] != "{":
        raise DataError("array does not start with '{'")
    if text[at + 1 :] == "":
        raise DataError("malformed array: '{'")
    array = []
    open_lists = [array]
    at += 1
    size = len(text)
    while at < size:
        c = text[at]
        if c == "{":
            if len(open_lists) == _DEEPEST:
                raise DataError("excessive array dimensions")
            inner = []
            open_lists[-1].append(inner)
            open_lists.append(inner)
            at += 1
        elif c == "}":
            open_lists.pop()
            at += 1
            if not open_lists:
                break
        elif c == "," and text[at - 1] in "},":
            at += 1
        else:
            at = _element(text, at, open_lists[-1], cast)
    if at < size:
        raise DataError("unbalanced braces in array")
    return array


def _element(text, at, into, cast):
    """Takes an element and the comma behind it; returns where it ends."""
    quoted = text[at] == '"'
    found = (_QUOTED if quoted else _PLAIN).match(text, at)
    item = _ESCAPED.sub(r"\1", found.group(1))
    into.append(cast(None if not quoted and item.upper() == "NULL" else item))
    at = found.end()
    return at + 1 if text[at : at + 1] == "," else at


def _boolean(text, cursor):
    if text[:1] not in ("t", "f", "T", "F"):
        raise InterfaceError(f"can't parse boolean: '{text}'")
    return text[0] in "tT"


def _unescaped(found):
    octal, other = found.groups()
    return bytes([int(octal, 8)]) if octal else other


_BYTEA = re.compile(rb"\\(?:([0-3][0-7][0-7])|(.))", re.DOTALL)
_NO_HEX = re.compile(r"[^0-9a-fA-F]")


_NO_CHARACTERS = memoryview(b"0").cast("c")[:0]


def _view(data):
    """Bytes as psycopg2 gives them: a view of characters, not of numbers."""
    return memoryview(data).cast("c") if data else _NO_CHARACTERS


def _binary(text, cursor):
    if text.startswith("\\x"):
        digits = _NO_HEX.sub("", text[2:])
        return _view(bytes.fromhex(digits[: len(digits) & ~1]))
    return _view(_BYTEA.sub(_unescaped, text.encode()))


def _encoded(text, cursor):
    return text.encode("utf-8" if cursor is None else cursor.connection._codec)


def _text(text, cursor):
    return text


def _crossed(data, cursor):
    return _view(data.encode("latin-1"))


def _caster(name, oids, read, kind="s", made=None):
    return type(oids, name, read, kind, read if made is None and kind == "s" else made)


def _plain(name, oids):
    return type(oids, name, _text, "s")


_FLOAT4 = 700
_TEXT = (19, 18, 25, 1042, 1043)

NUMBER = type((20, 23, 21, 701, 700, 1700), "NUMBER", lambda text, cursor: float(text))
LONGINTEGER = type((20,), "LONGINTEGER", lambda text, cursor: int(text), "i")
INTEGER = type((23, 21), "INTEGER", lambda text, cursor: int(text), "i")
FLOAT = type((701, 700), "FLOAT", lambda text, cursor: float(text), "f")
DECIMAL = _caster("DECIMAL", (1700,), lambda text, cursor: Decimal(text))
UNICODE = _plain("UNICODE", _TEXT)
BYTES = _caster("BYTES", _TEXT, _encoded)
STRING = _plain("STRING", _TEXT)
BOOLEAN = type((16,), "BOOLEAN", _boolean, "b")
DATETIME = _caster("DATETIME", (1114,), _dates.parse_datetime)
DATETIMETZ = _caster("DATETIMETZ", (1184,), _dates.parse_datetimetz)
TIME = _caster("TIME", (1083, 1266), _dates.parse_time)
DATE = _caster("DATE", (1082,), _dates.parse_date)
INTERVAL = _caster("INTERVAL", (704, 1186), _dates.parse_interval)
BINARY = type((17,), "BINARY", _binary, "y", _crossed)
ROWID = type((26,), "ROWID", lambda text, cursor: int(text), "i")
UNKNOWN = _plain("UNKNOWN", (705,))
PYDATETIME = _caster("PYDATETIME", (1114,), _dates.parse_datetime)
PYDATETIMETZ = _caster("PYDATETIMETZ", (1184,), _dates.parse_datetimetz)
PYTIME = _caster("PYTIME", (1083, 1266), _dates.parse_time)
PYDATE = _caster("PYDATE", (1082,), _dates.parse_date)
PYINTERVAL = _caster("PYINTERVAL", (704, 1186), _dates.parse_interval)

BINARYARRAY = _ArrayType((1001,), "BINARYARRAY", BINARY)
BOOLEANARRAY = _ArrayType((1000,), "BOOLEANARRAY", BOOLEAN)
CIDRARRAY = _ArrayType((651,), "CIDRARRAY", STRING)
DATEARRAY = _ArrayType((1182,), "DATEARRAY", DATE)
DATETIMEARRAY = _ArrayType((1115,), "DATETIMEARRAY", DATETIME)
DATETIMETZARRAY = _ArrayType((1185,), "DATETIMETZARRAY", DATETIMETZ)
DECIMALARRAY = _ArrayType((1231,), "DECIMALARRAY", DECIMAL)
FLOATARRAY = _ArrayType((1021, 1022), "FLOATARRAY", FLOAT)
INETARRAY = _ArrayType((1041,), "INETARRAY", STRING)
INTEGERARRAY = _ArrayType((1005, 1006, 1007), "INTEGERARRAY", INTEGER)
INTERVALARRAY = _ArrayType((1187,), "INTERVALARRAY", INTERVAL)
LONGINTEGERARRAY = _ArrayType((1016,), "LONGINTEGERARRAY", LONGINTEGER)
MACADDRARRAY = _ArrayType((1040,), "MACADDRARRAY", STRING)
ROWIDARRAY = _ArrayType((1013, 1028), "ROWIDARRAY", ROWID)
STRINGARRAY = _ArrayType((1002, 1003, 1009, 1014, 1015), "STRINGARRAY", STRING)
TIMEARRAY = _ArrayType((1183, 1270), "TIMEARRAY", TIME)
UNICODEARRAY = _ArrayType((1002, 1003, 1009, 1014, 1015), "UNICODEARRAY", UNICODE)
BYTESARRAY = _ArrayType((1002, 1003, 1009, 1014, 1015), "BYTESARRAY", BYTES)
PYDATEARRAY = _ArrayType((1182,), "PYDATEARRAY", PYDATE)
PYDATETIMEARRAY = _ArrayType((1115,), "PYDATETIMEARRAY", PYDATETIME)
PYDATETIMETZARRAY = _ArrayType((1185,), "PYDATETIMETZARRAY", PYDATETIMETZ)
PYINTERVALARRAY = _ArrayType((1187,), "PYINTERVALARRAY", PYINTERVAL)
PYTIMEARRAY = _ArrayType((1183, 1270), "PYTIMEARRAY", PYTIME)

for _caster_of_all in (
    LONGINTEGER, INTEGER, FLOAT, DECIMAL, STRING, BOOLEAN, DATETIME, DATETIMETZ, TIME, DATE,
    INTERVAL, BINARY, ROWID, UNKNOWN, BINARYARRAY, BOOLEANARRAY, CIDRARRAY, DATEARRAY,
    DATETIMEARRAY, DATETIMETZARRAY, DECIMALARRAY, FLOATARRAY, INETARRAY, INTEGERARRAY,
    INTERVALARRAY, LONGINTEGERARRAY, MACADDRARRAY, ROWIDARRAY, STRINGARRAY, TIMEARRAY,
):  # fmt: skip
    for _oid in _caster_of_all.values:
        string_types[_oid] = _caster_of_all


def conversion(oid, caster, in_ascii=False):
    """How Java is asked for a column, and what is made of a value; None if it is the value.

    Where the encoding is SQL_ASCII, a text may be anything: it comes as bytes.
    """
    if caster is None:
        kind, made = "s", None
    elif not isinstance(caster, type):
        kind, made = "s", caster
    elif isinstance(caster, (_UserType, _ArrayType)):
        kind, made = "s", caster._cast
    elif oid in caster.values and oid != _FLOAT4:  # whose text is the nearest double
        kind, made = caster._kind, _unless_null(caster._made)
    else:
        kind, made = "s", None if caster._read is _text else caster._cast
    if in_ascii and kind == "s" and oid in _TEXT:
        return "y", _of_ascii(made)
    return kind, made


def _unless_null(made):
    return None if made is None else BuiltIn(made)


class BuiltIn:
    """Reads values that are not NULL by a function of psycopg2's own."""

    __slots__ = ("_made",)

    def __init__(self, made):
        self._made = made

    def __call__(self, value, cursor):
        return None if value is None else self._made(value, cursor)

    def reads(self, flat, i, width, cursor):
        """Reads a column of rows that stand one behind the other; false if a value can't be read.

        Then nothing has changed: who fetches the row with that value is to get the error.
        """
        made = self._made
        try:
            flat[i::width] = [None if v is None else made(v, cursor) for v in flat[i::width]]
        except Exception:
            return False
        return True


def _of_ascii(made):
    def read(data, cursor):
        text = None if data is None else data.encode("latin-1").decode("ascii")
        return text if made is None else made(text, cursor)

    return read
