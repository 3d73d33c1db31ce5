# SPDX-License-Identifier: Apache-2.0
"""Connections: how they are opened, what they say of themselves, how they end."""

import collections
import gc
import pickle
import re
import sys
import threading
import unittest
import weakref

from testing import DSN, ServerTestCase, await_sleep, connect

import psycopg2
from psycopg2 import errors, extensions, extras

CLOSED = "connection already closed"


class OpeningTest(ServerTestCase):
    def connected(self, *args, **kwargs):
        conn = psycopg2.connect(*args, **kwargs)
        self.addCleanup(conn.close)
        return conn

    def test_keywords(self):
        conn = self.connected(**self.conn.get_dsn_parameters())
        self.assertEqual(conn.info.dbname, self.conn.info.dbname)

    def test_keywords_go_before_the_string(self):
        conn = self.connected(DSN, application_name="one's")
        with conn.cursor() as cur:
            cur.execute("show application_name")
            self.assertEqual(cur.fetchone(), ("one's",))
        self.assertIn("application_name=", conn.dsn)

    def test_database_is_dbname(self):
        params = self.conn.get_dsn_parameters()
        params["database"] = params.pop("dbname")
        self.assertEqual(self.connected(**params).info.dbname, params["database"])
        with self.assertRaises(TypeError):
            psycopg2.connect(database="a", dbname="b")

    def test_uri(self):
        info = self.conn.info
        host, _, user = info.host, info.port, info.user
        host = host.replace("/", "%2F")
        password = ":" + info.password if info.password else ""
        uri = f"postgresql://{user}{password}@{host}:{info.port}/{info.dbname}?connect_timeout=9"
        conn = self.connected(uri)
        self.assertEqual(conn.get_dsn_parameters()["connect_timeout"], "9")

    def test_string_subclass(self):
        class Text(str):
            pass

        self.assertFalse(self.connected(Text(DSN)).closed)

    def test_unknown_keyword(self):
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            psycopg2.connect(dbname="a", nosuch="b")
        self.assertRegex(str(caught.exception), 'invalid dsn: invalid connection option "nosuch"')

    def test_refused(self):
        for opened in ("host=127.0.0.1 port=1", "host=/nowhere/at/all port=5432"):
            with self.assertRaises(psycopg2.OperationalError) as caught:
                psycopg2.connect(opened + " dbname=x user=y")
            self.assertIsNone(caught.exception.pgcode)
            self.assertRegex(str(caught.exception), "^connection to server ")

    def test_no_such_database(self):
        with self.assertRaises(psycopg2.OperationalError) as caught:
            connect(dbname="thereisnosuch")
        self.assertIn('database "thereisnosuch" does not exist', str(caught.exception))
        self.assertIsNone(caught.exception.pgcode)
        self.assertIsNone(caught.exception.cursor)

    def test_factory(self):
        class Mine(extensions.connection):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.said = args

        conn = self.connected(DSN, connection_factory=Mine)
        self.assertIs(type(conn), Mine)
        self.assertEqual(conn.said, (DSN,))
        self.assertEqual(conn.cursor().connection, conn)

    def test_factory_that_does_not_connect(self):
        class Mine(extensions.connection):
            def __init__(self, *args, **kwargs):
                pass

        conn = psycopg2.connect(DSN, connection_factory=Mine)
        self.assertRaises(psycopg2.Error, conn.cursor)
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_UNKNOWN)
        conn.close()

    def test_what_was_never_opened(self):
        conn = extensions.connection.__new__(extensions.connection)
        self.assertEqual(conn.closed, 0)
        self.assertEqual(conn.server_version, 0)
        self.assertIsNone(conn.info.host)
        self.assertEqual(conn.info.status, 1)
        conn.close()
        self.assertEqual(conn.closed, 1)
        self.assertRaises(psycopg2.InterfaceError, conn.cursor)

    def test_what_was_opened_in_vain(self):
        seen = []

        class Mine(extensions.connection):
            def __init__(self, *args, **kwargs):
                seen.append(self)
                super().__init__(*args, **kwargs)

        with self.assertRaises(psycopg2.OperationalError):
            psycopg2.connect("host=/nowhere dbname=x user=y", connection_factory=Mine)
        self.assertEqual(seen[0].closed, 2)
        self.assertRaises(psycopg2.InterfaceError, seen[0].cursor)

    def test_factory_that_raises(self):
        class Mine(extensions.connection):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                raise ZeroDivisionError("no")

        self.assertRaises(ZeroDivisionError, psycopg2.connect, DSN, connection_factory=Mine)

    def test_factory_that_is_a_function(self):
        seen = []

        def make(dsn, async_=0):
            seen.append((dsn, async_))
            return extensions.connection(dsn, async_)

        self.connected(DSN, connection_factory=make)
        self.assertEqual(seen, [(DSN, 0)])

    def test_a_class_of_its_own_may_set_the_cursor_factory(self):
        class Mine(extensions.connection):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.cursor_factory = extras.DictCursor

        conn = self.connected(DSN, connection_factory=Mine)
        self.assertIs(type(conn.cursor()), extras.DictCursor)
        conn = self.connected(DSN, connection_factory=Mine, cursor_factory=extras.RealDictCursor)
        self.assertIs(type(conn.cursor()), extras.RealDictCursor)

    def test_options(self):
        conn = self.connected(DSN, options="-c search_path=a,b -c extra_float_digits=0")
        with conn.cursor() as cur:
            cur.execute("show search_path")
            self.assertEqual(cur.fetchone(), ("a,b",))

    def test_client_encoding(self):
        conn = self.connected(DSN, client_encoding="latin1")
        self.assertEqual(conn.encoding, "LATIN1")
        with conn.cursor() as cur:
            cur.execute("select chr(233), %s, octet_length(%s)", ("\xe9", "\xe9"))
            self.assertEqual(cur.fetchone(), ("\xe9", "\xe9", 2))

    def test_client_encoding_that_python_does_not_know(self):
        with self.assertRaises(psycopg2.OperationalError):
            psycopg2.connect(DSN, client_encoding="MULE_INTERNAL")

    def test_encodings_names_with_dashes(self):
        for name in ("EUC_JP", "euc-jp", "EUCJP"):
            with self.subTest(name):
                conn = self.connected(DSN, client_encoding=name)
                self.assertEqual(conn.encoding, "EUCJP")
                self.assertEqual(extensions.encodings[conn.encoding], "euc_jp")


class AttributesTest(ServerTestCase):
    def test_that_never_change(self):
        conn = self.conn
        self.assertEqual(conn.closed, 0)
        self.assertEqual(conn.async_, 0)
        self.assertEqual(getattr(conn, "async"), 0)
        self.assertEqual(conn.protocol_version, 3)
        self.assertEqual(conn.server_version // 10000, 15)
        self.assertEqual(conn.info.server_version, conn.server_version)
        self.assertEqual(conn.encoding, "UTF8")
        self.assertEqual(conn.status, extensions.STATUS_READY)
        self.assertIsNone(conn.cursor_factory)
        for name in ("closed", "async_", "dsn", "encoding", "status", "server_version", "info",
                     "protocol_version", "string_types", "binary_types"):
            with self.subTest(name):
                self.assertRaises(AttributeError, setattr, conn, name, 1)

    def test_exceptions(self):
        for name in ("Warning", "Error", "InterfaceError", "DatabaseError", "InternalError",
                     "OperationalError", "ProgrammingError", "IntegrityError", "DataError",
                     "NotSupportedError"):
            self.assertIs(getattr(self.conn, name), getattr(psycopg2, name))

    def test_parameter_status(self):
        conn = self.conn
        self.assertEqual(conn.get_parameter_status("server_encoding"), "UTF8")
        self.assertEqual(conn.get_parameter_status("client_encoding"), "UTF8")
        self.assertEqual(conn.get_parameter_status("integer_datetimes"), "on")
        self.assertIsNone(conn.get_parameter_status("nosuch"))
        self.assertRaises(TypeError, conn.get_parameter_status)
        with conn.cursor() as cur:
            cur.execute("set application_name to 'other'")
        self.assertEqual(conn.get_parameter_status("application_name"), "other")

    def test_dsn_parameters(self):
        params = connect(application_name="that", password="geheim").get_dsn_parameters()
        self.assertEqual(params["application_name"], "that")
        self.assertNotIn("password", params)
        self.assertIn("dbname", params)
        self.assertIn("sslmode", params)

    def test_dsn_has_no_password(self):
        conn = connect(password="gehe im")
        self.addCleanup(conn.close)
        self.assertNotIn("gehe", conn.dsn)
        self.assertNotIn("gehe", repr(conn))
        self.assertIn("password=xxx", conn.dsn)

    def test_dsn_stays_as_given(self):
        self.assertEqual(self.conn.dsn, DSN)

    def test_backend_pid(self):
        self.assertEqual(self.conn.get_backend_pid(), self.query("select pg_backend_pid()"))
        self.assertEqual(self.conn.get_backend_pid(), self.conn.info.backend_pid)

    def test_transaction_status(self):
        conn = self.conn
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        cur = conn.cursor()
        cur.execute("select 1")
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INTRANS)
        self.assertEqual(conn.status, extensions.STATUS_BEGIN)
        self.assertRaises(psycopg2.Error, cur.execute, "nonsense")
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INERROR)
        self.assertEqual(conn.status, extensions.STATUS_IN_TRANSACTION)
        conn.rollback()
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        conn.close()
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_UNKNOWN)

    def test_repr(self):
        dsn = re.escape(DSN)
        self.assertRegex(repr(self.conn),
                         f"^<connection object at 0x[0-9a-f]+; dsn: '{dsn}', closed: 0>$")
        self.conn.close()
        self.assertRegex(repr(self.conn), "closed: 1>$")

    def test_isexecuting(self):
        self.assertFalse(self.conn.isexecuting())
        self.conn.cursor().execute("select 1")
        self.assertIs(self.conn.isexecuting(), False)

    def test_fileno(self):
        self.assertIsInstance(self.conn.fileno(), int)
        self.assertGreater(self.conn.fileno(), 0)
        self.conn.close()
        self.assertRaises(psycopg2.InterfaceError, self.conn.fileno)

    def test_poll_of_one_that_blocks(self):
        self.assertEqual(self.conn.poll(), extensions.POLL_OK)

    def test_no_attributes_of_a_program(self):
        self.assertRaises(AttributeError, setattr, self.conn, "mine", 1)

    def test_attributes_of_a_subclass(self):
        class Mine(extensions.connection):
            pass

        conn = connect(connection_factory=Mine)
        self.addCleanup(conn.close)
        conn.mine = 1
        self.assertEqual(conn.mine, 1)

    def test_it_does_not_travel(self):
        self.assertRaises(TypeError, pickle.dumps, self.conn)

    def test_string_types_are_its_own(self):
        other = connect()
        self.addCleanup(other.close)
        cast = extensions.new_type((25,), "UPPER", lambda s, c: s and s.upper())
        extensions.register_type(cast, self.conn)
        self.assertEqual(self.conn.string_types, {25: cast})
        self.assertEqual(other.string_types, {})
        self.assertEqual(self.query("select 'a'::text"), "A")


class InfoTest(ServerTestCase):
    def test_what_it_says(self):
        info = self.conn.info
        self.assertEqual(info.dbname, self.query("select current_database()"))
        self.assertEqual(info.user, self.query("select current_user"))
        self.assertIsInstance(info.port, int)
        self.assertIsInstance(info.host, str)
        self.assertEqual(info.options, "")
        self.assertEqual(info.status, 0)
        self.assertEqual(info.transaction_status, extensions.TRANSACTION_STATUS_INTRANS)
        self.assertEqual(info.protocol_version, 3)
        self.assertFalse(info.needs_password)
        self.assertIsInstance(info.used_password, bool)
        self.assertEqual(info.dsn_parameters, self.conn.get_dsn_parameters())
        self.assertEqual(info.parameter_status("TimeZone"), self.query("show timezone"))
        self.assertIs(info.ssl_in_use, False)
        self.assertIsNone(info.ssl_attribute("cipher"))
        self.assertEqual(info.socket, self.conn.fileno())

    def test_options(self):
        conn = connect(options="-c geqo=off", password="p")
        self.assertEqual(conn.info.options, "-c geqo=off")
        self.assertEqual(conn.info.password, "p")
        conn.close()

    def test_last_error(self):
        info = self.conn.info
        self.assertIsNone(info.error_message)
        self.assertRaises(psycopg2.Error, self.query, "select nosuch")
        self.assertIn('column "nosuch" does not exist', info.error_message)

    def test_closed(self):
        self.conn.close()
        info = self.conn.info
        self.assertEqual(info.status, 1)
        self.assertEqual(info.transaction_status, extensions.TRANSACTION_STATUS_UNKNOWN)
        for name in ("dbname", "user", "password", "host", "port", "options"):
            with self.subTest(name):
                self.assertIsNone(getattr(info, name))
        self.assertEqual(info.server_version, 0)
        self.assertEqual(info.backend_pid, 0)

    def test_it_is_of_a_connection(self):
        self.assertRaises(TypeError, extensions.ConnectionInfo, 1)
        self.assertRaises(AttributeError, setattr, self.conn.info, "host", "a")


class ClosingTest(ServerTestCase):
    def test_twice(self):
        self.conn.close()
        self.assertEqual(self.conn.closed, 1)
        self.conn.close()
        self.assertEqual(self.conn.closed, 1)

    def test_nothing_goes_then(self):
        conn = self.conn
        conn.close()
        for call in (conn.cursor, conn.commit, conn.rollback, conn.reset, conn.cancel, conn.poll,
                     conn.lobject, conn.get_backend_pid, conn.get_dsn_parameters,
                     conn.tpc_prepare, conn.tpc_recover, conn.tpc_commit, conn.tpc_rollback,
                     conn.set_session,
                     lambda: conn.xid(1, "a", "b"), lambda: conn.tpc_begin("a"),
                     lambda: conn.set_isolation_level(1),
                     lambda: conn.set_client_encoding("UTF8"),
                     lambda: conn.get_parameter_status("TimeZone"), conn.__enter__):
            with self.subTest(call):
                with self.assertRaises(psycopg2.InterfaceError) as caught:
                    call()
                self.assertEqual(str(caught.exception), CLOSED)

    def test_cursors_are_closed_too(self):
        cur = self.conn.cursor()
        cur.execute("select 1")
        self.conn.close()
        self.assertTrue(cur.closed)
        for call in (cur.fetchone, cur.fetchall, lambda: cur.execute("select 1"),
                     lambda: cur.scroll(0), lambda: next(cur)):
            with self.assertRaises(psycopg2.InterfaceError) as caught:
                call()
            self.assertEqual(str(caught.exception), "cursor already closed")
        cur.close()

    def test_what_was_not_committed_is_gone(self):
        other = connect()
        self.addCleanup(other.close)
        cur = self.conn.cursor()
        cur.execute("select pg_advisory_lock(7)")
        self.conn.close()
        with other.cursor() as cur:
            cur.execute("select pg_advisory_lock(7)")
        self.assertEqual(self.conn.status, extensions.STATUS_READY + 1)

    def test_the_server_closes(self):
        killer = connect()
        self.addCleanup(killer.close)
        cur = self.conn.cursor()
        cur.execute("select 1")
        killer.cursor().execute("select pg_terminate_backend(%s, 5000)",
                                (self.conn.info.backend_pid,))
        self.assertEqual(self.conn.closed, 0)
        with self.assertRaises(psycopg2.OperationalError) as caught:
            cur.execute("select 1")
        self.assertIsInstance(caught.exception, (errors.AdminShutdown, psycopg2.OperationalError))
        self.assertEqual(self.conn.closed, 2)
        self.assertTrue(cur.closed)
        self.assertRaises(psycopg2.InterfaceError, self.conn.cursor)
        self.assertRaises(psycopg2.InterfaceError, self.conn.rollback)
        self.conn.close()
        self.assertNotEqual(self.conn.closed, 0)

    def test_it_can_be_referred_to_weakly(self):
        conn = connect()
        ref = weakref.ref(conn)
        cur = conn.cursor()
        ref_of_cursor = weakref.ref(cur)
        self.assertIs(ref(), conn)
        self.assertIs(ref_of_cursor(), cur)
        conn.close()

    @unittest.skipUnless(sys.implementation.name == "cpython", "there garbage is found at once")
    def test_it_is_collected(self):
        conn = connect()
        pid = conn.info.backend_pid
        cur = conn.cursor()
        cur.execute("select 1")
        ref = weakref.ref(conn), weakref.ref(cur)
        del conn, cur
        gc.collect()
        self.assertEqual([r() for r in ref], [None, None])
        self.assertNotEqual(pid, self.conn.info.backend_pid)


class CursorFactoryTest(ServerTestCase):
    def test_attribute(self):
        self.conn.cursor_factory = extras.NamedTupleCursor
        self.assertIs(type(self.conn.cursor()), extras.NamedTupleCursor)
        self.assertIs(type(self.conn.cursor(cursor_factory=extras.DictCursor)), extras.DictCursor)
        self.conn.cursor_factory = None
        self.assertIs(type(self.conn.cursor()), extensions.cursor)

    def test_argument_is_what_is_called(self):
        calls = []

        def make(*args, **kwargs):
            calls.append((args, kwargs))
            return extensions.cursor(*args, **kwargs)

        self.conn.cursor(cursor_factory=make)
        self.conn.cursor("name", make)
        self.assertEqual(calls, [((self.conn, None), {}), ((self.conn, "name"), {})])

    def test_none_of_its_cursors(self):
        for factory in (lambda *args: 1, object, lambda conn, name: None):
            with self.assertRaises(TypeError):
                self.conn.cursor(cursor_factory=factory)

    def test_subclass_with_arguments_of_its_own(self):
        class Mine(extensions.cursor):
            def __init__(self, conn, name=None, *, more=5):
                self.more = more
                super().__init__(conn, name=name)

        cur = self.conn.cursor(cursor_factory=Mine)
        self.assertEqual(cur.more, 5)
        cur.execute("select %s", (cur.more,))
        self.assertEqual(cur.fetchone(), (5,))


class NoticesTest(ServerTestCase):
    def notice(self, *texts):
        cur = self.conn.cursor()
        cur.execute("".join([f"do $$ begin raise notice '{t}'; end $$;" for t in texts]))

    def test_in_order(self):
        self.notice("a", "b")
        self.notice("c")
        self.assertEqual(self.conn.notices, ["NOTICE:  a\n", "NOTICE:  b\n", "NOTICE:  c\n"])

    def test_of_create_table(self):
        cur = self.conn.cursor()
        cur.execute("create temp table here(id int)")
        cur.execute("create temp table if not exists here(id int)")
        self.assertEqual(len(self.conn.notices), 1)
        self.assertIn('relation "here" already exists, skipping', self.conn.notices[0])

    def test_no_more_than_fifty(self):
        self.notice(*range(100))
        self.assertEqual(len(self.conn.notices), 50)
        self.assertEqual(self.conn.notices[0], "NOTICE:  50\n")
        self.assertEqual(self.conn.notices[-1], "NOTICE:  99\n")
        for i in range(100, 160):
            self.notice(i)
        self.assertEqual(len(self.conn.notices), 50)
        self.assertIn("159", self.conn.notices[-1])

    def test_taken_by_something_else(self):
        self.conn.notices = collections.deque(maxlen=60)
        self.notice(*range(70))
        self.assertEqual(len(self.conn.notices), 60)
        self.assertEqual(self.conn.notices[0], "NOTICE:  10\n")

    def test_taken_by_something_that_appends(self):
        class Taker:
            def __init__(self):
                self.got = []

            def append(self, item):
                self.got.append(item)

        self.conn.notices = taker = Taker()
        self.notice("a", "b")
        self.assertEqual(taker.got, ["NOTICE:  a\n", "NOTICE:  b\n"])

    def test_taken_by_nothing(self):
        for taker in (None, 5, object()):
            self.conn.notices = taker
            self.notice("a")
            self.assertIs(self.conn.notices, taker)

    def test_detail_and_hint(self):
        cur = self.conn.cursor()
        cur.execute("do $$ begin raise warning 'w' using detail = 'd', hint = 'h'; end $$")
        self.assertEqual(self.conn.notices, ["WARNING:  w\nDETAIL:  d\nHINT:  h\n"])


class EncodingTest(ServerTestCase):
    def test_set(self):
        conn = self.conn
        conn.set_client_encoding("LATIN9")
        self.assertEqual(conn.encoding, "LATIN9")
        self.assertEqual(self.query("select chr(8364)"), "\u20ac")
        self.assertEqual(conn.cursor().mogrify("%s", ("\u20ac",)), b"'\xa4'")

    def test_set_rolls_back(self):
        self.query("select 1")
        self.conn.set_client_encoding("latin1")
        self.assertEqual(self.conn.status, extensions.STATUS_READY)

    def test_the_same_asks_nothing(self):
        self.query("select 1")
        self.conn.set_client_encoding("utf8")
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)
        self.conn.set_client_encoding("UTF-8")
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)

    def test_unknown(self):
        self.assertRaises(psycopg2.OperationalError, self.conn.set_client_encoding, "EUC_TW")
        self.assertRaises(psycopg2.Error, self.conn.set_client_encoding, "nosuch")
        self.assertEqual(self.conn.encoding, "UTF8")

    def test_text_that_does_not_fit(self):
        self.conn.set_client_encoding("latin1")
        self.assertRaises(UnicodeEncodeError, self.query, "select %s", ("\u20ac",))
        self.assertRaises(UnicodeEncodeError, self.query, "select '\u20ac'")
        self.assertEqual(self.query("select 1"), 1)

    def test_what_the_server_has_that_does_not_fit(self):
        self.conn.set_client_encoding("latin1")
        self.assertRaises(errors.UntranslatableCharacter, self.query, "select chr(8364)")

    def test_bytes_are_statements_too(self):
        self.conn.set_client_encoding("latin1")
        self.assertEqual(self.query(b"select '\xe9'"), "\xe9")
        self.assertEqual(self.query(b"select '\xe9' || %s", ("\xe9",)), "\xe9\xe9")

    def test_names_of_columns(self):
        for encoding in ("utf8", "latin1"):
            self.conn.set_client_encoding(encoding)
            cur = self.conn.cursor()
            cur.execute('select 1 as "\xe9"')
            self.assertEqual(cur.description[0].name, "\xe9")

    def test_messages(self):
        self.conn.set_client_encoding("latin1")
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            self.query('select "\xe9"')
        self.assertIn("\xe9", str(caught.exception))
        self.assertIn("\xe9", caught.exception.diag.message_primary)


class CancelTest(ServerTestCase):
    def test_idle(self):
        self.conn.cancel()
        self.assertEqual(self.query("select 1"), 1)
        self.conn.rollback()
        self.conn.cancel()
        self.assertEqual(self.query("select 1"), 1)

    def test_from_another_thread(self):
        failures = []
        pid = self.conn.info.backend_pid

        def cancel():
            try:
                await_sleep(pid)
                self.conn.cancel()
            except BaseException as e:
                failures.append(e)

        thread = threading.Thread(target=cancel)
        thread.start()
        with self.assertRaises(extensions.QueryCanceledError) as caught:
            self.query("select pg_sleep(60)")
        thread.join()
        self.assertEqual(failures, [])
        self.assertIs(type(caught.exception), errors.QueryCanceled)
        self.assertEqual(caught.exception.pgcode, "57014")
        self.conn.rollback()
        self.assertEqual(self.query("select 1"), 1)

    def test_timeout(self):
        cur = self.conn.cursor()
        cur.execute("set statement_timeout to 20")
        self.assertRaises(extensions.QueryCanceledError, cur.execute, "select pg_sleep(60)")


class ResetTest(ServerTestCase):
    def test_settings(self):
        conn = self.conn
        conn.set_session("serializable", readonly=True)
        cur = conn.cursor()
        cur.execute("select 1")
        conn.rollback()
        conn.autocommit = True
        cur.execute("set application_name to 'changed'")
        conn.reset()
        self.assertFalse(conn.autocommit)
        self.assertIsNone(conn.isolation_level)
        self.assertEqual(conn.status, extensions.STATUS_READY)
        self.assertNotEqual(self.query("show application_name"), "changed")

    def test_in_a_transaction(self):
        cur = self.conn.cursor()
        cur.execute("create temp table gone(id int)")
        self.conn.reset()
        self.assertRaises(errors.UndefinedTable, cur.execute, "select * from gone")
        self.conn.reset()
        self.assertEqual(self.query("select 1"), 1)


class ThreadsTest(ServerTestCase):
    def test_they_share_a_transaction(self):
        cur = self.conn.cursor()
        cur.execute("create temp table shared(thread int, n int)")
        failures = []

        def insert(thread):
            try:
                cur = self.conn.cursor()
                for n in range(30):
                    cur.execute("insert into shared values (%s, %s)", (thread, n))
            except BaseException as e:
                failures.append(e)

        threads = [threading.Thread(target=insert, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        cur.execute("select thread, count(*), sum(n) from shared group by 1 order by 1")
        self.assertEqual(cur.fetchall(), [(i, 30, 435) for i in range(4)])
        self.conn.rollback()
        self.assertRaises(errors.UndefinedTable, cur.execute, "select 1 from shared")

    def test_one_waits_for_the_other(self):
        results = []

        def run(n):
            cur = self.conn.cursor()
            cur.execute("select %s, pg_sleep(0.05)", (n,))
            results.append(cur.fetchone()[0])

        threads = [threading.Thread(target=run, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(results), [0, 1, 2, 3])
