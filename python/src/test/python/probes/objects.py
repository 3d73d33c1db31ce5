# SPDX-License-Identifier: Apache-2.0
"""Named cursors, COPY, large objects, encodings, typecasters by scope, errors."""

import io, pathlib, tempfile, datetime, threading, time, weakref, gc, os, select, pickle
from psycopg2.extensions import *

def C(**k):
    return psycopg2.connect(DSN, **k)
conn = C()

def q(s, *a):
    c = conn.cursor()
    c.execute(s, *a)
    return c.fetchall() if c.description else c.statusmessage

def st(c):
    return (c.rowcount, c.rownumber, c.statusmessage, c.description and len(c.description), c.query)

def N(name, **k):

    def run(*calls):
        c = conn.cursor('nm', **k)
        for f in calls:
            P(name, lambda: f(c))
            P(' st', lambda: (st(c), conn.status, conn.get_transaction_status()))
        conn.rollback()
    return run
G = 'select generate_series(1,7)'
N('n1')(lambda c: c.fetchone(), lambda c: c.execute(G), lambda c: c.fetchone())
N('n2')(lambda c: c.execute(G), lambda c: c.fetchone(), lambda c: c.fetchmany(2), lambda c: c.fetchmany(), lambda c: c.fetchall(), lambda c: c.fetchone(), lambda c: c.fetchmany(2), lambda c: c.fetchall(), lambda c: c.execute(G))

def it(c):
    c.itersize = 3
    return [(r, c.rownumber, c.rowcount) for r in c]
N('n3')(lambda c: c.execute(G), it, lambda c: c.fetchone())
N('n4', scrollable=True)(lambda c: c.execute(G), lambda c: c.scroll(3), lambda c: c.fetchone(), lambda c: c.scroll(-2), lambda c: c.fetchone(), lambda c: c.scroll(0, 'absolute'), lambda c: c.fetchone(), lambda c: c.scroll(100), lambda c: c.fetchone(), lambda c: c.scroll(-1), lambda c: c.fetchone(), lambda c: c.scroll(1, 'x'), lambda c: c.close(), lambda c: c.fetchone())
N('n5', scrollable=False)(lambda c: c.execute(G), lambda c: c.scroll(3), lambda c: c.scroll(-1))
N('n6')(lambda c: c.executemany(G, []), lambda c: c.callproc('x'), lambda c: c.execute('x y'), lambda c: c.execute(G))
N('n7')(lambda c: c.execute(G), lambda c: conn.commit(), lambda c: c.fetchone(), lambda c: c.fetchall(), lambda c: list(c), lambda c: c.scroll(1), lambda c: c.close())
N('n8', withhold=True)(lambda c: c.execute(G), lambda c: conn.commit(), lambda c: c.fetchone(), lambda c: c.fetchmany(3), lambda c: conn.rollback(), lambda c: list(c), lambda c: c.close())
N('n9')(lambda c: c.close(), lambda c: c.closed)
N('n10')(lambda c: c.fetchmany(0), lambda c: c.execute(G), lambda c: c.fetchmany(0), lambda c: c.fetchmany(-1))
N('n11')(lambda c: c.execute(b'select %s', (1,)), lambda c: c.fetchone(), lambda c: c.copy_from(io.StringIO(), 'x'), lambda c: c.mogrify('select 1'))
q('declare stolen cursor for ' + G)

def steal():
    c = conn.cursor('stolen')
    r = c.fetchmany(2)
    x = list(c)
    c.close()
    return (r, x)
P(steal)
conn.rollback()
conn.autocommit = True
N('ac')(lambda c: c.execute(G))
N('ach', withhold=True)(lambda c: c.execute(G), lambda c: c.fetchone(), lambda c: c.close())
conn.autocommit = False
P(lambda: conn.cursor('a"b').execute(G))
P(lambda: conn.cursor('a"b').name)
conn.rollback()
for n, v in [('withhold', True), ('withhold', 5), ('scrollable', True), ('scrollable', None), ('scrollable', 0), ('itersize', 5), ('arraysize', 3), ('name', 'x'), ('rownumber', 3), ('tzinfo_factory', None), ('row_factory', None)]:
    P('set %s' % n, lambda: setattr(conn.cursor(), n, v))

    def f():
        c = conn.cursor('x')
        setattr(c, n, v)
        return getattr(c, n)
    P('set named %s' % n, f)
q('create temp table cp (a int, b text)')
conn.commit()

class R:

    def __init__(s, d):
        s.d = d
        s.n = []

    def read(s, n=-1):
        s.n.append(n)
        return s.d.pop(0) if s.d else ''

class Bad:

    def read(s, n):
        raise ZeroDivisionError('dz')

    def write(s, d):
        raise ZeroDivisionError('dw')

class Five:

    def read(s, n):
        return 5

def cp(name, f):
    c = conn.cursor()
    P(name, lambda: f(c))
    P(' st', lambda: st(c))
    P('  rows', lambda: (conn.rollback() if conn.get_transaction_status() == 3 else None, q('select * from cp order by a')))
    conn.rollback()
cp('cf', lambda c: c.copy_from(io.StringIO('1\ta\n2\t\\N\n'), 'cp'))
cp('cf bytes', lambda c: c.copy_from(io.BytesIO('1\té\n'.encode()), 'cp'))
cp('cf sep', lambda c: c.copy_from(io.StringIO('1|x\n2|\n'), 'cp', sep='|', null=''))
cp('cf cols', lambda c: c.copy_from(io.StringIO('x\n'), 'cp', columns=('b',)))
cp('cf cols str', lambda c: c.copy_from(io.StringIO('x\n'), 'cp', columns='b'))
cp('cf badcols', lambda c: c.copy_from(io.StringIO('x\n'), 'cp', columns=5))
cp('cf badcols', lambda c: c.copy_from(io.StringIO('x\n'), 'cp', columns=[5]))
cp('cf empty', lambda c: c.copy_from(io.StringIO(''), 'cp'))
cp('cf chunks', lambda c: c.copy_from(R(['1\tx\n2', '\ty\n']), 'cp'))
cp('cf bad', lambda c: c.copy_from(Bad(), 'cp'))
cp('cf five', lambda c: c.copy_from(Five(), 'cp'))
cp('cf data', lambda c: c.copy_from(io.StringIO('x\ta\n'), 'cp'))
cp('cf schema', lambda c: c.copy_from(io.StringIO(''), 'pg_temp.cp'))
cp('cf noread', lambda c: c.copy_from(5, 'cp'))
cp('cf notable', lambda c: c.copy_from(io.StringIO('')))
cp('cf size', lambda c: c.copy_from(io.StringIO('1\ta\n' * 1), 'cp', size=3))
cp('cf kw', lambda c: c.copy_from(file=io.StringIO('1\ta\n'), table='cp', sep='\t', null='\\N', size=10, columns=None))
cp('cf table 5', lambda c: c.copy_from(io.StringIO(''), 5))
cp('cf big', lambda c: c.copy_from(io.StringIO(''.join(('%d\t%s\n' % (i, 'é' * 50) for i in range(3)))), 'cp', size=7))
q("insert into cp values (1,'é'),(2,null),(3,'a\tb')")
conn.commit()

def ct(f, *a, **k):

    def g(c):
        c.copy_to(f, *a, **k)
        return f.getvalue() if hasattr(f, 'getvalue') else f.l
    return g

class W:

    def __init__(s):
        s.l = []

    def write(s, d):
        s.l.append(d)
cp('ct', ct(io.StringIO(), 'cp'))
cp('ct b', ct(io.BytesIO(), 'cp'))
cp('ct w', ct(W(), 'cp'))
cp('ct sep', ct(io.StringIO(), 'cp', sep=',', null='NN', columns=('b', 'a')))
cp('ct bad', lambda c: c.copy_to(Bad(), 'cp'))
cp('ct no', lambda c: c.copy_to(5, 'cp'))
cp('ct kw', lambda c: c.copy_to(file=io.StringIO(), table='cp', null='x'))
cp('ct nosuch', lambda c: c.copy_to(io.StringIO(), 'nosuch'))

def ce(sql, f, *a, **k):

    def g(c):
        c.copy_expert(sql, f, *a, **k)
        return f.getvalue() if hasattr(f, 'getvalue') else None
    return g
cp('ce to', ce('copy cp to stdout csv header', io.StringIO()))
cp('ce from', ce('copy cp from stdin csv', io.StringIO('9,z\n')))
cp('ce q', ce("COPY (select 1,'x') TO STDOUT", io.StringIO()))
cp('ce sel', ce('select 1', io.StringIO()))
cp('ce err', ce('copy nosuch to stdout', io.StringIO()))
cp('ce 5', ce('copy cp to stdout', 5))
cp('ce bin', ce('copy cp to stdout binary', io.BytesIO()))
cp('ce bytes', ce(b'copy cp to stdout', io.BytesIO()))
cp('ce size', ce('copy cp from stdin', io.StringIO('8\tx\n'), size=2))
cp('ce kw', lambda c: c.copy_expert(sql='copy cp to stdout', file=io.StringIO()))
cp('ce bad', ce('copy cp from stdin', Bad()))
cp('ce badw', ce('copy cp to stdout', Bad()))
cp('ce syntax', ce('copy cp tto stdout', io.StringIO()))
cp('ce none', ce(None, io.StringIO()))
cp('ce empty', ce('', io.StringIO()))
cp("ce '%'", ce("copy (select '%s') to stdout", io.StringIO()))
cp('ce comment', ce('copy cp to stdout -- from stdin', io.StringIO()))
cp('ce sel noread', ce("insert into cp values (77,'x')", W()))
cp('exec from', lambda c: c.execute('copy cp from stdin'))
cp('exec to', lambda c: c.execute('copy cp to stdout'))
P(lambda: q('select 1'))
conn.rollback()

def L(name, f):
    P(name, f)
    conn.rollback()

def lo1():
    l = conn.lobject()
    r = [l.mode, l.closed, l.oid > 0, l.write('héllo'), l.tell(), l.seek(0), l.read(), l.read(), l.seek(1), l.read(2), l.seek(-2, 2), l.read(-1), l.truncate(2), l.seek(0), l.read(), l.truncate(), l.seek(0, 2), l.close(), l.closed, l.close()]
    return r
L('lo1', lo1)

def lo2(mode, oid=None, data=b'ab\xffc'):

    def f():
        o = conn.lobject(0, 'wb')
        o.write(data)
        o.close()
        l = conn.lobject(o.oid if oid is None else oid, mode)
        return (l.mode, l.closed, l.read(), type(l).__name__)
    return f
for m in ('r', 'rb', 'w', 'wb', 'rw', 'rwb', 'n', 'rt', 'wt', 'rwt', '', 'b', 't', 'nb', 'zz', 'rwx', 'R', None, 5):
    L('lo2 %r' % (m,), lo2(m))
    L('lo2a %r' % (m,), lo2(m, data=b'abc'))
L('lo nosuch', lambda: conn.lobject(999999))
L('lo unlink', lambda: (lambda l: (l.unlink(), l.closed))(conn.lobject()))
L('lo closed', lambda: (lambda l: (l.close(), l.read()))(conn.lobject()))

def lo3():
    l = conn.lobject()
    conn.commit()
    return (l.closed, l.read())
L('lo3', lo3)

def lo3b():
    l = conn.lobject()
    conn.rollback()
    r = l.close()
    return (r, l.closed)
L('lo3b', lo3b)

def lo4():
    l = conn.lobject(new_oid=765432)
    r = l.oid
    l.unlink()
    return r
L('lo4', lo4)

def lo5():
    d = tempfile.mkdtemp()
    pathlib.Path(d, 'a').write_bytes(b'some\x00data')
    l = conn.lobject(0, 'rb', 0, d + '/a')
    r = [l.mode, l.read()]
    l.export(d + '/b')
    r.append(pathlib.Path(d, 'b').read_bytes())
    return r
L('lo5', lo5)
L('lo6', lambda: conn.lobject(0, '', 'x'))
L('lo7', lambda: conn.lobject(new_file='/nowhere/x'))
L('lo8', lambda: conn.lobject(lobject_factory=5))

class LL(lobject):
    pass
L('lo9', lambda: type(conn.lobject(lobject_factory=LL)).__name__)
L('lo10', lambda: lobject(conn).mode)
L('lo11', lambda: lobject(5))
L('lo12', lambda: conn.lobject())
L('lo13', lambda: conn.lobject().write(5))
L('lo14', lambda: conn.lobject().write(b'x'))
L('lo15', lambda: conn.lobject().seek('x'))
L('lo16', lambda: conn.lobject().seek(-1))
L('lo17', lambda: conn.lobject().seek(2 ** 40))
L('lo18', lambda: conn.lobject().read('x'))
L('lo19', lambda: conn.lobject().truncate(5))
L('lo20', lambda: conn.lobject().export('/nowhere/x'))
conn.autocommit = True
L('lo ac', lambda: conn.lobject())
conn.autocommit = False
conn.set_client_encoding('LATIN1')
P(lambda: q("select 'é', %s, chr(233)", ('é',)))
P(lambda: q('select %s', ('€',)))
conn.rollback()
P(lambda: q("select '€'"))
conn.rollback()
P(lambda: q(b"select '\xe9'"))
conn.set_client_encoding('SQL_ASCII')
P(lambda: q("select 'a'"))
P(lambda: q('select chr(233)'))
P(lambda: q("select 'é'"))
conn.rollback()
P(lambda: q('select U&\'\\00e9\' as "é"'))
conn.rollback()
conn.set_client_encoding('UTF8')
P(lambda: q('select \'a\' as "é"'))
P(lambda: q(b"select '\xff'"))
conn.rollback()
register_type(BYTES, conn)
P(lambda: q("select 'é', 'x'::varchar"))
P(lambda: q("select array['é']"))
register_type(UNICODE, conn)
T = new_type((23,), 'T', lambda v, c: ('T', v))
c = conn.cursor()
register_type(T, c)
c.execute('select 1,null::int,2::int8, array[1]')
P(lambda: c.fetchall())
P(lambda: q('select 1'))
register_type(T, conn)
P(lambda: q('select 1'))
P(lambda: c.cast(23, '5'))
P(lambda: c.cast(25, '5'))
P(lambda: c.cast(99999, '5'))
P(lambda: c.cast(20, None))
P(lambda: conn.string_types)
P(lambda: c.string_types)

def bad(v, c):
    raise KeyError('bad ' + str(v))
register_type(new_type((23,), 'B', bad), conn)
c = conn.cursor()
c.execute('select 1 union select 2')
P(lambda: c.fetchone())
P(lambda: c.rownumber)
P(lambda: c.fetchone())
P(lambda: c.rownumber)
P(lambda: c.fetchone())
conn.string_types.clear()
P(lambda: q('select 1'))
A = new_array_type((1007,), 'A', T)
register_type(A, conn)
P(lambda: q("select '{1,null}'::int[]"))
conn.string_types.clear()
c = conn.cursor()
c.row_factory = lambda cur: [None] * len(cur.description)
c.execute('select 1,2 union select 3,4 order by 1')
P(lambda: c.fetchone())
P(lambda: c.fetchall())
c.row_factory = lambda cur: 5
c.execute('select 1')
P(lambda: c.fetchone())
c.execute("select 1 as a, 'x' as b")
P(lambda: pickle.loads(pickle.dumps(c.description)) == c.description)
P(lambda: pickle.loads(pickle.dumps(c.description[0])).name)
P(lambda: c.description[0][7])
P(lambda: c.description[0][1:3])
P(lambda: c.description[0] == c.description[0])
P(lambda: hash(c.description[0]))
P(lambda: c.description[0] == ('a',))
P(lambda: list(c.description[0]))
P(lambda: Column())
P(lambda: Column('a', 5))
P(lambda: len(Column()))
try:
    q('select * from nosuch')
except psycopg2.Error as ex:
    e = ex
    e2 = pickle.loads(pickle.dumps(e))
    P(lambda: (type(e2).__mro__[1:], e2.args, e2.pgcode, e2.pgerror, e2.cursor, e2.diag.sqlstate))
    P(lambda: [(n, getattr(e.diag, n)) for n in dir(e.diag) if not n.startswith('_') and 'source' not in n])
    P(lambda: e.diag)
    P(lambda: Diagnostics(5))
    P(lambda: setattr(e, 'pgcode', 'x'))
    P(lambda: e.__dict__)
    P(lambda: e.cursor.query)
conn.rollback()
P(lambda: psycopg2.Error('a', 'b').args)
P(lambda: (psycopg2.Error().pgcode, psycopg2.Error().pgerror, psycopg2.Error().cursor, psycopg2.Error().diag.sqlstate))
P(lambda: [x.__module__ + '.' + x.__name__ for x in (psycopg2.Warning, psycopg2.Error, psycopg2.DataError, QueryCanceledError, TransactionRollbackError)])
P(lambda: [x.__bases__ for x in (psycopg2.Warning, psycopg2.Error, psycopg2.InterfaceError, psycopg2.DatabaseError, psycopg2.DataError, QueryCanceledError, TransactionRollbackError)])

def raise_code(code):
    try:
        q("do $$ begin raise exception using errcode='%s', message='m'; end $$" % code)
    except psycopg2.Error as e:
        conn.rollback()
        return ([c.__name__ for c in type(e).__mro__[1:-3]], e.pgcode, str(e))
for code in '22012 23505 40001 40P01 57014 08006 0A000 ZZ123 22XYZ 23XYZ 40XYZ 57XYZ P0001 XX000 42XYZ HV000 F0000 21000 02000 03000 09000 0Z000 28000 3B000 55000 58000 72000 99000 25P02 53300'.split():
    P(code, lambda: raise_code(code))

def cancel():

    def go():
        time.sleep(0.3)
        conn.cancel()
    t = threading.Thread(target=go)
    t.start()
    try:
        q('select pg_sleep(5)')
    finally:
        t.join()
P(cancel)
conn.rollback()
P(lambda: conn.cancel())
