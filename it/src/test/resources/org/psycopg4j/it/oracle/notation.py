# SPDX-License-Identifier: Apache-2.0
"""How values are written in the vectors: a small part of Python, which Java reads as well.

A value is None, True, False, an int, a float, a 'string', a [list], a (tuple), a {dict}, or a call
such as Decimal('1.10') or timedelta(1, 2, 3) of one of NAMES. In a string a backslash and a quote
are escaped, and control characters, surrogates and the line separators are \\xNN or \\uNNNN: a
field never has a tab or a line feed in it.
"""
import datetime as dt
import decimal
import ipaddress
import re
import uuid

import psycopg2
import psycopg2.extensions as ext
import psycopg2.extras as extras

SPECIAL = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
SHORT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text(string):
    def escape(match):
        char = match.group()
        code = ord(char)
        return SHORT.get(char) or ("\\x%02x" if code < 256 else "\\u%04x") % code

    return "'" + SPECIAL.sub(escape, string) + "'"


class Raw:
    """JSON as its text: what json is with loads=lambda text: text."""

    def __init__(self, json):
        self.json = json


def json_of(json):
    return extras.Json(json, dumps=lambda raw: raw)


def range_of(cls):
    def make(lower=None, upper=None, bounds="[)"):
        return cls(empty=True) if bounds == "empty" else cls(lower, upper, bounds)

    return make


def show(value):
    """The value as it is written in a vector."""
    if value is None or value is True or value is False:
        return repr(value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "hex('%s')" % bytes(value).hex()
    if isinstance(value, decimal.Decimal):
        return "Decimal('%s')" % value
    if isinstance(value, dt.datetime):
        return "datetime('%s')" % value.isoformat()
    if isinstance(value, dt.date):
        return "date('%s')" % value.isoformat()
    if isinstance(value, dt.time):
        return "time('%s')" % value.isoformat()
    if isinstance(value, dt.timedelta):
        return "timedelta(%d, %d, %d)" % (value.days, value.seconds, value.microseconds)
    if isinstance(value, uuid.UUID):
        return "UUID('%s')" % value
    if isinstance(value, list):
        return "[" + ", ".join(map(show, value)) + "]"
    if isinstance(value, ext.Xid):
        return "Xid(%s)" % ", ".join(map(show, value))
    if isinstance(value, tuple):
        return "(" + ", ".join(map(show, value)) + (",)" if len(value) == 1 else ")")
    if isinstance(value, dict):
        return "{" + ", ".join(show(k) + ": " + show(v) for k, v in value.items()) + "}"
    if isinstance(value, extras.Range):
        name = type(value).__name__
        if value.isempty:
            return name + "(None, None, 'empty')"
        return "%s(%s, %s, '%s')" % (name, show(value.lower), show(value.upper), value._bounds)
    if isinstance(value, Raw):
        return "Json(%s)" % text(value.json)
    if isinstance(value, extras.Json):
        return "Json(%s)" % text(value.dumps(value.adapted))
    if isinstance(value, extras.Inet):
        return "Inet(%s)" % text(value.addr)
    if isinstance(value, ipaddress._BaseNetwork):
        return "Cidr(%s)" % text(str(value))
    if isinstance(value, ipaddress._BaseAddress):
        return "Inet(%s)" % text(str(value))
    if isinstance(value, ext.AsIs):
        return "AsIs(%s)" % show(value.adapted)
    if isinstance(value, ext.Binary):
        return "Binary(%s)" % show(value.adapted)
    if isinstance(value, ext.Notify):
        return "Notify(%s, %s)" % (show(value.channel), show(value.payload))
    raise TypeError("no notation for %r" % (value,))


NAMES = {
    "hex": bytes.fromhex,
    "Decimal": decimal.Decimal,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "timedelta": dt.timedelta,
    "UUID": uuid.UUID,
    "NumericRange": range_of(extras.NumericRange),
    "DateRange": range_of(extras.DateRange),
    "DateTimeRange": range_of(extras.DateTimeRange),
    "DateTimeTZRange": range_of(extras.DateTimeTZRange),
    "Range": range_of(extras.Range),
    "Json": json_of,
    "Inet": extras.Inet,
    "AsIs": ext.AsIs,
    "Binary": psycopg2.Binary,
    "Xid": ext.Xid,
    "nan": float("nan"),
    "inf": float("inf"),
    "object": object(),
}


def read(notation):
    return eval(notation, {"__builtins__": {}}, NAMES)


def raised(error):
    """An exception: its class, SQLSTATE if the server has told one, and text."""
    code = getattr(error, "pgcode", None)
    return "!%s %s %s" % (type(error).__name__, code or "-", text(str(error)))


def write(name, rows):
    import os

    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            fields = [str(field) for field in row]
            assert not any("\t" in field or "\n" in field for field in fields), row
            out.write("\t".join(fields) + "\n")
