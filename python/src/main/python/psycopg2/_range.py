# SPDX-License-Identifier: Apache-2.0
"""Ranges."""

import re

from psycopg2._catalog import connection_of, outside_transaction
from psycopg2._psycopg import InterfaceError, ProgrammingError
from psycopg2.extensions import (
    ISQLQuote,
    adapt,
    new_array_type,
    new_type,
    register_adapter,
    register_type,
)


class Range:
    """What lies between two bounds, of which each belongs to it or not, and may be missing."""

    __slots__ = ("_lower", "_upper", "_bounds")

    def __init__(self, lower=None, upper=None, bounds="[)", empty=False):
        if empty:
            lower = upper = bounds = None
        elif bounds not in ("[)", "(]", "()", "[]"):
            raise ValueError(f"bound flags not valid: {bounds!r}")
        self._lower = lower
        self._upper = upper
        self._bounds = bounds

    def __repr__(self):
        if self._bounds is None:
            return f"{type(self).__name__}(empty=True)"
        return f"{type(self).__name__}({self._lower!r}, {self._upper!r}, {self._bounds!r})"

    def __str__(self):
        if self._bounds is None:
            return "empty"
        return f"{self._bounds[0]}{self._lower}, {self._upper}{self._bounds[1]}"

    @property
    def lower(self):
        """The lower bound, None if there is none."""
        return self._lower

    @property
    def upper(self):
        """The upper bound, None if there is none."""
        return self._upper

    @property
    def isempty(self):
        """Whether nothing is in it."""
        return self._bounds is None

    @property
    def lower_inf(self):
        """Whether it has no lower bound."""
        return self._bounds is not None and self._lower is None

    @property
    def upper_inf(self):
        """Whether it has no upper bound."""
        return self._bounds is not None and self._upper is None

    @property
    def lower_inc(self):
        """Whether the lower bound belongs to it."""
        return self._bounds is not None and self._lower is not None and self._bounds[0] == "["

    @property
    def upper_inc(self):
        """Whether the upper bound belongs to it."""
        return self._bounds is not None and self._upper is not None and self._bounds[1] == "]"

    def __contains__(self, x):
        if self._bounds is None:
            return False
        if self._lower is not None and (
            x < self._lower or (x == self._lower and self._bounds[0] == "(")
        ):
            return False
        return self._upper is None or (
            x < self._upper or (x == self._upper and self._bounds[1] == "]")
        )

    def __bool__(self):
        return self._bounds is not None

    def _parts(self):
        return self._lower, self._upper, self._bounds

    def __eq__(self, other):
        return isinstance(other, Range) and self._parts() == other._parts()

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._parts())

    def __lt__(self, other):
        # As good as any other order, and not PostgreSQL's.
        if not isinstance(other, Range):
            return NotImplemented
        for mine, its in zip(self._parts(), other._parts()):
            if mine != its:
                return its is not None and (mine is None or mine < its)
        return False

    def __le__(self, other):
        return self == other or self < other if isinstance(other, Range) else NotImplemented

    def __gt__(self, other):
        return other < self if isinstance(other, Range) else NotImplemented

    def __ge__(self, other):
        return self == other or self > other if isinstance(other, Range) else NotImplemented

    def __getstate__(self):
        return {name: getattr(self, name) for name in Range.__slots__}

    def __setstate__(self, state):
        for name, value in state.items():
            setattr(self, name, value)


def register_range(pgrange, pyrange, conn_or_curs, globally=False):
    """Has a range type of the database's read as a class, and the class written as the type.

    ``pgrange`` is the type's name; ``pyrange`` a class below ``Range``, or the name of a new one.
    """
    caster = RangeCaster._from_db(pgrange, pyrange, conn_or_curs)
    caster._register(None if globally else conn_or_curs)
    return caster


class RangeAdapter:
    """Writes ranges of one type: ``name`` is that of the function that makes them."""

    name = None

    def __init__(self, adapted):
        self.adapted = adapted
        self._conn = None

    def __conform__(self, proto):
        return self if proto is ISQLQuote else None

    def prepare(self, conn):
        self._conn = conn

    def _bound(self, value):
        if value is None:
            return b"NULL"
        adapted = adapt(value)
        if hasattr(adapted, "prepare"):
            adapted.prepare(self._conn)
        return adapted.getquoted()

    def getquoted(self):
        if self.name is None:
            raise NotImplementedError(
                "RangeAdapter must be subclassed overriding its name or the getquoted() method"
            )
        r = self.adapted
        if r.isempty:
            return b"'empty'::" + self.name.encode()
        bounds = (b"'%s'" % r._bounds.encode())
        parts = self._bound(r.lower), self._bound(r.upper), bounds
        return self.name.encode() + b"(" + b", ".join(parts) + b")"


class NumberRangeAdapter(RangeAdapter):
    """Writes ranges of numbers, of whichever type."""

    def _bound(self, value):
        return b"" if value is None else super()._bound(value)

    def getquoted(self):
        r = self.adapted
        if r.isempty:
            return b"'empty'"
        lower, upper = self._bound(r.lower), self._bound(r.upper)
        first, last = r._bounds[0].encode(), r._bounds[1].encode()
        return b"'" + first + lower + b"," + upper + last + b"'"


_FIND = """\
select rngtypid, rngsubtype, typarray
from pg_range r
join pg_type t on t.oid = rngtypid
join pg_namespace ns on ns.oid = typnamespace
where typname = %s and ns.nspname = %s
"""

_FIND_BY_NAME = """\
select rngtypid, rngsubtype, typarray, typname, nspname
from pg_range r
join pg_type t on t.oid = rngtypid
join pg_namespace ns on ns.oid = typnamespace
where rngtypid = %s::regtype
"""


class RangeCaster:
    """Reads the ranges of a type of the database's."""

    def __init__(self, pgrange, pyrange, oid, subtype_oid, array_oid=None):
        self.subtype_oid = subtype_oid
        self._create_ranges(pgrange, pyrange)
        name = self.adapter.name or self.adapter.__class__.__name__
        self.typecaster = new_type((oid,), name, self.parse)
        self.array_typecaster = None
        if array_oid is not None:
            self.array_typecaster = new_array_type((array_oid,), name + "ARRAY", self.typecaster)

    def _create_ranges(self, pgrange, pyrange):
        """Makes the classes that are not given."""
        self.adapter = None
        if isinstance(pgrange, str):
            self.adapter = type(pgrange, (RangeAdapter,), {"name": pgrange})
        elif isinstance(pgrange, type) and issubclass(pgrange, RangeAdapter):
            if pgrange is not RangeAdapter:
                self.adapter = pgrange
        if self.adapter is None:
            raise TypeError("pgrange must be a string or a RangeAdapter strict subclass")
        self.range = None
        if isinstance(pyrange, str):
            self.range = type(pyrange, (Range,), {})
        elif isinstance(pyrange, type) and issubclass(pyrange, Range) and pyrange is not Range:
            self.range = pyrange
        if self.range is None:
            raise TypeError("pyrange must be a type or a Range strict subclass")

    @classmethod
    def _from_db(cls, name, pyrange, conn_or_curs):
        conn, curs = connection_of(conn_or_curs)
        if conn.server_version < 90200:
            raise ProgrammingError(
                f"range types not available in version {conn.server_version}"
            )
        with outside_transaction(conn):
            schema, plain = name.rsplit(".", 1) if "." in name else ("public", name)
            curs.execute(_FIND, (plain, schema))
            found = curs.fetchone()
            if found is None:
                found = _by_name(conn, curs, name)
        if found is None:
            raise ProgrammingError(f"PostgreSQL range '{name}' not found")
        oid, subtype, array = found[:3]
        return RangeCaster(name, pyrange, oid=oid, subtype_oid=subtype, array_oid=array)

    _re_range = re.compile(
        r"""
        ( \(|\[ )                   # whether the lower bound belongs to it
        (?: " ( (?: [^"] | "")* ) " | ( [^",]+ ) )?  # the lower bound
        ,
        (?: " ( (?: [^"] | "")* ) " | ( [^"\)\]]+ ) )?  # the upper bound
        ( \)|\] )                   # whether the upper bound belongs to it
        """,
        re.VERBOSE,
    )
    _re_undouble = re.compile(r'(["\\])\1')

    def parse(self, s, cur=None):
        """A range of its text."""
        if s is None:
            return None
        if s == "empty":
            return self.range(empty=True)
        found = self._re_range.match(s)
        if found is None:
            raise InterfaceError(f"failed to parse range: '{s}'")
        first, quoted_lower, lower, quoted_upper, upper, last = found.groups()
        if quoted_lower is not None:
            lower = self._re_undouble.sub(r"\1", quoted_lower)
        if quoted_upper is not None:
            upper = self._re_undouble.sub(r"\1", quoted_upper)
        if cur is not None:
            lower = cur.cast(self.subtype_oid, lower)
            upper = cur.cast(self.subtype_oid, upper)
        return self.range(lower, upper, first + last)

    def _register(self, scope=None):
        register_type(self.typecaster, scope)
        if self.array_typecaster is not None:
            register_type(self.array_typecaster, scope)
        register_adapter(self.range, self.adapter)


def _by_name(conn, curs, name):
    """What the search path finds by a name; None if nothing."""
    in_transaction = not conn.autocommit
    if in_transaction:
        curs.execute("SAVEPOINT register_type")
    try:
        curs.execute(_FIND_BY_NAME, (name,))
        found = curs.fetchone()
    except ProgrammingError:
        if in_transaction:
            curs.execute("ROLLBACK TO SAVEPOINT register_type")
        return None
    if in_transaction:
        curs.execute("RELEASE SAVEPOINT register_type")
    return found


class NumericRange(Range):
    """A range of numbers: int4range, int8range or numrange."""


class DateRange(Range):
    """A range of dates: daterange."""


class DateTimeRange(Range):
    """A range of timestamps: tsrange."""


class DateTimeTZRange(Range):
    """A range of timestamps with their zone: tstzrange."""


int4range_caster = RangeCaster(NumberRangeAdapter, NumericRange, 3904, 23, 3905)
int4range_caster._register()
int8range_caster = RangeCaster(NumberRangeAdapter, NumericRange, 3926, 20, 3927)
int8range_caster._register()
numrange_caster = RangeCaster(NumberRangeAdapter, NumericRange, 3906, 1700, 3907)
numrange_caster._register()
daterange_caster = RangeCaster("daterange", DateRange, 3912, 1082, 3913)
daterange_caster._register()
tsrange_caster = RangeCaster("tsrange", DateTimeRange, 3908, 1114, 3909)
tsrange_caster._register()
tstzrange_caster = RangeCaster("tstzrange", DateTimeTZRange, 3910, 1184, 3911)
tstzrange_caster._register()
