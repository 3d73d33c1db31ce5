# SPDX-License-Identifier: Apache-2.0
"""SQL out of parts."""

import copy
import datetime
import io
import pickle
import unittest

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import sql
from psycopg2.sql import DEFAULT, NULL, SQL, Composable, Composed, Identifier, Literal, Placeholder


class FormatTest(unittest.TestCase):
    def formatted(self, text, *args, **kwargs):
        return SQL(text).format(*args, **kwargs)

    def refused(self, cls, message, text, *args, **kwargs):
        with self.assertRaises(cls) as caught:
            SQL(text).format(*args, **kwargs)
        self.assertEqual(str(caught.exception), message)

    def test_parts(self):
        a, b = SQL("a"), Identifier("b")
        self.assertEqual(self.formatted("{}, {}", a, b), Composed([a, SQL(", "), b]))
        self.assertEqual(self.formatted("{1}{0}", a, b), Composed([b, a]))
        self.assertEqual(self.formatted("{0}{0}", a), Composed([a, a]))
        self.assertEqual(self.formatted("x {n}", n=b), Composed([SQL("x "), b]))
        self.assertEqual(self.formatted("{n}{}", a, n=b), Composed([b, a]))
        self.assertEqual(self.formatted("%s {}", SQL("%%")), Composed([SQL("%s "), SQL("%%")]))

    def test_braces(self):
        self.assertEqual(self.formatted("{{{}}}", SQL("a")).as_string(None), "{a}")
        self.assertEqual(self.formatted("{{").as_string(None), "{")
        self.assertRaises(ValueError, self.formatted, "{")
        self.assertRaises(ValueError, self.formatted, "}")

    def test_nothing(self):
        self.assertEqual(self.formatted(""), Composed([]))
        self.assertEqual(self.formatted("x", SQL("y"), z=5), Composed([SQL("x")]))

    def test_names_go_no_further(self):
        self.assertEqual(self.formatted("{a}", a=SQL("x")), Composed([SQL("x")]))
        for text in ("{0.x}", "{0[1]}", "{a.b}", "{a[0]}", "{ }", "{-1}"):
            with self.subTest(text):
                self.assertRaises(KeyError, self.formatted, text, SQL("x"), a=SQL("y"))

    def test_missing(self):
        self.assertRaises(IndexError, self.formatted, "{}")
        self.assertRaises(IndexError, self.formatted, "{1}", SQL("a"))
        self.assertRaises(KeyError, self.formatted, "{x}")

    def test_refusals(self):
        self.refused(ValueError, "no format conversion supported by SQL", "{!r}", SQL("a"))
        self.refused(ValueError, "no format specification supported by SQL", "{:x}", SQL("a"))
        self.refused(
            ValueError, "cannot switch from automatic field numbering to manual", "{}{0}", SQL("a")
        )
        self.refused(
            ValueError, "cannot switch from manual field numbering to automatic", "{0}{}", SQL("a")
        )
        self.refused(TypeError, "Composed elements must be Composable, got 5 instead", "{}", 5)
        self.refused(TypeError, "Composed elements must be Composable, got 'x' instead", "{}", "x")


class PartsTest(unittest.TestCase):
    def refused(self, cls, message, call, *args):
        with self.assertRaises(cls) as caught:
            call(*args)
        self.assertEqual(str(caught.exception), message)

    def test_what_they_say_of_themselves(self):
        for part, said in (
            (SQL("a"), "SQL('a')"),
            (Identifier("a"), "Identifier('a')"),
            (Identifier("a", "b"), "Identifier('a', 'b')"),
            (Literal([1, "x"]), "Literal([1, 'x'])"),
            (Placeholder(), "Placeholder()"),
            (Placeholder("x"), "Placeholder('x')"),
            (Composed([SQL("a"), Identifier("b")]), "Composed([SQL('a'), Identifier('b')])"),
            (Composable(5), "Composable(5)"),
            (NULL, "SQL('NULL')"),
            (DEFAULT, "SQL('DEFAULT')"),
        ):
            with self.subTest(said):
                self.assertEqual(repr(part), said)

    def test_what_they_hold(self):
        self.assertEqual(SQL("a").string, "a")
        self.assertEqual(Identifier("a").string, "a")
        self.assertEqual(Identifier("a", "b").strings, ("a", "b"))
        self.assertEqual(Literal(5).wrapped, 5)
        self.assertEqual(Placeholder("x").name, "x")
        self.assertIsNone(Placeholder().name)
        whole = Composed([SQL("a")])
        self.assertEqual(whole.seq, [SQL("a")])
        self.assertIsNot(whole.seq, whole.seq)
        self.refused(
            AttributeError, "the Identifier wraps more than one than one string",
            lambda: Identifier("a", "b").string,
        )

    def test_equal_are_those_of_one_class_with_the_same_in_them(self):
        self.assertEqual(SQL("a"), SQL("a"))
        self.assertNotEqual(SQL("a"), SQL("b"))
        self.assertNotEqual(SQL("a"), Literal("a"))
        self.assertNotEqual(SQL("a"), "a")
        self.assertNotEqual(Composed([SQL("a")]), [SQL("a")])
        self.assertIs(SQL("a") != SQL("a"), False)
        for part in (SQL("a"), Identifier("a"), Literal(1), Placeholder(), Composed([])):
            self.assertRaises(TypeError, hash, part)

    def test_copies(self):
        for part in (SQL("a"), Identifier("a", "b"), Literal(1), Composed([SQL("a")])):
            self.assertEqual(pickle.loads(pickle.dumps(part)), part)
            self.assertEqual(copy.deepcopy(part), part)

    def test_an_attribute_of_a_programs_own(self):
        part = SQL("a")
        part.mine = 1
        self.assertEqual(part.mine, 1)

    def test_refusals(self):
        self.refused(TypeError, "SQL values must be strings", SQL, b"x")
        self.refused(TypeError, "Identifier cannot be empty", Identifier)
        self.refused(TypeError, "SQL identifier parts must be strings", Identifier, "a", 5)
        self.refused(TypeError, "SQL identifier parts must be strings", Identifier, ["a"])
        self.refused(ValueError, "invalid name: 'a)'", Placeholder, "a)")
        self.refused(TypeError, "expected string or None as name, got 0", Placeholder, 0)
        self.refused(
            TypeError, "Composed elements must be Composable, got 'a' instead", Composed, "ab"
        )
        self.assertRaises(NotImplementedError, Composable(5).as_string, None)
        self.refused(
            TypeError, "context must be a connection or a cursor", Literal(1).as_string, None
        )

    def test_addition(self):
        a, b = SQL("a"), SQL("b")
        self.assertEqual(a + b, Composed([a, b]))
        self.assertEqual(a + Composed([b]), Composed([a, b]))
        self.assertEqual(Composed([a]) + b, Composed([a, b]))
        self.assertEqual(Composed([a]) + Composed([b]), Composed([a, b]))
        for other in ("b", None, [b]):
            with self.subTest(other), self.assertRaises(TypeError):
                a + other

    def test_multiplication(self):
        a = SQL("a")
        self.assertEqual(a * 3, Composed([a, a, a]))
        self.assertEqual(a * 0, Composed([]))
        twice = Composed([a, a]) * 2
        self.assertEqual(twice, Composed([Composed([a, a]), Composed([a, a])]))
        self.assertEqual(twice.as_string(None), "aaaa")
        with self.assertRaises(TypeError):
            3 * a
        with self.assertRaises(TypeError):
            a * 1.5

    def test_joining(self):
        a, b, comma = SQL("a"), SQL("b"), SQL(", ")
        self.assertEqual(comma.join([a, b]), Composed([a, comma, b]))
        self.assertEqual(comma.join(iter([a])), Composed([a]))
        self.assertEqual(comma.join([]), Composed([]))
        self.assertEqual(comma.join(Composed([a, b])), Composed([a, comma, b]))
        self.assertEqual(Composed([a, b]).join(", "), Composed([a, comma, b]))
        self.assertEqual(Composed([a, b]).join(comma), Composed([a, comma, b]))
        self.assertEqual(list(Composed([a, b])), [a, b])
        message = "Composed.join() argument must be a string or an SQL"
        for joiner in (b",", Identifier("x"), None):
            self.refused(TypeError, message, Composed([a]).join, joiner)
        self.refused(
            TypeError, "Composed elements must be Composable, got 'b' instead", comma.join, [a, "b"]
        )


class AsStringTest(ServerTestCase):
    def test_parts(self):
        for part, text in (
            (SQL("select %s"), "select %s"),
            (Identifier("a"), '"a"'),
            (Identifier('a"b', "C", "é."), '"a""b"."C"."é."'),
            (Identifier(""), '""'),
            (Literal("a'b"), "'a''b'"),
            (Literal("é%"), "'é%'"),
            (Literal(None), "NULL"),
            (Literal(-5), " -5"),
            (Literal([1, "x"]), "ARRAY[1,'x']"),
            (Literal((1, "x")), "(1, 'x')"),
            (Literal(datetime.date(2020, 1, 2)), "'2020-01-02'::date"),
            (Literal(b"\0\xff"), r"'\x00ff'::bytea"),
            (Placeholder(), "%s"),
            (Placeholder("a b"), "%(a b)s"),
            (Composed([SQL("a "), Identifier("b")]), 'a "b"'),
            (Composed([]), ""),
        ):
            with self.subTest(part):
                self.assertEqual(part.as_string(self.conn), text)
                self.assertEqual(part.as_string(self.conn.cursor()), text)

    def test_adapters_are_prepared(self):
        class Quoted:
            def __conform__(self, protocol):
                return self

            def prepare(self, conn):
                self.conn = conn

            def getquoted(self):
                return f"'{self.conn.encoding}'"  # a str, not the bytes that others return

        self.assertEqual(Literal(Quoted()).as_string(self.conn), "'UTF8'")

    def test_no_adapter(self):
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            Literal(object()).as_string(self.conn)
        self.assertEqual(str(caught.exception), "can't adapt type 'object'")

    def test_names_need_a_connection(self):
        for scope in (None, 5):
            self.assertRaises(TypeError, Identifier("a").as_string, scope)
        closed = connect()
        closed.close()
        self.assertEqual(Literal("a").as_string(closed), "'a'")
        with self.assertRaises(psycopg2.InterfaceError) as caught:
            Identifier("a").as_string(closed)
        self.assertEqual(str(caught.exception), "connection not valid")

    def test_in_another_encoding(self):
        self.conn.set_client_encoding("LATIN1")
        self.assertEqual(Literal("é").as_string(self.conn), "'é'")
        self.assertRaises(UnicodeEncodeError, Literal("€").as_string, self.conn)


class ExecuteTest(ServerTestCase):
    def test_a_literal_is_no_place_for_values(self):
        cur = self.conn.cursor()
        cur.execute(SQL("select {}, %s").format(Literal("a")), (1,))
        self.assertEqual(cur.fetchone(), ("a", 1))
        cur.execute(SQL("select {}").format(Literal("%s")))
        self.assertEqual(cur.fetchone(), ("%s",))

    def test_placeholders(self):
        cur = self.conn.cursor()
        names = ["a", "b"]
        query = SQL("select {} from (values ({})) t ({})").format(
            SQL(", ").join(map(Identifier, names)),
            SQL(", ").join(map(Placeholder, names)),
            SQL(", ").join(map(Identifier, names)),
        )
        cur.execute(query, {"a": 10, "b": "x"})
        self.assertEqual(cur.fetchone(), (10, "x"))
        self.assertEqual(
            cur.query, b"""select "a", "b" from (values (10, 'x')) t ("a", "b")"""
        )

    def test_where_statements_are_taken(self):
        cur = self.conn.cursor()
        one = SQL("select {}").format(Literal(1))
        self.assertEqual(cur.mogrify(one), b"select 1")
        cur.executemany(SQL("select {}").format(Placeholder()), [(1,), (2,)])
        self.assertEqual(cur.query, b"select 2")
        out = io.StringIO()
        cur.copy_expert(SQL("copy ({}) to stdout").format(one), out)
        self.assertEqual(out.getvalue(), "1\n")

    def test_nothing(self):
        cur = self.conn.cursor()
        for part in (SQL(""), Composed([])):
            with self.assertRaises(psycopg2.ProgrammingError) as caught:
                cur.execute(part)
            self.assertEqual(str(caught.exception), "can't execute an empty query")

    def test_what_as_string_returns(self):
        class Part(sql.Composable):
            def as_string(self, context):
                return self._wrapped

        cur = self.conn.cursor()
        cur.execute(Part(b"select 'bytes'"))
        self.assertEqual(cur.fetchone(), ("bytes",))
        for wrapped, name in ((5, "int"), (None, "NoneType"), ([], "list")):
            with self.subTest(name):
                with self.assertRaises(TypeError) as caught:
                    cur.execute(Part(wrapped))
                self.assertEqual(
                    str(caught.exception), f"as_string() should return a string: got {name} instead"
                )
