# SPDX-License-Identifier: Apache-2.0
"""The module: its functions, its constants, connection strings."""

import re
import unittest

from testing import ServerTestCase, connect

import psycopg2
from psycopg2 import extensions
from psycopg2.extensions import encrypt_password, make_dsn, parse_dsn, quote_ident


class ModuleTest(unittest.TestCase):
    def test_db_apis_constants(self):
        self.assertEqual((psycopg2.apilevel, psycopg2.threadsafety, psycopg2.paramstyle),
                         ("2.0", 2, "pyformat"))

    def test_version(self):
        self.assertRegex(psycopg2.__version__, r"^2\.9\.\d+ \(.*dt dec pq3 ext lo64.*\)$")
        self.assertEqual(re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", psycopg2.__version__).group(1), "2")
        self.assertGreaterEqual(psycopg2.__libpq_version__, 90100)
        self.assertGreaterEqual(extensions.libpq_version(), 90100)

    def test_hierarchy(self):
        for name, base in (("Warning", Exception), ("Error", Exception),
                           ("InterfaceError", psycopg2.Error),
                           ("DatabaseError", psycopg2.Error), ("DataError", psycopg2.DatabaseError),
                           ("OperationalError", psycopg2.DatabaseError),
                           ("IntegrityError", psycopg2.DatabaseError),
                           ("InternalError", psycopg2.DatabaseError),
                           ("ProgrammingError", psycopg2.DatabaseError),
                           ("NotSupportedError", psycopg2.DatabaseError)):
            self.assertEqual(getattr(psycopg2, name).__bases__, (base,))
            self.assertEqual(repr(getattr(psycopg2, name)), f"<class 'psycopg2.{name}'>")

    def test_constants(self):
        self.assertEqual([extensions.STATUS_SETUP, extensions.STATUS_READY, extensions.STATUS_BEGIN,
                          extensions.STATUS_SYNC, extensions.STATUS_ASYNC,
                          extensions.STATUS_PREPARED],
                         [0, 1, 2, 3, 4, 5])
        self.assertEqual(extensions.STATUS_IN_TRANSACTION, extensions.STATUS_BEGIN)
        self.assertEqual([extensions.TRANSACTION_STATUS_IDLE, extensions.TRANSACTION_STATUS_ACTIVE,
                          extensions.TRANSACTION_STATUS_INTRANS,
                          extensions.TRANSACTION_STATUS_INERROR,
                          extensions.TRANSACTION_STATUS_UNKNOWN], [0, 1, 2, 3, 4])

    def test_encodings(self):
        self.assertEqual(extensions.encodings["UTF8"], "utf_8")
        self.assertEqual(extensions.encodings["LATIN1"], "iso8859_1")
        self.assertEqual(extensions.encodings["EUC_JP"], extensions.encodings["EUCJP"])
        for name in ("UTF8", "LATIN9", "WIN1252", "SQL_ASCII", "KOI8R"):
            self.assertEqual("a".encode(extensions.encodings[name]), b"a")


class ConnectTest(unittest.TestCase):
    """What connect() makes of its arguments."""

    def setUp(self):
        self.args = None

        def take(dsn, connection_factory=None, **kwargs):
            self.args = dsn, connection_factory, kwargs
            return type("Connection", (), {})()

        original = psycopg2._connect
        psycopg2._connect = take
        self.addCleanup(setattr, psycopg2, "_connect", original)

    def dsn(self, *args, **kwargs):
        psycopg2.connect(*args, **kwargs)
        return self.args[0]

    def test_strings_and_keywords(self):
        self.assertEqual(self.dsn("dbname=foo host=bar"), "dbname=foo host=bar")
        self.assertEqual(parse_dsn(self.dsn(dbname="foo", host="bar")),
                         {"dbname": "foo", "host": "bar"})
        self.assertEqual(parse_dsn(self.dsn("dbname=foo", host="bar", dbname="baz")),
                         {"dbname": "baz", "host": "bar"})
        self.assertEqual(self.dsn(), "")
        self.assertEqual(self.dsn(dbname="a", host=None), "dbname=a")
        self.assertEqual(self.dsn(dbname="a", port=5432), "dbname=a port=5432")
        self.assertEqual(self.dsn(dbname="it's a \\"), "dbname='it\\'s a \\\\'")
        self.assertEqual(self.dsn(dbname=""), "dbname=''")

    def test_factories(self):
        def factory(*args):
            raise AssertionError

        psycopg2.connect("dbname=a", factory)
        self.assertIs(self.args[1], factory)
        psycopg2.connect("dbname=a", connection_factory=factory)
        self.assertIs(self.args[1], factory)

    def test_async(self):
        for keyword in ("async", "async_"):
            psycopg2.connect("dbname=a", **{keyword: 1})
            self.assertEqual(self.args[2], {keyword: 1})
            self.assertNotIn("async", self.args[0])


class MakeDsnTest(unittest.TestCase):
    def test_made(self):
        for args, kwargs, made in (
            ((), {}, ""), (("dbname=foo",), {}, "dbname=foo"),
            ((), {"dbname": "foo"}, "dbname=foo"),
            ((), {"database": "foo"}, "dbname=foo"), (("",), {"user": "a b"}, "user='a b'"),
            (("dbname=foo",), {"port": 5432}, "dbname=foo port=5432"),
            (("postgresql://u:p@h:1/d",), {}, "postgresql://u:p@h:1/d"),
            (("dbname=foo",), {"user": None}, "dbname=foo"), ((), {"password": ""}, "password=''"),
        ):
            with self.subTest(made):
                self.assertEqual(make_dsn(*args, **kwargs), made)

    def test_merged(self):
        self.assertEqual(parse_dsn(make_dsn("postgresql://u:p@h:1/d?sslmode=require",
                                            password="s3 c", port=2)),
                         {"user": "u", "password": "s3 c", "host": "h", "port": "2", "dbname": "d",
                          "sslmode": "require"})

    def test_refused(self):
        self.assertRaises(psycopg2.ProgrammingError, make_dsn, "nosuch=1")
        self.assertRaises(psycopg2.ProgrammingError, make_dsn, nosuch=1)
        self.assertRaises(psycopg2.ProgrammingError, make_dsn, "dbname=a", nosuch=1)
        self.assertRaises(TypeError, make_dsn, dbname="a", database="b")


class ParseDsnTest(unittest.TestCase):
    def test_parsed(self):
        for dsn, parsed in (
            ("", {}), ("dbname=a user=b", {"dbname": "a", "user": "b"}),
            ("dbname = 'a b' user='c\\'d'", {"dbname": "a b", "user": "c'd"}),
            ("postgresql://u:p%40@h:5/d?application_name=x%20y",
             {"user": "u", "password": "p@", "host": "h", "port": "5", "dbname": "d",
              "application_name": "x y"}),
            ("postgres://", {}), ("postgresql:///d?host=/run/pg", {"dbname": "d", "host": "/run/pg"}),
            ("postgresql://[::1]/d", {"host": "::1", "dbname": "d"}),
            ("postgresql://h1:1,h2:2/d", {"host": "h1,h2", "port": "1,2", "dbname": "d"}),
            ("password=''", {"password": ""}),
        ):
            with self.subTest(dsn):
                self.assertEqual(parse_dsn(dsn), parsed)

    def test_refused(self):
        for wrong in ("dbname", "nosuch=1", "dbname='a", "postgresql://[h/d",
                      "postgresql://h?nosuch=1", "=a"):
            with self.subTest(wrong):
                with self.assertRaises(psycopg2.ProgrammingError) as caught:
                    parse_dsn(wrong)
                self.assertTrue(str(caught.exception).startswith("invalid dsn: "))
        for wrong in (None, 1, {}):
            self.assertRaises(TypeError, parse_dsn, wrong)

    def test_no_password_in_errors(self):
        for wrong in ("password=geheim nosuch", "postgresql://u:geheim@h:p:q/d"):
            try:
                parse_dsn(wrong)
            except psycopg2.ProgrammingError as e:
                self.assertNotIn("geheim", str(e))


class FunctionsTest(ServerTestCase):
    def test_quote_ident(self):
        for name, quoted in (("a", '"a"'), ('a"b', '"a""b"'), ("A b", '"A b"'), ("", '""'),
                             ("é", '"é"'),
                             (b"a", '"a"')):
            self.assertEqual(quote_ident(name, self.conn), quoted)
            self.assertEqual(quote_ident(name, self.conn.cursor()), quoted)
        self.assertRaises(TypeError, quote_ident, "a")
        self.assertRaises(TypeError, quote_ident, "a", None)
        self.assertRaises(TypeError, quote_ident, 1, self.conn)

    def test_encrypt_password(self):
        self.assertEqual(encrypt_password("psycopg2", "ashesh", self.conn, "md5"),
                         "md594839d658c28a357126f105b9cb14cfc")
        self.assertEqual(encrypt_password("psycopg2", "ashesh", algorithm="md5"),
                         "md594839d658c28a357126f105b9cb14cfc")
        self.assertTrue(encrypt_password("a", "b", self.conn,
                                         "scram-sha-256").startswith("SCRAM-SHA-256$4096:"))
        self.assertTrue(encrypt_password("a", "b",
                                         self.conn.cursor()).startswith("SCRAM-SHA-256$4096:"))
        self.assertRaises(psycopg2.ProgrammingError, encrypt_password, "a", "b", None,
                          "scram-sha-256")
        self.assertRaises(psycopg2.ProgrammingError, encrypt_password, "a", "b")
        self.assertRaises(psycopg2.ProgrammingError, encrypt_password, "a", "b", self.conn,
                          "nosuch")
        for args in ((), ("a",), (1, "b", self.conn), ("a", 1, self.conn), ("a", "b", 1, "md5"),
                     ("a", "b", self.conn, 1)):
            with self.subTest(args):
                self.assertRaises(TypeError, encrypt_password, *args)

    def test_a_password_that_was_encrypted(self):
        name = "test_module_role"
        cur = self.conn.cursor()
        cur.execute(f"create role {name} login password %s",
                    (encrypt_password("geheim", name, self.conn),))
        cur.execute("select rolpassword like 'SCRAM-SHA-256$%%' from pg_authid where rolname = %s",
                    (name,))
        self.assertEqual(cur.fetchone(), (True,))
        self.conn.rollback()

    def test_binary_types(self):
        self.assertIsInstance(extensions.string_types, dict)
        self.assertEqual(extensions.binary_types, {})
        self.assertIs(extensions.string_types[25], extensions.string_types[1043])

    def test_two_connections_at_once(self):
        others = [connect() for _ in range(3)]
        pids = {conn.info.backend_pid for conn in others}
        self.assertEqual(len(pids), 3)
        for conn in others:
            conn.close()
