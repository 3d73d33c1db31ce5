# SPDX-License-Identifier: Apache-2.0
"""Connections: attributes, transactions, errors, notices, notifications."""

import io, datetime, threading, time, weakref, gc
from psycopg2.extensions import *

def C(**k):
    return psycopg2.connect(DSN, **k)
conn = C()
for a in 'async async_ autocommit closed cursor_factory deferrable dsn encoding isolation_level notices notifies protocol_version readonly server_version status string_types binary_types'.split():
    P(a, lambda: getattr(conn, a))
for a in 'dbname user password host options status transaction_status protocol_version server_version error_message needs_password used_password ssl_in_use ssl_attribute_names dsn_parameters'.split():
    P('info.' + a, lambda: getattr(conn.info, a))
P(lambda: conn.info.ssl_attribute('library'))
P(lambda: conn.info.parameter_status('server_encoding'))
P(lambda: conn.info.parameter_status('x'))
P(lambda: conn.get_parameter_status('x'))
P(lambda: conn.get_parameter_status('client_encoding'))
P(lambda: conn.get_dsn_parameters())
P(lambda: conn.get_transaction_status())
P(lambda: conn.isexecuting())
P(lambda: conn.poll())
P(lambda: conn)
P(lambda: str(conn))
P(lambda: ConnectionInfo(5))
P(lambda: type(conn.info))
P(lambda: conn.Error is psycopg2.Error)

def cs():
    return (conn.status, conn.get_transaction_status(), conn.autocommit, conn.isolation_level, conn.readonly, conn.deferrable)

def sh():
    c = conn.cursor()
    r = []
    for n in ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable', 'default_transaction_isolation', 'default_transaction_read_only'):
        c.execute('show ' + n)
        r.append(c.fetchone()[0])
    conn.rollback()
    return r

def S(name, f):
    P(name, f)
    P(' state', cs)
for v in ('serializable', 'READ committed', 'default', None, 0, 1, 2, 3, 4, 5, -1, 'foo', 2.5, b'serializable', True, 'repeatable read', 'read uncommitted', b'x', []):
    S('iso %r' % (v,), lambda: setattr(conn, 'isolation_level', v))
    P('show', sh)
for v in (True, False, None, 'default', 'x', 1, 0, b'default', 'DEFAULT', []):
    S('ro %r' % (v,), lambda: setattr(conn, 'readonly', v))
    P('show', sh)
    S('df %r' % (v,), lambda: setattr(conn, 'deferrable', v))
    P('show', sh)
for k in [dict(isolation_level=3), dict(readonly=True), dict(deferrable=True), dict(autocommit=True), dict(isolation_level='read committed', readonly=False, deferrable=False), dict(isolation_level='default', readonly='default', deferrable='default', autocommit=False), dict(autocommit=True, isolation_level=3, readonly=True), dict(autocommit=False), dict(isolation_level='x'), dict(isolation_level=9), dict(readonly='x'), dict(autocommit='x'), dict(autocommit=None), dict(foo=1), dict(isolation_level=None, readonly=None, deferrable=None), dict(isolation_level='default', readonly='default', autocommit=False)]:
    S('set_session %r' % k, lambda: conn.set_session(**k))
    P('show', sh)
S('pos', lambda: conn.set_session(1, True, False, True))
S('pos', lambda: conn.set_session('default', 'default', 'default', False))
for v in (0, 1, 2, 3, 4, 5, -1, None, 'x', 1.5):
    S('set_iso %r' % (v,), lambda: conn.set_isolation_level(v))
    P('show', sh)
S('', lambda: conn.set_isolation_level(None))
S('', lambda: setattr(conn, 'autocommit', False))
conn.cursor().execute('select 1')
for n, f in [('ac', lambda: setattr(conn, 'autocommit', True)), ('iso', lambda: setattr(conn, 'isolation_level', 1)), ('ro', lambda: setattr(conn, 'readonly', True)), ('df', lambda: setattr(conn, 'deferrable', True)), ('ss', lambda: conn.set_session(autocommit=True)), ('ss0', lambda: conn.set_session()), ('sil', lambda: conn.set_isolation_level(3))]:
    S(n, f)
conn.cursor().execute('select 1')
S('sce', lambda: conn.set_client_encoding('latin1'))
P(lambda: conn.encoding)
conn.cursor().execute('select 1')
S('sce same', lambda: conn.set_client_encoding('latin1'))
P(lambda: conn.cursor().mogrify('é%s', ('é',)))
for e in ('NOSUCH', 'EUC_TW', 'utf-8', 'iso-8859-15', 'UTF8', 'SQL_ASCII', 'euc_jp', 'utf8'):
    P('enc ' + e, lambda: conn.set_client_encoding(e))
    P(lambda: conn.encoding)
P(lambda: conn.set_client_encoding(5))
P(lambda: conn.set_client_encoding())

def q(s, *a):
    c = conn.cursor()
    c.execute(s, *a)
    return c.fetchall() if c.description else c.statusmessage
P(lambda: q('select 1'))
S('commit', lambda: conn.commit())
S('commit', lambda: conn.commit())
S('rb', lambda: conn.rollback())
P(lambda: q('select 1/0'))
S('in err', lambda: None)
P(lambda: q('select 1'))
S('commit in err', lambda: conn.commit())
P(lambda: q('create temp table dfr (a int unique deferrable initially deferred)'))
conn.commit()
P(lambda: q('insert into dfr values (1),(1)'))
S('deferred commit', lambda: conn.commit())
S('reset', lambda: conn.reset())
P(lambda: q('select 1'))
S('reset', lambda: conn.reset())
for n in ('commit', 'rollback', 'cancel', 'reset', 'close'):
    P(n + ' arg', lambda: getattr(conn, n)(1))
P(lambda: conn.cursor(5))
P(lambda: conn.cursor('a', 5))
P(lambda: conn.cursor(cursor_factory=5))
P(lambda: conn.cursor(cursor_factory=lambda *a: 5))
P(lambda: conn.cursor(b'nm').name)
P(lambda: conn.cursor(name='nm', withhold=True).withhold)
P(lambda: conn.cursor(withhold=True))
P(lambda: conn.cursor(scrollable=True))
P(lambda: conn.cursor('nm', scrollable=False).scrollable)
P(lambda: conn.cursor('nm', None, True, True).scrollable)
P(lambda: conn.cursor(None, psycopg2.extensions.cursor, False, None))

class CC(psycopg2.extensions.cursor):

    def __init__(self, *a, **k):
        self.args = (a[1:], k)
        super().__init__(*a, **k)
P(lambda: conn.cursor(cursor_factory=CC).args)
P(lambda: conn.cursor('x', cursor_factory=CC).args)
conn.cursor_factory = CC
P(lambda: type(conn.cursor()).__name__)
P(lambda: conn.cursor('z', scrollable=True).args)
conn.cursor_factory = None
P(lambda: type(conn.cursor()).__name__)
x = conn.xid(42, 'gtrid', 'bqual')
P(lambda: (x, str(x), len(x), x[0], x[1], x[2], x[-1], list(x), x.format_id, x.gtrid, x.bqual, x.prepared, x.owner, x.database))
P(lambda: x[3])
P(lambda: conn.xid(-1, 'a', 'b'))
P(lambda: conn.xid(2 ** 31, 'a', 'b'))
P(lambda: conn.xid(1, 'a' * 65, 'b'))
P(lambda: conn.xid(1, 'a', 'b' * 65))
P(lambda: conn.xid(1, 'é', 'b'))
P(lambda: conn.xid(1, 'a', '\n'))
P(lambda: conn.xid('1', 'a', 'b'))
P(lambda: conn.xid(1, 2, 'b'))
P(lambda: conn.xid(1, 'a'))
P(lambda: Xid.from_string('42_Z3RyaWQ=_YnF1YWw='))
P(lambda: list(Xid.from_string('foo')))
P(lambda: Xid.from_string('1_a_b'))
P(lambda: Xid.from_string('99999999999_Z3RyaWQ=_YnF1YWw='))
P(lambda: Xid(1, 'a', 'b') == Xid(1, 'a', 'b'))
P(lambda: Xid.from_string('1_YQ==_Yg==')[:2])
P(lambda: Xid.from_string('1__'))
for n, f in [('begin', lambda: conn.tpc_begin(x)), ('begin again', lambda: conn.tpc_begin(x)), ('commit', lambda: conn.commit()), ('rollback', lambda: conn.rollback()), ('ac', lambda: setattr(conn, 'autocommit', True)), ('reset', lambda: None), ('q', lambda: q('create temp table tpc1(a int)')), ('prepare', lambda: conn.tpc_prepare()), ('rb', lambda: conn.tpc_rollback()), ('begin', lambda: conn.tpc_begin('dup1')), ('q', lambda: q('select 1')), ('prepare', lambda: conn.tpc_prepare()), ('exec', lambda: q('select 1')), ('commit', lambda: conn.commit()), ('rollback', lambda: conn.rollback()), ('prepare', lambda: conn.tpc_prepare()), ('cancel', lambda: conn.cancel()), ('sil', lambda: conn.set_isolation_level(1)), ('ss', lambda: conn.set_session(readonly=True)), ('recover', lambda: len(conn.tpc_recover())), ('close cur', lambda: conn.cursor().close()), ('lob', lambda: conn.lobject()), ('em', lambda: conn.cursor().executemany('select 1', [()])), ('copy', lambda: conn.cursor().copy_from(io.StringIO(), 'x')), ('notok', lambda: conn.tpc_commit(x)), ('tpc_commit', lambda: conn.tpc_commit()), ('begin int', lambda: conn.tpc_begin(5)), ('p', lambda: conn.tpc_prepare()), ('c', lambda: conn.tpc_commit()), ('r', lambda: conn.tpc_rollback()), ('cx', lambda: conn.tpc_commit('nosuch')), ('q', lambda: q('select 1')), ('begin in tx', lambda: conn.tpc_begin(x)), ('cx in tx', lambda: conn.tpc_commit('nosuch')), ('rb', lambda: conn.rollback()), ('recover', lambda: conn.tpc_recover()), ('ac', lambda: setattr(conn, 'autocommit', True)), ('begin ac', lambda: conn.tpc_begin(x)), ('recover ac', lambda: conn.tpc_recover()), ('ac', lambda: setattr(conn, 'autocommit', False)), ('onephase', lambda: conn.tpc_begin(x)), ('c', lambda: conn.tpc_commit()), ('onephase', lambda: conn.tpc_begin(x)), ('r', lambda: conn.tpc_rollback())]:
    S('tpc ' + n, f)

def w(f, c=None):
    with c or conn as cc:
        return f(cc)

class Boom(Exception):
    pass

def boom(c):
    q('select 1')
    raise Boom('x')
S('with', lambda: w(lambda c: (c is conn, q('select 1'))[1]))
S('with boom', lambda: w(boom))
S('nested', lambda: w(lambda c: w(lambda d: 1)))
S('after', lambda: w(lambda c: 1))
conn.autocommit = True
S('with ac', lambda: w(lambda c: (q('select 1'), c.get_transaction_status(), c.status)))
S('with ac boom', lambda: w(boom))
S('with ac nothing', lambda: w(lambda c: c.get_transaction_status()))

def commit_in(c):
    q('select 1')
    c.commit()
    q('select 2')
    return (c.get_transaction_status(), c.status)
S('with commit in', lambda: w(commit_in))
S('with ac setiso', lambda: w(lambda c: (q('select 1'), setattr(c, 'isolation_level', 3))))
conn.autocommit = False
P(lambda: w(lambda c: c.close()))
P(lambda: w(lambda c: 1))
P(lambda: conn.closed)
for n in 'commit rollback reset poll fileno cancel get_backend_pid get_dsn_parameters get_transaction_status isexecuting cursor lobject tpc_recover tpc_prepare tpc_commit tpc_rollback set_session close __enter__'.split():
    P('closed ' + n, lambda: getattr(conn, n)())
for n, v in [('autocommit', True), ('isolation_level', 1), ('readonly', True)]:
    P('closed ' + n, lambda: setattr(conn, n, v))
P(lambda: conn.set_isolation_level(1))
P(lambda: conn.set_client_encoding('utf8'))
P(lambda: conn.get_parameter_status('x'))
P(lambda: conn.xid(1, 'a', 'b'))
P(lambda: conn.tpc_begin('x'))
for a in 'closed status autocommit isolation_level readonly deferrable encoding server_version dsn protocol_version info'.split():
    P('closed ' + a, lambda: getattr(conn, a) if a != 'info' else 1)
for a in 'dbname user password host port options status transaction_status protocol_version server_version error_message needs_password used_password ssl_in_use ssl_attribute_names dsn_parameters backend_pid socket'.split():
    P('closed info.' + a, lambda: getattr(conn.info, a))
P(lambda: conn.info.ssl_attribute('library'))
P(lambda: conn.info.parameter_status('x'))
conn = C()
pid = conn.get_backend_pid()
k = C()
k.autocommit = True
k.cursor().execute('select pg_terminate_backend(%s)', (pid,))
time.sleep(0.3)
P('before', lambda: (conn.closed, conn.status))
P('q', lambda: q('select 1'))
P(lambda: (conn.closed, conn.status, conn.get_transaction_status()))
P(lambda: q('select 1'))
P(lambda: conn.rollback())
P(lambda: conn.close())
P(lambda: conn.closed)
conn = C()
q('select 1')
pid = conn.get_backend_pid()
k.cursor().execute('select pg_terminate_backend(%s)', (pid,))
time.sleep(0.3)
P('commit', lambda: conn.commit())
P(lambda: (conn.closed, conn.status))
conn = C()
pid = conn.get_backend_pid()
P('with term', lambda: w(lambda c: q('select pg_terminate_backend(%s)', (pid,))))
P(lambda: conn.closed)
conn = C()
P(lambda: q("do $$ begin raise notice 'hi' using detail='d', hint='h'; raise warning 'w'; end $$"))
P(lambda: conn.notices)
P(lambda: q("do $$ begin for i in 1..60 loop raise notice 'n%', i; end loop; end $$"))
P(lambda: (len(conn.notices), conn.notices[0], conn.notices[-1]))
from collections import deque
conn.notices = deque(maxlen=2)
q("do $$ begin for i in 1..5 loop raise notice 'n%', i; end loop; end $$")
P(lambda: conn.notices)
conn.notices = None
P(lambda: q("do $$ begin raise notice 'x'; end $$"))
P(lambda: conn.notices)

class Ap:

    def append(self, x):
        raise Boom('no')
conn.notices = Ap()
P(lambda: q("do $$ begin raise notice 'x'; end $$"))
conn.notices = 5
P(lambda: q("do $$ begin raise notice 'x'; end $$"))
conn.notices = []
conn.rollback()
conn.autocommit = True
q('listen ch')
k.cursor().execute("notify ch, 'pay'")
time.sleep(0.2)
P(lambda: conn.notifies)
P(lambda: conn.poll())
P(lambda: [(n.channel, n.payload, n[1], len(n), n.pid == k.get_backend_pid()) for n in conn.notifies])
q('notify ch')
P(lambda: [(n.channel, n.payload) for n in conn.notifies])
N = Notify
for f in [lambda: N(1, 'a'), lambda: N(1, 'a', 'p'), lambda: N(1, 'a') == (1, 'a'), lambda: N(1, 'a', 'p') == (1, 'a'), lambda: N(1, 'a', 'p') == N(1, 'a'), lambda: N(1, 'a') == N(1, 'a'), lambda: hash(N(1, 'a')) == hash((1, 'a')), lambda: hash(N(1, 'a', 'p')) == hash((1, 'a')), lambda: N(1, 'a')[2], lambda: N(1, 'a')[-1], lambda: len(N(1, 'a', 'b')), lambda: N(1, 'a') != (1, 'a'), lambda: N(1, 'a') == 5, lambda: N(1, 'a') < N(2, 'a'), lambda: list(N(1, 'a', 'c')), lambda: N(1, 'a')[0:1], lambda: N('x', 'a'), lambda: N(1), lambda: (1, 'a') == N(1, 'a', 'p'), lambda: N(1, 'a') == [1, 'a']]:
    P(f)
P(lambda: setattr(N(1, 'a'), 'pid', 5))
conn.notifies = deque()
k.cursor().execute("notify ch, 'x'")
time.sleep(0.1)
conn.poll()
P(lambda: len(conn.notifies))
PORT = psycopg2.extensions.parse_dsn(DSN)['port']
HERE = 'host=127.0.0.1 port=' + PORT
for d in ['host=127.0.0.1 port=1',
          HERE + ' user=postgres dbname=nosuch',
          HERE + ' user=nosuch',
          'host=nosuch.invalid',
          'foo=bar',
          'port=x',
          HERE + ' sslmode=foo',
          HERE + ' sslmode=require user=postgres',
          'connect_timeout=x host=127.0.0.1',
          'host=/nowhere']:
    P('connect ' + d, lambda: psycopg2.connect(d))
    try:
        psycopg2.connect(d)
    except psycopg2.Error as e:
        P(lambda: (e.pgcode, e.pgerror, e.cursor, e.diag.sqlstate, e.args))
P(lambda: psycopg2.connect(DSN, password='secret').dsn)
P(lambda: psycopg2.connect('postgresql://postgres:secret@127.0.0.1:' + PORT + '/postgres').dsn)
P(lambda: psycopg2.connect(DSN + ' password=secret'))
P(lambda: psycopg2.connect(DSN, database='postgres').info.dbname)
P(lambda: psycopg2.connect(DSN, database='a', dbname='b'))
P(lambda: psycopg2.connect(DSN, connection_factory=5))
P(lambda: psycopg2.connect(DSN, connection_factory=lambda dsn: dsn))
P(lambda: psycopg2.connect(DSN, connection_factory=lambda dsn, async_=None: (dsn, async_), async_=1))
P(lambda: psycopg2.connect(DSN, cursor_factory=CC).cursor_factory)
P(lambda: psycopg2.connect(5))
P(lambda: psycopg2.connect(DSN, port=int(PORT), user='postgres').dsn)

class MC(connection):

    def __init__(self, *a, **k):
        self.a = (len(a), k)
        super().__init__(*a, **k)
P(lambda: psycopg2.connect(DSN, connection_factory=MC).a)
P(lambda: psycopg2.connect(DSN, connection_factory=MC, async_=0).a)
P(lambda: psycopg2.connect(DSN, MC).a)

class M2(connection):

    def __init__(self, dsn):
        pass
P(lambda: M2('x').cursor())
P(lambda: M2('x'))
P(lambda: M2('x').closed)

class K2(psycopg2.extensions.cursor):

    def __init__(self, *a):
        pass
P(lambda: K2(conn).execute('select 1'))
P(lambda: K2(conn).closed)
P(lambda: K2(conn))
P(lambda: K2(conn).fetchone())
P(lambda: weakref.ref(conn)() is conn)
P(lambda: weakref.ref(conn.cursor()))
