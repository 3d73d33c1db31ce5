# SPDX-License-Identifier: Apache-2.0
"""Errors by their codes: classes, what they carry, how they travel."""

import copy
import pickle
import unittest

from testing import ServerTestCase

import psycopg2
from psycopg2 import errorcodes, errors, extensions

#: The class above all errors whose codes begin so.
BASES = {
    "02": psycopg2.DatabaseError,
    "03": psycopg2.DatabaseError,
    "08": psycopg2.OperationalError,
    "09": psycopg2.DatabaseError,
    "0A": psycopg2.NotSupportedError,
    "0B": psycopg2.DatabaseError,
    "0F": psycopg2.DatabaseError,
    "0L": psycopg2.DatabaseError,
    "0P": psycopg2.DatabaseError,
    "0Z": psycopg2.DatabaseError,
    "10": psycopg2.DatabaseError,
    "20": psycopg2.ProgrammingError,
    "21": psycopg2.ProgrammingError,
    "22": psycopg2.DataError,
    "23": psycopg2.IntegrityError,
    "24": psycopg2.InternalError,
    "25": psycopg2.InternalError,
    "26": psycopg2.OperationalError,
    "27": psycopg2.OperationalError,
    "28": psycopg2.OperationalError,
    "2B": psycopg2.InternalError,
    "2D": psycopg2.InternalError,
    "2F": psycopg2.InternalError,
    "34": psycopg2.OperationalError,
    "38": psycopg2.InternalError,
    "39": psycopg2.InternalError,
    "3B": psycopg2.InternalError,
    "3D": psycopg2.ProgrammingError,
    "3F": psycopg2.ProgrammingError,
    "40": extensions.TransactionRollbackError,
    "42": psycopg2.ProgrammingError,
    "44": psycopg2.ProgrammingError,
    "53": psycopg2.OperationalError,
    "54": psycopg2.OperationalError,
    "55": psycopg2.OperationalError,
    "57": psycopg2.OperationalError,
    "58": psycopg2.OperationalError,
    "72": psycopg2.DatabaseError,
    "F0": psycopg2.InternalError,
    "HV": psycopg2.OperationalError,
    "P0": psycopg2.InternalError,
    "XX": psycopg2.InternalError,
}


def _classes():
    """The class of each code that has one: those that servers no longer send have none."""
    for name in dir(errorcodes):
        code = getattr(errorcodes, name)
        if name.isupper() and len(code) == 5 and code[:2] in BASES:
            try:
                yield code, errors.lookup(code)
            except KeyError:
                pass


class ClassesTest(unittest.TestCase):
    def test_every_code_has_a_class_but_those_of_success_and_warnings(self):
        of_codes = {cls for _, cls in _classes()}
        others = {getattr(psycopg2, name) for name in dir(psycopg2) if name.endswith("Error")}
        others |= {psycopg2.Warning, errors.QueryCanceledError, errors.TransactionRollbackError}
        all_of_them = {cls for cls in vars(errors).values() if isinstance(cls, type)}
        self.assertEqual(all_of_them - others, of_codes)
        self.assertGreaterEqual(len(of_codes), 248)
        for code in ("00000", "01000", "01003", "0100C"):
            self.assertRaises(KeyError, errors.lookup, code)

    def test_the_class_above(self):
        for code, cls in _classes():
            above = BASES[code[:2]]
            if code == errorcodes.QUERY_CANCELED:
                above = extensions.QueryCanceledError
            with self.subTest(code):
                self.assertEqual(cls.__bases__, (above,))

    def test_a_class_is_found_by_its_own_name(self):
        for code, cls in _classes():
            with self.subTest(code):
                self.assertIs(getattr(errors, cls.__name__), cls)
                self.assertEqual(cls.__qualname__, cls.__name__)
                self.assertEqual(cls.__module__, "psycopg2.errors")

    def test_names_that_would_hide_others(self):
        self.assertIs(errors.lookup("XX000"), errors.InternalError_)
        self.assertIs(errors.lookup("2F002"), errors.ModifyingSqlDataNotPermitted)
        self.assertIs(errors.lookup("38002"), errors.ModifyingSqlDataNotPermittedExt)
        self.assertIs(errors.lookup("22004"), errors.NullValueNotAllowed)
        self.assertIs(errors.lookup("39004"), errors.NullValueNotAllowedExt)
        self.assertEqual(repr(errors.SystemError), "<class 'psycopg2.errors.SystemError'>")

    def test_no_class_for_a_class_of_codes(self):
        for code in ("23", "XX", "", "xx000", "23505 ", 23505):
            with self.subTest(code):
                with self.assertRaises(KeyError) as caught:
                    errors.lookup(code)
                self.assertEqual(caught.exception.args, (code,))

    def test_db_apis_classes_are_there_too(self):
        for name in ("Warning", "Error", "InterfaceError", "DatabaseError", "DataError",
                     "OperationalError", "IntegrityError", "InternalError", "ProgrammingError",
                     "NotSupportedError"):
            self.assertIs(getattr(errors, name), getattr(psycopg2, name))
        self.assertIs(errors.QueryCanceledError, extensions.QueryCanceledError)
        self.assertIs(errors.TransactionRollbackError, extensions.TransactionRollbackError)


class ErrorcodesTest(unittest.TestCase):
    def test_some(self):
        self.assertEqual(errorcodes.CLASS_INTEGRITY_CONSTRAINT_VIOLATION, "23")
        self.assertEqual(errorcodes.UNIQUE_VIOLATION, "23505")
        self.assertEqual(errorcodes.INTERNAL_ERROR, "XX000")
        self.assertEqual(errorcodes.WARNING, "01000")
        self.assertEqual(errorcodes.FDW_ERROR, "HV000")

    def test_lookup_is_the_other_way_round(self):
        for name in dir(errorcodes):
            if name.isupper():
                code = getattr(errorcodes, name)
                with self.subTest(code):
                    self.assertEqual(errorcodes.lookup(code), name.rstrip("_"))

    def test_codes_whose_names_another_has(self):
        self.assertEqual(errorcodes.NULL_VALUE_NOT_ALLOWED, "39004")
        self.assertEqual(errorcodes.NULL_VALUE_NOT_ALLOWED_, "22004")
        self.assertEqual(errorcodes.lookup("22004"), "NULL_VALUE_NOT_ALLOWED")
        self.assertEqual(errorcodes.STRING_DATA_RIGHT_TRUNCATION, "22001")
        self.assertEqual(errorcodes.STRING_DATA_RIGHT_TRUNCATION_, "01004")
        self.assertEqual(errorcodes.lookup("01004"), "STRING_DATA_RIGHT_TRUNCATION")

    def test_unknown(self):
        for code in ("xx000", "2350", "", None, 5):
            with self.subTest(code):
                with self.assertRaises(KeyError) as caught:
                    errorcodes.lookup(code)
                self.assertEqual(caught.exception.args, (code,))


class TravelTest(unittest.TestCase):
    def test_every_class_is_pickled(self):
        for code, cls in _classes():
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                with self.subTest(code, protocol=protocol):
                    back = pickle.loads(pickle.dumps(cls("what", 5), protocol))
                    self.assertIs(type(back), cls)
                    self.assertEqual(back.args, ("what", 5))
                    self.assertIsNone(back.pgcode)
                    self.assertIsNone(back.pgerror)
                    self.assertIsNone(back.cursor)

    def test_made_by_a_program(self):
        error = errors.UniqueViolation("twice")
        self.assertEqual(repr(error), "UniqueViolation('twice')")
        self.assertEqual(str(error), "twice")
        self.assertIsNone(error.diag.sqlstate)
        self.assertIsNone(error.diag.message_primary)

    def test_a_class_below(self):
        class Mine(errors.UniqueViolation):
            def __init__(self, first, second):
                super().__init__(first + second)

        self.assertEqual(Mine("a", "b").args, ("ab",))
        self.assertIsNone(Mine("a", "b").pgcode)

    def test_no_keywords(self):
        self.assertRaises(TypeError, errors.UniqueViolation, code="23505")


class RaisedTest(ServerTestCase):
    def raised(self, code, extra=""):
        cur = self.conn.cursor()
        with self.assertRaises(psycopg2.Error) as caught:
            cur.execute(
                f"do $$ begin raise exception using errcode = '{code}', message = 'm'{extra};"
                " end $$"
            )
        self.conn.rollback()
        self.assertIs(caught.exception.cursor, cur)
        return caught.exception

    def test_one_of_each_class_of_codes(self):
        firsts = {code[:2]: code for code, _ in sorted(_classes(), reverse=True, key=str)}
        for code in firsts.values():
            with self.subTest(code):
                error = self.raised(code)
                self.assertIs(type(error), errors.lookup(code))
                self.assertEqual(error.pgcode, code)

    def test_a_code_without_a_class_is_of_the_class_above(self):
        for beginning, cls in BASES.items():
            with self.subTest(beginning):
                error = self.raised(beginning + "999")
                self.assertIs(type(error), cls)
                self.assertEqual(error.pgcode, beginning + "999")

    def test_a_code_of_no_class(self):
        self.assertIs(type(self.raised("ZZ123")), psycopg2.DatabaseError)
        self.assertIs(type(self.raised("57999")), psycopg2.OperationalError)

    def test_what_it_carries(self):
        extra = ", detail = 'd', hint = 'h', table = 't', schema = 's', column = 'c'," \
                " constraint = 'k', datatype = 'y'"
        error = self.raised("23505", extra)
        context = "PL/pgSQL function inline_code_block line 1 at RAISE"
        self.assertEqual(str(error), f"m\nDETAIL:  d\nHINT:  h\nCONTEXT:  {context}\n")
        self.assertEqual(error.pgerror, "ERROR:  " + str(error))
        diag = error.diag
        said = {n: getattr(diag, n) for n in dir(diag) if not n.startswith(("_", "source_"))}
        self.assertEqual(
            said,
            {
                "column_name": "c",
                "constraint_name": "k",
                "context": context,
                "datatype_name": "y",
                "internal_position": None,
                "internal_query": None,
                "message_detail": "d",
                "message_hint": "h",
                "message_primary": "m",
                "schema_name": "s",
                "severity": "ERROR",
                "severity_nonlocalized": "ERROR",
                "sqlstate": "23505",
                "statement_position": None,
                "table_name": "t",
            },
        )
        self.assertEqual(diag.source_function, "exec_stmt_raise")

    def test_it_travels_without_its_cursor(self):
        error = self.raised("40P01")
        for back in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            self.assertIs(type(back), errors.DeadlockDetected)
            self.assertEqual(back.args, error.args)
            self.assertEqual(back.pgcode, "40P01")
            self.assertEqual(back.pgerror, error.pgerror)
            self.assertIsNone(back.cursor)
            self.assertIsNone(back.diag.sqlstate)
