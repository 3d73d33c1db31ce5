# SPDX-License-Identifier: Apache-2.0
"""Pools of connections."""

import threading
import unittest

from testing import DSN, connect

import psycopg2
from psycopg2 import extensions, extras, pool


class PoolTest(unittest.TestCase):
    def pool(self, *args, cls=pool.SimpleConnectionPool, **kwargs):
        made = cls(*args, DSN, **kwargs)
        self.addCleanup(lambda: made.closed or made.closeall())
        return made

    def refused(self, message, call, *args):
        with self.assertRaises(pool.PoolError) as caught:
            call(*args)
        self.assertEqual(str(caught.exception), message)

    def test_both(self):
        for cls in (pool.SimpleConnectionPool, pool.ThreadedConnectionPool):
            lent = self.pool(1, 2, cls=cls)
            self.assertIsInstance(lent, pool.AbstractConnectionPool)
            self.assertEqual((lent.minconn, lent.maxconn, lent.closed), (1, 2, False))
            first, second = lent.getconn(), lent.getconn()
            self.assertIsNot(first, second)
            self.refused("connection pool exhausted", lent.getconn)
            lent.putconn(first)
            self.assertIs(lent.getconn(), first)

    def test_error(self):
        self.assertTrue(issubclass(pool.PoolError, psycopg2.Error))

    def test_arguments_are_those_of_connect(self):
        lent = self.pool(1, 2, cursor_factory=extras.DictCursor)
        self.assertIs(type(lent.getconn().cursor()), extras.DictCursor)
        self.assertRaises(psycopg2.OperationalError, pool.SimpleConnectionPool, 1, 2,
                          DSN + " dbname=thereisnosuch")
        pool.SimpleConnectionPool(0, 2, DSN + " dbname=thereisnosuch")

    def test_keys(self):
        lent = self.pool(1, 3)
        conn = lent.getconn("key")
        self.assertIs(lent.getconn("key"), conn)
        self.assertIsNot(lent.getconn("other"), conn)
        lent.putconn(conn, "key")
        self.assertIs(lent.getconn("third"), conn)

    def test_key_found_by_connection(self):
        lent = self.pool(1, 3)
        conn = lent.getconn("key")
        lent.putconn(conn)
        self.refused("trying to put unkeyed connection", lent.putconn, conn)

    def test_a_transaction_is_rolled_back(self):
        lent = self.pool(1, 1)
        conn = lent.getconn()
        conn.cursor().execute("create temp table gone(id int)")
        lent.putconn(conn)
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        conn = lent.getconn()
        self.assertRaises(psycopg2.ProgrammingError, conn.cursor().execute, "select * from gone")
        lent.putconn(conn)
        self.assertEqual(conn.status, extensions.STATUS_READY)

    def test_no_more_than_the_least_are_kept(self):
        lent = self.pool(1, 3)
        conns = [lent.getconn() for _ in range(3)]
        for conn in conns:
            lent.putconn(conn)
        self.assertEqual([bool(conn.closed) for conn in conns], [False, True, True])

    def test_closed_ones_are_not_kept(self):
        lent = self.pool(1, 2)
        conn = lent.getconn()
        conn.close()
        lent.putconn(conn)
        self.assertFalse(lent.getconn().closed)
        conn = lent.getconn()
        lent.putconn(conn, close=True)
        self.assertTrue(conn.closed)

    def test_broken_ones_are_not_kept(self):
        lent = self.pool(1, 2)
        conn = lent.getconn()
        killer = connect()
        killer.cursor().execute("select pg_terminate_backend(%s, 5000)", (conn.info.backend_pid,))
        killer.close()
        self.assertRaises(psycopg2.OperationalError, conn.cursor().execute, "select 1")
        lent.putconn(conn)
        self.assertFalse(lent.getconn().closed)

    def test_what_is_not_its_own(self):
        lent = self.pool(1, 2)
        conn = connect()
        self.addCleanup(conn.close)
        self.refused("trying to put unkeyed connection", lent.putconn, conn)

    def test_closed(self):
        lent = self.pool(2, 4)
        conn = lent.getconn()
        lent.closeall()
        self.assertTrue(lent.closed)
        self.assertTrue(conn.closed)
        self.refused("connection pool is closed", lent.getconn)
        self.refused("connection pool is closed", lent.putconn, conn)
        self.refused("connection pool is closed", lent.closeall)

    def test_abstract(self):
        class Mine(pool.AbstractConnectionPool):
            getconn = pool.AbstractConnectionPool._getconn
            putconn = pool.AbstractConnectionPool._putconn
            closeall = pool.AbstractConnectionPool._closeall

        lent = self.pool(1, 2, cls=Mine)
        lent.putconn(lent.getconn())

    def test_threads(self):
        lent = self.pool(1, 4, cls=pool.ThreadedConnectionPool)
        results, failures = [], []

        def work(n):
            try:
                for _ in range(5):
                    conn = lent.getconn()
                    with conn, conn.cursor() as cur:
                        cur.execute("select %s", (n,))
                        results.append(cur.fetchone()[0])
                    lent.putconn(conn)
            except BaseException as e:
                failures.append(e)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(sorted(results), sorted(list(range(4)) * 5))
