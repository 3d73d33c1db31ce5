# SPDX-License-Identifier: Apache-2.0
"""The identifier of a transaction that is prepared first and committed later."""

import re
from base64 import b64decode, b64encode
from operator import index

from psycopg2._local import Local

_PARTS = re.compile(r"(\d+)_([^_]*)_([^_]*)")


class Xid(Local):
    """A transaction's identifier: X/Open's three parts, or somebody else's text."""

    __slots__ = ("_parts", "prepared", "owner", "database", "__weakref__")
    __module__ = "psycopg2.extensions"

    def __init__(self, format_id, gtrid, bqual):
        format_id = index(format_id)
        if not 0 <= format_id <= 0x7FFFFFFF:
            raise ValueError("format_id must be a non-negative 32-bit integer")
        _require(2, "gtrid", gtrid)
        _require(3, "bqual", bqual)
        self._take(format_id, gtrid, bqual)

    def _take(self, *parts):
        self._parts = parts
        self.prepared = self.owner = self.database = None

    format_id = property(lambda self: self._parts[0])
    gtrid = property(lambda self: self._parts[1])
    bqual = property(lambda self: self._parts[2])

    @staticmethod
    def from_string(text):
        """What ``str()`` of one has made; another text is an identifier that is not parsed."""
        found = _PARTS.fullmatch(text)
        if found:
            format_id, gtrid, bqual = found.groups()
            try:
                return Xid(int(format_id), _decoded(gtrid), _decoded(bqual))
            except ValueError:
                pass
        xid = Xid.__new__(Xid)
        xid._take(None, text, None)
        return xid

    def __len__(self):
        return 3

    def __getitem__(self, i):
        if isinstance(i, slice):
            raise TypeError("sequence index must be integer, not 'slice'")
        if not -3 <= i < 3:
            raise IndexError("index out of range")
        return self._parts[i]

    def __str__(self):
        format_id, gtrid, bqual = self._parts
        return gtrid if format_id is None else f"{format_id}_{_encoded(gtrid)}_{_encoded(bqual)}"

    def __repr__(self):
        if self.format_id is None:
            return f"<Xid: {self.gtrid!r} (unparsed)>"
        return f"<Xid: {self._parts!r}>"


def _require(place, name, part):
    if not isinstance(part, str):
        raise TypeError(f"argument {place} must be str, not {type(part).__name__}")
    if len(part) > 64:
        raise ValueError(f"{name} must be a string no longer than 64 characters")
    if not all(" " <= c <= "~" for c in part):
        raise ValueError(f"{name} must contain only printable characters.")


def _encoded(part):
    return b64encode(part.encode()).decode()


def _decoded(part):
    return b64decode(part, validate=True).decode()


def xid_of(value):
    """An identifier that was given as such, or as text."""
    if isinstance(value, Xid):
        return value
    if isinstance(value, str):
        return Xid.from_string(value)
    raise TypeError("not a valid transaction id")
