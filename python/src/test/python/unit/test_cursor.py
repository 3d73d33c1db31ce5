# SPDX-License-Identifier: Apache-2.0
"""Cursors on this side: statements, rows, and what they say of themselves."""

import pickle
import weakref
from decimal import Decimal

from testing import ServerTestCase

import psycopg2
from psycopg2 import errors, extensions, sql

NO_RESULTS = "no results to fetch"


class ExecuteTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor()

    def executed(self, *args):
        self.cur.execute(*args)
        return self.cur.fetchone()

    def refused(self, cls, message, *args):
        with self.assertRaises(cls) as caught:
            self.cur.execute(*args)
        if message is not None:
            self.assertEqual(str(caught.exception), message)
        return caught.exception

    def test_it_returns_none(self):
        self.assertIsNone(self.cur.execute("select 1"))
        self.assertIsNone(self.cur.executemany("select %s", [(1,)]))

    def test_placeholders(self):
        self.assertEqual(self.executed("select %s, %s", (1, "a")), (1, "a"))
        self.assertEqual(self.executed("select %s, %s", [1, "a"]), (1, "a"))
        self.assertEqual(self.executed("select %(a)s, %(b)s, %(a)s", {"a": 1, "b": 2}), (1, 2, 1))
        self.assertEqual(self.executed("select %(a b.c)s", {"a b.c": 1, "d": 2}), (1,))
        self.assertEqual(self.executed("select %s, '%%'", (1,)), (1, "%"))
        self.assertEqual(self.executed("select '%%'", ()), ("%",))
        self.assertEqual(self.executed("select '%%'", {}), ("%",))
        self.assertEqual(self.executed("select '%%'"), ("%%",))
        self.assertEqual(self.executed("select '%s', '%(a)s'"), ("%s", "%(a)s"))
        self.assertEqual(self.executed("select '%%s'", ()), ("%s",))
        self.assertEqual(self.executed("select %s", "a"), ("a",))
        self.assertEqual(self.executed("select %(ä)s", {"ä": "ö"}), ("ö",))

    def test_a_mapping_is_what_has_items_by_name(self):
        class Upper:
            def __getitem__(self, name):
                return name.upper()

        self.assertEqual(self.executed("select %(a)s, %(b)s", Upper()), ("A", "B"))

    def test_placeholders_that_are_wrong(self):
        self.refused(IndexError, None, "select %s, %s", (1,))
        self.refused(TypeError, "not all arguments converted during string formatting",
                     "select %s", (1, 2))
        self.refused(KeyError, "'b'", "select %(b)s", {"a": 1})
        self.refused(psycopg2.ProgrammingError, "argument formats can't be mixed",
                     "select %s, %(a)s", (1, 2))
        self.refused(psycopg2.ProgrammingError, "argument formats can't be mixed",
                     "select %(a)s, %s", {"a": 1})
        self.refused(psycopg2.ProgrammingError, "incomplete placeholder: '%(' without ')'",
                     "select %(a", {"a": 1})
        self.refused(ValueError, None, "select %d", (1,))
        self.refused(ValueError, None, "select 10%", (1,))
        self.refused(ValueError, None, "select '10% off', %s", (1, 2))
        self.refused(TypeError, None, "select %s", 1)
        self.refused(TypeError, None, "select %(a)s", [1])

    def test_the_type_of_the_statement(self):
        self.assertEqual(self.executed(b"select 1"), (1,))
        self.assertEqual(self.executed(sql.SQL("select {}").format(sql.Literal(2))), (2,))
        for wrong, name in ((1, "int"), (["select 1"], "list"), (object(), "object")):
            self.refused(TypeError,
                         f"argument 1 must be a string or unicode object: got {name} instead",
                         wrong)

    def test_empty(self):
        for empty in ("", " ", ";", "--", "-- comment\n", "/* comment */", b"", None):
            with self.subTest(empty):
                self.refused(psycopg2.ProgrammingError, "can't execute an empty query", empty)

    def test_several_statements(self):
        self.assertEqual(self.executed("select 1; select 2, 3"), (2, 3))
        self.cur.execute("select 1; set timezone to 'UTC'")
        self.assertIsNone(self.cur.description)
        self.assertEqual(self.cur.statusmessage, "SET")
        self.refused(errors.DivisionByZero, None, "select 1; select 1/0")

    def test_what_cannot_be_adapted(self):
        for value, name in (({}, "dict"), ({1}, "set"), (object(), "object"), (1j, "complex")):
            with self.subTest(name):
                self.refused(psycopg2.ProgrammingError, f"can't adapt type '{name}'",
                             "select %s", (value,))

    def test_each_argument_is_adapted_once(self):
        class Counted:
            adapted = 0

            def __conform__(self, protocol):
                Counted.adapted += 1
                return extensions.AsIs("1")

        self.assertEqual(self.executed("select %(a)s, %(a)s", {"a": Counted()}), (1, 1))
        self.assertEqual(Counted.adapted, 1)

    def test_an_adapter_that_fails(self):
        class Wrong:
            def __conform__(self, protocol):
                raise ZeroDivisionError("wrong")

        self.refused(ZeroDivisionError, "wrong", "select %s", (Wrong(),))
        self.assertEqual(self.executed("select 1"), (1,))

    def test_nul(self):
        self.refused(ValueError, "A string literal cannot contain NUL (0x00) characters.",
                     "select %s", ("a\0b",))

    def test_errors(self):
        error = self.refused(errors.UndefinedTable, None, "select * from nosuch")
        self.assertIsInstance(error, psycopg2.ProgrammingError)
        self.assertIs(error.cursor, self.cur)
        self.assertEqual(error.pgcode, "42P01")
        self.assertEqual(error.diag.statement_position, "15")
        self.assertEqual(
            str(error),
            'relation "nosuch" does not exist\nLINE 1: select * from nosuch\n'
            "                      ^\n",
        )
        self.assertEqual(error.pgerror, "ERROR:  " + str(error))

    def test_diagnostics_stay_after_other_errors(self):
        first = self.refused(errors.UndefinedTable, None, "select * from nosuch")
        self.conn.rollback()
        second = self.refused(errors.UndefinedFunction, None, "select nosuch()")
        self.assertEqual(first.diag.sqlstate, "42P01")
        self.assertEqual(second.diag.sqlstate, "42883")


class AttributesTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor()

    def test_new(self):
        cur = self.cur
        self.assertIs(cur.connection, self.conn)
        self.assertIs(cur.closed, False)
        self.assertIsNone(cur.description)
        self.assertIsNone(cur.query)
        self.assertIsNone(cur.statusmessage)
        self.assertIsNone(cur.name)
        self.assertIsNone(cur.row_factory)
        self.assertIsNone(cur.scrollable)
        self.assertIs(cur.withhold, False)
        self.assertEqual(cur.rowcount, -1)
        self.assertEqual(cur.rownumber, 0)
        self.assertEqual(cur.arraysize, 1)
        self.assertEqual(cur.itersize, 2000)
        self.assertEqual(cur.lastrowid, 0)
        self.assertRegex(repr(cur), "^<cursor object at 0x[0-9a-f]+; closed: 0>$")
        for name in ("closed", "connection", "description", "query", "rowcount", "rownumber",
                     "statusmessage", "name", "lastrowid", "typecaster"):
            with self.subTest(name):
                self.assertRaises((AttributeError, TypeError), setattr, cur, name, 1)

    def test_query(self):
        self.cur.execute("select %s, %s", ("é", 1))
        self.assertEqual(self.cur.query, "select 'é', 1".encode())
        self.assertRaises(psycopg2.Error, self.cur.execute, "nonsense %s", (1,))
        self.assertEqual(self.cur.query, b"nonsense 1")
        self.assertRaises(psycopg2.Error, self.cur.execute, "select %s", ({},))
        self.assertIsNone(self.cur.query)

    def test_statusmessage_and_rowcount(self):
        cur = self.cur
        for statement, status, count in (
            ("create temp table item(id int)", "CREATE TABLE", -1),
            ("insert into item select generate_series(1, 5)", "INSERT 0 5", 5),
            ("update item set id = id + 1 where id > 2", "UPDATE 3", 3),
            ("delete from item where id > 100", "DELETE 0", 0),
            ("select * from item", "SELECT 5", 5),
            ("select * from item where false", "SELECT 0", 0),
            ("insert into item values (9) returning id", "INSERT 0 1", 1),
            ("savepoint s", "SAVEPOINT", -1),
            ("declare c cursor for select 1", "DECLARE CURSOR", -1),
            ("fetch all from c", "FETCH 1", 1),
            ("truncate item", "TRUNCATE TABLE", -1),
        ):
            with self.subTest(statement):
                cur.execute(statement)
                self.assertEqual(cur.statusmessage, status)
                self.assertEqual(cur.rowcount, count)
        self.assertRaises(psycopg2.Error, cur.execute, "nonsense")
        self.assertEqual(cur.rowcount, -1)
        self.assertEqual(cur.statusmessage, "")
        self.assertIsNone(cur.description)

    def test_rowcount_stays_while_rows_are_fetched(self):
        self.cur.execute("select generate_series(1, 3)")
        for n in (1, 2, 3):
            self.cur.fetchone()
            self.assertEqual((self.cur.rowcount, self.cur.rownumber), (3, n))
        self.assertIsNone(self.cur.fetchone())
        self.assertEqual((self.cur.rowcount, self.cur.rownumber), (3, 3))

    def test_attributes_of_a_program(self):
        self.assertRaises(AttributeError, setattr, self.cur, "mine", 1)

        class Mine(extensions.cursor):
            pass

        cur = self.conn.cursor(cursor_factory=Mine)
        cur.mine = 1
        self.assertEqual(cur.mine, 1)

    def test_it_does_not_travel(self):
        self.assertRaises(TypeError, pickle.dumps, self.cur)

    def test_weak_references(self):
        self.assertIs(weakref.ref(self.cur)(), self.cur)
        self.assertIs(weakref.proxy(self.cur).connection, self.conn)

    def test_it_is_hashable_and_compared_by_identity(self):
        other = self.conn.cursor()
        self.assertEqual(len({self.cur, other, self.cur}), 2)
        self.assertNotEqual(self.cur, other)

    def test_of_a_connection(self):
        for wrong in (None, 1, self.cur):
            self.assertRaises(TypeError, extensions.cursor, wrong)
        self.assertRaises(TypeError, extensions.cursor)
        cur = extensions.cursor(self.conn)
        cur.execute("select 1")
        self.assertEqual(cur.fetchone(), (1,))

    def test_no_withhold_and_scrollable_without_a_name(self):
        for name in ("withhold", "scrollable"):
            with self.assertRaises(psycopg2.ProgrammingError) as caught:
                setattr(self.cur, name, True)
            self.assertEqual(str(caught.exception), f"trying to set .{name} on unnamed cursor")
        self.assertRaises(psycopg2.ProgrammingError, self.conn.cursor, withhold=True)
        self.assertRaises(psycopg2.ProgrammingError, self.conn.cursor, scrollable=True)


class DescriptionTest(ServerTestCase):
    def described(self, statement):
        cur = self.conn.cursor()
        cur.execute(statement)
        return cur.description

    def test_items(self):
        description = self.described(
            "select 1::int4 as a, 'x'::varchar(10) as b, 1::numeric(10, 2) as c, 'x'::text as d"
        )
        self.assertIsInstance(description, tuple)
        a, b, c, d = description
        self.assertEqual(a, ("a", 23, None, 4, None, None, None))
        self.assertEqual(b[:], ("b", 1043, None, 10, None, None, None))
        self.assertEqual(tuple(c), ("c", 1700, None, 10, 10, 2, None))
        self.assertEqual(list(d), ["d", 25, None, -1, None, None, None])
        self.assertEqual((a.name, a.type_code, a.internal_size), ("a", 23, 4))
        self.assertEqual((c.precision, c.scale, c.null_ok, c.display_size), (10, 2, None, None))
        self.assertIsInstance(a, extensions.Column)
        self.assertEqual(len(a), 7)
        self.assertEqual(a[0], "a")
        self.assertEqual(a[-7], "a")
        self.assertEqual(a[0:2], ("a", 23))
        self.assertRaises(IndexError, lambda: a[7])
        self.assertEqual(repr(a), "Column(name='a', type_code=23)")

    def test_the_table(self):
        column, other = self.described("select relname, 1 as one from pg_class limit 1")
        self.assertEqual(column.table_oid, 1259)
        self.assertEqual(column.table_column, 2)
        self.assertIsNone(other.table_oid)
        self.assertIsNone(other.table_column)

    def test_travel(self):
        (column,) = self.described("select 1::numeric(10, 2) as a")
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            back = pickle.loads(pickle.dumps(column, protocol))
            self.assertEqual(back, column)
            self.assertEqual(back.scale, 2)

    def test_none(self):
        for statement in ("set timezone to default", "create temp table a(id int)"):
            self.assertIsNone(self.described(statement))
        self.assertEqual(self.described("select from pg_class"), ())
        self.assertEqual(len(self.described("select 1 as a where false")), 1)

    def test_db_apis_types(self):
        columns = self.described(
            "select 'a'::text, 1, now(), '\\x00'::bytea, 1::oid, 1.5, true, current_date"
        )
        codes = [column.type_code for column in columns]
        for types, equal in (
            (psycopg2.STRING, [0]), (psycopg2.NUMBER, [1, 5]), (psycopg2.BINARY, [3]),
            (psycopg2.ROWID, [4]), (psycopg2.DATETIME, []), (extensions.DATE, [7]),
            (extensions.BOOLEAN, [6]), (extensions.PYDATETIMETZ, [2]),
        ):
            with self.subTest(types.name):
                self.assertEqual([i for i, code in enumerate(codes) if code == types], equal)


class FetchTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor()
        self.cur.execute("select generate_series(1, 6)")

    def test_one(self):
        self.assertEqual([self.cur.fetchone() for _ in range(8)],
                         [(1,), (2,), (3,), (4,), (5,), (6,), None, None])

    def test_many(self):
        self.assertEqual(self.cur.fetchmany(), [(1,)])
        self.assertEqual(self.cur.fetchmany(2), [(2,), (3,)])
        self.cur.arraysize = 2
        self.assertEqual(self.cur.fetchmany(), [(4,), (5,)])
        self.assertEqual(self.cur.fetchmany(size=0), [])
        self.assertEqual(self.cur.fetchmany(size=None), [(6,)])
        self.assertEqual(self.cur.fetchmany(5), [])

    def test_many_of_a_negative_size_is_all(self):
        self.assertEqual(len(self.cur.fetchmany(-1)), 6)

    def test_all(self):
        self.cur.fetchone()
        self.assertEqual(self.cur.fetchall(), [(2,), (3,), (4,), (5,), (6,)])
        self.assertEqual(self.cur.fetchall(), [])

    def test_iteration(self):
        self.assertIs(iter(self.cur), self.cur)
        self.assertEqual(next(self.cur), (1,))
        self.assertEqual([row[0] for row in self.cur], [2, 3, 4, 5, 6])
        self.assertRaises(StopIteration, next, self.cur)

    def test_scroll(self):
        cur = self.cur
        cur.scroll(2)
        self.assertEqual(cur.fetchone(), (3,))
        cur.scroll(-3)
        self.assertEqual(cur.fetchone(), (1,))
        cur.scroll(5, mode="absolute")
        self.assertEqual(cur.fetchone(), (6,))
        cur.scroll(0, "absolute")
        self.assertEqual(cur.fetchone(), (1,))
        for value, mode in ((-2, "relative"), (6, "relative"), (-1, "absolute"), (6, "absolute")):
            with self.assertRaises((psycopg2.ProgrammingError, IndexError)) as caught:
                cur.scroll(value, mode)
            self.assertEqual(str(caught.exception), "scroll destination out of bounds")
        self.assertEqual(cur.rownumber, 1)
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            cur.scroll(1, "wrong")
        self.assertEqual(str(caught.exception), "scroll mode must be 'relative' or 'absolute'")

    def test_nothing_to_fetch(self):
        cur = self.conn.cursor()
        for prepare in (lambda: None, lambda: cur.execute("set timezone to default"),
                        lambda: cur.executemany("select %s", [(1,)])):
            prepare()
            for fetch in (cur.fetchone, cur.fetchmany, cur.fetchall, lambda: next(cur),
                          lambda: list(cur)):
                with self.assertRaises(psycopg2.ProgrammingError) as caught:
                    fetch()
                self.assertEqual(str(caught.exception), NO_RESULTS)

    def test_after_an_error_there_is_nothing(self):
        self.assertRaises(psycopg2.Error, self.cur.execute, "nonsense")
        self.assertRaises(psycopg2.ProgrammingError, self.cur.fetchone)

    def test_after_the_transaction_rows_are_there(self):
        self.conn.commit()
        self.assertEqual(len(self.cur.fetchall()), 6)

    def test_a_caster_that_fails(self):
        def fail(value, cur):
            raise ZeroDivisionError(value)

        extensions.register_type(extensions.new_type((23,), "FAIL", fail), self.cur)
        self.cur.execute("select 1, 2")
        self.assertRaises(ZeroDivisionError, self.cur.fetchone)
        self.cur.execute("select 'a'")
        self.assertEqual(self.cur.fetchone(), ("a",))

    def test_wide_and_long(self):
        self.cur.execute("select n, n::text, n::float8, n % 2 = 0, null"
                         " from generate_series(1, 3000) n")
        rows = self.cur.fetchmany(1000) + [self.cur.fetchone()] + self.cur.fetchall()
        self.assertEqual(rows, [(n, str(n), float(n), n % 2 == 0, None) for n in range(1, 3001)])

    def test_no_columns(self):
        self.cur.execute("select from generate_series(1, 3)")
        self.assertEqual(self.cur.fetchall(), [(), (), ()])

    def test_row_factory(self):
        def factory(cur):
            return ["?"] * len(cur.description)

        self.cur.row_factory = factory
        self.cur.execute("select 1, 2")
        self.assertEqual(self.cur.fetchone(), [1, 2])


class ManyTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor()
        self.cur.execute("create temp table item(id int primary key, name text)")

    def rows(self):
        self.cur.execute("select * from item order by id")
        return self.cur.fetchall()

    def test_sequences_and_mappings(self):
        insert = "insert into item values (%s, %s)"
        self.cur.executemany(insert, [(1, "a"), (2, "b")])
        self.assertEqual(self.cur.rowcount, 2)
        self.cur.executemany(insert, iter([[3, None]]))
        self.cur.executemany("insert into item values (%(id)s, %(name)s)",
                             ({"id": n, "name": "c"} for n in (4, 5)))
        self.assertEqual(self.rows(), [(1, "a"), (2, "b"), (3, None), (4, "c"), (5, "c")])

    def test_none(self):
        self.cur.executemany("insert into item values (%s, %s)", [])
        self.assertEqual(self.cur.rowcount, 0)

    def test_many(self):
        self.cur.executemany("insert into item values (%s, %s)", ((n, "x") for n in range(1000)))
        self.assertEqual(self.cur.rowcount, 1000)
        self.assertEqual(len(self.rows()), 1000)

    def test_one_that_fails(self):
        with self.assertRaises(errors.UniqueViolation):
            self.cur.executemany("insert into item values (%s, %s)", [(1, "a"), (1, "b"), (2, "c")])
        self.conn.rollback()

    def test_autocommit_keeps_those_before(self):
        self.conn.commit()
        self.conn.autocommit = True
        with self.assertRaises(errors.UniqueViolation):
            self.cur.executemany("insert into item values (%s, %s)", [(1, "a"), (1, "b"), (2, "c")])
        self.assertEqual(self.rows(), [(1, "a")])

    def test_sets_that_fail(self):
        def sets():
            yield 1, "a"
            yield 2, "b"
            raise ZeroDivisionError

        self.assertRaises(ZeroDivisionError, self.cur.executemany,
                          "insert into item values (%s, %s)", sets())
        self.assertEqual(self.rows(), [(1, "a"), (2, "b")])

    def test_sets_that_use_the_connection(self):
        other = self.conn.cursor()
        other.execute("select generate_series(1, 4)")
        self.cur.executemany("insert into item values (%s, 'x')", other)
        named = self.conn.cursor("named")
        named.itersize = 2
        named.execute("select generate_series(5, 9)")
        self.cur.executemany("insert into item values (%s, 'y')", named)
        self.assertEqual(len(self.rows()), 9)

    def test_what_is_wrong(self):
        self.assertRaises(TypeError, self.cur.executemany, "select %s", None)
        self.assertRaises(TypeError, self.cur.executemany, "select %s", 1)
        self.assertRaises(TypeError, self.cur.executemany, "select %s", [1])
        self.assertRaises(IndexError, self.cur.executemany, "select %s, %s", [(1,)])
        self.assertRaises(psycopg2.ProgrammingError, self.cur.executemany, "", [(1,)])


class CallTest(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor()
        self.cur.execute(
            "create function pg_temp.joined(a int, b text, \"C d\" int default 5) returns text"
            " language sql as $$ select a || b || \"C d\" $$"
        )

    def test_sequence(self):
        arguments = (1, "x")
        self.assertIs(self.cur.callproc("pg_temp.joined", arguments), arguments)
        self.assertEqual(self.cur.fetchone(), ("1x5",))
        self.assertEqual(self.cur.callproc("pg_temp.joined", [1, "y", 2]), [1, "y", 2])
        self.assertEqual(self.cur.fetchone(), ("1y2",))
        self.assertEqual(self.cur.query, b"SELECT * FROM pg_temp.joined(1,'y',2)")

    def test_mapping(self):
        self.cur.callproc("pg_temp.joined", {"b": "x", "a": 1, "C d": 3})
        self.assertEqual(self.cur.fetchone(), ("1x3",))
        self.cur.callproc("pg_temp.joined", {"b": "x", "a": 1})
        self.assertEqual(self.cur.fetchone(), ("1x5",))

    def test_no_injection_by_names(self):
        with self.assertRaises(psycopg2.ProgrammingError):
            self.cur.callproc("pg_temp.joined", {'b" := 1); select 2; --': "x"})

    def test_nothing(self):
        self.assertIsNone(self.cur.callproc("pg_backend_pid"))
        self.assertEqual(self.cur.fetchone(), (self.conn.info.backend_pid,))
        self.assertEqual(self.cur.callproc("pg_backend_pid", []), [])

    def test_what_is_wrong(self):
        self.assertRaises(TypeError, self.cur.callproc, "f", {1: "a"})
        self.assertRaises(TypeError, self.cur.callproc, 1)
        self.assertRaises(TypeError, self.cur.callproc, "f", 1)
        self.assertRaises(errors.UndefinedFunction, self.cur.callproc, "nosuch", (1,))


class MogrifyTest(ServerTestCase):
    def test_as_sent(self):
        cur = self.conn.cursor()
        for args in (("select %s, %s", (1, "o'k")), ("select %(a)s", {"a": Decimal("1.50")}),
                     ("select '%%', %s", (None,)), ("select '%%'",), (b"select %s", ("é",)),
                     (sql.SQL("select {}").format(sql.Identifier("a b")),)):
            with self.subTest(args[0]):
                sent = cur.mogrify(*args)
                self.assertIsInstance(sent, bytes)
                try:
                    cur.execute(*args)
                except psycopg2.Error:
                    self.conn.rollback()
                self.assertEqual(cur.query, sent)

    def test_no_loss(self):
        cur = self.conn.cursor()
        value = 12345678901234567890123
        self.assertEqual(cur.mogrify("%s", (value,)), str(value).encode())
        self.assertEqual(cur.mogrify("%s", (1e-300,)), b"1e-300")
        self.assertEqual(cur.mogrify("%s", (Decimal("1e5"),)), b"1E+5")
        self.assertEqual(cur.mogrify("5-%s", (-1,)), b"5- -1")
        self.assertEqual(cur.mogrify("%(a)s %(b)s", {"a": "x", "b": None}), b"'x' NULL")

    def test_of_an_adapter_that_returns_text(self):
        class Text:
            def __conform__(self, protocol):
                return self

            def getquoted(self):
                return "é"

        self.assertEqual(self.conn.cursor().mogrify("%s", (Text(),)), "é".encode())

    def test_closed(self):
        cur = self.conn.cursor()
        cur.close()
        self.assertEqual(cur.mogrify("select %s", (1,)), b"select 1")
        self.conn.close()
        self.assertEqual(cur.mogrify("select %s", ("a",)), b"select 'a'")


class CloseTest(ServerTestCase):
    def test_nothing_goes_then(self):
        cur = self.conn.cursor()
        cur.execute("select 1")
        cur.close()
        cur.close()
        self.assertTrue(cur.closed)
        for call in (cur.fetchone, cur.fetchmany, cur.fetchall, lambda: next(cur),
                     lambda: cur.execute("select 1"), lambda: cur.executemany("select 1", [()]),
                     lambda: cur.callproc("now"), lambda: cur.scroll(0),
                     lambda: cur.copy_expert("copy (select 1) to stdout", None), cur.nextset,
                     lambda: iter(cur), lambda: cur.setinputsizes([]),
                     lambda: cur.setoutputsize(1), lambda: cur.scroll(1)):
            with self.assertRaises(psycopg2.InterfaceError) as caught:
                call()
            self.assertEqual(str(caught.exception), "cursor already closed")

    def test_db_apis_that_do_nothing(self):
        cur = self.conn.cursor()
        self.assertIsNone(cur.setinputsizes([1, 2]))
        self.assertIsNone(cur.setoutputsize(1))
        self.assertIsNone(cur.setoutputsize(1, 2))
        with self.assertRaises(psycopg2.NotSupportedError):
            cur.nextset()


class CastTest(ServerTestCase):
    def test_global(self):
        cur = self.conn.cursor()
        self.assertEqual(cur.cast(20, "15"), 15)
        self.assertEqual(cur.cast(1700, "1.50"), Decimal("1.50"))
        self.assertEqual(cur.cast(999, "15"), "15")
        self.assertIsNone(cur.cast(23, None))

    def test_scopes(self):
        cur = self.conn.cursor()
        for scope, result in ((None, "global"), (self.conn, "connection"), (cur, "cursor")):
            cast = extensions.new_type((25,), "MINE", lambda s, c, result=result: result)
            extensions.register_type(cast, scope)
            self.assertEqual(cur.cast(25, "a"), result)
            cur.execute("select 'a'::text")
            self.assertEqual(cur.fetchone(), (result,))

    def test_subclass(self):
        class Mine(extensions.cursor):
            def cast(self, oid, text):
                return super().cast(oid, text) * 2

        self.assertEqual(self.conn.cursor(cursor_factory=Mine).cast(23, "4"), 8)


class SubclassTest(ServerTestCase):
    def test_methods_are_called_by_name(self):
        class Mine(extensions.cursor):
            def execute(self, query, vars=None):
                self.said = query
                return super().execute(query, vars)

            def fetchone(self):
                row = super().fetchone()
                return row and row[0]

        cur = self.conn.cursor(cursor_factory=Mine)
        cur.execute("select %s", (5,))
        self.assertEqual(cur.said, "select %s")
        self.assertEqual(cur.fetchone(), 5)
        cur.execute("select 6")
        self.assertEqual(list(cur), [(6,)])

    def test_keywords(self):
        cur = self.conn.cursor()
        cur.execute(query="select %s", vars=(1,))
        self.assertEqual(cur.fetchmany(size=1), [(1,)])
        cur.executemany(query="select %s", vars_list=[(1,)])
        self.assertEqual(cur.mogrify(query="%s", vars=(1,)), b"1")
        cur.execute("select 1")
        cur.scroll(value=0, mode="absolute")
