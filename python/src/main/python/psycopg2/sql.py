# SPDX-License-Identifier: Apache-2.0
"""SQL put together out of parts, of which none is mistaken for another."""

import string

from psycopg2 import extensions as ext

_formatter = string.Formatter()


class Composable:
    """A part of a statement."""

    __hash__ = None

    def __init__(self, wrapped):
        self._wrapped = wrapped

    def __repr__(self):
        return f"{type(self).__name__}({self._wrapped!r})"

    def as_string(self, context):
        """The part as SQL, for a connection or a cursor."""
        raise NotImplementedError

    def __add__(self, other):
        if isinstance(other, Composed):
            return Composed([self]) + other
        if isinstance(other, Composable):
            return Composed([self]) + Composed([other])
        return NotImplemented

    def __mul__(self, n):
        return Composed([self] * n)

    def __eq__(self, other):
        return type(self) is type(other) and self._wrapped == other._wrapped

    def __ne__(self, other):
        return not self == other


class Composed(Composable):
    """Parts in their order."""

    def __init__(self, seq):
        parts = list(seq)
        for part in parts:
            if not isinstance(part, Composable):
                raise TypeError(f"Composed elements must be Composable, got {part!r} instead")
        super().__init__(parts)

    @property
    def seq(self):
        """The parts."""
        return list(self._wrapped)

    def as_string(self, context):
        return "".join([part.as_string(context) for part in self._wrapped])

    def __iter__(self):
        return iter(self._wrapped)

    def __add__(self, other):
        if isinstance(other, Composed):
            return Composed(self._wrapped + other._wrapped)
        if isinstance(other, Composable):
            return Composed(self._wrapped + [other])
        return NotImplemented

    def join(self, joiner):
        """The parts with a text between each two."""
        if isinstance(joiner, str):
            joiner = SQL(joiner)
        elif not isinstance(joiner, SQL):
            raise TypeError("Composed.join() argument must be a string or an SQL")
        return joiner.join(self)


class SQL(Composable):
    """A text of the program's own, which may have places for others."""

    def __init__(self, string):
        if not isinstance(string, str):
            raise TypeError("SQL values must be strings")
        super().__init__(string)

    @property
    def string(self):
        """The text."""
        return self._wrapped

    def as_string(self, context):
        return self._wrapped

    def format(self, *args, **kwargs):
        """The text with parts in its places: ``{}``, ``{0}`` or ``{name}``."""
        parts = []
        numbered = 0  # how many places had no number; None once one had
        for text, name, spec, conversion in _formatter.parse(self._wrapped):
            if spec:
                raise ValueError("no format specification supported by SQL")
            if conversion:
                raise ValueError("no format conversion supported by SQL")
            if text:
                parts.append(SQL(text))
            if name is None:
                continue
            if name.isdigit():
                if numbered:
                    raise ValueError(
                        "cannot switch from automatic field numbering to manual"
                    )
                numbered = None
                parts.append(args[int(name)])
            elif name:
                parts.append(kwargs[name])
            else:
                if numbered is None:
                    raise ValueError(
                        "cannot switch from manual field numbering to automatic"
                    )
                parts.append(args[numbered])
                numbered += 1
        return Composed(parts)

    def join(self, seq):
        """Parts with this text between each two."""
        parts = []
        for part in seq:
            if parts:
                parts.append(self)
            parts.append(part)
        return Composed(parts)


class Identifier(Composable):
    """A name, or several that qualify each other."""

    def __init__(self, *strings):
        if not strings:
            raise TypeError("Identifier cannot be empty")
        for name in strings:
            if not isinstance(name, str):
                raise TypeError("SQL identifier parts must be strings")
        super().__init__(strings)

    @property
    def strings(self):
        """The names."""
        return self._wrapped

    @property
    def string(self):
        """The only name."""
        if len(self._wrapped) == 1:
            return self._wrapped[0]
        raise AttributeError("the Identifier wraps more than one than one string")

    def __repr__(self):
        return f"Identifier({', '.join(map(repr, self._wrapped))})"

    def as_string(self, context):
        return ".".join([ext.quote_ident(name, context) for name in self._wrapped])


class Literal(Composable):
    """A value."""

    @property
    def wrapped(self):
        """The value."""
        return self._wrapped

    def as_string(self, context):
        if isinstance(context, ext.connection):
            conn = context
        elif isinstance(context, ext.cursor):
            conn = context.connection
        else:
            raise TypeError("context must be a connection or a cursor")
        adapted = ext.adapt(self._wrapped)
        if hasattr(adapted, "prepare"):
            adapted.prepare(conn)
        quoted = adapted.getquoted()
        return quoted.decode(ext.encodings[conn.encoding]) if isinstance(quoted, bytes) else quoted


class Placeholder(Composable):
    """A place for a value that is given when the statement is executed."""

    def __init__(self, name=None):
        if isinstance(name, str):
            if ")" in name:
                raise ValueError(f"invalid name: {name!r}")
        elif name is not None:
            raise TypeError(f"expected string or None as name, got {name!r}")
        super().__init__(name)

    @property
    def name(self):
        """The name, None if it has none."""
        return self._wrapped

    def __repr__(self):
        return "Placeholder()" if self._wrapped is None else f"Placeholder({self._wrapped!r})"

    def as_string(self, context):
        return "%s" if self._wrapped is None else f"%({self._wrapped})s"


NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")
