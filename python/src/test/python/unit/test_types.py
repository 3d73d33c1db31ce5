# SPDX-License-Identifier: Apache-2.0
"""Values of the built-in types, both ways."""

import array
import decimal
import enum
import fractions
import math
import uuid
from decimal import Decimal

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import extensions, extras


class TypesTestCase(ServerTestCase):
    def back(self, value):
        return self.query("select %s", (value,))

    def refused(self, cls, *args):
        self.conn.rollback()
        self.assertRaises(cls, self.query, *args)
        self.conn.rollback()


class NumbersTest(TypesTestCase):
    def test_integers(self):
        for value in (0, 1, -1, 2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63), 1 << 40):
            found = self.query("select (%s)::int8", (value,))
            self.assertEqual(found, value)
            self.assertIs(type(found), int)
        self.assertEqual(self.back(2**63), Decimal(2**63))
        self.assertEqual(self.back(10**30), Decimal(10**30))

    def test_kinds_of_integers(self):
        for kind in ("int2", "int4", "int8", "oid"):
            found = self.query(f"select 5::{kind}")
            self.assertEqual(found, 5)
            self.assertIs(type(found), int)

    def test_booleans(self):
        self.assertIs(self.back(True), True)
        self.assertIs(self.back(False), False)
        self.assertIs(self.query("select null::bool"), None)
        self.assertEqual(self.quoted(True), "true")

    def test_floats(self):
        for value in (0.0, 1.5, -1.5, 1e300, 1e-300, 123456789.123456789, math.pi):
            self.assertEqual(self.query("select %s::float8", (value,)), value)
        self.assertEqual(self.query("select %s", (float("inf"),)), math.inf)
        self.assertEqual(self.query("select %s", (-math.inf,)), -math.inf)
        self.assertTrue(math.isnan(self.query("select %s", (math.nan,))))
        self.assertEqual(self.query("select 1.5::float4"), 1.5)
        self.assertEqual(self.query("select 0.1::float4"), 0.1)
        self.assertEqual(math.copysign(1, self.query("select %s::float8", (-0.0,))), -1)
        self.assertIs(type(self.query("select 1::float8")), float)

    def test_decimals(self):
        for text in ("0", "1.50", "-1.50", "1E+5", "1E-7", "12345678901234567890.0987654321",
                     "0.00"):
            value = Decimal(text)
            self.assertEqual(self.back(value), value)
        self.assertEqual(str(self.query("select 1.50")), "1.50")
        self.assertTrue(self.back(Decimal("NaN")).is_nan())
        self.assertTrue(self.query("select %s", (Decimal("sNaN"),)).is_nan())
        self.assertEqual(self.quoted(Decimal("NaN")), "'NaN'::numeric")
        self.assertEqual(self.quoted(Decimal("Infinity")), "'NaN'::numeric")
        self.assertEqual(self.query("select 'infinity'::numeric"), Decimal("Infinity"))
        self.assertIs(type(self.query("select 1::numeric")), Decimal)
        with decimal.localcontext() as context:
            context.prec = 3
            self.assertEqual(str(self.query("select 1.23456789")), "1.23456789")

    def test_floats_for_decimals(self):
        cast = extensions.new_type(
            extensions.DECIMAL.values, "DEC2FLOAT", lambda v, c: None if v is None else float(v)
        )
        extensions.register_type(cast, self.conn)
        self.assertIs(type(self.query("select 1.5")), float)
        self.assertIsNone(self.query("select null::numeric"))

    def test_minus_is_no_comment(self):
        for value in (-1, -1.5, Decimal("-1.5")):
            self.assertEqual(float(self.query("select 1-%s", (value,))), 1 - float(value))

    def test_what_looks_like_numbers(self):
        class Small(enum.IntEnum):
            ONE = 1

        class Mine(int):
            pass

        class Other(float):
            pass

        self.assertEqual(self.back(Small.ONE), 1)
        self.assertEqual(self.back(Mine(5)), 5)
        self.assertEqual(self.query("select %s::float8", (Other(1.5),)), 1.5)
        self.refused(psycopg2.ProgrammingError, "select %s", (fractions.Fraction(1, 2),))
        self.refused(psycopg2.ProgrammingError, "select %s", (1j,))

    def test_subclass_of_int_with_a_str_of_its_own(self):
        class Loud(int):
            def __str__(self):
                return "loud"

            __repr__ = __str__

        self.assertEqual(self.quoted(Loud(5)), "5")
        self.assertEqual(self.quoted([Loud(5)]), "ARRAY[5]")

    def test_money_is_text(self):
        self.assertIsInstance(self.query("select 1::money"), str)


class TextTest(TypesTestCase):
    def test_there_and_back(self):
        for value in ("", "a", "O'Reilly", 'a "b"', "\\", "a\\'b", "\r\n\t", "%s %% %(a)s", "é€😀",
                      "x" * 100_000, "\x01\x7f", "''''", "E'a'", "$$", ";--"):
            with self.subTest(value[:10]):
                self.assertEqual(self.query("select %s::text", (value,)), value)
                self.assertEqual(self.query("select %(a)s::text", {"a": value}), value)

    def test_types(self):
        self.assertEqual(self.query("select 'a'::char(3)"), "a  ")
        self.assertEqual(self.query("select 'a'::varchar"), "a")
        self.assertEqual(self.query("select 'a'::name"), "a")
        self.assertEqual(self.query("""select 'a'::"char" """), "a")
        self.assertEqual(self.query("select 'a'"), "a")

    def test_standard_conforming_strings_off(self):
        conn = connect(options="-c standard_conforming_strings=off -c escape_string_warning=off")
        self.addCleanup(conn.close)
        cur = conn.cursor()
        for value in ("\\", "a\\'b", "O'Reilly", "\\n", b"\\\x00'"):
            cur.execute("select %s", (value,))
            found = cur.fetchone()[0]
            self.assertEqual(found if isinstance(value, str) else bytes(found), value)
        self.assertEqual(cur.mogrify("%s", ("\\",)), b"E'\\\\'")

    def test_subclass(self):
        class Text(str):
            pass

        class Kind(str, enum.Enum):
            A = "a"

        self.assertEqual(self.back(Text("a")), "a")
        self.assertEqual(self.back(Kind.A), "a")

        class Plain(enum.Enum):
            A = "a"

        self.refused(psycopg2.ProgrammingError, "select %s", (Plain.A,))

    def test_nul(self):
        self.refused(ValueError, "select %s", ("a\0",))

    def test_surrogates(self):
        self.refused(UnicodeEncodeError, "select %s", ("\ud800",))

    def test_other_types_are_text(self):
        for text, kind in (("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "uuid"), ("(1,2)", "point"),
                           ("<a>b</a>", "xml"), ("101", "bit(3)"), ("192.168.0.1", "inet"),
                           ("08:00:2b:01:02:03", "macaddr"), ("0/16B3748", "pg_lsn"),
                           ("pg_class", "regclass"), ("{[1,3)}", "int4multirange")):
            with self.subTest(kind):
                self.assertEqual(self.query(f"select '{text}'::{kind}"), text)
        self.assertEqual(self.query("select (1, 'a b', null)"), '(1,"a b",)')
        self.assertEqual(self.query("select pg_sleep(0)"), "")


class BinaryTest(TypesTestCase):
    def test_there_and_back(self):
        data = bytes(range(256))
        for value in (data, bytearray(data), memoryview(data), psycopg2.Binary(data),
                      psycopg2.Binary(bytearray(data)), psycopg2.Binary(memoryview(data)),
                      psycopg2.Binary(array.array("B", data))):
            found = self.back(value)
            self.assertIsInstance(found, memoryview)
            self.assertEqual(bytes(found), data)
        self.assertEqual(bytes(self.back(b"")), b"")
        self.assertEqual(len(self.back(data * 4096)), 1 << 20)

    def test_output_styles(self):
        for style in ("hex", "escape"):
            self.query(f"set bytea_output to {style}; select 1")
            self.assertEqual(bytes(self.query("select %s", (bytes(range(256)),))),
                             bytes(range(256)))
            self.assertEqual([bytes(v) for v in self.query("select %s", ([b"a\\", b'"\0'],))],
                             [b"a\\", b'"\0'])

    def test_what_a_memoryview_gives(self):
        found = self.back(b"abc")
        self.assertEqual((found.tobytes(), found[0], len(found), found.format),
                         (b"abc", b"a", 3, "c"))
        self.assertEqual(bytes(found[1:]), b"bc")

    def test_null(self):
        self.assertIsNone(self.back(psycopg2.Binary(None)))
        self.assertIsNone(self.query("select null::bytea"))

    def test_text(self):
        self.assertEqual(self.quoted(b"a'b"), "'\\x612762'::bytea")
        self.assertEqual(psycopg2.Binary(b"a\0'").getquoted(), b"'a\\000'''::bytea")
        self.assertEqual(str(psycopg2.Binary(b"ab")), "'ab'::bytea")
        self.assertEqual(psycopg2.Binary(b"a").adapted, b"a")

    def test_what_is_none(self):
        for wrong in ("text", 1, object()):
            self.assertRaises(TypeError, psycopg2.Binary(wrong).getquoted)

    def test_parsed(self):
        for text, data in (("\\x", b""), ("\\x6162", b"ab"), ("a\\000b", b"a\0b"), ("\\\\", b"\\"),
                           ("\\377", b"\xff"), ("", b""), ("\\xAbCd", b"\xab\xcd")):
            self.assertEqual(bytes(psycopg2.BINARY(text, None)), data)
        self.assertIsNone(psycopg2.BINARY(None, None))

    def test_a_caster_on_top(self):
        def cast(value, cur):
            return None if value is None else psycopg2.BINARY(value, cur).tobytes()

        extensions.register_type(extensions.new_type(psycopg2.BINARY.values, "BYTEA2BYTES", cast),
                                 self.conn)
        self.assertEqual(self.back(b"abc"), b"abc")


class ArraysTest(TypesTestCase):
    def test_there_and_back(self):
        for value in ([1, 2, 3], ["a", "b"], [1.5], [True, False], [None, 1], [[1, 2], [3, 4]],
                      [["a", None], ["b", "c"]], [Decimal("1.5")],
                      ["", "null", "NULL", "a b", "{}"],
                      ['"', "\\", "'", ",", "{", "\n", "é"], [[[1]], [[2]]]):
            with self.subTest(value):
                found = self.back(value)
                if isinstance(value[0], float):
                    found = [float(v) for v in found]
                self.assertEqual(found, value)

    def test_empty(self):
        self.assertEqual(self.query("select %s::int[]", ([],)), [])
        self.assertEqual(self.query("select '{}'::text[]"), [])
        self.assertEqual(self.quoted([]), "'{}'")

    def test_nulls_only(self):
        self.assertEqual(self.query("select %s::int[]", ([None, None],)), [None, None])
        self.assertEqual(self.quoted([None, None]), "'{NULL,NULL}'")
        self.assertEqual(self.query("select %s::int[]", ([[None], [None]],)), [[None], [None]])

    def test_nested(self):
        self.assertEqual(self.quoted([[1], [2]]), "ARRAY[ARRAY[1],ARRAY[2]]")
        self.assertEqual(self.query("select '{{1,2},{3,4}}'::int[]"), [[1, 2], [3, 4]])
        self.refused(psycopg2.Error, "select %s", ([[1], [2, 3]],))

    def test_bounds(self):
        self.assertEqual(self.query("select '[0:1]={1,2}'::int[]"), [1, 2])
        self.assertEqual(self.query("select '[-1:1]={a,b,c}'::text[]"), ["a", "b", "c"])

    def test_of_each_type(self):
        for text, kind, value in (
            ("{1,2}", "int2", [1, 2]), ("{1}", "int8", [1]), ("{1.5}", "float4", [1.5]),
            ("{1.5,NaN}", "numeric", [Decimal("1.5"), Decimal("NaN")]),
            ("{t,f}", "bool", [True, False]),
            ("{a}", "varchar", ["a"]), ("{a}", "name", ["a"]), ("{1}", "oid", [1]),
            ("{192.168.0.1}", "inet", ["192.168.0.1"]), ("{10.0.0.0/8}", "cidr", ["10.0.0.0/8"]),
        ):
            with self.subTest(kind):
                found = self.query(f"select '{text}'::{kind}[]")
                self.assertEqual(str(found), str(value))
        self.assertEqual(self.query("select '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'::uuid[]"),
                         "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}")

    def test_tuples_are_lists_of_values(self):
        self.assertEqual(self.quoted((1, "a", None)), "(1, 'a', NULL)")
        self.assertTrue(self.query("select 1 in %s", ((1, 2),)))
        self.assertEqual(self.quoted([(1, 2), (3, 4)]), "ARRAY[(1, 2),(3, 4)]")
        self.assertEqual(self.quoted((1,)), "(1)")

    def test_any(self):
        self.assertTrue(self.query("select 1 = any(%s)", ([1, 2],)))
        self.assertFalse(self.query("select 'x' = any(%s)", ([],)))

    def test_subclass(self):
        class Mine(list):
            pass

        self.assertEqual(self.back(Mine([1, 2])), [1, 2])
        self.assertEqual(self.back([Mine([1])]), [[1]])

    def test_what_cannot_be_adapted_inside(self):
        self.refused(psycopg2.ProgrammingError, "select %s", ([object()],))
        self.refused(psycopg2.ProgrammingError, "select %s", ([1, {}],))

    def test_arrays_of_ones_own_type(self):
        caster = extensions.new_type((23,), "DOUBLE", lambda v, c: v and 2 * int(v))
        arrays = extensions.new_array_type((1007,), "DOUBLE[]", caster)
        extensions.register_type(arrays, self.conn)
        self.assertEqual(self.query("select '{1,null,2}'::int[]"), [2, None, 4])
        self.assertEqual(arrays("{1,2}", self.conn.cursor()), [2, 4])
        self.assertIsNone(arrays(None, self.conn.cursor()))

    def test_malformed(self):
        for text in ("1", "{1}}", "{", "a{1}"):
            with self.subTest(text):
                self.assertRaises(psycopg2.DataError, psycopg2._psycopg.INTEGERARRAY, text,
                                  self.conn.cursor())


class UuidTest(TypesTestCase):
    value = uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")

    def test_there_and_back(self):
        extras.register_uuid(conn_or_curs=self.conn)
        self.assertEqual(self.back(self.value), self.value)
        self.assertEqual(self.back([self.value, None]), [self.value, None])
        self.assertEqual(self.query("select '{}'::uuid[]"), [])
        self.assertIsNone(self.query("select null::uuid"))
        self.assertEqual(self.quoted(self.value), f"'{self.value}'::uuid")

    def test_scopes(self):
        cur = self.conn.cursor()
        extras.register_uuid(conn_or_curs=cur)
        cur.execute("select %s", (self.value,))
        self.assertEqual(cur.fetchone(), (self.value,))
        self.assertEqual(self.back(self.value), str(self.value))
        extras.register_uuid()
        self.assertEqual(self.back(self.value), self.value)

    def test_oids(self):
        extras.register_uuid(25, self.conn)
        self.assertEqual(self.query("select %s::text", (self.value,)), self.value)


class NoneTest(TypesTestCase):
    def test_null(self):
        self.assertIsNone(self.back(None))
        self.assertEqual(self.quoted(None), "NULL")
        self.assertEqual(self.quoted((None, [None, 1])), "(NULL, ARRAY[NULL,1])")

    def test_an_adapter_of_none(self):
        class Nothing:
            def __init__(self, value):
                pass

            def getquoted(self):
                return b"NOPE"

        extensions.register_adapter(type(None), Nothing)
        self.assertEqual(self.quoted(None), "NULL")
