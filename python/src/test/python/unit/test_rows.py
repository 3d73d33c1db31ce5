# SPDX-License-Identifier: Apache-2.0
"""Rows with names: DictCursor, RealDictCursor, NamedTupleCursor."""

import copy
import json
import pickle
from collections import OrderedDict

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import extensions, extras


class RowsTestCase(ServerTestCase):
    factory = None

    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor(cursor_factory=self.factory)

    def one(self, statement="select 1 as one, 'b' as two, null as three"):
        self.cur.execute(statement)
        return self.cur.fetchone()

    def every_way(self, statement, check):
        """Fetches two rows in every way there is, from here and from the server."""
        for name in (None, "named"):
            for fetch in (lambda c: [c.fetchone(), c.fetchone()], lambda c: c.fetchmany(2),
                          lambda c: c.fetchall(), list, lambda c: [row for row in c],
                          lambda c: [c.fetchone()] + list(c),
                          lambda c: [c.fetchone()] + c.fetchall(),
                          lambda c: c.fetchmany(1) + [c.fetchone()]):
                cur = self.conn.cursor(name, cursor_factory=self.factory)
                cur.execute(statement)
                rows = fetch(cur)
                self.assertEqual(len(rows), 2)
                for i, row in enumerate(rows):
                    check(i, row)
                self.assertIsNone(cur.fetchone())
                cur.close()


class DictTest(RowsTestCase):
    factory = extras.DictCursor

    def test_every_way(self):
        def check(i, row):
            self.assertIsInstance(row, extras.DictRow)
            self.assertEqual((row["n"], row[0], row["t"], row[1]), (i, i, "x", "x"))

        self.every_way("select n, 'x' as t from generate_series(0, 1) n", check)

    def test_as_a_list(self):
        row = self.one()
        self.assertIsInstance(row, list)
        self.assertEqual(row, [1, "b", None])
        self.assertEqual(list(row), [1, "b", None])
        self.assertEqual(len(row), 3)
        self.assertEqual(row[1:], ["b", None])
        self.assertEqual(row[-1], None)
        one, two, three = row
        self.assertEqual((one, two, three), (1, "b", None))
        self.assertRaises(IndexError, lambda: row[3])

    def test_as_a_mapping(self):
        row = self.one()
        self.assertEqual(list(row.keys()), ["one", "two", "three"])
        self.assertEqual(list(row.values()), [1, "b", None])
        self.assertEqual(list(row.items()), [("one", 1), ("two", "b"), ("three", None)])
        self.assertEqual(dict(row), {"one": 1, "two": "b", "three": None})
        self.assertEqual(row.get("one"), 1)
        self.assertIsNone(row.get("nosuch"))
        self.assertEqual(row.get("nosuch", 5), 5)
        self.assertIn("one", row)
        self.assertNotIn("nosuch", row)
        self.assertNotIn(1, row)
        self.assertRaises(KeyError, lambda: row["nosuch"])
        self.assertEqual(row.copy(), {"one": 1, "two": "b", "three": None})
        self.assertIsInstance(row.copy(), OrderedDict)

    def test_changes(self):
        row = self.one()
        row["one"] = 5
        self.assertEqual(row[0], 5)
        row[1] = "c"
        self.assertEqual(row["two"], "c")
        self.assertRaises(KeyError, row.__setitem__, "nosuch", 1)
        row[0:2] = ["x", "y"]
        self.assertEqual(row["two"], "y")

    def test_they_travel(self):
        row = self.one()
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            back = pickle.loads(pickle.dumps(row, protocol))
            self.assertEqual(back, row)
            self.assertIs(type(back), extras.DictRow)
            self.assertEqual(back["two"], "b")
        self.assertEqual(copy.copy(row)["two"], "b")
        self.assertEqual(copy.deepcopy(row)["one"], 1)

    def test_names_that_occur_twice(self):
        row = self.one("select 1 as a, 2 as a")
        self.assertEqual(row, [1, 2])
        self.assertEqual(row["a"], 2)

    def test_another_statement(self):
        self.one()
        row = self.one("select 5 as five")
        self.assertEqual(row["five"], 5)
        self.assertRaises(KeyError, lambda: row["one"])

    def test_callproc(self):
        self.cur.callproc("generate_series", (1, 2))
        self.assertEqual(self.cur.fetchone()["generate_series"], 1)

    def test_index(self):
        self.one()
        self.assertEqual(dict(self.cur.index), {"one": 0, "two": 1, "three": 2})

    def test_scroll(self):
        self.cur.execute("select n from generate_series(0, 9) n")
        self.cur.scroll(5)
        self.assertEqual(self.cur.fetchone()["n"], 5)

    def test_named_cursors_do_not_fetch_ahead(self):
        cur = self.conn.cursor("named", cursor_factory=self.factory)
        cur.execute("select n from generate_series(0, 9) n")
        self.assertEqual(cur.fetchone()["n"], 0)
        plain = self.conn.cursor()
        plain.execute("fetch 1 from named")
        self.assertEqual(plain.fetchone(), (1,))

    def test_itersize(self):
        cur = self.conn.cursor("named", cursor_factory=self.factory)
        cur.itersize = 4
        cur.execute("select n from generate_series(0, 9) n")
        self.assertEqual([row["n"] for row in cur], list(range(10)))


class RealDictTest(RowsTestCase):
    factory = extras.RealDictCursor

    def test_every_way(self):
        def check(i, row):
            self.assertIsInstance(row, extras.RealDictRow)
            self.assertEqual(row, {"n": i, "t": "x"})
            self.assertEqual(list(row), ["n", "t"])

        self.every_way("select n, 'x' as t from generate_series(0, 1) n", check)

    def test_as_a_mapping(self):
        row = self.one()
        self.assertIsInstance(row, dict)
        self.assertEqual(row, {"one": 1, "two": "b", "three": None})
        self.assertEqual(dict(row), {"one": 1, "two": "b", "three": None})
        self.assertEqual(repr(row), repr(OrderedDict(row)).replace("OrderedDict", "RealDictRow"))
        self.assertRaises(KeyError, lambda: row[0])
        self.assertEqual(row.pop("one"), 1)
        row["four"] = 4
        self.assertEqual(list(row.items()), [("two", "b"), ("three", None), ("four", 4)])
        row.update(two=2)
        del row["three"]
        self.assertEqual(row, {"two": 2, "four": 4})
        self.assertEqual({**row}, {"two": 2, "four": 4})

    def test_they_travel(self):
        row = self.one()
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            back = pickle.loads(pickle.dumps(row, protocol))
            self.assertEqual(back, row)
            self.assertIs(type(back), extras.RealDictRow)
        self.assertEqual(copy.copy(row), row)

    def test_names_that_occur_twice(self):
        self.assertEqual(self.one("select 1 as a, 2 as a"), {"a": 2})

    def test_made_by_a_program(self):
        self.assertEqual(extras.RealDictRow(a=1), {"a": 1})
        self.assertEqual(extras.RealDictRow([("a", 1)]), {"a": 1})

    def test_index_and_mapping(self):
        self.one()
        self.assertEqual(self.cur.column_mapping, ["one", "two", "three"])

    def test_json(self):
        self.assertEqual(json.dumps(self.one()), '{"one": 1, "two": "b", "three": null}')


class NamedTupleTest(RowsTestCase):
    factory = extras.NamedTupleCursor

    def test_every_way(self):
        def check(i, row):
            self.assertIsInstance(row, tuple)
            self.assertEqual((row.n, row.t, row[0]), (i, "x", i))

        self.every_way("select n, 'x' as t from generate_series(0, 1) n", check)

    def test_as_a_tuple(self):
        row = self.one()
        self.assertEqual(row, (1, "b", None))
        self.assertEqual(row._fields, ("one", "two", "three"))
        self.assertEqual(row._asdict(), {"one": 1, "two": "b", "three": None})
        self.assertEqual(row._replace(one=5).one, 5)
        self.assertEqual(type(row).__name__, "Record")
        self.assertEqual(repr(row), "Record(one=1, two='b', three=None)")

    def test_names_that_are_none_of_pythons(self):
        for name, field in (("?column?", "f_column_"), ("a b", "a_b"), ("1", "f1"), ("_a", "f_a"),
                            ("é", "é"), ("a.b-c", "a_b_c")):
            row = self.one(f'select 1 as "{name}"')
            self.assertEqual(row._fields, (field,))
            self.assertEqual(getattr(row, field), 1)

    def test_names_that_are_refused(self):
        self.cur.execute("select 1 as a, 2 as a")
        self.assertRaises(ValueError, self.cur.fetchone)
        self.cur.execute('select 1 as "class"')
        self.assertRaises(ValueError, self.cur.fetchone)

    def test_classes_are_kept(self):
        self.assertIs(type(self.one()), type(self.one()))
        self.assertIsNot(type(self.one()), type(self.one("select 1 as other")))

    def test_nothing(self):
        self.cur.execute("select 1 as a where false")
        self.assertIsNone(self.cur.fetchone())
        self.assertEqual(self.cur.fetchall(), [])
        self.assertEqual(list(self.cur), [])
        self.cur.execute("set timezone to default")
        self.assertRaises(psycopg2.ProgrammingError, self.cur.fetchone)

    def test_executemany_and_callproc(self):
        self.cur.execute("create temp table item(id int)")
        self.cur.executemany("insert into item values (%s)", [(1,), (2,)])
        self.assertEqual(self.one("select * from item order by id").id, 1)
        self.cur.callproc("generate_series", (1, 2))
        self.assertEqual(self.cur.fetchone().generate_series, 1)


class ConnectionsTest(ServerTestCase):
    def test_factories(self):
        for connection, cursor in ((extras.DictConnection, extras.DictCursor),
                                   (extras.RealDictConnection, extras.RealDictCursor),
                                   (extras.NamedTupleConnection, extras.NamedTupleCursor)):
            conn = connect(connection_factory=connection)
            self.addCleanup(conn.close)
            self.assertIsInstance(conn, extensions.connection)
            self.assertIs(type(conn.cursor()), cursor)
            self.assertIs(type(conn.cursor("named")), cursor)
            self.assertIs(type(conn.cursor(cursor_factory=extensions.cursor)), extensions.cursor)
            other = connect(connection_factory=connection, cursor_factory=extensions.cursor)
            self.addCleanup(other.close)
            self.assertIs(type(other.cursor()), extensions.cursor)

    def test_subclass_of_a_cursor(self):
        class Mine(extras.RealDictCursor):
            def execute(self, query, vars=None):
                super().execute("/* mine */ " + query, vars)

        cur = self.conn.cursor(cursor_factory=Mine)
        cur.execute("select %s as a", (1,))
        self.assertEqual(cur.fetchone(), {"a": 1})
        self.assertTrue(cur.query.startswith(b"/* mine */"))

    def test_base(self):
        self.assertRaises(NotImplementedError, self.conn.cursor,
                          cursor_factory=extras.DictCursorBase)
