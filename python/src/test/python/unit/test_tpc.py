# SPDX-License-Identifier: Apache-2.0
"""Two-phase commit."""

import datetime
import os
import unittest

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import errors, extensions
from psycopg2.extensions import Xid


class TpcTest(ServerTestCase):
    table = f"tpc_{os.getpid()}"

    def setUp(self):
        super().setUp()
        self.addCleanup(self.clean)
        with self.conn, self.conn.cursor() as cur:
            cur.execute(f"create table {self.table} (data text)")

    def clean(self):
        self.conn.close()
        conn = connect()
        for xid in conn.tpc_recover():
            if xid.gtrid.startswith(self.table) or xid.gtrid == "odd one":
                conn.tpc_rollback(xid)
        with conn, conn.cursor() as cur:
            cur.execute(f"drop table {self.table}")
        conn.close()

    def xid(self, branch="branch"):
        return self.conn.xid(1, self.table, branch)

    def insert(self, value="x"):
        self.conn.cursor().execute(f"insert into {self.table} values (%s)", (value,))

    def count(self):
        conn = connect()
        with conn.cursor() as cur:
            cur.execute(f"select count(*) from {self.table}")
            found = cur.fetchone()[0]
        conn.close()
        return found

    def prepared(self):
        conn = connect()
        found = [xid for xid in conn.tpc_recover() if xid.gtrid == self.table]
        conn.close()
        return found

    def refused(self, message, call, *args):
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            call(*args)
        self.assertEqual(str(caught.exception), message)

    def test_commit_in_one_phase(self):
        self.conn.tpc_begin(self.xid())
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)
        self.insert()
        self.conn.tpc_commit()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual((self.count(), self.prepared()), (1, []))

    def test_rollback_in_one_phase(self):
        self.conn.tpc_begin(self.xid())
        self.insert()
        self.conn.tpc_rollback()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual((self.count(), self.prepared()), (0, []))

    def test_commit_in_two_phases(self):
        self.conn.tpc_begin(self.xid())
        self.insert()
        self.conn.tpc_prepare()
        self.assertEqual(self.conn.status, extensions.STATUS_PREPARED)
        self.assertEqual(len(self.prepared()), 1)
        self.conn.tpc_commit()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual((self.count(), self.prepared()), (1, []))

    def test_rollback_in_two_phases(self):
        self.conn.tpc_begin(self.xid())
        self.insert()
        self.conn.tpc_prepare()
        self.conn.tpc_rollback()
        self.assertEqual((self.count(), self.prepared()), (0, []))

    def test_recovery(self):
        self.conn.tpc_begin(self.xid())
        self.insert()
        self.conn.tpc_prepare()
        self.conn.close()
        (xid,) = self.prepared()
        self.assertEqual((xid.format_id, xid.gtrid, xid.bqual), (1, self.table, "branch"))
        self.assertIsInstance(xid.prepared, datetime.datetime)
        self.assertIsNotNone(xid.prepared.tzinfo)
        conn = connect()
        self.addCleanup(conn.close)
        self.assertEqual((xid.owner, xid.database), (conn.info.user, conn.info.dbname))
        conn.tpc_commit(xid)
        self.assertEqual(conn.status, extensions.STATUS_READY)
        self.assertEqual((self.count(), self.prepared()), (1, []))

    def test_recovery_that_rolls_back(self):
        self.conn.tpc_begin(self.xid())
        self.insert()
        self.conn.tpc_prepare()
        self.conn.close()
        conn = connect()
        self.addCleanup(conn.close)
        conn.tpc_rollback(self.prepared()[0])
        self.assertEqual((self.count(), self.prepared()), (0, []))

    def test_recover_leaves_no_transaction(self):
        self.conn.tpc_recover()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.query("select 1")
        self.conn.tpc_recover()
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)

    def test_text(self):
        self.conn.tpc_begin("odd one")
        self.insert()
        self.conn.tpc_prepare()
        conn = connect()
        self.addCleanup(conn.close)
        found = [xid for xid in conn.tpc_recover() if xid.gtrid == "odd one"]
        self.assertEqual((found[0].format_id, found[0].bqual), (None, None))
        conn.tpc_rollback("odd one")
        self.assertRaises(errors.UndefinedObject, conn.tpc_rollback, "odd one")
        self.conn.close()

    def test_what_may_not_be_done_in_one(self):
        conn = self.conn
        conn.tpc_begin(self.xid())
        for name in ("commit", "rollback"):
            self.refused(f"{name} cannot be used during a two-phase transaction",
                         getattr(conn, name))
        self.refused("set_session cannot be used inside a transaction",
                     setattr, conn, "autocommit", True)
        self.refused("tpc_begin cannot be used inside a transaction",
                     conn.tpc_begin, self.xid())
        self.refused("tpc_commit/tpc_rollback with a xid must be called outside a transaction",
                     conn.tpc_commit, self.xid())
        conn.tpc_rollback()
        conn.commit()

    def test_what_may_not_be_done_when_prepared(self):
        conn = self.conn
        conn.tpc_begin(self.xid())
        self.insert()
        conn.tpc_prepare()
        self.refused("execute cannot be used with a prepared two-phase transaction", self.insert)
        self.refused("commit cannot be used during a two-phase transaction", conn.commit)
        self.refused("cancel cannot be used with a prepared two-phase transaction", conn.cancel)
        self.assertRaises(psycopg2.ProgrammingError, conn.tpc_prepare)
        conn.tpc_rollback()

    def test_out_of_place(self):
        conn = self.conn
        for call in (conn.tpc_commit, conn.tpc_rollback):
            self.refused("tpc_commit/tpc_rollback with no parameter must be called in a"
                         " two-phase transaction", call)
        self.refused("prepare must be called inside a two-phase transaction", conn.tpc_prepare)
        self.query("select 1")
        self.refused("tpc_begin cannot be used inside a transaction", conn.tpc_begin, self.xid())
        conn.rollback()
        conn.autocommit = True
        self.refused("tpc_begin can't be called in autocommit mode", conn.tpc_begin, self.xid())

    def test_what_is_no_identifier(self):
        self.assertRaises(TypeError, self.conn.tpc_begin, 1)
        self.assertRaises(TypeError, self.conn.tpc_begin)
        self.assertRaises(TypeError, self.conn.tpc_commit, 1)

    def test_prepare_that_fails(self):
        self.conn.tpc_begin(self.xid())
        self.conn.cursor().execute("create temp table t(id int)")
        self.assertRaises(psycopg2.NotSupportedError, self.conn.tpc_prepare)
        self.conn.tpc_rollback()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)

    def test_isolation(self):
        self.conn.set_session("serializable")
        self.conn.tpc_begin(self.xid())
        self.assertEqual(self.query("show transaction_isolation"), "serializable")
        self.conn.tpc_rollback()


class XidTest(unittest.TestCase):
    def test_parts(self):
        xid = Xid(42, "gtrid", "bqual")
        self.assertEqual((xid.format_id, xid.gtrid, xid.bqual), (42, "gtrid", "bqual"))
        self.assertEqual((xid.prepared, xid.owner, xid.database), (None, None, None))
        self.assertEqual(len(xid), 3)
        self.assertEqual(list(xid), [42, "gtrid", "bqual"])
        self.assertEqual((xid[0], xid[-1]), (42, "bqual"))
        self.assertRaises(IndexError, lambda: xid[3])

    def test_text(self):
        self.assertEqual(str(Xid(42, "gtrid", "bqual")), "42_Z3RyaWQ=_YnF1YWw=")
        self.assertEqual(repr(Xid(42, "gtrid", "bqual")), "<Xid: (42, 'gtrid', 'bqual')>")

    def test_back_from_text(self):
        for xid in (Xid(42, "gtrid", "bqual"), Xid(0, "", ""), Xid(0x7FFFFFFF, "a" * 64, "b" * 64)):
            self.assertEqual(tuple(Xid.from_string(str(xid))), tuple(xid))
        for text in ("odd", "99_xxx_yyy zzz", "a_b_c", "", "1_2"):
            xid = Xid.from_string(text)
            self.assertEqual(tuple(xid), (None, text, None))
            self.assertEqual(str(xid), text)
        self.assertEqual(repr(Xid.from_string("odd")), "<Xid: 'odd' (unparsed)>")

    def test_what_is_refused(self):
        for wrong in ((-1, "a", "b"), (1, "a" * 65, "b"), (1, "a", "b" * 65),
                      (1, "\n", "b"), (1, "a", "é")):
            with self.subTest(wrong):
                self.assertRaises(ValueError, Xid, *wrong)
        for wrong in (("a", "a", "b"), (1, 1, "b"), (1, "a", None), (1, "a")):
            with self.subTest(wrong):
                self.assertRaises(TypeError, Xid, *wrong)
