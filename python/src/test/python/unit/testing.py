# SPDX-License-Identifier: Apache-2.0
"""Which psycopg2 is tested, and with which server: has to be imported before psycopg2.

The tests pass with psycopg2 itself and with this project's:

    PSYCOPG2_TESTDB="host=… dbname=…" python3 -m unittest discover -s python/src/test/python/unit

tests the one that is installed. With ``PSYCOPG4J_CLASSPATH`` set to the class path of the Java
side, and of JPype's own jar, it is this project's, over JPype. In GraalPy it is whichever
``import`` finds.

The server is a PostgreSQL 15 that nobody else uses meanwhile, its user a superuser, its
``wal_level`` logical, with some ``max_prepared_transactions``.
"""

import os
import pathlib
import sys
import unittest

_PACKAGES = pathlib.Path(__file__).resolve().parents[4] / "src" / "main" / "python"


def _start(class_path):
    import jpype

    if not jpype.isJVMStarted():
        sys.path.insert(0, str(_PACKAGES))
        # -Xrs leaves Python its signals.
        opens = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
        jpype.startJVM("-Xrs", opens, classpath=class_path.split(os.pathsep))


if "PSYCOPG4J_CLASSPATH" in os.environ:
    _start(os.environ["PSYCOPG4J_CLASSPATH"])

import psycopg2  # noqa: E402
import psycopg2.extensions  # noqa: E402

DSN = os.environ["PSYCOPG2_TESTDB"]

#: Whether this is psycopg2 itself, what ours is measured by.
IS_ORACLE = str(getattr(sys.modules["psycopg2._psycopg"], "__file__", "")).endswith(".so")


def connect(**kwargs):
    return psycopg2.connect(DSN, **kwargs)


def await_sleep(pid):
    """Waits until a session executes pg_sleep(): a cancel that came before would be for nothing."""
    conn = connect()
    conn.autocommit = True
    try:
        cur = conn.cursor()
        while True:
            cur.execute("select wait_event from pg_stat_activity where pid = %s", (pid,))
            if cur.fetchone() == ("PgSleep",):
                return
    finally:
        conn.close()


class ServerTestCase(unittest.TestCase):
    """A test with a connection of its own, that leaves neither types nor adapters behind."""

    def setUp(self):
        extensions = psycopg2.extensions
        for registry in (extensions.adapters, extensions.string_types):
            before = dict(registry)
            self.addCleanup(registry.update, before)
            self.addCleanup(registry.clear)
        self.conn = connect()
        self.addCleanup(self.conn.close)

    def query(self, statement, args=None):
        """The only value that a statement returns."""
        with self.conn.cursor() as cur:
            cur.execute(statement, args)
            return cur.fetchone()[0]

    def quoted(self, value):
        """A value as it stands in a statement."""
        return self.conn.cursor().mogrify("%s", (value,)).decode()
