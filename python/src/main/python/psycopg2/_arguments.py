# SPDX-License-Identifier: Apache-2.0
"""A statement's arguments on their way to Java.

Values that Java writes as psycopg2 does, and may bind to a prepared statement, go as they are, with
a tag each (see ``Arguments.java``); of others the adapter's SQL goes.
"""

import datetime
import decimal
import functools

from psycopg2 import _adapters
from psycopg2._adapters import ISQLQuote, adapters, codec, quoted
from psycopg2._bridge import Driver, array, crossing, values

_SMALL = 1 << 63


_REMEMBERED = 4096  # characters: who sends megabytes at a time does not send them again


def placeholders(sql):
    """How many placeholders a statement has without a name, and the names of the others."""
    return _remembered(sql) if len(sql) <= _REMEMBERED else _looked_up(sql)


def _looked_up(sql):
    count, *names = values(Driver.placeholders(sql))
    return count, tuple(names)


_remembered = functools.lru_cache(maxsize=512)(_looked_up)


def chosen(sql, given):
    """The names of a statement's placeholders, and the arguments for them, or for ``%s``."""
    count, names = placeholders(sql)
    if names:
        return names, [given[name] for name in names]
    if count == 0:
        return names, []
    return names, _positional(given, count)


def _positional(given, count):
    if isinstance(given, dict):
        exact = type(given) is dict
        raise TypeError(
            "dict is not a sequence" if exact else "not enough arguments for format string"
        )
    if not hasattr(type(given), "__getitem__"):
        raise TypeError(f"'{type(given).__name__}' object does not support indexing")
    items = [given[i] for i in range(count)]
    return items + [None] * (len(given) - count)  # if they are too many, Java complains


def packed(given, conn):
    """Tags and values, as they cross."""
    tags = []
    flat = []
    for value in given:
        _pack(value, conn, tags, flat)
    return "".join(tags), flat


def crossed(given, conn):
    """The same as Java takes them."""
    tags, flat = packed(given, conn)
    return tags, array(flat)


def _pack(value, conn, tags, flat):
    cls = type(value)
    native = _NATIVE.get(cls)
    if native is not None and adapters.get((cls, ISQLQuote)) is native[0]:
        if native[1](value, tags, flat):
            return
    elif value is None:
        tags.append(".")
        flat.append(None)
        return
    tags.append("r")
    flat.append(quoted(value, conn).decode(codec(conn)))


def _as_it_is(value, tags, flat):
    tags.append(".")
    flat.append(value)
    return True


def _int(value, tags, flat):
    small = -_SMALL <= value < _SMALL
    tags.append("." if small else "i")
    flat.append(value if small else str(value))
    return True


def _decimal(value, tags, flat):
    # Java's has no negative zero, and no infinity.
    if not value.is_finite() or (value.is_signed() and not value):
        return False
    tags.append("n")
    flat.append(str(value))
    return True


def _bytes(value, tags, flat):
    tags.append("y")
    flat.append(crossing(value))
    return True


def _date(value, tags, flat):
    tags.append("d")
    flat.append(value.isoformat())
    return True


def _time(value, tags, flat):
    return _clock(value, "tu", tags, flat)


def _timestamp(value, tags, flat):
    return _clock(value, "sz", tags, flat)


def _clock(value, kinds, tags, flat):
    text = value.isoformat()
    if value.tzinfo is None:
        tags.append(kinds[0])
    elif text[-6] in "+-" and text[-3] == ":":
        tags.append(kinds[1])
    else:
        return False
    flat.append(text)
    return True


def _list(value, tags, flat):
    """A flat list of values that Java knows; nested ones have rules of their own."""
    more_tags = ["["]
    more = []
    for item in value:
        if item is None:
            more_tags.append(".")
            more.append(None)
            continue
        cls = type(item)
        native = _NATIVE.get(cls)
        if native is None or cls is list or adapters.get((cls, ISQLQuote)) is not native[0]:
            return False
        if not native[1](item, more_tags, more):
            return False
    if not any(item is not None for item in more):
        return False
    tags += more_tags
    tags.append("]")
    flat += more
    return True


_NATIVE = {
    str: (_adapters.QuotedString, _as_it_is),
    int: (_adapters.Int, _int),
    float: (_adapters.Float, _as_it_is),
    bool: (_adapters.Boolean, _as_it_is),
    type(None): (_adapters.NoneAdapter, _as_it_is),
    bytes: (_adapters.Binary, _bytes),
    decimal.Decimal: (_adapters.Decimal, _decimal),
    datetime.date: (_adapters.DateFromPy, _date),
    datetime.time: (_adapters.TimeFromPy, _time),
    datetime.datetime: (_adapters.TimestampFromPy, _timestamp),
    list: (_adapters.List, _list),
}


def raise_unencodable(given, conn):
    """Raises Python's own error for the text among the arguments that can't be encoded."""
    for value in given:
        if isinstance(value, str):
            value.encode(codec(conn))
