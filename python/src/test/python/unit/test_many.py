# SPDX-License-Identifier: Apache-2.0
"""execute_batch and execute_values."""

import datetime as dt

from testing import ServerTestCase

import psycopg2
from psycopg2 import errors, extras, sql
from psycopg2.extras import execute_batch, execute_values


class ManyTestCase(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.seen = seen = []

        class Watched(psycopg2.extensions.cursor):
            def execute(self, query, vars=None):
                super().execute(query, vars)
                seen.append(self.query)

        self.cur = self.conn.cursor(cursor_factory=Watched)
        self.cur.execute("create temp table item(id int primary key, day date, val text)")
        del self.seen[:]

    def rows(self):
        with self.conn.cursor() as cur:
            cur.execute("select id, val from item order by id")
            return cur.fetchall()


class BatchTest(ManyTestCase):
    statement = "insert into item (id, val) values (%s, %s)"

    def test_none(self):
        execute_batch(self.cur, self.statement, [])
        self.assertEqual(self.seen, [])

    def test_one(self):
        execute_batch(self.cur, self.statement, iter([(1, 10)]))
        self.assertEqual(self.rows(), [(1, "10")])

    def test_mappings(self):
        execute_batch(self.cur, "insert into item (id, val) values (%(id)s, %(val)s)",
                      ({"id": n, "val": n * 10} for n in range(5)))
        self.assertEqual(self.rows(), [(n, str(n * 10)) for n in range(5)])

    def test_pages(self):
        execute_batch(self.cur, self.statement, ((n, n) for n in range(25)), page_size=10)
        self.assertEqual(len(self.rows()), 25)
        self.assertEqual([q.count(b"insert") for q in self.seen], [10, 10, 5])
        self.assertEqual(self.seen[2].split(b";")[0], b"insert into item (id, val) values (20, 20)")
        self.assertEqual(self.cur.rowcount, 1)

    def test_default_page(self):
        execute_batch(self.cur, self.statement, [(n, n) for n in range(150)])
        self.assertEqual(len(self.seen), 2)

    def test_composed(self):
        statement = sql.SQL("insert into {} (id, val) values (%s, %s)")
        statement = statement.format(sql.Identifier("item"))
        execute_batch(self.cur, statement, [(1, "a"), (2, "%s")])
        self.assertEqual(self.rows(), [(1, "a"), (2, "%s")])

    def test_text(self):
        execute_batch(self.cur, self.statement, [(1, "é"), (2, "'\\;--")])
        self.assertEqual(self.rows(), [(1, "é"), (2, "'\\;--")])

    def test_errors(self):
        self.assertRaises(errors.UniqueViolation, execute_batch, self.cur, self.statement,
                          [(1, "a"), (1, "b")])
        self.conn.rollback()
        self.assertRaises(IndexError, execute_batch, self.cur, self.statement, [(1,)])


class ValuesTest(ManyTestCase):
    statement = "insert into item (id, val) values %s"

    def test_none(self):
        execute_values(self.cur, self.statement, [])
        self.assertEqual(self.seen, [])
        self.assertEqual(execute_values(self.cur, self.statement, [], fetch=True), [])

    def test_sequences(self):
        execute_values(self.cur, self.statement, iter([(1, "a"), [2, None]]))
        self.assertEqual(self.rows(), [(1, "a"), (2, None)])
        self.assertEqual(self.seen, [b"insert into item (id, val) values (1,'a'),(2,NULL)"])

    def test_mappings(self):
        execute_values(self.cur, self.statement, [{"id": 1, "val": "a"}, {"id": 2, "val": "b"}],
                       template="(%(id)s, %(val)s)")
        self.assertEqual(self.rows(), [(1, "a"), (2, "b")])

    def test_template(self):
        execute_values(self.cur, self.statement, [(1, "a")], template=b"(%s, upper(%s))")
        self.assertEqual(self.rows(), [(1, "A")])
        execute_values(self.cur, "insert into item (id, day, val) values %s returning day",
                       [(2, "b")], template="(%s, '2007-01-01', %s || '%%')")
        self.assertEqual(self.cur.fetchone(), (dt.date(2007, 1, 1),))
        self.assertEqual(self.rows()[1], (2, "b%"))

    def test_pages(self):
        execute_values(self.cur, self.statement, ((n, n) for n in range(25)), page_size=10)
        self.assertEqual([q.count(b"),(") + 1 for q in self.seen], [10, 10, 5])
        self.assertEqual(len(self.rows()), 25)
        self.assertEqual(self.cur.rowcount, 5)

    def test_fetch(self):
        for page_size in (3, 100):
            found = execute_values(self.cur, self.statement + " returning id",
                                   [(page_size + n, n) for n in range(7)], page_size=page_size,
                                   fetch=True)
            self.assertEqual(found, [(page_size + n,) for n in range(7)])
        self.assertIsNone(execute_values(self.cur, self.statement, [(0, 0)]))

    def test_percent(self):
        execute_values(self.cur,
                       "insert into item (id, val) values %s"
                       " on conflict (id) do update set val = '%%s'",
                       [(1, "a"), (2, "%s")])
        self.assertEqual(self.rows(), [(1, "a"), (2, "%s")])

    def test_update_from(self):
        execute_values(self.cur, self.statement, [(1, "a"), (2, "b"), (3, "c")])
        execute_values(self.cur,
                       "update item set val = d.v from (values %s) as d (i, v) where item.id = d.i",
                       [(1, "x"), (3, "z")])
        self.assertEqual(self.rows(), [(1, "x"), (2, "b"), (3, "z")])

    def test_composed(self):
        statement = sql.SQL("insert into {} (id, val) values %s").format(sql.Identifier("item"))
        execute_values(self.cur, statement, [(1, "a")])
        self.assertEqual(self.rows(), [(1, "a")])

    def test_bytes(self):
        execute_values(self.cur, self.statement.encode(), [(1, "é")])
        self.assertEqual(self.rows(), [(1, "é")])

    def test_wrong_statements(self):
        for wrong in ("insert", "insert %s and %s", "insert %f", "insert %%s", "insert %s %(a)s"):
            with self.subTest(wrong):
                self.assertRaises(ValueError, execute_values, self.cur, wrong, [(1,)])
        with self.assertRaises(ValueError) as caught:
            execute_values(self.cur, "insert %s and %s", [(1,)])
        self.assertEqual(str(caught.exception), "the query contains more than one '%s' placeholder")
        with self.assertRaises(ValueError) as caught:
            execute_values(self.cur, "insert", [(1,)])
        self.assertEqual(str(caught.exception), "the query doesn't contain any '%s' placeholder")

    def test_other_cursors(self):
        cur = self.conn.cursor(cursor_factory=extras.DictCursor)
        found = execute_values(cur, self.statement + " returning id", [(1, "a")], fetch=True)
        self.assertEqual(found[0]["id"], 1)

    def test_values_of_all_kinds(self):
        found = execute_values(
            self.cur, "select * from (values %s) as v",
            [(1, "a", b"b", [1], dt.date(2007, 1, 1), None, True)], fetch=True)
        self.assertEqual(found[0][:2], (1, "a"))
        self.assertEqual(bytes(found[0][2]), b"b")
