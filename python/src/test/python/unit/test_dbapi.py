# SPDX-License-Identifier: Apache-2.0
"""What PEP 249 asks of a driver, section by section, in a table of drinks."""

import time
import unittest

from testing import DSN, ServerTestCase, connect

import psycopg2 as driver
from psycopg2 import extensions

DRINKS = ["Carlton Cold", "Carlton Draft", "Mountain Goat", "Redback", "Victoria Bitter", "XXXX"]


class DbApiTestCase(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor()
        self.cur.execute("create temp table booze (name varchar(20))")

    def populate(self):
        for name in DRINKS:
            self.cur.execute(f"insert into booze values ('{name}')")

    def filled(self):
        self.populate()
        self.cur.execute("select name from booze order by name")
        return self.cur


class ModuleTest(unittest.TestCase):
    def test_globals(self):
        self.assertEqual(driver.apilevel, "2.0")
        self.assertIn(driver.threadsafety, (0, 1, 2, 3))
        self.assertIn(driver.paramstyle, ("qmark", "numeric", "named", "format", "pyformat"))

    def test_exceptions(self):
        self.assertTrue(issubclass(driver.Warning, Exception))
        self.assertTrue(issubclass(driver.Error, Exception))
        for cls in (driver.InterfaceError, driver.DatabaseError):
            self.assertTrue(issubclass(cls, driver.Error))
        for cls in (driver.OperationalError, driver.IntegrityError, driver.InternalError,
                    driver.ProgrammingError, driver.NotSupportedError, driver.DataError):
            self.assertTrue(issubclass(cls, driver.DatabaseError))

    def test_constructors(self):
        self.assertEqual(str(driver.Date(2002, 12, 25)),
                         str(driver.DateFromTicks(time.mktime((2002, 12, 25, 0, 0, 0, 0, 0, -1)))))
        self.assertEqual(str(driver.Time(13, 45, 30)),
                         str(driver.TimeFromTicks(time.mktime((2001, 1, 1, 13, 45, 30, 0, 0, -1)))))
        self.assertEqual(
            driver.Timestamp(2002, 12, 25, 13, 45, 30).adapted,
            driver.TimestampFromTicks(
                time.mktime((2002, 12, 25, 13, 45, 30, 0, 0, -1))).adapted.replace(tzinfo=None))
        driver.Binary(b"Something")
        driver.Binary(b"")

    def test_types(self):
        for name in ("STRING", "BINARY", "NUMBER", "DATETIME", "ROWID"):
            self.assertTrue(hasattr(driver, name))


class ConnectionTest(DbApiTestCase):
    def test_connect_and_close(self):
        conn = driver.connect(DSN)
        conn.close()
        self.assertRaises(driver.Error, conn.commit)
        self.assertRaises(driver.Error, conn.cursor)

    def test_commit_and_rollback(self):
        self.conn.commit()
        self.populate()
        self.conn.rollback()
        self.cur.execute("select count(*) from booze")
        self.assertEqual(self.cur.fetchone()[0], 0)
        self.conn.commit()

    def test_exceptions_of_the_connection(self):
        for name in ("Warning", "Error", "InterfaceError", "DatabaseError", "OperationalError",
                     "IntegrityError", "InternalError", "ProgrammingError", "NotSupportedError"):
            self.assertIs(getattr(self.conn, name), getattr(driver, name))

    def test_closing_rolls_back(self):
        conn = connect()
        other = connect()
        self.addCleanup(other.close)
        cur = conn.cursor()
        cur.execute("select pg_advisory_xact_lock(99)")
        conn.close()
        cur = other.cursor()
        cur.execute("select pg_advisory_xact_lock(99)")

    def test_isolation_of_cursors(self):
        other = self.conn.cursor()
        self.populate()
        other.execute("select name from booze")
        self.assertEqual(len(other.fetchall()), 6)


class CursorTest(DbApiTestCase):
    def test_description(self):
        self.assertIsNone(self.cur.description)
        self.cur.execute("select name from booze")
        (column,) = self.cur.description
        self.assertEqual(len(column), 7)
        self.assertEqual(column[0].lower(), "name")
        self.assertEqual(column[1], driver.STRING)
        self.cur.execute("insert into booze values ('a')")
        self.assertIsNone(self.cur.description)

    def test_rowcount(self):
        self.assertEqual(self.cur.rowcount, -1)
        self.cur.execute("insert into booze values ('Victoria Bitter')")
        self.assertIn(self.cur.rowcount, (-1, 1))
        self.cur.execute("select name from booze")
        self.assertIn(self.cur.rowcount, (-1, 1))
        self.cur.execute("create temp table barflys (name text)")
        self.assertEqual(self.cur.rowcount, -1)

    def test_callproc(self):
        self.assertEqual(self.cur.callproc("lower", ("FOO",)), ("FOO",))
        self.assertEqual(self.cur.fetchall(), [("foo",)])

    def test_close(self):
        cur = self.conn.cursor()
        cur.close()
        self.assertRaises(driver.Error, cur.execute, "select 1")
        cur = self.conn.cursor()
        self.conn.close()
        self.assertRaises(driver.Error, cur.execute, "select 1")

    def test_execute(self):
        self.cur.execute("insert into booze values (%(beer)s)", {"beer": "Cooper's"})
        self.cur.execute("insert into booze values (%s)", ("Victoria Bitter",))
        self.cur.execute("select name from booze order by name")
        self.assertEqual(self.cur.fetchall(), [("Cooper's",), ("Victoria Bitter",)])

    def test_executemany(self):
        self.cur.executemany("insert into booze values (%(beer)s)", [{"beer": "a"}, {"beer": "b"}])
        self.cur.executemany("insert into booze values (%s)", [("c",)])
        self.assertIn(self.cur.rowcount, (-1, 1))
        self.cur.execute("select name from booze order by name")
        self.assertEqual([row[0] for row in self.cur.fetchall()], ["a", "b", "c"])

    def test_fetchone(self):
        cur = self.conn.cursor()
        self.assertRaises(driver.Error, cur.fetchone)
        self.cur.execute("select name from booze")
        self.assertIsNone(self.cur.fetchone())
        self.cur.execute("insert into booze values ('Victoria Bitter')")
        self.assertRaises(driver.Error, self.cur.fetchone)
        self.cur.execute("select name from booze")
        self.assertEqual(len(self.cur.fetchone()), 1)
        self.assertIsNone(self.cur.fetchone())

    def test_fetchmany(self):
        cur = self.filled()
        self.assertEqual(len(cur.fetchmany()), 1)
        cur.arraysize = 10
        self.assertEqual(len(cur.fetchmany(3)), 3)
        self.assertEqual(len(cur.fetchmany(4)), 2)
        self.assertEqual(cur.fetchmany(4), [])
        cur = self.filled()
        cur.arraysize = 4
        self.assertEqual([len(cur.fetchmany()) for _ in range(5)], [4, 4, 4, 0, 0])

    def test_fetchall(self):
        self.assertRaises(driver.Error, self.conn.cursor().fetchall)
        cur = self.filled()
        self.assertEqual([row[0] for row in cur.fetchall()], DRINKS)
        self.assertEqual(cur.fetchall(), [])
        self.assertIn(cur.rowcount, (-1, 6))
        cur.execute("delete from booze")
        self.assertRaises(driver.Error, cur.fetchall)

    def test_mixed_fetches(self):
        cur = self.filled()
        rows = [cur.fetchone()] + cur.fetchmany(2) + [cur.fetchone()] + cur.fetchall()
        self.assertEqual([row[0] for row in rows], DRINKS)

    def test_nextset(self):
        self.assertRaises(driver.NotSupportedError, self.cur.nextset)

    def test_arraysize(self):
        self.assertEqual(self.cur.arraysize, 1)

    def test_sizes(self):
        self.cur.setinputsizes((25,))
        self.cur.setoutputsize(1000)
        self.cur.setoutputsize(2000, 0)

    def test_none(self):
        self.cur.execute("insert into booze values (null)")
        self.cur.execute("select name from booze")
        self.assertEqual(self.cur.fetchall(), [(None,)])

    def test_optional_extensions(self):
        self.assertIs(self.cur.connection, self.conn)
        cur = self.filled()
        self.assertEqual([cur.rownumber, cur.fetchone() and cur.rownumber], [0, 1])
        self.assertEqual(next(cur), (DRINKS[1],))
        cur.scroll(1)
        self.assertEqual(cur.fetchone(), (DRINKS[3],))
        self.assertEqual([row[0] for row in cur], DRINKS[4:])


class TwoPhaseTest(ServerTestCase):
    def test_identifier(self):
        xid = self.conn.xid(42, "global", "bqual")
        self.assertEqual((xid[0], xid[1], xid[2]), (42, "global", "bqual"))

    def test_begin(self):
        self.conn.tpc_begin(self.conn.xid(42, "global", "bqual"))
        self.assertRaises(driver.ProgrammingError, self.conn.commit)
        self.assertRaises(driver.ProgrammingError, self.conn.rollback)
        self.conn.tpc_rollback()
        self.conn.commit()

    def test_commit_without_prepare(self):
        self.conn.tpc_begin(self.conn.xid(42, "global", "bqual"))
        self.query("select 1")
        self.conn.tpc_commit()

    def test_recover(self):
        self.assertIsInstance(self.conn.tpc_recover(), list)

    def test_prepare_and_roll_back(self):
        self.conn.tpc_begin(self.conn.xid(42, "global", "bqual"))
        self.query("select 1")
        self.conn.tpc_prepare()
        self.conn.tpc_rollback()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
