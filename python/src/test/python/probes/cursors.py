# SPDX-License-Identifier: Apache-2.0
"""Cursors, placeholders, and how values are written."""

import io, datetime, decimal
from psycopg2.extensions import *
conn = psycopg2.connect(DSN)
conn.autocommit = True

def state(c):
    return (c.rowcount, c.rownumber, c.description and [tuple(d) for d in c.description], c.statusmessage, c.lastrowid, c.query)

def st(name, *calls):
    c = conn.cursor()
    for f in calls:
        P(name, lambda: f(c))
        P(name + ' state', lambda: state(c))
st('fresh', lambda c: c.fetchone(), lambda c: c.fetchmany(), lambda c: c.fetchall(), lambda c: list(c), lambda c: c.scroll(1), lambda c: c.nextset())
st('zero cols', lambda c: c.execute('select'), lambda c: c.fetchone(), lambda c: c.fetchall())
st('zero rows', lambda c: c.execute('select 1 where false'), lambda c: c.fetchone(), lambda c: c.fetchmany(), lambda c: c.fetchall(), lambda c: list(c))
st('ddl', lambda c: c.execute('create temp table z(a int primary key)'), lambda c: c.fetchone(), lambda c: c.fetchmany(2), lambda c: list(c), lambda c: c.scroll(0))
st('dml', lambda c: c.execute('insert into z values (1),(2)'), lambda c: c.execute('insert into z values (3) returning a'), lambda c: c.fetchone(), lambda c: c.fetchone(), lambda c: c.execute('update z set a=a where false'))
st('multi', lambda c: c.execute('insert into z values (4); select * from z; update z set a=a'), lambda c: c.execute('select 1 as x; select 2 as y'), lambda c: c.fetchall(), lambda c: c.execute('insert into z values (50); select 1/0; insert into z values (51)'), lambda c: c.execute('select count(*) from z where a>=50'), lambda c: c.fetchall())
for q in ('  ', ';', '-- x', '', None, b'', 42, b'select 1', ['select 1'], 'select 1;', '/* */', object(), 0):
    st('q %r' % (q if not type(q) is object else 'obj'), lambda c: c.execute(q))
st('em', lambda c: c.executemany('update z set a=a where a=%s', [(1,), (99,)]), lambda c: c.executemany('update z set a=a where a=%s', []), lambda c: c.executemany('select %s', [(1,), (2,)]), lambda c: c.fetchall(), lambda c: c.executemany('set work_mem to %s', [('1MB',)]), lambda c: c.executemany('select %(a)s', ({'a': i} for i in range(3))), lambda c: c.executemany('select %s', [(1,), 1]), lambda c: c.executemany('select %s', 5), lambda c: c.executemany('insert into z values (%s)', [(100,), (1,), (101,)]), lambda c: c.execute('select count(*) from z where a>=100'), lambda c: c.fetchone())
st('scroll', lambda c: c.execute('select generate_series(1,5)'), lambda c: c.scroll(2), lambda c: c.fetchone(), lambda c: c.scroll(-2), lambda c: c.fetchone(), lambda c: c.scroll(0, 'absolute'), lambda c: c.fetchone(), lambda c: c.scroll(5, 'absolute'), lambda c: c.scroll(-9), lambda c: c.scroll(4, mode='absolute'), lambda c: c.fetchall(), lambda c: c.scroll(1, 'x'), lambda c: c.fetchmany(-1), lambda c: c.fetchmany(0), lambda c: c.scroll('x'), lambda c: c.scroll(1.5), lambda c: c.scroll(), lambda c: c.fetchmany('x'), lambda c: c.fetchmany(None), lambda c: c.fetchmany(size=2))
st('misc', lambda c: c.execute('explain select 1'), lambda c: c.execute('show work_mem'), lambda c: c.execute('select * from nosuch'), lambda c: c.setinputsizes((1,)), lambda c: c.setoutputsize(1), lambda c: c.setoutputsize(1, 2), lambda c: c.close(), lambda c: c.execute('select 1'), lambda c: c.fetchone(), lambda c: c.mogrify('select %s', (1,)), lambda c: c.closed, lambda c: c.close(), lambda c: c.scroll(1), lambda c: list(c), lambda c: c.executemany('x', []), lambda c: c.callproc('x'), lambda c: c.copy_from(io.StringIO(), 'x'))
st('callproc', lambda c: c.callproc('upper', ('a',)), lambda c: c.fetchall(), lambda c: c.callproc('lower', ['A']), lambda c: c.callproc('make_interval', {'days': 1}), lambda c: c.fetchone(), lambda c: c.callproc('version'), lambda c: c.callproc('now', []), lambda c: c.callproc('now', {}), lambda c: c.callproc("x'y"), lambda c: c.callproc('make_interval', {1: 1}), lambda c: c.callproc('upper', 'a'), lambda c: c.callproc(b'upper', 'a'), lambda c: c.callproc(5))
args = [("select '%s'",), ('select %',), ('select %%',), ('select %%', None), ('select %%', ()), ('select %%', []), ('select %%', {}), ('select %%', (1,)), ('select %s', (1, 2)), ('select %s %s', (1,)), ('select %s %s', {}), ('select %(a)s', {'a': 1}), ('select %(a)s', {}), ('select %(a)s', (1,)), ('select %(a)s %s', {'a': 1}), ('select %s %(a)s', (1,)), ('select %d', (1,)), ('select %(a)d', {'a': 1}), ('select %(a)', {'a': 1}), ('select %(a b)s', {'a b': 1}), ('select %(a', {'a': 1}), ('select %s', 'x'), ('select %s', 'xy'), ('select %s', 1), ('select %s', {'a': 1}), ('select %s', [1]), ('select % s', (1,)), ('select %', (1,)), ('select 1', (1,)), ('select 1', {'a': 1}), ('select %5s', (1,)), (b'select %s', ('x',)), ('select %(a)s %(a)s', {'a': 'z'}), ('select %s', ({'a': 1},)), ('select %s', {1}), ('select %s %%d', (1,)), ('select %(a)s%%', {'a': 1}), ('select %s', (x for x in [1])), ('select %(é)s', {'é': 1}), ('select %s', 5.5), ('select %s', None), ('select %s', range(3)), ('select %s', b'x'), ('select %s', memoryview(b'x')), ('select 1', 5), ('select 1', [1, 2]), ('select %s, %s', [1, 2, 3]), ('select %(a)s', 'x'), ('select %(a)s', [1]), ('select %(a)s', 5), ('select %(a)s', object), ('select %()s', {'': 5}), ('select %(a)%s', {'a': 1}), ('select %(a)s%(b)s', {'a': 1}), ('select %s%%%s', (1, 2)), ("select '%%' || %s", ('%',)), ('select %b', (1,)), ('select %r', (1,)), ('select %(a)r', {'a': 1}), ('select %i', (1,))]
for a in args:
    P('mogrify %r' % re.sub('0x\\w+', '0x', repr(a)), lambda: conn.cursor().mogrify(*a))

    def ex():
        c = conn.cursor()
        try:
            c.execute(*a)
        finally:
            P('  query', lambda: (c.query, c.rowcount))
    if 'generator' not in repr(a):
        P('  execute', ex)

class D(dict):

    def __missing__(self, k):
        return k

class I:

    def __getitem__(self, i):
        return i

    def __len__(self):
        return 2

class J:

    def __getitem__(self, i):
        return i
P(lambda: conn.cursor().mogrify('select %(x)s', D()))
P(lambda: conn.cursor().mogrify('select %(x)s', J()))
P(lambda: conn.cursor().mogrify('select %s %s', I()))
P(lambda: conn.cursor().mogrify('select %s %s', J()))
P(lambda: conn.cursor().mogrify('select %s', D()))
vals = [None, True, 0, 1, -1, 10 ** 30, -10 ** 30, 1.0, -1.5, 0.1, 1e+300, 1e-07, 1e+16, 1.2345678901234568e+17, float('nan'), float('inf'), -float('inf'), -0.0] + [decimal.Decimal(x) for x in '1.10 -1.10 1E+30 1E-30 NaN Infinity -Infinity sNaN -0 0E-10 -0.0 1E+5 0.0000001 0.000001'.split()] + ['', 'abc', "O'Reilly", 'a\\b', "a\\'b", 'a"b', '%s %% x', '€☃😀', 'a\nb\tc', 'a\x00b', '\ud800', b'', b'abc', bytes(range(20)), b"\\'", bytearray(b'xy'), memoryview(b'xy')] + [datetime.date(2011, 2, 3), datetime.date(1, 1, 1), datetime.date(9999, 12, 31), datetime.time(1, 2, 3), datetime.time(1, 2, 3, 4), datetime.time(1, 2), datetime.time(1, 2, 3, tzinfo=datetime.timezone(datetime.timedelta(hours=5, minutes=30))), datetime.datetime(2011, 2, 3, 4, 5, 6), datetime.datetime(2011, 2, 3), datetime.datetime(2011, 2, 3, 4, 5, 6, 789), datetime.datetime(2011, 2, 3, 4, 5, 6, 100000), datetime.datetime(1900, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(seconds=19270))), datetime.datetime(2011, 2, 3, tzinfo=datetime.timezone.utc), datetime.datetime(2011, 2, 3, tzinfo=datetime.timezone(-datetime.timedelta(hours=3))), datetime.datetime(9999, 12, 31, 23, 59, 59, 999999), datetime.datetime(1, 1, 1), datetime.timedelta(0), datetime.timedelta(1, 2, 3), datetime.timedelta(-1, 2, 3), datetime.timedelta(days=999999999, seconds=86399, microseconds=999999)] + [[], [None], [None, None], [1, 2], [1, None], [-1, -2], ['a', "b'c", None], [[]], [[], []], [[1, 2], [3, 4]], [[None]], [[None, None], [1, None]], [[[None], [None]]], [True, False], [1.5, float('nan')], [datetime.date(2011, 2, 3)], [decimal.Decimal('1.5')], [b'a'], [(1, 2), (3, 4)], [{'a': 1}], ['\\'], [datetime.timedelta(1)], (), (1,), (1, 2), ('a', None), (1, (2, 3)), ([1, 2],), {'a': 1}, {1, 2}, frozenset([1]), range(3), object, 1j, [10 ** 30], [[1], None], ['a', 1], [1, 'a'], (-1, [-1])]

class S(str):
    pass

class N(int):
    pass

class F(float):
    pass

class B(bytes):
    pass

class L(list):
    pass

class TT(tuple):
    pass
import enum

class IE(enum.IntEnum):
    A = 7

class SE(str, enum.Enum):
    A = 'x'

class E(enum.Enum):
    A = 1

class DT(datetime.datetime):
    pass
vals += [S("x'"), N(5), F(1.5), B(b'x'), L([1]), TT((1, 2)), IE.A, SE.A, E.A, DT(2020, 1, 2), AsIs('x y'), AsIs(None), AsIs(42), QuotedString("a'b"), Float(1.5), Boolean(5), Int(5), Binary(b'x'), psycopg2.Binary(None), psycopg2.Date(2011, 1, 2), psycopg2.Time(1, 2, 3.5), psycopg2.Timestamp(2011, 1, 2, 3, 4, 5.678)]
for scs in ('on', 'off'):
    c2 = psycopg2.connect(DSN, options='-c standard_conforming_strings=' + scs)
    for v in vals:
        P('adapt %s %s' % (scs, re.sub('0x\\w+', '0x', repr(v))), lambda: c2.cursor().mogrify('%s', (v,)))
        if scs == 'on':
            P('  alone', lambda: adapt(v).getquoted() if v is not None else None)
    c2.close()
