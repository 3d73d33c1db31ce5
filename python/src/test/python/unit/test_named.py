# SPDX-License-Identifier: Apache-2.0
"""Cursors on the server: those that have a name."""

from testing import ServerTestCase

import psycopg2
from psycopg2 import errors, extensions

INVALID = "named cursor isn't valid anymore"


class NamedTestCase(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.conn.cursor().execute("create temp table item as select generate_series(1, 10) id")
        self.conn.commit()

    def named(self, name="named", statement="select id from item order by id", **kwargs):
        cur = self.conn.cursor(name, **kwargs)
        cur.execute(statement)
        return cur


class DeclareTest(NamedTestCase):
    def test_statement(self):
        self.assertEqual(
            self.named(statement="select 1").query,
            b'DECLARE "named" CURSOR WITHOUT HOLD FOR select 1',
        )
        for scrollable, words in ((True, b"SCROLL CURSOR"), (False, b"NO SCROLL CURSOR"),
                                  (None, b"CURSOR")):
            self.conn.rollback()
            cur = self.named(statement="select 1", scrollable=scrollable)
            self.assertEqual(cur.query, b'DECLARE "named" ' + words + b" WITHOUT HOLD FOR select 1")
        self.assertIn(b"WITH HOLD", self.named("other", withhold=True).query)

    def test_arguments(self):
        cur = self.conn.cursor("named")
        cur.execute("select id from item where id > %s order by id", (8,))
        self.assertEqual(cur.fetchall(), [(9,), (10,)])

    def test_name(self):
        cur = self.named('Odd "name"')
        self.assertEqual(cur.name, 'Odd "name"')
        self.assertEqual(self.query("select name from pg_cursors"), 'Odd "name"')
        self.assertEqual(cur.fetchone(), (1,))
        self.assertIsNone(self.conn.cursor().name)
        self.assertRaises(TypeError, self.conn.cursor, 1)

    def test_once(self):
        cur = self.named()
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            cur.execute("select 1")
        self.assertEqual(
            str(caught.exception), "can't call .execute() on named cursors more than once"
        )

    def test_no_other_way(self):
        cur = self.conn.cursor("named")
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            cur.executemany("select %s", [(1,)])
        self.assertEqual(str(caught.exception), "can't call .executemany() on named cursors")
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            cur.callproc("now")
        self.assertEqual(str(caught.exception), "can't call .callproc() on named cursors")

    def test_two(self):
        one, two = self.named("one"), self.named("two", "select id from item order by id desc")
        pairs = list(zip(one, two))
        self.assertEqual(pairs[0], ((1,), (10,)))
        self.assertEqual(len(pairs), 10)

    def test_only_in_a_transaction(self):
        self.conn.autocommit = True
        cur = self.conn.cursor("named")
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            cur.execute("select 1")
        self.assertEqual(
            str(caught.exception), "can't use a named cursor outside of transactions"
        )

    def test_twice_the_same_name(self):
        self.named()
        self.assertRaises(errors.DuplicateCursor, self.named)


class FetchTest(NamedTestCase):
    def test_all_ways(self):
        cur = self.named()
        self.assertEqual(cur.fetchone(), (1,))
        self.assertEqual(cur.fetchmany(2), [(2,), (3,)])
        cur.arraysize = 3
        self.assertEqual(cur.fetchmany(), [(4,), (5,), (6,)])
        self.assertEqual(cur.fetchall(), [(7,), (8,), (9,), (10,)])
        self.assertEqual(cur.fetchall(), [])
        self.assertIsNone(cur.fetchone())
        self.assertEqual(cur.fetchmany(5), [])
        self.assertRaises(StopIteration, next, cur)

    def test_iteration_fetches_itersize_rows(self):
        for itersize in (1, 3, 10, 11):
            cur = self.named()
            cur.itersize = itersize
            seen = []
            for (n,) in cur:
                seen.append(n)
                self.assertEqual(cur.rowcount, min(itersize, 10 - (n - 1) // itersize * itersize))
            self.assertEqual(seen, list(range(1, 11)))
            cur.close()

    def test_no_more_is_fetched_than_wanted(self):
        cur = self.named(scrollable=True)
        cur.fetchone()
        cur.fetchmany(2)
        plain = self.conn.cursor()
        plain.execute('fetch relative 0 from "named"')
        self.assertEqual(plain.fetchone(), (3,))

    def test_description_is_known_after_the_first_fetch(self):
        cur = self.named()
        self.assertIsNone(cur.description)
        self.assertEqual(cur.rowcount, -1)
        cur.fetchone()
        self.assertEqual(cur.description[0].name, "id")
        self.assertEqual(cur.rowcount, 1)

    def test_rownumber(self):
        cur = self.named()
        self.assertEqual(cur.rownumber, 0)
        cur.fetchmany(3)
        self.assertEqual(cur.rownumber, 3)

    def test_error_in_a_row(self):
        cur = self.named(statement="select 1 / (id - 3) from item")
        self.assertEqual(cur.fetchmany(2), [(0,), (-1,)])
        self.assertRaises(errors.DivisionByZero, cur.fetchone)

    def test_before_it_is_executed(self):
        cur = self.conn.cursor("named")
        self.assertRaises(psycopg2.Error, cur.fetchone)

    def test_one_that_somebody_else_has_declared(self):
        plain = self.conn.cursor()
        plain.execute("declare theirs cursor for select id from item order by id")
        cur = self.conn.cursor("theirs")
        self.assertEqual(cur.fetchone(), (1,))
        self.assertEqual(cur.fetchmany(2), [(2,), (3,)])
        self.assertEqual(len(list(cur)), 7)
        cur.close()
        self.assertEqual(self.query("select count(*) from pg_cursors"), 0)

    def test_refcursor(self):
        plain = self.conn.cursor()
        plain.execute(
            "create function pg_temp.items() returns refcursor language plpgsql as"
            " $$ declare c refcursor := 'portal'; begin open c for select id from item order by id;"
            " return c; end $$"
        )
        plain.callproc("pg_temp.items")
        cur = self.conn.cursor(plain.fetchone()[0])
        self.assertEqual(cur.fetchone(), (1,))
        self.assertEqual(len(cur.fetchall()), 9)


class ScrollTest(NamedTestCase):
    def test_forwards_and_backwards(self):
        cur = self.named(scrollable=True)
        cur.scroll(3)
        self.assertEqual(cur.fetchone(), (4,))
        cur.scroll(-2)
        self.assertEqual(cur.fetchone(), (3,))
        cur.scroll(8, mode="absolute")
        self.assertEqual(cur.fetchall(), [(9,), (10,)])
        cur.scroll(0, mode="absolute")
        self.assertEqual(cur.fetchone(), (1,))

    def test_beyond_the_ends(self):
        cur = self.named(scrollable=True)
        cur.scroll(100)
        self.assertIsNone(cur.fetchone())
        cur.scroll(-2)
        self.assertEqual(cur.fetchone(), (10,))
        cur.scroll(-100)
        self.assertEqual(cur.fetchone(), (1,))

    def test_attribute(self):
        cur = self.conn.cursor("named")
        self.assertIsNone(cur.scrollable)
        cur.scrollable = True
        self.assertIs(cur.scrollable, True)
        cur.execute("select id from item order by id")
        self.assertIn(b" SCROLL ", cur.query)

    def test_not_scrollable(self):
        cur = self.named(scrollable=False)
        self.assertEqual(cur.fetchmany(2), [(1,), (2,)])
        self.assertRaises(psycopg2.OperationalError, cur.scroll, -1)
        self.conn.rollback()
        cur = self.named(scrollable=False)
        cur.scroll(2)
        self.assertEqual(cur.fetchone(), (3,))

    def test_from_behind_what_iteration_has_fetched(self):
        cur = self.named(scrollable=True)
        cur.itersize = 3
        next(cur)
        cur.scroll(1)
        self.assertEqual(cur.fetchone(), (5,))


class LifeTest(NamedTestCase):
    def test_it_ends_with_the_transaction(self):
        for end in (self.conn.commit, self.conn.rollback):
            cur = self.named()
            cur.fetchone()
            end()
            for fetch in (cur.fetchone, cur.fetchall, lambda: next(cur), cur.fetchmany):
                with self.assertRaises(psycopg2.ProgrammingError) as caught:
                    fetch()
                self.assertEqual(str(caught.exception), INVALID)
            self.assertRaises(psycopg2.ProgrammingError, cur.scroll, 1)

    def test_hold(self):
        cur = self.named(withhold=True)
        self.assertIs(cur.withhold, True)
        self.assertEqual(cur.fetchone(), (1,))
        self.conn.commit()
        self.assertEqual(cur.fetchone(), (2,))
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.assertEqual(len(cur.fetchall()), 8)
        cur.close()
        self.assertEqual(self.query("select count(*) from pg_cursors"), 0)

    def test_hold_while_autocommit(self):
        self.conn.autocommit = True
        cur = self.named(withhold=True)
        self.assertEqual(len(list(cur)), 10)
        cur.close()

    def test_hold_by_attribute(self):
        cur = self.conn.cursor("named")
        self.assertIs(cur.withhold, False)
        cur.withhold = True
        cur.execute("select id from item order by id")
        self.conn.commit()
        self.assertEqual(cur.fetchone(), (1,))
        cur.close()

    def test_close(self):
        cur = self.named()
        cur.close()
        self.assertEqual(self.query("select count(*) from pg_cursors"), 0)
        self.assertRaises(psycopg2.InterfaceError, cur.fetchone)
        self.named()

    def test_close_of_one_that_was_never_executed(self):
        cur = self.conn.cursor("named")
        cur.close()
        self.assertTrue(cur.closed)
        cur = self.conn.cursor("named", withhold=True)
        cur.close()

    def test_close_in_a_failed_transaction(self):
        cur = self.named()
        self.assertRaises(psycopg2.Error, self.query, "nonsense")
        cur.close()
        self.assertTrue(cur.closed)
        self.conn.rollback()

    def test_close_of_one_that_is_gone(self):
        cur = self.named(withhold=True)
        self.conn.commit()
        self.conn.close()
        cur.close()
