# SPDX-License-Identifier: Apache-2.0
"""LISTEN and NOTIFY."""

import collections
import pickle
import select
import unittest

from testing import ServerTestCase, connect

from psycopg2 import extensions
from psycopg2.extensions import Notify


class NotifyTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.conn.autocommit = True
        self.sender = connect()
        self.sender.autocommit = True
        self.addCleanup(self.sender.close)

    def listen(self, channel):
        self.conn.cursor().execute("listen " + channel)

    def notify(self, channel, payload=None):
        cur = self.sender.cursor()
        cur.execute("select pg_notify(%s, %s)", (channel, payload or ""))
        return self.sender.info.backend_pid

    def arrive(self, count=1):
        while len(self.conn.notifies) < count:
            self.assertTrue(select.select([self.conn], [], [], 30)[0])
            self.assertEqual(self.conn.poll(), extensions.POLL_OK)

    def test_by_poll(self):
        self.assertEqual(self.conn.notifies, [])
        self.listen("one")
        pid = self.notify("one", "hello")
        self.arrive()
        (notify,) = self.conn.notifies
        self.assertIsInstance(notify, Notify)
        self.assertEqual((notify.pid, notify.channel, notify.payload), (pid, "one", "hello"))

    def test_by_a_statement(self):
        self.listen("one")
        self.conn.cursor().execute("notify one; notify one, 'with payload'")
        pid = self.conn.info.backend_pid
        self.assertEqual(self.conn.notifies,
                         [Notify(pid, "one"), Notify(pid, "one", "with payload")])

    def test_by_commit(self):
        self.conn.autocommit = False
        self.listen("one")
        self.conn.cursor().execute("notify one, 'x'")
        self.assertEqual(self.conn.notifies, [])
        self.conn.commit()
        self.conn.poll()
        self.assertEqual([n.payload for n in self.conn.notifies], ["x"])

    def test_not_after_rollback(self):
        self.listen("one")
        self.conn.autocommit = False
        self.conn.cursor().execute("notify one, 'x'")
        self.conn.rollback()
        self.assertEqual(self.conn.notifies, [])

    def test_order(self):
        self.listen("one")
        self.listen("two")
        for i in range(20):
            self.notify(("one", "two")[i % 2], str(i))
        self.arrive(20)
        self.assertEqual([n.payload for n in self.conn.notifies], [str(i) for i in range(20)])
        self.assertEqual(self.conn.notifies.pop(0).payload, "0")
        self.assertEqual(len(self.conn.notifies), 19)

    def test_taken_by_something_else(self):
        self.conn.notifies = collections.deque(maxlen=2)
        self.listen("one")
        self.conn.cursor().execute("notify one, '1'; notify one, '2'; notify one, '3'")
        self.assertEqual([n.payload for n in self.conn.notifies], ["2", "3"])

    def test_taken_by_nothing(self):
        self.conn.notifies = None
        self.listen("one")
        self.conn.cursor().execute("notify one, '1'")
        self.assertIsNone(self.conn.notifies)

    def test_text(self):
        self.listen('"Ünïcode"')
        self.notify("Ünïcode", "é\n'\\")
        self.arrive()
        self.assertEqual(self.conn.notifies[0][1], "Ünïcode")
        self.assertEqual(self.conn.notifies[0].payload, "é\n'\\")


class PairTest(unittest.TestCase):
    def test_items(self):
        notify = Notify(5, "one", "hello")
        self.assertEqual(len(notify), 2)
        self.assertEqual((notify[0], notify[1], notify[-1]), (5, "one", "one"))
        pid, channel = notify
        self.assertEqual((pid, channel), (5, "one"))
        self.assertRaises(IndexError, lambda: notify[2])
        self.assertRaises(TypeError, lambda: notify[0:1])

    def test_arguments(self):
        self.assertEqual(Notify(1, "a").payload, "")
        self.assertEqual(Notify(pid=1, channel="a", payload="b").payload, "b")
        self.assertRaises(TypeError, Notify)
        self.assertRaises(TypeError, Notify, 1)

    def test_comparison(self):
        self.assertEqual(Notify(1, "a"), (1, "a"))
        self.assertEqual((1, "a"), Notify(1, "a"))
        self.assertEqual(Notify(1, "a", "x"), (1, "a"))
        self.assertEqual(Notify(1, "a", "x"), Notify(1, "a", "x"))
        for other in (Notify(1, "a", "y"), Notify(1, "b", "x"), Notify(2, "a", "x"), (1, "b"),
                      (1, "a", "x")):
            with self.subTest(other):
                self.assertNotEqual(Notify(1, "a", "x"), other)
                self.assertFalse(Notify(1, "a", "x") == other)

    def test_hash(self):
        self.assertEqual(hash(Notify(1, "a")), hash((1, "a")))
        self.assertEqual(hash(Notify(1, "a", "x")), hash((1, "a", "x")))
        self.assertEqual(len({Notify(1, "a"), Notify(1, "a"), Notify(1, "a", "x")}), 2)

    def test_repr(self):
        self.assertEqual(repr(Notify(1, "a", "x")), "Notify(1, 'a', 'x')")
        self.assertEqual(repr(Notify(1, "a")), "Notify(1, 'a', '')")

    def test_it_cannot_be_changed(self):
        for name in ("pid", "channel", "payload"):
            self.assertRaises(AttributeError, setattr, Notify(1, "a"), name, 2)
        self.assertRaises(TypeError, pickle.dumps, Notify(1, "a"))
