# SPDX-License-Identifier: Apache-2.0
"""Types that have to be registered: hstore, json, composites, ranges, addresses."""

import datetime as dt
import decimal
import ipaddress
import json
import pickle
import unittest

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import extensions, extras, sql
from psycopg2.extras import (
    CompositeCaster,
    DateRange,
    DateTimeRange,
    DateTimeTZRange,
    HstoreAdapter,
    Inet,
    Json,
    NumericRange,
    Range,
    RangeCaster,
)

UTC = dt.timezone.utc


class HstoreTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.conn.cursor().execute("create extension hstore")
        self.addCleanup(lambda: self.conn.closed or self.conn.rollback())

    def test_there_and_back(self):
        extras.register_hstore(self.conn)
        for value in ({}, {"a": "1"}, {"a": None}, {"a": "1", "b": "2"},
                      {'"': "'", "\\": "a=>b", ",": "NULL", "é": "", "": "\n"},
                      {"%s": "%(a)s"}):
            self.assertEqual(self.query("select %s", (value,)), value)
        self.assertEqual(self.query("select %s", ([{"a": "1"}, {}, {"b": None}],)),
                         [{"a": "1"}, {}, {"b": None}])
        self.assertIsNone(self.query("select null::hstore"))
        self.assertEqual(self.query("select '{}'::hstore[]"), [])

    def test_text(self):
        extras.register_hstore(self.conn)
        self.assertEqual(self.quoted({"a": "1", "b": None}),
                         "hstore(ARRAY['a','b'], ARRAY['1',NULL])")
        self.assertEqual(self.quoted({}), "''::hstore")

    def test_parse(self):
        for text, value in (('"a"=>"1"', {"a": "1"}),
                            ('"a"=>NULL, "b"=>"NULL"', {"a": None, "b": "NULL"}),
                            (r'"\""=>"\\"', {'"': "\\"}), ("", {})):
            self.assertEqual(HstoreAdapter.parse(text, self.conn.cursor()), value)
        self.assertIsNone(HstoreAdapter.parse(None, None))
        for text in ("a", '"a"', '"a"=>b'):
            self.assertRaises(psycopg2.InterfaceError, HstoreAdapter.parse, text,
                              self.conn.cursor())

    def test_oids(self):
        (oid,), (array,) = HstoreAdapter.get_oids(self.conn)
        self.assertEqual(oid, self.query("select 'hstore'::regtype::oid"))
        self.assertEqual(array, self.query("select 'hstore[]'::regtype::oid"))
        extras.register_hstore(None, globally=True, oid=oid, array_oid=array)
        self.assertEqual(self.query("select 'a=>1'::hstore"), {"a": "1"})

    def test_scope(self):
        cur = self.conn.cursor()
        extras.register_hstore(cur)
        cur.execute("select 'a=>1'::hstore")
        self.assertEqual(cur.fetchone(), ({"a": "1"},))
        self.assertEqual(self.query("select 'a=>1'::hstore"), '"a"=>"1"')

    def test_not_installed(self):
        conn = connect()
        self.addCleanup(conn.close)
        self.assertRaises(psycopg2.ProgrammingError, extras.register_hstore, conn)
        self.assertEqual(conn.status, extensions.STATUS_READY)

    def test_with_dictionary_cursors(self):
        cur = self.conn.cursor(cursor_factory=extras.RealDictCursor)
        extras.register_hstore(cur)
        cur.execute("select 'a=>1'::hstore as h")
        self.assertEqual(cur.fetchone(), {"h": {"a": "1"}})


class JsonTest(ServerTestCase):
    values = ({"a": [1, 2.5, None, True], "b": {"c": "é\"'\\"}}, [1, 2], "text", 5, 1.5, True, {},
              [])

    def test_there_and_back(self):
        for value in self.values:
            for kind in ("json", "jsonb"):
                self.assertEqual(self.query(f"select %s::{kind}", (Json(value),)), value)
        self.assertIsNone(self.query("select %s::json", (Json(None),)))
        self.assertIsNone(self.query("select null::json"))
        self.assertEqual(self.query("""select array['{"a": 1}', null]::json[]"""), [{"a": 1}, None])
        self.assertEqual(self.query("""select array['1', '[2]']::jsonb[]"""), [1, [2]])

    def test_adapter(self):
        value = Json({"a": "b'c"})
        self.assertEqual(value.adapted, {"a": "b'c"})
        self.assertEqual(self.quoted(value), "'{\"a\": \"b''c\"}'")
        self.assertEqual(str(Json({"a": 1})), "'{\"a\": 1}'")
        self.assertEqual(self.quoted([Json(1), Json([2])]), "ARRAY['1','[2]']")
        self.assertRaises(TypeError, self.quoted, Json(decimal.Decimal("1.5")))

    def test_dumps(self):
        self.assertEqual(self.quoted(Json([1], dumps=lambda obj: "dumped")), "'dumped'")

        class Mine(Json):
            def dumps(self, obj):
                return json.dumps(obj, default=str)

        self.assertEqual(self.quoted(Mine(decimal.Decimal("1.5"))), "'\"1.5\"'")

    def test_dictionaries(self):
        extensions.register_adapter(dict, Json)
        self.assertEqual(self.query("select %s::jsonb", ({"a": [1]},)), {"a": [1]})

    def test_loads(self):
        extras.register_default_json(self.conn, loads=lambda text: decimal.Decimal(text))
        self.assertEqual(self.query("select '1.10'::json"), decimal.Decimal("1.10"))
        self.assertEqual(self.query("select '1.10'::jsonb"), 1.1)
        extras.register_default_jsonb(self.conn, loads=lambda text: text)
        self.assertEqual(self.query("""select '{"a":1}'::jsonb"""), '{"a": 1}')

    def test_register_json(self):
        one, many = extras.register_json(self.conn, loads=lambda text: "loaded")
        self.assertEqual((one.name, many.name), ("JSON", "JSONARRAY"))
        self.assertEqual(one.values, (114,))
        self.assertEqual(self.query("select '1'::json"), "loaded")
        self.assertEqual(self.query("select array['1']::json[]"), ["loaded"])
        one, many = extras.register_json(self.conn, loads=str, name="jsonb")
        self.assertEqual(many.values, (3807,))
        self.assertEqual(self.query("select '[1]'::jsonb"), "[1]")
        self.assertRaises(psycopg2.ProgrammingError, extras.register_json, self.conn, name="nosuch")

    def test_oids_of_ones_own(self):
        extras.register_json(self.conn, loads=lambda text: [text], oid=25, array_oid=1009)
        self.assertEqual(self.query("select 'a'::text"), ["a"])

    def test_text_that_is_wrong(self):
        extras.register_default_json(self.conn, loads=lambda text: json.loads("{" + text))
        self.assertRaises(ValueError, self.query, "select '1'::json")


class CompositeTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.conn.cursor().execute(
            "create schema made; create type made.card as (value int, suit text);"
            "create type made.back as (color text, \"when\" date);"
            "create type made.pair as (one made.card, two made.back);"
            "create type public.made_card as (a int, b timestamp, c text)"
        )
        self.addCleanup(lambda: self.conn.closed or self.conn.rollback())

    def test_named_tuples(self):
        caster = extras.register_composite("made_card", self.conn)
        self.assertIsInstance(caster, CompositeCaster)
        value = self.query("select (1, '2007-01-01', 'a b')::made_card")
        self.assertEqual(value, (1, dt.datetime(2007, 1, 1), "a b"))
        self.assertEqual((value.a, value.c), (1, "a b"))
        self.assertEqual(type(value).__name__, "made_card")

    def test_caster(self):
        caster = extras.register_composite("made.card", self.conn)
        self.assertEqual(caster.name, "card")
        self.assertEqual(caster.schema, "made")
        self.assertEqual(caster.oid, self.query("select 'made.card'::regtype::oid"))
        self.assertEqual(caster.array_oid, self.query("select 'made.card[]'::regtype::oid"))
        self.assertEqual(caster.attnames, ["value", "suit"])
        self.assertEqual(caster.atttypes, [23, 25])
        self.assertEqual(caster.type._fields, ("value", "suit"))
        self.assertEqual(caster.typecaster, caster.oid)
        self.assertEqual(caster.array_typecaster, caster.array_oid)

    def test_values(self):
        extras.register_composite("made.card", self.conn)
        for value in ((1, "a"), (None, None), (1, ""), (None, "null"), (1, 'a "b" \\ , () \' é'),
                      (-1, " ")):
            self.assertEqual(self.query("select %s::made.card", (value,)), value)
        self.assertIsNone(self.query("select null::made.card"))
        self.assertEqual(self.query("select %s::made.card[]", ([(1, "a"), (2, "b,")],)),
                         [(1, "a"), (2, "b,")])

    def test_nested(self):
        for name in ("made.card", "made.back", "made.pair"):
            extras.register_composite(name, self.conn)
        value = self.query("select row((1, 'a'), ('red', '2007-01-01'))::made.pair")
        self.assertEqual(value, ((1, "a"), ("red", dt.date(2007, 1, 1))))
        self.assertEqual(value.one.suit, "a")
        self.assertEqual(value.two[1], dt.date(2007, 1, 1))

    def test_search_path(self):
        self.assertRaises(psycopg2.ProgrammingError, extras.register_composite, "card", self.conn)
        self.conn.cursor().execute("set search_path to made, public")
        self.assertEqual(extras.register_composite("card", self.conn).schema, "made")

    def test_factory(self):
        class Dictionaries(CompositeCaster):
            def make(self, values):
                return dict(zip(self.attnames, values))

        extras.register_composite("made.card", self.conn, factory=Dictionaries)
        self.assertEqual(self.query("select (1, 'a')::made.card"), {"value": 1, "suit": "a"})
        self.assertEqual(self.query("select array[(1, 'a')::made.card]"),
                         [{"value": 1, "suit": "a"}])

    def test_scope(self):
        cur = self.conn.cursor()
        extras.register_composite("made.card", cur)
        cur.execute("select (1, 'a')::made.card")
        self.assertEqual(cur.fetchone(), ((1, "a"),))
        self.assertEqual(self.query("select (1, 'a')::made.card"), "(1,a)")

    def test_tables_are_types_too(self):
        self.conn.cursor().execute("create table made.item(id int, name text)")
        extras.register_composite("made.item", self.conn)
        self.conn.cursor().execute("insert into made.item values (1, 'a')")
        self.assertEqual(self.query("select i from made.item i").name, "a")

    def test_none_there(self):
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            extras.register_composite("nosuch", self.conn)
        self.assertEqual(str(caught.exception), "PostgreSQL type 'nosuch' not found")
        self.assertNotEqual(self.conn.get_transaction_status(),
                            extensions.TRANSACTION_STATUS_INERROR)

    def test_a_type_that_has_changed(self):
        extras.register_composite("made.card", self.conn)
        self.conn.cursor().execute("alter type made.card drop attribute suit")
        self.assertRaises(psycopg2.DataError, self.query, "select row(1)::made.card")

    def test_with_dictionary_cursors(self):
        for factory in (extras.DictCursor, extras.RealDictCursor, extras.NamedTupleCursor):
            cur = self.conn.cursor(cursor_factory=factory)
            extras.register_composite("made.card", cur)
            cur.execute("select (1, 'a')::made.card as c")
            self.assertEqual(list(cur.fetchone())[0] if factory is not extras.RealDictCursor else
                             (1, "a"), (1, "a"))


class RangeTest(unittest.TestCase):
    def test_no_bounds(self):
        r = Range()
        self.assertEqual((r.lower, r.upper, r.isempty), (None, None, False))
        self.assertEqual((r.lower_inf, r.upper_inf, r.lower_inc, r.upper_inc),
                         (True, True, False, False))
        self.assertTrue(r)

    def test_empty(self):
        r = Range(empty=True)
        self.assertTrue(r.isempty)
        self.assertFalse(r)
        self.assertEqual((r.lower, r.upper, r.lower_inf, r.upper_inf, r.lower_inc, r.upper_inc),
                         (None, None, False, False, False, False))
        self.assertNotIn(1, r)

    def test_bounds(self):
        for bounds, inclusive in (("[)", (True, False)), ("[]", (True, True)),
                                  ("(]", (False, True)),
                                  ("()", (False, False))):
            r = Range(10, 20, bounds)
            self.assertEqual((r.lower, r.upper, r.lower_inf, r.upper_inf), (10, 20, False, False))
            self.assertEqual((r.lower_inc, r.upper_inc), inclusive)
            self.assertEqual((10 in r, 20 in r), inclusive)
            self.assertTrue(15 in r and 9 not in r and 21 not in r)
        self.assertEqual(Range(10, 20), Range(10, 20, "[)"))
        for wrong in ("(", "[[", "", "x", "[}"):
            with self.assertRaises(ValueError) as caught:
                Range(10, 20, wrong)
            self.assertEqual(str(caught.exception), f"bound flags not valid: {wrong!r}")

    def test_half(self):
        self.assertIn(-100, Range(None, 5))
        self.assertNotIn(5, Range(None, 5))
        self.assertIn(5, Range(None, 5, "[]"))
        self.assertIn(1000, Range(5, None))
        self.assertFalse(Range(None, 5, "[]").lower_inc)

    def test_equality(self):
        self.assertEqual(Range(1, 2), NumericRange(1, 2))
        self.assertNotEqual(Range(1, 2), Range(1, 2, "[]"))
        self.assertNotEqual(Range(1, 2), (1, 2))
        self.assertEqual(hash(Range(1, 2)), hash(Range(1, 2)))
        self.assertEqual(len({Range(1, 2), Range(1, 2), Range(empty=True), Range(empty=True)}), 2)

    def test_order(self):
        self.assertLess(Range(1, 2), Range(1, 3))
        self.assertLess(Range(1, 4), Range(2, 3))
        self.assertLessEqual(Range(1, 2), Range(1, 2))
        self.assertGreater(Range(2, 3), Range(1, 9))
        self.assertGreaterEqual(Range(2, 3), Range(2, 3))
        self.assertRaises(TypeError, lambda: Range(1, 2) < 5)
        self.assertEqual(sorted([Range(2, 3), Range(1, 5), Range(1, 2)])[0], Range(1, 2))

    def test_they_cannot_be_changed(self):
        for name in ("lower", "upper", "isempty", "lower_inc", "upper_inf"):
            self.assertRaises(AttributeError, setattr, Range(1, 2), name, 1)

    def test_text(self):
        self.assertEqual(repr(Range(1, 2)), "Range(1, 2, '[)')")
        self.assertEqual(repr(NumericRange(empty=True)), "NumericRange(empty=True)")
        for r, text in ((Range(1, 2), "[1, 2)"), (Range(None, 2, "(]"), "(None, 2]"),
                        (Range(empty=True), "empty")):
            self.assertEqual(str(r), text)

    def test_they_travel(self):
        for r in (Range(1, 2, "(]"), Range(empty=True), NumericRange(), DateRange(dt.date.min)):
            for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
                back = pickle.loads(pickle.dumps(r, protocol))
                self.assertEqual(back, r)
                self.assertIs(type(back), type(r))


class RangesTest(ServerTestCase):
    def test_there_and_back(self):
        day, moment = dt.date(2007, 1, 1), dt.datetime(2007, 1, 1, 12)
        self.conn.cursor().execute("set timezone to 'UTC'")
        for value, kind in (
            (NumericRange(1, 5), "int4range"), (NumericRange(None, 5, "()"), "int8range"),
            (NumericRange(decimal.Decimal("1.5"), None, "[)"), "numrange"),
            (NumericRange(empty=True), "int4range"),
            (NumericRange(None, None, "()"), "int4range"), (NumericRange(-5, -1), "int4range"),
            (DateRange(day, dt.date(2007, 2, 1)), "daterange"),
            (DateRange(empty=True), "daterange"),
            (DateTimeRange(moment, None), "tsrange"),
            (DateTimeRange(moment, moment, "[]"), "tsrange"),
            (DateTimeTZRange(moment.replace(tzinfo=UTC), None), "tstzrange"),
        ):
            with self.subTest(value, kind=kind):
                found = self.query(f"select %s::{kind}", (value,))
                self.assertEqual(found, value)
                self.assertIs(type(found), type(value))
                self.assertEqual(self.query(f"select %s::{kind}[]", ([value, value],)),
                                 [value, value])
        self.assertIsNone(self.query("select null::int4range"))

    def test_text(self):
        self.assertEqual(self.quoted(NumericRange(1, 5)), "'[1,5)'")
        self.assertEqual(self.quoted(NumericRange(empty=True)), "'empty'")
        self.assertEqual(self.quoted(DateRange(dt.date(2007, 1, 1), None)),
                         "daterange('2007-01-01'::date, NULL, '[)')")
        self.assertRaises(psycopg2.ProgrammingError, self.quoted, Range(1, 2))

    def test_bounds_as_the_server_writes_them(self):
        self.assertEqual(self.query("select '[1,5]'::int4range"), NumericRange(1, 6, "[)"))
        self.assertEqual(self.query("select '(,5]'::numrange"), NumericRange(None, 5, "(]"))

    def custom(self):
        self.conn.cursor().execute("create schema made; create type made.textrange as range"
                                   " (subtype=text, collation=\"C\")")
        self.addCleanup(lambda: self.conn.closed or self.conn.rollback())

    def test_custom(self):
        self.custom()
        caster = extras.register_range("made.textrange", "TextRange", self.conn)
        self.assertIsInstance(caster, RangeCaster)
        TextRange = caster.range
        self.assertEqual(TextRange.__name__, "TextRange")
        self.assertTrue(issubclass(TextRange, Range))
        for value in (TextRange("a", "b"), TextRange("a b", 'c"d', "[]"), TextRange("", None),
                      TextRange(empty=True),
                      TextRange("(", ")\\", "()"), TextRange("a,b", "é'")):
            with self.subTest(value):
                found = self.query("select %s", (value,))
                self.assertEqual(found, value)
                self.assertIs(type(found), TextRange)
        self.assertEqual(self.query("select %s", ([TextRange("a", "b")],)), [TextRange("a", "b")])

    def test_a_class_of_ones_own(self):
        self.custom()

        class Mine(Range):
            pass

        caster = extras.register_range("made.textrange", Mine, self.conn)
        self.assertIs(caster.range, Mine)
        self.assertIs(type(self.query("select 'empty'::made.textrange")), Mine)
        self.assertEqual(caster.typecaster, self.query("select 'made.textrange'::regtype::oid"))

    def test_what_is_wrong(self):
        self.assertRaises(psycopg2.ProgrammingError, extras.register_range, "nosuch", "FailRange",
                          self.conn)
        self.assertRaises(TypeError, extras.register_range, "int4range", Range, self.conn)
        self.assertRaises(TypeError, extras.register_range, 1, "A", self.conn)


class AddressesTest(ServerTestCase):
    def test_interfaces_and_networks(self):
        extras.register_ipaddress(self.conn)
        for text, kind, value in (
            ("127.0.0.1/24", "inet", ipaddress.ip_interface("127.0.0.1/24")),
            ("::ffff:102:300/128", "inet", ipaddress.ip_interface("::ffff:102:300/128")),
            ("127.0.0.0/24", "cidr", ipaddress.ip_network("127.0.0.0/24")),
            ("::ffff:102:300/128", "cidr", ipaddress.ip_network("::ffff:102:300/128")),
        ):
            with self.subTest(text, kind=kind):
                found = self.query(f"select '{text}'::{kind}")
                self.assertEqual(found, value)
                self.assertEqual(self.query(f"select %s::{kind}", (value,)), value)
                self.assertEqual(self.query(f"select %s::{kind}[]", ([value, None],)),
                                 [value, None])
        self.assertIsNone(self.query("select null::inet"))

    def test_inet(self):
        inet = Inet("192.168.0.1/24")
        self.assertEqual(inet.addr, "192.168.0.1/24")
        self.assertEqual((str(inet), repr(inet)), ("192.168.0.1/24", "Inet('192.168.0.1/24')"))
        self.assertEqual(self.quoted(inet), "'192.168.0.1/24'::inet")
        self.assertEqual(self.query("select host(%s)", (inet,)), "192.168.0.1")


class NamesTest(ServerTestCase):
    def test_identifiers_that_need_quotes(self):
        self.conn.cursor().execute('create schema "Odd s"; create type "Odd s"."T" as ("A b" int)')
        statement = sql.SQL("select row(1)::{}").format(sql.Identifier("Odd s", "T"))
        self.assertEqual(self.query(statement), "(1)")
        self.assertRaises(ValueError, extras.register_composite, "Odd s.T", self.conn)
        self.conn.rollback()
