# SPDX-License-Identifier: Apache-2.0
"""Connections that are polled, and those whose waiting somebody else does."""

import asyncio
import gc
import select
import sys
import threading
import unittest

from testing import DSN, ServerTestCase, await_sleep, connect

import psycopg2
from psycopg2 import errors, extensions, extras
from psycopg2.extensions import POLL_ERROR, POLL_OK, POLL_READ, POLL_WRITE


def wait(conn):
    while True:
        state = conn.poll()
        if state == POLL_OK:
            return
        if state == POLL_READ:
            select.select([conn.fileno()], [], [], 30)
        elif state == POLL_WRITE:
            select.select([], [conn.fileno()], [], 30)
        else:
            raise AssertionError(state)


class AsyncTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.sync = self.conn
        self.conn = psycopg2.connect(DSN, async_=True)
        self.addCleanup(self.conn.close)
        wait(self.conn)

    def executed(self, *args):
        cur = self.conn.cursor()
        cur.execute(*args)
        wait(self.conn)
        return cur

    def refused(self, cls, message, call, *args):
        with self.assertRaises(cls) as caught:
            call(*args)
        self.assertEqual(str(caught.exception), message)

    def test_constants(self):
        self.assertEqual((POLL_OK, POLL_READ, POLL_WRITE, POLL_ERROR), (0, 1, 2, 3))

    def test_connecting(self):
        for keyword in ("async", "async_"):
            conn = psycopg2.connect(DSN, **{keyword: 1})
            self.assertEqual(conn.status, extensions.STATUS_SETUP)
            self.assertTrue(conn.isexecuting())
            self.assertRaises(psycopg2.OperationalError, conn.cursor)
            self.assertRaises(psycopg2.Error, conn.cancel)
            extras.wait_select(conn)
            self.assertEqual(conn.status, extensions.STATUS_READY)
            self.assertFalse(conn.isexecuting())
            self.assertEqual(conn.async_, 1)
            conn.close()

    def test_connecting_to_nobody(self):
        with self.assertRaises(psycopg2.OperationalError):
            conn = psycopg2.connect("host=127.0.0.1 port=1 dbname=x", async_=True)
            wait(conn)

    def test_no_such_database(self):
        conn = psycopg2.connect(DSN, dbname="thereisnosuch", async_=True)
        with self.assertRaises(psycopg2.OperationalError) as caught:
            wait(conn)
        self.assertIn("does not exist", str(caught.exception))

    def test_execute(self):
        cur = self.conn.cursor()
        cur.execute("select %s, pg_sleep(0.1)", (5,))
        self.assertTrue(self.conn.isexecuting())
        self.assertNotEqual(self.conn.status, extensions.STATUS_BEGIN)
        wait(self.conn)
        self.assertFalse(self.conn.isexecuting())
        self.assertEqual(cur.fetchone(), (5, ""))
        self.assertEqual(cur.rowcount, 1)

    def test_one_at_a_time(self):
        cur = self.conn.cursor()
        cur.execute("select pg_sleep(0.1)")
        message = "{} cannot be used while an asynchronous query is underway"
        other = self.conn.cursor()
        for which in (cur, other):
            self.refused(psycopg2.ProgrammingError, message.format("execute"),
                         which.execute, "select 1")
            self.refused(psycopg2.ProgrammingError, message.format("callproc"),
                         which.callproc, "now")
        self.assertRaises(psycopg2.ProgrammingError, cur.fetchone)
        self.assertRaises(psycopg2.ProgrammingError, cur.fetchall)
        self.assertRaises(psycopg2.ProgrammingError, cur.fetchmany, 1)
        wait(self.conn)
        other.execute("select 1")
        wait(self.conn)
        self.assertEqual(other.fetchall(), [(1,)])

    def test_callproc(self):
        cur = self.conn.cursor()
        cur.callproc("pg_sleep", (0.01,))
        self.assertTrue(self.conn.isexecuting())
        wait(self.conn)
        self.assertEqual(cur.fetchall(), [("",)])

    def test_fetching_is_not_waiting(self):
        cur = self.executed("select generate_series(1, 5)")
        self.assertEqual(cur.fetchone(), (1,))
        self.assertEqual(cur.fetchmany(2), [(2,), (3,)])
        cur.scroll(-1)
        self.assertEqual(list(cur), [(3,), (4,), (5,)])

    def test_what_needs_to_wait(self):
        conn, cur = self.conn, self.conn.cursor()
        for name, call in (
            ("commit", conn.commit), ("rollback", conn.rollback), ("reset", conn.reset),
            ("set_session", lambda: conn.set_session(readonly=True)),
            ("set_session", lambda: setattr(conn, "autocommit", False)),
            ("set_client_encoding", lambda: conn.set_client_encoding("latin1")),
            ("lobject", conn.lobject), ("tpc_begin", lambda: conn.tpc_begin("a")),
            ("tpc_prepare", conn.tpc_prepare), ("tpc_commit", conn.tpc_commit),
            ("tpc_rollback", conn.tpc_rollback), ("tpc_recover", conn.tpc_recover),
            ("executemany", lambda: cur.executemany("select %s", [(1,)])),
            ("copy_from", lambda: cur.copy_from(Empty(), "a")),
            ("copy_to", lambda: cur.copy_to(Empty(), "a")),
            ("copy_expert", lambda: cur.copy_expert("copy a from stdin", Empty())),
        ):
            with self.subTest(name):
                self.refused(psycopg2.ProgrammingError,
                             f"{name} cannot be used in asynchronous mode", call)
        self.refused(psycopg2.ProgrammingError,
                     "asynchronous connections cannot produce named cursors", conn.cursor, "name")

    def test_autocommit(self):
        self.assertTrue(self.conn.autocommit)
        self.executed("select 1")
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.executed("begin")
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INTRANS)
        self.executed("rollback")

    def test_errors(self):
        cur = self.conn.cursor()
        cur.execute("select nosuch")
        with self.assertRaises(errors.UndefinedColumn) as caught:
            wait(self.conn)
        self.assertEqual(caught.exception.pgcode, "42703")
        self.assertFalse(self.conn.isexecuting())
        self.assertEqual(self.executed("select 1").fetchone(), (1,))

    def test_several_statements(self):
        self.assertEqual(self.executed("select 1; select 2").fetchall(), [(2,)])
        cur = self.conn.cursor()
        cur.execute("select 1; select nosuch; select 2")
        self.assertRaises(psycopg2.ProgrammingError, wait, self.conn)

    def test_errors_before_anything_is_sent(self):
        cur = self.conn.cursor()
        self.assertRaises(TypeError, cur.execute, "select %s", 1)
        self.assertRaises(psycopg2.ProgrammingError, cur.execute, "")
        self.assertFalse(self.conn.isexecuting())
        self.assertEqual(self.executed("select 1").fetchone(), (1,))

    def test_cancel(self):
        cur = self.conn.cursor()
        cur.execute("select pg_sleep(60)")
        while self.conn.poll() == POLL_WRITE:
            select.select([], [self.conn], [], 30)
        await_sleep(self.conn.info.backend_pid)
        self.conn.cancel()
        self.assertRaises(extensions.QueryCanceledError, wait, self.conn)
        self.assertEqual(self.executed("select 1").fetchone(), (1,))

    def test_close_while_executing(self):
        cur = self.conn.cursor()
        cur.execute("select pg_sleep(1)")
        self.conn.close()
        self.assertTrue(cur.closed)
        self.assertRaises(psycopg2.InterfaceError, self.conn.poll)

    def test_notifies_and_notices(self):
        self.executed("listen one; do $$ begin raise notice 'n'; end $$")
        self.assertEqual(self.conn.notices, ["NOTICE:  n\n"])
        self.sync.autocommit = True
        self.sync.cursor().execute("notify one, 'x'")
        while not self.conn.notifies:
            select.select([self.conn], [], [], 30)
            self.assertEqual(self.conn.poll(), POLL_OK)
        self.assertEqual(self.conn.notifies[0].payload, "x")

    def test_much(self):
        text = "x" * 3_000_000
        cur = self.executed("select %s, repeat('y', 2000000)", (text,))
        self.assertEqual([len(value) for value in cur.fetchone()], [3_000_000, 2_000_000])

    def test_copy_is_refused(self):
        cur = self.conn.cursor()
        cur.execute("create temp table a(id int)")
        wait(self.conn)
        cur.execute("copy a from stdin")
        self.assertRaises(psycopg2.ProgrammingError, wait, self.conn)

    def test_with_a_cursor(self):
        with self.conn.cursor() as cur:
            cur.execute("select 1")
            wait(self.conn)
            self.assertEqual(cur.fetchone(), (1,))

    def test_cursor_factories(self):
        cur = self.conn.cursor(cursor_factory=extras.DictCursor)
        cur.execute("select 1 as a")
        wait(self.conn)
        self.assertEqual(cur.fetchone()["a"], 1)

    def test_wait_select_of_one_that_does_not_wait(self):
        extras.wait_select(self.conn)
        extras.wait_select(self.sync)

    @unittest.skipUnless(sys.implementation.name == "cpython", "there garbage is found at once")
    def test_the_cursor_that_disappears(self):
        cur = self.conn.cursor()
        cur.execute("select 1")
        del cur
        gc.collect()
        with self.assertRaises(psycopg2.InterfaceError) as caught:
            wait(self.conn)
        self.assertEqual(str(caught.exception), "the asynchronous cursor has disappeared")

    def test_in_an_event_loop(self):
        async def executed(conn, statement):
            loop = asyncio.get_running_loop()
            cur = conn.cursor()
            cur.execute(statement)
            while (state := conn.poll()) != POLL_OK:
                ready = loop.create_future()
                watch, unwatch = {
                    POLL_READ: (loop.add_reader, loop.remove_reader),
                    POLL_WRITE: (loop.add_writer, loop.remove_writer),
                }[state]
                watch(conn.fileno(), lambda: ready.done() or ready.set_result(None))
                await asyncio.wait_for(ready, 30)
                unwatch(conn.fileno())
            return cur.fetchall()

        async def both():
            other = psycopg2.connect(DSN, async_=True)
            extras.wait_select(other)
            try:
                return await asyncio.gather(
                    executed(self.conn, "select 1, pg_sleep(0.05)"), executed(other, "select 2")
                )
            finally:
                other.close()

        self.assertEqual(asyncio.run(both()), [[(1, "")], [(2,)]])

    def test_the_server_closes(self):
        self.sync.cursor().execute("select pg_terminate_backend(%s, 5000)",
                                   (self.conn.info.backend_pid,))
        with self.assertRaises(psycopg2.OperationalError):
            self.executed("select 1")
        self.assertTrue(self.conn.closed)


class Empty:
    def read(self, size=-1):
        return ""

    def write(self, data):
        pass


class GreenTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.waited = []
        extensions.set_wait_callback(self.wait)
        self.addCleanup(extensions.set_wait_callback, None)

    def wait(self, conn):
        self.waited.append(conn)
        extras.wait_select(conn)

    def test_callback(self):
        self.assertEqual(extensions.get_wait_callback(), self.wait)
        extensions.set_wait_callback(None)
        self.assertIsNone(extensions.get_wait_callback())

    def test_statements(self):
        self.assertEqual(self.query("select 1"), 1)
        self.assertIs(self.waited[0], self.conn)
        count = len(self.waited)
        self.conn.commit()
        self.assertGreater(len(self.waited), count)

    def test_connecting(self):
        conn = connect()
        self.addCleanup(conn.close)
        self.assertIs(self.waited[-1], conn)
        with conn.cursor() as cur:
            cur.execute("select 1")
            self.assertEqual(cur.fetchone(), (1,))

    def test_connecting_in_vain(self):
        with self.assertRaises(psycopg2.OperationalError):
            connect(dbname="thereisnosuch")

    def test_errors(self):
        self.assertRaises(errors.UndefinedColumn, self.query, "select nosuch")
        self.conn.rollback()
        self.assertEqual(self.query("select 1"), 1)

    def test_named_cursors(self):
        cur = self.conn.cursor("named")
        cur.itersize = 3
        cur.execute("select generate_series(1, 10)")
        self.assertEqual([n for (n,) in cur], list(range(1, 11)))

    def test_much(self):
        self.assertEqual(len(self.query("select %s", ("x" * 3_000_000,))), 3_000_000)
        self.assertEqual(len(self.query("select repeat('x', 3000000)")), 3_000_000)

    def test_notices(self):
        self.conn.cursor().execute("do $$ begin raise notice 'n'; end $$")
        self.assertEqual(self.conn.notices, ["NOTICE:  n\n"])

    def test_a_callback_that_fails(self):
        def fail(conn):
            raise ZeroDivisionError("no")

        cur = self.conn.cursor()
        cur.execute("select 1")
        extensions.set_wait_callback(fail)
        self.assertRaises(ZeroDivisionError, cur.execute, "select 2")
        self.assertTrue(self.conn.closed)

    def test_a_callback_that_fails_in_connecting(self):
        def fail(conn):
            raise ZeroDivisionError("no")

        extensions.set_wait_callback(fail)
        self.assertRaises(ZeroDivisionError, connect)

    def test_no_copy_no_lobject(self):
        cur = self.conn.cursor()
        cur.execute("create temp table a(id int)")
        for call in (lambda: cur.copy_from(Empty(), "a"), lambda: cur.copy_to(Empty(), "a"),
                     lambda: cur.copy_expert("copy a from stdin", Empty()), self.conn.lobject):
            with self.assertRaises(psycopg2.ProgrammingError):
                call()

    def test_one_connection_is_for_one(self):
        inner = []

        def nested(conn):
            if not inner:
                inner.append(True)
                try:
                    conn.cursor().execute("select 2")
                except psycopg2.ProgrammingError as e:
                    inner.append(str(e))
            extras.wait_select(conn)

        self.query("select 1")
        extensions.set_wait_callback(nested)
        self.assertEqual(self.query("select 1"), 1)
        self.assertIn("async", inner[1])

    def test_threads(self):
        results = []

        def run(n):
            conn = connect()
            cur = conn.cursor()
            cur.execute("select %s, pg_sleep(0.01)", (n,))
            results.append(cur.fetchone()[0])
            conn.close()

        threads = [threading.Thread(target=run, args=(n,)) for n in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(results), [0, 1, 2, 3, 4])
