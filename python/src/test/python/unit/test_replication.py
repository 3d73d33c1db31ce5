# SPDX-License-Identifier: Apache-2.0
"""Replication: slots, streams, and what is told about them."""

import datetime as dt
import os
import select

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import errors, extensions
from psycopg2.extras import (
    REPLICATION_LOGICAL,
    REPLICATION_PHYSICAL,
    LogicalReplicationConnection,
    PhysicalReplicationConnection,
    ReplicationCursor,
    StopReplication,
)


class ReplicationTest(ServerTestCase):
    slot = f"slot_{os.getpid()}"

    def setUp(self):
        super().setUp()
        self.conn.autocommit = True
        self.addCleanup(self.drop)

    def drop(self):
        conn = connect()
        conn.autocommit = True
        with conn.cursor() as cur:
            cur.execute("select pg_terminate_backend(active_pid, 5000) from pg_replication_slots"
                        " where slot_name = %s and active", (self.slot,))
            cur.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                        " where slot_name = %s", (self.slot,))
        conn.close()

    def logical(self):
        conn = connect(connection_factory=LogicalReplicationConnection)
        self.addCleanup(conn.close)
        return conn

    def started(self, **kwargs):
        cur = self.logical().cursor()
        cur.create_replication_slot(self.slot, output_plugin="test_decoding")
        self.message("one", "two")
        cur.start_replication(self.slot, **kwargs)
        return cur

    def message(self, *texts):
        for text in texts:
            self.query("select pg_logical_emit_message(false, 'test', %s)", (text,))

    def test_connection(self):
        conn = self.logical()
        self.assertEqual(conn.replication_type, REPLICATION_LOGICAL)
        cur = conn.cursor()
        self.assertIsInstance(cur, ReplicationCursor)
        cur.execute("IDENTIFY_SYSTEM")
        self.assertEqual(len(cur.fetchall()), 1)
        conn = connect(connection_factory=PhysicalReplicationConnection)
        self.addCleanup(conn.close)
        self.assertEqual(conn.replication_type, REPLICATION_PHYSICAL)
        self.assertEqual(conn.info.dbname, "replication")

    def test_slots(self):
        cur = self.logical().cursor()
        self.assertRaises(psycopg2.ProgrammingError, cur.create_replication_slot, self.slot)
        cur.create_replication_slot(self.slot, REPLICATION_LOGICAL, "test_decoding")
        name, _, _, plugin = cur.fetchone()
        self.assertEqual((name, plugin), (self.slot, "test_decoding"))
        self.assertRaises(errors.DuplicateObject, cur.create_replication_slot, self.slot,
                          output_plugin="test_decoding")
        cur.drop_replication_slot(self.slot)
        self.assertRaises(errors.UndefinedObject, cur.drop_replication_slot, self.slot)

    def test_physical_slots(self):
        conn = connect(connection_factory=PhysicalReplicationConnection)
        self.addCleanup(conn.close)
        cur = conn.cursor()
        self.assertRaises(psycopg2.ProgrammingError, cur.create_replication_slot, self.slot,
                          output_plugin="test_decoding")
        cur.create_replication_slot(self.slot)
        cur.start_replication(self.slot, start_lsn=self.query("select pg_current_wal_flush_lsn()"))
        self.assertIsInstance(cur.wal_end, int)

    def test_read_message(self):
        cur = self.started(decode=True)
        payloads = []
        while len(payloads) < 2:
            msg = cur.read_message()
            if msg is None:
                select.select([cur], [], [], 10)
                continue
            payloads.append(msg.payload)
            self.assertIs(msg.cursor, cur)
            self.assertIsInstance(msg.send_time, dt.datetime)
            self.assertEqual(msg.data_size, len(msg.payload))
            self.assertGreaterEqual(msg.wal_end, msg.data_start)
            self.assertGreater(msg.data_start, 0)
        self.assertTrue(payloads[0].endswith("content:one"))
        self.assertTrue(payloads[1].endswith("content:two"))
        self.assertGreaterEqual(cur.wal_end, msg.wal_end)
        self.assertIsInstance(cur.io_timestamp, dt.datetime)
        self.assertIsInstance(cur.feedback_timestamp, dt.datetime)

    def test_bytes(self):
        cur = self.started()
        while (msg := cur.read_message()) is None:
            select.select([cur], [], [], 10)
        self.assertTrue(msg.payload.endswith(b"content:one"))
        self.assertRegex(repr(msg),
                         "^<ReplicationMessage object at 0x[0-9a-f]+; data_size: [0-9]+; "
                                    "data_start: [0-9a-f]+/[0-9a-f]+; "
                                    "wal_end: [0-9a-f]+/[0-9a-f]+; send_time: ")

    def test_consume_stream(self):
        cur = self.started(decode=True)
        payloads = []

        def consume(msg):
            payloads.append(msg.payload.rpartition(":")[2])
            msg.cursor.send_feedback(flush_lsn=msg.data_start)
            if len(payloads) == 2:
                raise StopReplication()

        self.assertRaises(StopReplication, cur.consume_stream, consume)
        self.assertEqual(payloads, ["one", "two"])

    def test_what_is_acknowledged_does_not_come_again(self):
        cur = self.started(decode=True)
        while (msg := cur.read_message()) is None:
            select.select([cur], [], [], 10)
        cur.send_feedback(flush_lsn=msg.data_start, force=True)
        cur.connection.close()
        cur = self.logical().cursor()
        for _ in range(200):
            try:
                cur.start_replication(self.slot, decode=True)
                break
            except errors.ObjectInUse:
                select.select([], [], [], 0.02)
        while (msg := cur.read_message()) is None:
            select.select([cur], [], [], 10)
        self.assertTrue(msg.payload.endswith(("content:two", "content:one")))

    def test_options(self):
        cur = self.started(options={"include-xids": "0", "skip-empty-xacts": 1}, decode=True)
        self.assertIsNone(cur.send_feedback(reply=True))

    def test_expert(self):
        cur = self.logical().cursor()
        cur.create_replication_slot(self.slot, output_plugin="test_decoding")
        self.message("one")
        cur.start_replication_expert(
            f"START_REPLICATION SLOT {self.slot} LOGICAL 0/0 (\"include-xids\" '0')", decode=True)
        while (msg := cur.read_message()) is None:
            select.select([cur], [], [], 10)
        self.assertTrue(msg.payload.endswith("content:one"))

    def test_what_is_wrong(self):
        cur = self.logical().cursor()
        self.assertRaises(psycopg2.ProgrammingError, cur.start_replication)
        self.assertRaises(psycopg2.ProgrammingError, cur.start_replication, self.slot, slot_type=5)
        self.assertRaises(psycopg2.ProgrammingError, cur.start_replication, self.slot, timeline=1)
        self.assertRaises(IndexError, cur.start_replication, self.slot, start_lsn="5")
        self.assertRaises(psycopg2.ProgrammingError, cur.start_replication_expert, "",
                          status_interval=0)
        self.assertRaises(psycopg2.ProgrammingError, cur.consume_stream, print)
        self.assertRaises(psycopg2.DatabaseError, cur.read_message)
        self.assertRaises(errors.UndefinedObject, cur.start_replication, "nosuch")

    def test_consume_too_seldom(self):
        cur = self.started()
        self.assertRaises(psycopg2.ProgrammingError, cur.consume_stream, print,
                          keepalive_interval=0.5)
        self.assertRaises(psycopg2.ProgrammingError, cur.consume_stream, print,
                          keepalive_interval="x")

    def test_polled(self):
        conn = connect(connection_factory=LogicalReplicationConnection, async_=True)
        self.addCleanup(conn.close)
        psycopg2.extras.wait_select(conn)
        cur = conn.cursor()
        cur.create_replication_slot(self.slot, output_plugin="test_decoding")
        psycopg2.extras.wait_select(conn)
        self.message("one")
        cur.start_replication(self.slot, decode=True)
        psycopg2.extras.wait_select(conn)
        while (msg := cur.read_message()) is None:
            select.select([cur], [], [], 10)
        self.assertTrue(msg.payload.endswith("content:one"))

    def test_no_transactions(self):
        conn = self.logical()
        self.assertRaises((AttributeError, psycopg2.Error), setattr, conn, "autocommit", False)
        self.assertRaises(AttributeError, getattr, conn, "set_isolation_level")
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
