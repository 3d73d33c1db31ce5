# SPDX-License-Identifier: Apache-2.0
"""Adapters and typecasters that a program makes."""

import decimal
import json

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import extensions
from psycopg2.extensions import (
    AsIs,
    Binary,
    Float,
    Int,
    ISQLQuote,
    QuotedString,
    SQL_IN,
    adapt,
    new_type,
    register_adapter,
    register_type,
)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


def adapt_point(point):
    return AsIs(f"'({adapt(point.x)},{adapt(point.y)})'::point")


class AdaptersTest(ServerTestCase):
    def test_function(self):
        register_adapter(Point, adapt_point)
        self.assertEqual(self.quoted(Point(1.5, 2)), "'(1.5,2)'::point")
        self.assertEqual(self.query("select (%s)[0]", (Point(1.5, 2),)), 1.5)
        self.assertEqual(self.quoted([Point(1, 2)]), "ARRAY['(1,2)'::point]")
        self.assertEqual(self.quoted((Point(1, 2), 3)), "('(1,2)'::point, 3)")

    def test_subclass_of_what_is_registered(self):
        class Sub(Point):
            pass

        class Other(Point):
            pass

        register_adapter(Point, adapt_point)
        register_adapter(Other, lambda point: AsIs("other"))
        self.assertEqual(self.quoted(Sub(1, 2)), "'(1,2)'::point")
        self.assertEqual(self.quoted(Other(1, 2)), "other")

    def test_the_nearest_base_wins(self):
        class A:
            pass

        class B(A):
            pass

        class C(B):
            pass

        register_adapter(A, lambda a: AsIs("a"))
        self.assertEqual(self.quoted(C()), "a")
        register_adapter(B, lambda b: AsIs("b"))
        self.assertEqual(self.quoted(C()), "b")
        self.assertEqual(self.quoted(A()), "a")

    def test_no_mixing_of_bases(self):
        class A:
            pass

        class B:
            pass

        class C(A, B):
            pass

        register_adapter(B, lambda b: AsIs("b"))
        self.assertEqual(self.quoted(C()), "b")
        self.assertRaises(psycopg2.ProgrammingError, self.quoted, A())

    def test_conform(self):
        class Conforming:
            def __init__(self, value):
                self.value = value

            def __conform__(self, protocol):
                return self if protocol is ISQLQuote else None

            def prepare(self, conn):
                self.conn = conn

            def getquoted(self):
                return self.value.encode(extensions.encodings[self.conn.encoding])

        self.assertEqual(self.quoted(Conforming("5 + 5")), "5 + 5")
        self.assertEqual(self.quoted([Conforming("é")]), "ARRAY[é]")

    def test_conform_that_declines(self):
        class Declining:
            def __conform__(self, protocol):
                return None

        self.assertRaises(psycopg2.ProgrammingError, self.quoted, Declining())
        register_adapter(Declining, lambda d: AsIs("registered"))
        self.assertEqual(self.quoted(Declining()), "registered")

    def test_conform_goes_before_a_bases_adapter(self):
        class Mine(Point):
            def __conform__(self, protocol):
                return AsIs("mine")

        register_adapter(Point, adapt_point)
        self.assertEqual(self.quoted(Mine(1, 2)), "mine")
        register_adapter(Mine, adapt_point)
        self.assertEqual(self.quoted(Mine(1, 2)), "'(1,2)'::point")

    def test_conform_that_fails(self):
        class Class:
            def __conform__(self, protocol):
                raise AssertionError

        self.assertRaises(psycopg2.ProgrammingError, self.quoted, object)
        self.assertRaises(AssertionError, self.quoted, Class())

    def test_what_getquoted_may_return(self):
        class Quoted:
            def __init__(self, value):
                self.value = value

            def __conform__(self, protocol):
                return self

            def getquoted(self):
                return self.value

        self.assertEqual(self.quoted(Quoted(b"1")), "1")
        self.assertEqual(self.quoted(Quoted("é")), "é")
        self.assertRaises((TypeError, ValueError), self.quoted, Quoted(1))

    def test_an_adapter_of_a_built_in_type(self):
        register_adapter(int, lambda value: AsIs(f"int({value})"))
        self.assertEqual(self.quoted(1), "int(1)")
        self.assertEqual(self.quoted([1, True]), "ARRAY[int(1),true]")
        register_adapter(str, lambda value: AsIs("text"))
        self.assertEqual(self.quoted("x"), "text")
        register_adapter(list, lambda value: AsIs("list"))
        self.assertEqual(self.quoted([1]), "list")
        register_adapter(tuple, lambda value: AsIs("tuple"))
        self.assertEqual(self.quoted((1,)), "tuple")
        self.assertEqual(self.conn.cursor().mogrify("%s %s", (1, 2)), b"int(1) int(2)")

    def test_a_dictionary(self):
        register_adapter(dict, lambda value: QuotedString(json.dumps(value)))
        self.assertEqual(self.quoted({"a": "b'c"}), "'{\"a\": \"b''c\"}'")

    def test_a_set(self):
        register_adapter(set, lambda value: adapt(sorted(value)))
        self.assertEqual(self.query("select %s", ({3, 1, 2},)), [1, 2, 3])

    def test_prepare_is_called_in_lists(self):
        register_adapter(Point, lambda point: QuotedString(point.x))
        self.conn.set_client_encoding("latin1")
        self.assertEqual(self.conn.cursor().mogrify("%s", ([Point("é", 1)],)), b"ARRAY['\xe9']")

    def test_adapt(self):
        self.assertEqual(adapt(1).getquoted(), b"1")
        self.assertIsInstance(adapt("a"), QuotedString)
        self.assertIsInstance(adapt(1), Int)
        self.assertIsInstance(adapt(1.5), Float)
        self.assertIsInstance(adapt(b"a"), Binary)
        self.assertIsInstance(adapt((1,)), SQL_IN)
        quoted = QuotedString("a")
        self.assertIs(adapt(quoted), quoted)
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            adapt(Point(1, 2))
        self.assertEqual(str(caught.exception), "can't adapt type 'Point'")

    def test_the_registry(self):
        self.assertIs(extensions.adapters[str, ISQLQuote], QuotedString)
        register_adapter(Point, adapt_point)
        self.assertIs(extensions.adapters[Point, ISQLQuote], adapt_point)
        del extensions.adapters[Point, ISQLQuote]
        self.assertRaises(psycopg2.ProgrammingError, adapt, Point(1, 2))

    def test_adapters_of_ones_own_class(self):
        class Loud(QuotedString):
            def getquoted(self):
                return super().getquoted().upper()

        register_adapter(str, Loud)
        self.assertEqual(self.quoted("abc"), "'ABC'")


class BuiltInTest(ServerTestCase):
    def test_without_a_connection(self):
        for adapter, text in (
            (AsIs("a b"), b"a b"), (AsIs(5), b"5"), (Int(5), b"5"), (Int(-5), b" -5"),
            (Float(1.5), b"1.5"), (Float(float("nan")), b"'NaN'::float"),
            (extensions.Boolean(1), b"true"), (QuotedString("o'k"), b"'o''k'"),
            (QuotedString("a"), b"'a'"),
            (SQL_IN((1, 2)), b"(1, 2)"), (adapt([1, 2]), b"ARRAY[1,2]"), (adapt(None), b"NULL"),
            (adapt(decimal.Decimal("1.50")), b"1.50"),
        ):
            with self.subTest(text):
                self.assertEqual(adapter.getquoted(), text)

    def test_adapted(self):
        for cls, value in ((AsIs, "a"), (Int, 5), (Float, 1.5), (QuotedString, "a"), (Binary, b"a"),
                           (extensions.Boolean, True)):
            self.assertEqual(cls(value).adapted, value)
            self.assertRaises(AttributeError, setattr, cls(value), "adapted", 1)

    def test_text(self):
        self.assertEqual(str(AsIs("a")), "a")
        self.assertEqual(str(Int(-5)), " -5")
        self.assertEqual(str(QuotedString("a'b")), "'a''b'")

    def test_encoding(self):
        quoted = QuotedString("é")
        self.assertEqual(quoted.encoding, "latin1")
        quoted.encoding = "utf8"
        self.assertEqual(quoted.getquoted(), b"'\xc3\xa9'")
        quoted.prepare(self.conn)
        self.assertEqual(quoted.encoding, "utf_8")
        self.assertEqual(quoted.getquoted(), b"'\xc3\xa9'")
        self.assertRaises(TypeError, quoted.prepare, None)
        self.assertRaises(UnicodeEncodeError, QuotedString("€").getquoted)

    def test_isqlquote(self):
        quote = ISQLQuote(5)
        self.assertEqual(quote._wrapped, 5)
        self.assertIsNone(quote.getquoted())

    def test_none_adapter(self):
        self.assertEqual(extensions.NoneAdapter(None).getquoted(), b"NULL")


class CastersTest(ServerTestCase):
    def test_scopes(self):
        cast = new_type((600,), "POINT", lambda text, cur: text and text.upper() + "!")
        cur = self.conn.cursor()
        register_type(cast, cur)
        cur.execute("select '(1,2)'::point")
        self.assertEqual(cur.fetchone(), ("(1,2)!",))
        self.assertEqual(self.query("select '(1,2)'::point"), "(1,2)")
        register_type(cast, self.conn)
        self.assertEqual(self.query("select '(1,2)'::point"), "(1,2)!")
        other = connect()
        self.addCleanup(other.close)
        with other.cursor() as cur:
            cur.execute("select '(1,2)'::point")
            self.assertEqual(cur.fetchone(), ("(1,2)",))
            register_type(cast)
            cur.execute("select '(1,2)'::point")
            self.assertEqual(cur.fetchone(), ("(1,2)!",))

    def test_attributes(self):
        cast = new_type((600, 601), "NAME", lambda text, cur: text)
        self.assertEqual(cast.name, "NAME")
        self.assertEqual(cast.values, (600, 601))
        self.assertEqual(cast, 600)
        self.assertEqual(601, cast)
        self.assertNotEqual(cast, 602)
        self.assertEqual(cast("x", None), "x")
        self.assertRegex(repr(cast), "^<psycopg2._psycopg.type 'NAME' at 0x[0-9a-f]+>$")
        self.assertEqual(new_type(values=(1,), name="A", castobj=str).values, (1,))

    def test_null_is_cast_too(self):
        cast = new_type((25,), "NULLS", lambda text, cur: "was null" if text is None else text)
        register_type(cast, self.conn)
        self.assertEqual(self.query("select null::text"), "was null")
        self.assertEqual(self.query("select 'a'::text"), "a")

    def test_the_cursor_is_given(self):
        seen = []
        register_type(new_type((23,), "SEEN", lambda text, cur: seen.append(cur)), self.conn)
        cur = self.conn.cursor()
        cur.execute("select 1")
        cur.fetchone()
        self.assertIs(seen[0], cur)

    def test_other_casters_inside(self):
        def cast(text, cur):
            return None if text is None else [extensions.FLOAT(v, cur) for v
                                              in text[1:-1].split(",")]

        register_type(new_type((600,), "POINT", cast), self.conn)
        self.assertEqual(self.query("select '(1,2.5)'::point"), [1.0, 2.5])

    def test_errors(self):
        def cast(text, cur):
            raise psycopg2.InterfaceError("bad " + text)

        register_type(new_type((600,), "POINT", cast), self.conn)
        with self.assertRaises(psycopg2.InterfaceError) as caught:
            self.query("select '(1,2)'::point")
        self.assertEqual(str(caught.exception), "bad (1,2)")
        self.assertEqual(self.query("select 1"), 1)

    def test_what_is_wrong(self):
        self.assertRaises(TypeError, register_type, 1)
        self.assertRaises(TypeError, register_type, extensions.UNICODE, 1)
        self.assertRaises(TypeError, new_type, 1, "A", str)
        self.assertRaises(TypeError, new_type, (25,), 1, str)
        self.assertRaises(TypeError, extensions.new_array_type, (25,), "A", 1)

    def test_types_of_a_connection_are_a_dictionary(self):
        cast = new_type((600,), "POINT", lambda text, cur: "cast")
        self.conn.string_types[600] = cast
        self.assertEqual(self.query("select '(1,2)'::point"), "cast")
        cur = self.conn.cursor()
        self.assertIsNone(cur.string_types)
        register_type(new_type((600,), "POINT", lambda text, cur: "mine"), cur)
        self.assertEqual(list(cur.string_types), [600])

    def test_unicode_everywhere(self):
        register_type(extensions.UNICODE, self.conn)
        register_type(extensions.UNICODEARRAY, self.conn)
        self.assertEqual(self.query("select 'é'::text"), "é")
        self.assertEqual(self.query("select '{é}'::text[]"), ["é"])

    def test_bytes_for_text(self):
        register_type(psycopg2.extensions.BYTES, self.conn)
        register_type(psycopg2.extensions.BYTESARRAY, self.conn)
        self.assertEqual(self.query("select 'é'::text"), "é".encode())
        self.assertEqual(self.query("select '{é,null}'::text[]"), ["é".encode(), None])

    def test_changes_are_for_the_next_statement(self):
        cur = self.conn.cursor()
        cur.execute("select 'a'::text union all select 'b'")
        register_type(new_type((25,), "UPPER", lambda text, c: text.upper()), cur)
        self.assertEqual(cur.fetchone(), ("a",))
        cur.execute("select 'a'::text")
        self.assertEqual(cur.fetchone(), ("A",))
