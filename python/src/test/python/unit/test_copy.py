# SPDX-License-Identifier: Apache-2.0
"""COPY, with files as they come: of text, of bytes, short ones, long ones, wrong ones."""

import io
import os
import string
import tempfile

from testing import ServerTestCase

import psycopg2
from psycopg2 import errors, extensions, sql


class CopyTestCase(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.cur = self.conn.cursor()
        self.cur.execute("create temp table item(id int primary key, data text)")

    def rows(self):
        self.cur.execute("select * from item order by id")
        return self.cur.fetchall()


class Chunks:
    """A file that gives these, one at a time, whatever it is asked for."""

    def __init__(self, *chunks):
        self.chunks = list(chunks)
        self.sizes = []

    def read(self, size=-1):
        self.sizes.append(size)
        return self.chunks.pop(0) if self.chunks else b""


class FromTest(CopyTestCase):
    def test_text_and_bytes(self):
        self.cur.copy_from(io.StringIO("1\ta\n2\té\n"), "item")
        self.assertEqual(self.cur.rowcount, 2)
        self.cur.copy_from(io.BytesIO("3\tc\n4\tö\n".encode()), "item")
        self.assertEqual(self.rows(), [(1, "a"), (2, "é"), (3, "c"), (4, "ö")])

    def test_it_returns_none(self):
        self.assertIsNone(self.cur.copy_from(io.StringIO(""), "item"))
        self.assertEqual(self.cur.rowcount, 0)

    def test_in_another_encoding(self):
        self.conn.commit()
        self.conn.set_client_encoding("latin1")
        self.cur.copy_from(io.StringIO("1\té\n"), "item")
        self.cur.copy_from(io.BytesIO(b"2\t\xe9\n"), "item")
        self.assertEqual(self.rows(), [(1, "é"), (2, "é")])

    def test_nulls_and_escapes(self):
        self.cur.copy_from(io.StringIO("1\t\\N\n2\ta\\tb\\\\c\\nd\n3\t\n"), "item")
        self.assertEqual(self.rows(), [(1, None), (2, "a\tb\\c\nd"), (3, "")])

    def test_separator_null_columns(self):
        self.cur.copy_from(io.StringIO("a|1\n-|2\n"), "item", "|", "-", columns=("data", "id"))
        self.assertEqual(self.rows(), [(1, "a"), (2, None)])
        self.cur.copy_from(io.StringIO("7\n"), "item", columns=["id"])
        self.assertEqual(self.rows()[-1], (7, None))

    def test_names_are_quoted(self):
        self.cur.execute('create temp table "Odd name"("a ""b" int)')
        self.cur.copy_from(io.StringIO("1\n"), "Odd name", columns=['a "b'])
        self.assertEqual(self.query('select * from "Odd name"'), 1)
        self.assertRaises(errors.UndefinedTable, self.cur.copy_from, io.StringIO(""),
                          "public.item")

    def test_keywords(self):
        self.cur.copy_from(file=io.StringIO("1,a\n"), table="item", sep=",", null="", size=10,
                           columns=("id", "data"))
        self.assertEqual(self.rows(), [(1, "a")])

    def test_no_newline_at_the_end(self):
        self.cur.copy_from(io.StringIO("1\ta\n2\tb"), "item")
        self.assertEqual(len(self.rows()), 2)

    def test_sizes(self):
        text = "".join(f"{n}\t{'é' * n}\n" for n in range(100))
        for size in (1, 7, 100, 8192, 1 << 20):
            self.cur.execute("truncate item")
            self.cur.copy_from(io.StringIO(text), "item", size=size)
            self.assertEqual(self.cur.rowcount, 100)
        self.assertEqual(self.rows()[3], (3, "ééé"))

    def test_the_size_is_what_is_read(self):
        file = Chunks(b"1\ta\n", b"2\tb\n")
        self.cur.copy_from(file, "item", size=123)
        self.assertEqual(file.sizes, [123] * 3)
        file = Chunks()
        self.cur.copy_from(file, "item")
        self.assertEqual(file.sizes, [8192])

    def test_chunks_of_any_length(self):
        self.cur.copy_from(Chunks(b"1", b"\ta", b"\n2\t", b"b\n" + b"3\tc\n" * 1), "item", size=2)
        self.assertEqual(self.rows(), [(1, "a"), (2, "b"), (3, "c")])

    def test_much(self):
        letters = string.ascii_letters * 20
        file = io.StringIO("".join(f"{n}\t{letters}\n" for n in range(3000)))
        self.cur.copy_from(file, "item")
        self.cur.execute("select count(*), min(data), max(data) from item")
        self.assertEqual(self.cur.fetchone(), (3000, letters, letters))

    def test_real_files(self):
        with tempfile.TemporaryFile("w+") as file:
            file.write("1\ta\n")
            file.seek(0)
            self.cur.copy_from(file, "item")
        with tempfile.TemporaryFile() as file:
            file.write(b"2\tb\n")
            file.seek(0)
            self.cur.copy_from(file, "item")
        self.assertEqual(self.rows(), [(1, "a"), (2, "b")])

    def test_subclasses_of_text(self):
        class Text(str):
            pass

        self.cur.copy_from(Chunks(Text("1\ta\n"), ""), "item")
        self.assertEqual(self.rows(), [(1, "a")])


class FromWrongTest(CopyTestCase):
    def test_no_file(self):
        for wrong in (None, 1, object(), "text"):
            with self.assertRaises(TypeError) as caught:
                self.cur.copy_from(wrong, "item")
            self.assertEqual(str(caught.exception), "argument 1 must have a .read() method")

    def test_lines_that_do_not_fit(self):
        with self.assertRaises(errors.InvalidTextRepresentation) as caught:
            self.cur.copy_from(io.StringIO("1\ta\nx\tb\n"), "item")
        self.assertIn('COPY item, line 2, column id: "x"', caught.exception.diag.context)
        self.assertEqual(self.cur.rowcount, -1)
        self.conn.rollback()
        self.assertEqual(self.query("select 1"), 1)

    def test_error_while_reading(self):
        class Failing:
            def read(self, size):
                raise ZeroDivisionError("no data")

        with self.assertRaises(psycopg2.Error) as caught:
            self.cur.copy_from(Failing(), "item")
        self.assertIs(type(caught.exception), errors.QueryCanceled)
        self.assertIn("ZeroDivisionError", str(caught.exception))
        self.assertIn("no data", str(caught.exception))
        self.conn.rollback()
        self.assertEqual(self.query("select 1"), 1)

    def test_errors_that_are_no_exceptions(self):
        for error in (KeyboardInterrupt(), SystemExit(3), StopIteration()):
            class Failing:
                def read(self, size, error=error):
                    raise error

            with self.assertRaises(errors.QueryCanceled) as caught:
                self.cur.copy_from(Failing(), "item")
            self.assertIn(type(error).__name__, str(caught.exception))
            self.conn.rollback()
            self.cur.execute("create temp table item(id int primary key, data text)")

    def test_text_that_does_not_fit(self):
        with self.assertRaises(errors.QueryCanceled) as caught:
            self.cur.copy_from(Chunks("1\t\ud800\n"), "item")
        self.assertIn("UnicodeEncodeError", str(caught.exception))

    def test_arguments_that_are_no_text(self):
        for args in ((b"item",), (1,), (None,), ("item", b"|"), ("item", None),
                     ("item", "|", None)):
            with self.subTest(args):
                self.assertRaises(TypeError, self.cur.copy_from, io.StringIO(), *args)
                self.assertRaises(TypeError, self.cur.copy_to, io.StringIO(), *args)
        for size in ("x", None, 1.5):
            self.assertRaises(TypeError, self.cur.copy_from, io.StringIO(), "item", size=size)

    def test_error_later(self):
        class Failing:
            left = 3

            def read(self, size):
                self.left -= 1
                if not self.left:
                    raise KeyError("gone")
                return b"%d\tx\n" % self.left

        self.assertRaises(psycopg2.Error, self.cur.copy_from, Failing(), "item")
        self.conn.rollback()

    def test_what_is_no_text(self):
        for wrong in (1, None, [b"1\ta\n"], object(), bytearray(b"1\ta\n")):
            with self.subTest(wrong):
                self.cur.execute("savepoint s")
                self.assertRaises(psycopg2.Error, self.cur.copy_from, Chunks(wrong), "item")
                self.cur.execute("rollback to s")
        self.assertEqual(self.rows(), [])

    def test_no_such_table(self):
        self.assertRaises(errors.UndefinedTable, self.cur.copy_from, io.StringIO("1"), "nosuch")

    def test_columns_that_are_none(self):
        self.assertRaises(TypeError, self.cur.copy_from, io.StringIO("1"), "item", columns=[1])
        self.assertRaises(TypeError, self.cur.copy_from, io.StringIO("1"), "item", columns=1)


class ToTest(CopyTestCase):
    def setUp(self):
        super().setUp()
        self.cur.execute("insert into item values (1, 'a'), (2, null), (3, E'é\\t\\n')")

    def test_text(self):
        file = io.StringIO()
        self.assertIsNone(self.cur.copy_to(file, "item"))
        self.assertEqual(file.getvalue(), "1\ta\n2\t\\N\n3\té\\t\\n\n")
        self.assertEqual(self.cur.rowcount, 3)

    def test_bytes(self):
        file = io.BytesIO()
        self.cur.copy_to(file, "item")
        self.assertEqual(file.getvalue(), "1\ta\n2\t\\N\n3\té\\t\\n\n".encode())

    def test_in_another_encoding(self):
        self.conn.commit()
        self.conn.set_client_encoding("latin1")
        file = io.BytesIO()
        self.cur.copy_to(file, "item")
        self.assertIn(b"\xe9", file.getvalue())
        file = io.StringIO()
        self.cur.copy_to(file, "item")
        self.assertIn("é", file.getvalue())

    def test_separator_null_columns(self):
        file = io.StringIO()
        self.cur.copy_to(file, "item", sep="|", null="-", columns=("data", "id"))
        self.assertEqual(file.getvalue().splitlines()[:2], ["a|1", "-|2"])

    def test_a_file_of_its_own(self):
        class Lines:
            def __init__(self):
                self.lines = []

            def write(self, line):
                self.lines.append(line)

        file = Lines()
        self.cur.copy_to(file, "item", columns=["id"])
        self.assertEqual(file.lines, [b"1\n", b"2\n", b"3\n"])

    def test_a_file_of_text_of_its_own(self):
        class Lines(io.TextIOBase):
            def __init__(self):
                self.lines = []

            def write(self, line):
                self.lines.append(line)

        file = Lines()
        self.cur.copy_to(file, "item", columns=["id"])
        self.assertEqual(file.lines, ["1\n", "2\n", "3\n"])

    def test_real_files(self):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "out")
            with open(path, "w", encoding="utf-8", newline="") as file:
                self.cur.copy_to(file, "item")
            with open(path, encoding="utf-8", newline="") as file:
                self.assertEqual(file.read(), "1\ta\n2\t\\N\n3\té\\t\\n\n")
            with open(path, "wb") as file:
                self.cur.copy_to(file, "item")
            self.assertEqual(os.path.getsize(path), len("1\ta\n2\t\\N\n3\té\\t\\n\n".encode()))

    def test_no_file(self):
        for wrong in (None, 1, object()):
            with self.assertRaises(TypeError) as caught:
                self.cur.copy_to(wrong, "item")
            self.assertEqual(str(caught.exception), "argument 1 must have a .write() method")

    def test_error_while_writing(self):
        class Failing:
            def write(self, data):
                raise ZeroDivisionError("full")

        with self.assertRaises(ZeroDivisionError) as caught:
            self.cur.copy_to(Failing(), "item")
        self.assertEqual(str(caught.exception), "full")
        self.assertEqual(self.query("select count(*) from item"), 3)

    def test_error_while_writing_much(self):
        class Failing:
            left = 10

            def write(self, data):
                self.left -= 1
                if not self.left:
                    raise OSError("full")

        self.cur.execute("insert into item select n, repeat('x', 1000)"
                         " from generate_series(10, 3000) n")
        self.assertRaises(OSError, self.cur.copy_to, Failing(), "item")
        self.assertEqual(self.query("select count(*) from item"), 2994)

    def test_much(self):
        self.cur.execute("insert into item select n, repeat('x', 1000)"
                         " from generate_series(10, 3000) n")
        file = io.BytesIO()
        self.cur.copy_to(file, "item")
        self.assertEqual(len(file.getvalue().splitlines()), 2994)

    def test_no_such_table(self):
        self.assertRaises(errors.UndefinedTable, self.cur.copy_to, io.StringIO(), "nosuch")
        self.conn.rollback()
        self.assertEqual(self.query("select 1"), 1)


class ExpertTest(CopyTestCase):
    def test_csv(self):
        file = io.StringIO('id,data\n1,"a ""quoted"" one"\n2,\n')
        self.cur.copy_expert("copy item from stdin with (format csv, header)", file)
        self.assertEqual(self.rows(), [(1, 'a "quoted" one'), (2, None)])
        self.assertEqual(self.cur.rowcount, 2)
        out = io.StringIO()
        self.cur.copy_expert("copy item to stdout csv header", out)
        self.assertEqual(out.getvalue(), file.getvalue())

    def test_binary(self):
        self.cur.execute("insert into item values (1, 'a'), (2, null)")
        file = io.BytesIO()
        self.cur.copy_expert("copy item to stdout (format binary)", file)
        self.assertTrue(file.getvalue().startswith(b"PGCOPY\n\xff\r\n\0"))
        self.cur.execute("truncate item")
        file.seek(0)
        self.cur.copy_expert("copy item from stdin (format binary)", file)
        self.assertEqual(self.rows(), [(1, "a"), (2, None)])

    def test_query(self):
        file = io.StringIO()
        self.cur.copy_expert("copy (select 1, 'a' union all select 2, 'b') to stdout", file)
        self.assertEqual(file.getvalue(), "1\ta\n2\tb\n")

    def test_one_file_for_both(self):
        with tempfile.TemporaryFile("w+") as file:
            self.cur.execute("insert into item values (1, 'a')")
            self.cur.copy_expert("copy item to stdout", file)
            self.cur.execute("truncate item")
            file.seek(0)
            self.cur.copy_expert("copy item from stdin", file)
        self.assertEqual(self.rows(), [(1, "a")])

    def test_composed(self):
        statement = sql.SQL("copy {} ({}) from stdin").format(
            sql.Identifier("item"), sql.Identifier("id")
        )
        self.cur.copy_expert(statement, io.StringIO("5\n"))
        self.assertEqual(self.rows(), [(5, None)])
        self.cur.copy_expert(b"copy item to stdout", io.StringIO())

    def test_size(self):
        file = Chunks(b"1\ta\n")
        self.cur.copy_expert("copy item from stdin", file, 17)
        self.cur.copy_expert(sql="copy item from stdin", file=Chunks(), size=17)
        self.assertEqual(file.sizes, [17, 17])

    def test_comments_and_literals_are_no_direction(self):
        for statement in ("/* to stdout */ copy item from stdin",
                          "copy item from stdin -- to stdout",
                          "copy item from stdin with (null 'to stdout')"):
            self.cur.execute("truncate item")
            self.cur.copy_expert(statement, io.StringIO("1\ta\n"))
            self.assertEqual(self.rows(), [(1, "a")])
        file = io.StringIO()
        self.cur.copy_expert("copy (select 'from stdin') to stdout", file)
        self.assertEqual(file.getvalue(), "from stdin\n")

    def test_a_file_that_is_only_written_to(self):
        class Writer:
            def __init__(self):
                self.data = b""

            def write(self, data):
                self.data += data

        file = Writer()
        self.cur.copy_expert("copy (select 1) to stdout", file)
        self.assertEqual(file.data, b"1\n")

    def test_what_is_wrong(self):
        self.assertRaises(TypeError, self.cur.copy_expert, "copy item from stdin", None)
        self.assertRaises(TypeError, self.cur.copy_expert, 1, io.StringIO())
        self.assertRaises(errors.SyntaxError, self.cur.copy_expert, "copy item", io.StringIO())
        self.conn.rollback()
        self.assertRaises(psycopg2.ProgrammingError, self.cur.copy_expert, "", io.StringIO())

    def test_autocommit(self):
        self.conn.commit()
        self.conn.autocommit = True
        self.cur.copy_from(io.StringIO("1\ta\n"), "item")
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.assertEqual(self.rows(), [(1, "a")])

    def test_in_a_failed_transaction(self):
        self.assertRaises(psycopg2.Error, self.cur.execute, "nonsense")
        self.assertRaises(errors.InFailedSqlTransaction, self.cur.copy_to, io.StringIO(), "item")


class ExecuteTest(CopyTestCase):
    def test_copy_is_none_of_execute(self):
        self.conn.commit()
        for statement, message in (
            ("copy item from stdin", "can't execute COPY FROM: use the copy_from() method instead"),
            ("copy item to stdout", "can't execute COPY TO: use the copy_to() method instead"),
        ):
            with self.assertRaises(psycopg2.ProgrammingError) as caught:
                self.cur.execute(statement)
            self.assertEqual(str(caught.exception), message)
            self.conn.rollback()
            self.assertEqual(self.query("select 1"), 1)

    def test_attributes_after_copy(self):
        self.cur.execute("select 1")
        self.cur.copy_from(io.StringIO("1\ta\n"), "item")
        self.assertIsNone(self.cur.description)
        self.assertRaises(psycopg2.ProgrammingError, self.cur.fetchone)
        self.assertIn(b'COPY "item" FROM stdin', self.cur.query)
