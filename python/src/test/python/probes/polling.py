# SPDX-License-Identifier: Apache-2.0
"""Connections that are polled, and a wait callback."""

import io, select, time, threading
from psycopg2.extensions import *

def wait(conn):
    while True:
        s = conn.poll()
        if s == POLL_OK:
            return
        if s == POLL_READ:
            select.select([conn.fileno()], [], [], 5)
        elif s == POLL_WRITE:
            select.select([], [conn.fileno()], [], 5)
        else:
            raise Exception(s)
conn = psycopg2.connect(DSN, async_=1)
P(lambda: (conn.async_, getattr(conn, 'async'), conn.status, conn.autocommit, conn.closed))
P(lambda: conn.isexecuting())
P(lambda: conn.cursor())
P(lambda: conn.cancel())
P(lambda: wait(conn))
P(lambda: (conn.status, conn.isexecuting(), conn.autocommit, conn.server_version, conn.encoding))
for n, f in [('commit', conn.commit), ('rollback', conn.rollback), ('reset', conn.reset), ('tpc', lambda: conn.tpc_begin('x')), ('prep', conn.tpc_prepare), ('tc', conn.tpc_commit), ('tr', conn.tpc_rollback), ('trec', conn.tpc_recover), ('sil', lambda: conn.set_isolation_level(1)), ('sce', lambda: conn.set_client_encoding('utf8')), ('ss', lambda: conn.set_session(readonly=True)), ('ac', lambda: setattr(conn, 'autocommit', False)), ('il', lambda: setattr(conn, 'isolation_level', 1)), ('lo', lambda: conn.lobject()), ('named', lambda: conn.cursor('x')), ('with', lambda: conn.__enter__()), ('with', lambda: conn.__exit__(None, None, None)), ('em', lambda: conn.cursor().executemany('select 1', [()])), ('cf', lambda: conn.cursor().copy_from(io.StringIO(), 'x')), ('ct', lambda: conn.cursor().copy_to(io.StringIO(), 'x')), ('ce', lambda: conn.cursor().copy_expert('copy x to stdout', io.StringIO()))]:
    P(n, f)
cur = conn.cursor()
P(lambda: cur.execute('select pg_sleep(.1), 1'))
P(lambda: (conn.isexecuting(), conn.status, conn.get_transaction_status(), cur.rowcount, cur.description, cur.query))
P(lambda: cur.execute('select 1'))
P(lambda: cur.fetchone())
P(lambda: conn.cursor().execute('select 1'))
P(lambda: cur.fetchall())
P(lambda: list(cur))
P(lambda: cur.scroll(1))
P(lambda: cur.callproc('now'))
P(lambda: wait(conn))
P(lambda: cur.fetchone())
P(lambda: (conn.isexecuting(), conn.status, cur.rowcount, cur.description and len(cur.description), cur.statusmessage))
P(lambda: cur.fetchone())
P(lambda: cur.execute('select %s', ("x'",)))
wait(conn)
P(lambda: cur.fetchall())
P(lambda: cur.execute('select 1/0'))
P(lambda: wait(conn))
P(lambda: (conn.isexecuting(), cur.rowcount, cur.statusmessage, conn.closed))
P(lambda: cur.fetchone())
P(lambda: cur.execute('select 1; select 2; select 3 as x'))
wait(conn)
P(lambda: (cur.fetchall(), cur.description[0].name))
P(lambda: cur.execute('select 1; select 1/0; select 3'))
P(lambda: wait(conn))
P(lambda: cur.execute('select 4'))
P(lambda: wait(conn))
P(lambda: cur.fetchall())
P(lambda: cur.execute("select '%s'"))
wait(conn)
P(lambda: cur.fetchall())
P(lambda: cur.execute('x y z'))
P(lambda: wait(conn))
P(lambda: cur.callproc('upper', ('a',)))
wait(conn)
P(lambda: cur.fetchall())
P(lambda: cur.execute('select generate_series(1,100000)'))
wait(conn)
P(lambda: (cur.rowcount, len(cur.fetchall())))
big = 'x' * 3000000
P(lambda: cur.execute('select length(%s)', (big,)))
wait(conn)
P(lambda: cur.fetchall())
c2 = conn.cursor()
P(lambda: cur.execute('select pg_sleep(.1)'))
P(lambda: c2.fetchone())
P(lambda: c2.execute('select 1'))
P(lambda: c2.close())
wait(conn)
P(lambda: cur.execute('listen ch'))
wait(conn)
k = psycopg2.connect(DSN)
k.autocommit = True
k.cursor().execute("notify ch,'p'")
select.select([conn.fileno()], [], [], 5)
P(lambda: conn.poll())
P(lambda: [(n.channel, n.payload) for n in conn.notifies])
P(lambda: cur.execute("do $$ begin raise notice 'hey'; end $$"))
wait(conn)
P(lambda: conn.notices)
P(lambda: cur.execute('select pg_sleep(10)'))
time.sleep(0.2)
P(lambda: conn.cancel())
P(lambda: wait(conn))

def gone():
    c = conn.cursor()
    c.execute('select 1')
    del c
gone()
P(lambda: wait(conn))
P(lambda: wait(conn))
P(lambda: conn.close())
P(lambda: conn.poll())
P(lambda: conn.isexecuting())
P(lambda: conn.fileno())
P(lambda: wait(psycopg2.connect('host=127.0.0.1 port=1', async_=1)))
P(lambda: wait(psycopg2.connect(DSN, dbname='nosuch', async_=True)))
P(lambda: psycopg2.connect(DSN, **{'async': 1}).async_)
P(lambda: psycopg2.connect('foo=1', async_=1))
log = []

def cb(conn):
    log.append('cb')
    while True:
        s = conn.poll()
        if s == POLL_OK:
            break
        elif s == POLL_READ:
            select.select([conn], [], [], 5)
        elif s == POLL_WRITE:
            select.select([], [conn], [], 5)
set_wait_callback(cb)
P(lambda: get_wait_callback() is cb)
conn = psycopg2.connect(DSN)
P(lambda: len(log) > 0)
del log[:]
cur = conn.cursor()
P(lambda: cur.execute('select 1'))
P(lambda: cur.fetchall())
P(lambda: len(log) > 0)
P(lambda: conn.commit())
P(lambda: cur.execute('select 1/0'))
P(lambda: conn.rollback())
P(lambda: conn.lobject())
P(lambda: cur.copy_from(io.StringIO(), 'x'))
P(lambda: cur.copy_to(io.StringIO(), 'x'))
P(lambda: cur.copy_expert('copy x to stdout', io.StringIO()))
conn.rollback()
c = conn.cursor('nm')
P(lambda: c.execute('select generate_series(1,5)'))
P(lambda: list(c))
c.close()
conn.rollback()
P(lambda: cur.executemany('select %s', [(1,), (2,)]))
P(lambda: conn.isexecuting())
P(lambda: conn.set_client_encoding('utf8'))
P(lambda: conn.tpc_begin('x'))
P(lambda: conn.tpc_rollback())
P(lambda: conn.reset())

class Boom(Exception):
    pass

def bad(conn):
    raise Boom('bad')
set_wait_callback(bad)
P(lambda: cur.execute('select 2'))
P(lambda: conn.closed)
P(lambda: conn.cursor())
P(lambda: psycopg2.connect(DSN))
set_wait_callback(None)
P(lambda: get_wait_callback())
set_wait_callback(cb)
conn = psycopg2.connect(DSN)
cur = conn.cursor()

def par(conn2):
    try:
        conn.cursor().execute('select 5')
    except Exception as e:
        log.append((type(e).__name__, str(e)))
    cb(conn2)
del log[:]
set_wait_callback(par)
P(lambda: cur.execute('select 2'))
P(lambda: log)
P(lambda: cur.fetchall())
set_wait_callback(None)

def nopoll(conn):
    pass
conn = psycopg2.connect(DSN)
cur = conn.cursor()
set_wait_callback(nopoll)
P(lambda: cur.execute('select 1'))
set_wait_callback(None)
P(lambda: conn.closed)
