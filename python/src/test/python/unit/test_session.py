# SPDX-License-Identifier: Apache-2.0
"""Transactions: isolation, autocommit, ``with``."""

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import errors, extensions

DEFAULT = extensions.ISOLATION_LEVEL_DEFAULT
LEVELS = {
    extensions.ISOLATION_LEVEL_READ_UNCOMMITTED: "read uncommitted",
    extensions.ISOLATION_LEVEL_READ_COMMITTED: "read committed",
    extensions.ISOLATION_LEVEL_REPEATABLE_READ: "repeatable read",
    extensions.ISOLATION_LEVEL_SERIALIZABLE: "serializable",
}
INSIDE = "set_session cannot be used inside a transaction"


class SessionTestCase(ServerTestCase):
    def shown(self, setting):
        value = self.query("show " + setting)
        self.conn.rollback()
        return value


class IsolationTest(SessionTestCase):
    def test_constants(self):
        self.assertIsNone(DEFAULT)
        self.assertEqual(extensions.ISOLATION_LEVEL_AUTOCOMMIT, 0)
        self.assertEqual(sorted(LEVELS), [1, 2, 3, 4])

    def test_default(self):
        self.assertIsNone(self.conn.isolation_level)
        self.assertIsNone(self.conn.readonly)
        self.assertIsNone(self.conn.deferrable)
        self.assertIs(self.conn.autocommit, False)
        self.assertEqual(self.shown("transaction_isolation"), "read committed")

    def test_levels(self):
        for level, name in LEVELS.items():
            for given in (level, name, name.upper(), name.title()):
                with self.subTest(given):
                    self.conn.isolation_level = given
                    self.assertEqual(self.conn.isolation_level, level)
                    self.assertEqual(self.shown("transaction_isolation"), name)
                    self.assertEqual(self.shown("default_transaction_isolation"), "read committed")
                    self.conn.set_session(given)
                    self.assertEqual(self.conn.isolation_level, level)
        for default in (None, "default", "DEFAULT"):
            self.conn.isolation_level = 2
            self.conn.isolation_level = default
            self.assertIsNone(self.conn.isolation_level)

    def test_wrong_ones(self):
        for wrong in (0, 5, -1, "nosuch", "", "read  committed"):
            with self.subTest(wrong):
                self.assertRaises(ValueError, setattr, self.conn, "isolation_level", wrong)
                self.assertRaises(ValueError, self.conn.set_session, isolation_level=wrong)
        for wrong in ([], 1.5, object()):
            with self.subTest(wrong):
                self.assertRaises(TypeError, setattr, self.conn, "isolation_level", wrong)

    def test_messages(self):
        with self.assertRaises(ValueError) as caught:
            self.conn.isolation_level = "whatever"
        self.assertEqual(str(caught.exception), "bad value for isolation_level: 'whatever'")
        with self.assertRaises(ValueError) as caught:
            self.conn.isolation_level = 9
        self.assertEqual(str(caught.exception), "isolation_level must be between 1 and 4")
        with self.assertRaises(ValueError) as caught:
            self.conn.readonly = "whatever"
        self.assertEqual(str(caught.exception),
                         "the only string accepted is 'default'; got whatever")

    def test_set_session_sets_what_it_is_told(self):
        conn = self.conn
        conn.set_session(readonly=True)
        conn.set_session("serializable", deferrable=True)
        self.assertEqual((conn.isolation_level, conn.readonly, conn.deferrable), (3, True, True))
        self.assertEqual(self.shown("transaction_read_only"), "on")
        self.assertEqual(self.shown("transaction_deferrable"), "on")
        conn.set_session("default", "default", "default")
        self.assertEqual((conn.isolation_level, conn.readonly, conn.deferrable), (None,) * 3)
        self.assertEqual(self.shown("transaction_read_only"), "off")

    def test_readonly(self):
        self.conn.readonly = True
        self.assertRaises(errors.ReadOnlySqlTransaction, self.query, "create table no(id int)")
        self.conn.rollback()
        self.conn.readonly = False
        self.assertIs(self.conn.readonly, False)
        self.assertEqual(self.shown("transaction_read_only"), "off")

    def test_not_inside_a_transaction(self):
        conn = self.conn
        self.query("select 1")
        for name in ("isolation_level", "readonly", "deferrable", "autocommit"):
            with self.subTest(name):
                with self.assertRaises(psycopg2.ProgrammingError) as caught:
                    setattr(conn, name, 1)
                self.assertEqual(str(caught.exception), INSIDE)
        self.assertRaises(psycopg2.ProgrammingError, conn.set_session, autocommit=True)
        self.assertRaises(psycopg2.ProgrammingError, conn.set_session, readonly=True)
        conn.rollback()
        conn.set_session(autocommit=True)
        self.assertTrue(conn.autocommit)

    def test_while_autocommit_the_server_is_told(self):
        conn = self.conn
        conn.autocommit = True
        for level, name in LEVELS.items():
            conn.isolation_level = level
            self.assertEqual(self.query("show default_transaction_isolation"), name)
        conn.set_session(readonly=True, deferrable=True)
        self.assertEqual(self.query("show default_transaction_read_only"), "on")
        self.assertEqual(self.query("show default_transaction_deferrable"), "on")
        self.assertIs(conn.readonly, True)
        conn.set_session(DEFAULT or "default", readonly="default")
        self.assertEqual(self.query("show default_transaction_isolation"), "read committed")
        self.assertEqual(self.query("show default_transaction_read_only"), "off")

    def test_to_autocommit_and_back(self):
        conn = self.conn
        conn.set_session("serializable", readonly=True, autocommit=True)
        self.assertEqual(self.query("show default_transaction_isolation"), "serializable")
        self.assertEqual(self.query("show default_transaction_read_only"), "on")
        conn.autocommit = False
        self.assertEqual(conn.isolation_level, extensions.ISOLATION_LEVEL_SERIALIZABLE)
        self.assertEqual(self.shown("default_transaction_isolation"), "read committed")
        self.assertEqual(self.shown("transaction_isolation"), "serializable")


class SetIsolationLevelTest(SessionTestCase):
    def test_levels(self):
        for level, name in LEVELS.items():
            self.conn.set_isolation_level(level)
            self.assertEqual(self.conn.isolation_level, level)
            self.assertEqual(self.shown("transaction_isolation"), name)
        self.conn.set_isolation_level(None)
        self.assertIsNone(self.conn.isolation_level)

    def test_autocommit(self):
        conn = self.conn
        conn.set_isolation_level(2)
        conn.set_isolation_level(extensions.ISOLATION_LEVEL_AUTOCOMMIT)
        self.assertTrue(conn.autocommit)
        self.assertEqual(self.query("select 1"), 1)
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        conn.set_isolation_level(1)
        self.assertFalse(conn.autocommit)
        self.assertEqual(conn.isolation_level, 1)

    def test_it_rolls_back(self):
        cur = self.conn.cursor()
        cur.execute("create temp table gone(id int)")
        self.conn.set_isolation_level(1)
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertRaises(errors.UndefinedTable, cur.execute, "select 1 from gone")

    def test_wrong_ones(self):
        for wrong in (-1, 5):
            with self.assertRaises(ValueError) as caught:
                self.conn.set_isolation_level(wrong)
            self.assertEqual(str(caught.exception), "isolation level must be between 0 and 4")


class AutocommitTest(SessionTestCase):
    def test_no_transaction(self):
        self.conn.autocommit = True
        self.assertIs(self.conn.autocommit, True)
        self.query("select 1")
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.conn.commit()
        self.conn.rollback()

    def test_an_error_leaves_nothing_open(self):
        self.conn.autocommit = True
        self.assertRaises(psycopg2.Error, self.query, "nonsense")
        self.assertEqual(self.query("select 1"), 1)

    def test_a_programs_own_transaction(self):
        self.conn.autocommit = True
        cur = self.conn.cursor()
        cur.execute("begin")
        cur.execute("create temp table gone(id int)")
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INTRANS)
        cur.execute("rollback")
        self.assertRaises(errors.UndefinedTable, cur.execute, "select 1 from gone")

    def test_commit_in_statements(self):
        cur = self.conn.cursor()
        cur.execute("create temp table kept(id int) on commit delete rows")
        cur.execute("commit")
        cur.execute("select count(*) from kept")
        self.conn.rollback()
        self.assertEqual(self.query("select count(*) from kept"), 0)


class CommitTest(SessionTestCase):
    def setUp(self):
        super().setUp()
        cur = self.conn.cursor()
        cur.execute(
            "create temp table item(id int primary key, parent int references item"
            " deferrable initially deferred)"
        )
        self.conn.commit()

    def count(self):
        return self.query("select count(*) from item")

    def test_commit_and_rollback(self):
        cur = self.conn.cursor()
        cur.execute("insert into item values (1)")
        self.conn.rollback()
        self.assertEqual(self.count(), 0)
        cur.execute("insert into item values (1)")
        self.conn.commit()
        self.assertEqual(self.count(), 1)
        self.conn.rollback()
        self.assertEqual(self.count(), 1)

    def test_nothing_to_do(self):
        self.conn.commit()
        self.conn.rollback()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)

    def test_commit_that_fails(self):
        cur = self.conn.cursor()
        cur.execute("insert into item values (1, 9)")
        with self.assertRaises(errors.ForeignKeyViolation) as caught:
            self.conn.commit()
        self.assertEqual(caught.exception.diag.table_name, "item")
        self.assertIsNone(caught.exception.cursor)
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.assertEqual(self.count(), 0)

    def test_commit_of_a_failed_transaction(self):
        cur = self.conn.cursor()
        cur.execute("insert into item values (1)")
        self.assertRaises(errors.UniqueViolation, cur.execute, "insert into item values (1)")
        self.assertRaises(errors.InFailedSqlTransaction, cur.execute, "select 1")
        self.conn.commit()
        self.assertEqual(self.count(), 0)

    def test_savepoints(self):
        cur = self.conn.cursor()
        cur.execute("insert into item values (1)")
        cur.execute("savepoint s")
        self.assertRaises(errors.UniqueViolation, cur.execute, "insert into item values (1)")
        cur.execute("rollback to s")
        self.conn.commit()
        self.assertEqual(self.count(), 1)

    def test_serialization(self):
        conns = [connect(), connect()]
        try:
            for conn in conns:
                conn.set_session("serializable")
            first, second = [conn.cursor() for conn in conns]
            first.execute("create table serial_test(id int)")
            first.execute("insert into serial_test values (1)")
            conns[0].commit()
            try:
                first.execute("update serial_test set id = 2")
                second.execute("select * from serial_test")
                conns[0].commit()
                with self.assertRaises(extensions.TransactionRollbackError) as caught:
                    second.execute("update serial_test set id = 3")
                self.assertIs(type(caught.exception), errors.SerializationFailure)
            finally:
                conns[1].rollback()
                first.execute("drop table serial_test")
                conns[0].commit()
        finally:
            for conn in conns:
                conn.close()


class WithTest(SessionTestCase):
    def setUp(self):
        super().setUp()
        self.conn.cursor().execute("create temp table item(id int)")
        self.conn.commit()

    def count(self):
        return self.query("select count(*) from item")

    def test_it_commits_and_stays_open(self):
        with self.conn as conn:
            self.assertIs(conn, self.conn)
            conn.cursor().execute("insert into item values (1)")
        self.assertEqual(conn.status, extensions.STATUS_READY)
        self.assertFalse(conn.closed)
        conn.rollback()
        self.assertEqual(self.count(), 1)

    def test_it_rolls_back(self):
        with self.assertRaises(ZeroDivisionError):
            with self.conn as conn:
                conn.cursor().execute("insert into item values (1)")
                1 / 0
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual(self.count(), 0)

    def test_a_servers_error(self):
        with self.assertRaises(psycopg2.DataError):
            with self.conn as conn:
                conn.cursor().execute("select 1/0")
        self.assertEqual(self.conn.status, extensions.STATUS_READY)

    def test_commit_that_fails(self):
        with self.assertRaises(errors.CheckViolation):
            with self.conn as conn:
                cur = conn.cursor()
                cur.execute("create function pg_temp.no() returns trigger language plpgsql as"
                            " $$ begin raise check_violation; end $$")
                cur.execute("create constraint trigger t after insert on item"
                            " initially deferred for each row execute function pg_temp.no()")
                cur.execute("insert into item values (1)")
        self.assertEqual(self.conn.status, extensions.STATUS_READY)

    def test_not_in_itself(self):
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            with self.conn:
                with self.conn:
                    pass
        self.assertEqual(
            str(caught.exception), "the connection cannot be re-entered recursively"
        )
        with self.conn:
            pass

    def test_closed(self):
        self.conn.close()
        with self.assertRaises(psycopg2.InterfaceError):
            with self.conn:
                self.fail("not to be entered")

    def test_closed_inside(self):
        with self.assertRaises(psycopg2.InterfaceError):
            with self.conn as conn:
                conn.close()

    def test_subclass_that_commits_itself(self):
        seen = []

        class Mine(extensions.connection):
            def commit(self):
                seen.append("commit")
                super().commit()

            def rollback(self):
                seen.append("rollback")
                super().rollback()

        conn = connect(connection_factory=Mine)
        self.addCleanup(conn.close)
        with conn:
            pass
        with self.assertRaises(ZeroDivisionError):
            with conn:
                1 / 0
        self.assertEqual(seen, ["commit", "rollback"])

    def test_autocommit_begins_all_the_same(self):
        self.conn.autocommit = True
        with self.assertRaises(ZeroDivisionError):
            with self.conn as conn:
                self.assertTrue(conn.autocommit)
                conn.cursor().execute("insert into item values (1)")
                self.assertEqual(
                    conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INTRANS
                )
                1 / 0
        self.assertEqual(self.count(), 0)
        with self.conn as conn:
            conn.cursor().execute("insert into item values (1)")
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.assertTrue(conn.autocommit)
        self.assertEqual(self.count(), 1)

    def test_nested_cursors(self):
        with self.conn as conn, conn.cursor() as cur:
            cur.execute("select 1")
            self.assertEqual(cur.fetchone(), (1,))
        self.assertTrue(cur.closed)
        self.assertFalse(conn.closed)

    def test_cursor(self):
        with self.conn.cursor() as cur:
            self.assertFalse(cur.closed)
        self.assertTrue(cur.closed)
        with self.assertRaises(ZeroDivisionError):
            with self.conn.cursor() as cur:
                1 / 0
        self.assertTrue(cur.closed)

    def test_cursor_subclass_that_closes_itself(self):
        seen = []

        class Mine(extensions.cursor):
            def close(self):
                seen.append("close")
                super().close()

        with self.conn.cursor(cursor_factory=Mine):
            pass
        self.assertEqual(seen, ["close"])

    def test_named_cursor(self):
        with self.conn.cursor("named") as cur:
            cur.execute("select 1")
        self.assertTrue(cur.closed)
        self.assertEqual(self.query("select count(*) from pg_cursors"), 0)

    def test_named_cursor_after_an_error(self):
        with self.assertRaises(errors.DivisionByZero):
            with self.conn.cursor("named") as cur:
                cur.execute("select 1")
                self.query("select 1/0")
        self.assertTrue(cur.closed)
