# SPDX-License-Identifier: Apache-2.0
"""Connections that log what they execute."""

import io
import logging
import os

from testing import ServerTestCase, connect

import psycopg2
from psycopg2.extras import (
    LoggingConnection,
    LoggingCursor,
    MinTimeLoggingConnection,
    MinTimeLoggingCursor,
)


class Handler(logging.Handler):
    def __init__(self):
        super().__init__()
        self.messages = []

    def emit(self, record):
        self.messages.append((record.levelno, record.getMessage()))


class LoggingTest(ServerTestCase):
    def logged(self, factory, log, *args):
        conn = connect(connection_factory=factory)
        self.addCleanup(conn.close)
        conn.initialize(log, *args)
        return conn

    def logger(self):
        logger = logging.getLogger(f"{__name__}.{id(self)}")
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        handler = Handler()
        logger.addHandler(handler)
        return logger, handler.messages

    def test_file(self):
        file = io.StringIO()
        conn = self.logged(LoggingConnection, file)
        cur = conn.cursor()
        self.assertIsInstance(cur, LoggingCursor)
        cur.execute("select %s", ("é",))
        self.assertEqual(file.getvalue(), "select 'é'" + os.linesep)
        self.assertEqual(cur.fetchone(), ("é",))

    def test_logger(self):
        logger, messages = self.logger()
        cur = self.logged(LoggingConnection, logger).cursor()
        cur.execute("select 1")
        cur.callproc("abs", (-1,))
        self.assertEqual(messages,
                         [(logging.DEBUG, "b'select 1'"),
                          (logging.DEBUG, "b'SELECT * FROM abs( -1)'")])

    def test_errors_are_logged(self):
        file = io.StringIO()
        cur = self.logged(LoggingConnection, file).cursor()
        self.assertRaises(psycopg2.Error, cur.execute, "nonsense")
        self.assertEqual(file.getvalue(), "nonsense" + os.linesep)

    def test_not_initialized(self):
        conn = connect(connection_factory=LoggingConnection)
        self.addCleanup(conn.close)
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            conn.cursor()
        self.assertEqual(str(caught.exception),
                         "LoggingConnection object has not been initialize()d")

    def test_filter(self):
        class Mine(LoggingConnection):
            def filter(self, msg, curs):
                return None if b"secret" in msg else msg + b"!"

        file = io.StringIO()
        cur = self.logged(Mine, file).cursor()
        cur.execute("select 'secret'")
        cur.execute("select 1")
        self.assertEqual(file.getvalue(), "select 1!" + os.linesep)

    def test_named_cursor(self):
        file = io.StringIO()
        cur = self.logged(LoggingConnection, file).cursor("named")
        cur.execute("select 1")
        self.assertEqual(cur.fetchone(), (1,))
        self.assertIn("select 1", file.getvalue())

    def test_least_time(self):
        logger, messages = self.logger()
        cur = self.logged(MinTimeLoggingConnection, logger, 50).cursor()
        self.assertIsInstance(cur, MinTimeLoggingCursor)
        cur.execute("select 1")
        cur.execute("select pg_sleep(0.1)")
        messages = [text for _, text in messages if "pg_sleep" in text]
        self.assertEqual(len(messages), 1)
        self.assertRegex(messages[0], r"^select pg_sleep\(0.1\)\s+\(execution time: [\d.]+ ms\)$")
