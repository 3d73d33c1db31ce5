# SPDX-License-Identifier: Apache-2.0
"""Large objects."""

import os
import pickle
import tempfile

from testing import ServerTestCase

import psycopg2
from psycopg2 import extensions

INVALID = "lobject isn't valid anymore"
CLOSED = "lobject already closed"


class LobjectTestCase(ServerTestCase):
    """In transactions that are rolled back, or of objects that are removed."""

    def setUp(self):
        super().setUp()
        self.made = []
        self.addCleanup(self.remove)

    def remove(self):
        if self.made and not self.conn.closed:
            self.conn.rollback()
            with self.conn.cursor() as cur:
                cur.execute("select lo_unlink(oid) from pg_largeobject_metadata"
                            " where oid = any(%s::oid[])",
                            (self.made,))
            self.conn.commit()

    def kept(self, data=b"some data", mode="wb"):
        """The oid of an object that is there."""
        lo = self.conn.lobject(0, mode)
        lo.write(data)
        self.made.append(lo.oid)
        self.conn.commit()
        return lo.oid

    def refused(self, cls, message, call, *args):
        with self.assertRaises(cls) as caught:
            call(*args)
        self.assertEqual(str(caught.exception), message)


class OpeningTest(LobjectTestCase):
    def test_new(self):
        lo = self.conn.lobject()
        self.assertIsInstance(lo, extensions.lobject)
        self.assertGreater(lo.oid, 0)
        self.assertEqual(lo.mode, "wt")
        self.assertFalse(lo.closed)
        self.assertRegex(repr(lo), "^<lobject object at 0x[0-9a-f]+; closed: 0>$")
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)

    def test_modes(self):
        oid = self.kept()
        for mode, said in (("", "rt"), ("r", "rt"), ("w", "wt"), ("rw", "rwt"), ("n", "n"),
                           ("rb", "rb"), ("wb", "wb"), ("rwb", "rwb"), ("rt", "rt")):
            with self.subTest(mode):
                self.assertEqual(self.conn.lobject(oid, mode).mode, said)
        for mode, said in (("", "wt"), ("w", "wt"), ("rw", "wt"), ("wb", "wb"), ("rb", "wb"),
                           ("n", "wt")):
            with self.subTest("new " + mode):
                self.assertEqual(self.conn.lobject(0, mode).mode, said)

    def test_wrong_modes(self):
        for wrong in ("rx", "z", "rwx", "bt", "rbt", "wr"):
            with self.subTest(wrong):
                self.refused(ValueError, f"bad mode for lobject: '{wrong}'", self.conn.lobject, 0,
                             wrong)
        self.assertRaises(TypeError, self.conn.lobject, 0, 1)

    def test_no_open(self):
        oid = self.kept()
        lo = self.conn.lobject(oid, "n")
        self.assertTrue(lo.closed)
        self.assertEqual(lo.oid, oid)
        self.refused(psycopg2.InterfaceError, CLOSED, lo.read)
        lo.unlink()

    def test_oid_of_ones_own(self):
        lo = self.conn.lobject(0, "w", 123456)
        self.assertEqual(lo.oid, 123456)
        self.assertRaises(psycopg2.OperationalError, self.conn.lobject, 0, "w", 123456)

    def test_none_there(self):
        self.assertRaises(psycopg2.OperationalError, self.conn.lobject, 123457, "r")

    def test_attributes_cannot_be_set(self):
        lo = self.conn.lobject()
        for name in ("oid", "mode", "closed"):
            self.assertRaises(AttributeError, setattr, lo, name, 1)
        self.assertRaises(TypeError, pickle.dumps, lo)

    def test_factory(self):
        class Mine(extensions.lobject):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.said = args[1:]

        lo = self.conn.lobject(lobject_factory=Mine)
        self.assertIs(type(lo), Mine)
        self.assertEqual(lo.said[0], 0)
        self.assertRaises(TypeError, self.conn.lobject, lobject_factory=lambda *args: 1)

    def test_of_a_connection(self):
        self.assertRaises(TypeError, extensions.lobject, None)
        lo = extensions.lobject(self.conn)
        self.assertEqual(lo.mode, "wt")


class DataTest(LobjectTestCase):
    def test_text(self):
        lo = self.conn.lobject(self.kept("aéb".encode()), "r")
        self.assertEqual(lo.read(), "aéb")
        self.assertEqual(lo.read(), "")
        lo = self.conn.lobject(0, "w")
        self.assertEqual(lo.write("é"), 2)
        self.assertEqual(lo.write(b"abc"), 3)
        lo.seek(0)
        self.assertEqual(lo.read(), "éabc")

    def test_bytes(self):
        lo = self.conn.lobject(self.kept(bytes(range(256))), "rb")
        self.assertEqual(lo.read(), bytes(range(256)))
        self.assertEqual(lo.read(10), b"")

    def test_text_in_another_encoding(self):
        self.conn.set_client_encoding("latin1")
        lo = self.conn.lobject(0, "w")
        self.assertEqual(lo.write("é"), 1)
        lo.seek(0)
        self.assertEqual(lo.read(), "é")

    def test_parts(self):
        lo = self.conn.lobject(self.kept(b"0123456789"), "rb")
        self.assertEqual(lo.read(4), b"0123")
        self.assertEqual(lo.tell(), 4)
        self.assertEqual(lo.read(0), b"")
        self.assertEqual(lo.read(-1), b"456789")
        self.assertEqual(lo.tell(), 10)

    def test_seek(self):
        lo = self.conn.lobject(self.kept(b"0123456789"), "rb")
        self.assertEqual(lo.seek(3), 3)
        self.assertEqual(lo.seek(2, 1), 5)
        self.assertEqual(lo.seek(-1, 2), 9)
        self.assertEqual(lo.read(), b"9")
        self.assertEqual(lo.seek(100), 100)
        self.assertEqual(lo.read(10), b"")
        self.assertRaises(psycopg2.OperationalError, lo.seek, -1)

    def test_truncate(self):
        oid = self.kept(b"0123456789")
        lo = self.conn.lobject(oid, "wb")
        lo.truncate(4)
        lo.seek(0)
        self.assertEqual(lo.read(), b"0123")
        lo.truncate()
        lo.seek(0)
        self.assertEqual(lo.read(), b"")
        lo.truncate(3)
        lo.seek(0)
        self.assertEqual(lo.read(), b"\0\0\0")

    def test_beyond_two_gigabytes(self):
        lo = self.conn.lobject(0, "wb")
        far = 3 << 30
        self.assertEqual(lo.seek(far), far)
        self.assertEqual(lo.tell(), far)
        lo.write(b"end")
        self.assertEqual(lo.seek(-3, 2), far)
        self.assertEqual(lo.read(), b"end")
        lo.truncate(far)
        self.assertEqual(lo.seek(0, 2), far)

    def test_only_reading(self):
        lo = self.conn.lobject(self.kept(), "r")
        self.assertRaises(psycopg2.OperationalError, lo.write, "x")
        self.conn.rollback()
        lo = self.conn.lobject(self.kept(), "r")
        self.assertRaises(psycopg2.OperationalError, lo.truncate)

    def test_much(self):
        data = os.urandom(300_000)
        oid = self.kept(data)
        lo = self.conn.lobject(oid, "rb")
        self.assertEqual(lo.read(), data)
        lo.seek(0)
        parts = []
        while part := lo.read(70_000):
            parts.append(part)
        self.assertEqual(b"".join(parts), data)

    def test_what_is_no_data(self):
        lo = self.conn.lobject()
        for wrong in (1, None, ["a"]):
            self.assertRaises(TypeError, lo.write, wrong)

    def test_export_and_import(self):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "data")
            lo = self.conn.lobject(self.kept(b"\0\xffdata"), "rb")
            lo.export(path)
            with open(path, "rb") as file:
                self.assertEqual(file.read(), b"\0\xffdata")
            lo = self.conn.lobject(0, "rb", 0, path)
            self.made.append(lo.oid)
            self.assertEqual(lo.read(), b"\0\xffdata")
            self.assertRaises(psycopg2.OperationalError, self.conn.lobject, 0, "rb", 0,
                              os.path.join(directory, "nosuch"))
            self.conn.rollback()


class LifeTest(LobjectTestCase):
    def test_close(self):
        lo = self.conn.lobject()
        lo.close()
        lo.close()
        self.assertTrue(lo.closed)
        for call in (lo.read, lambda: lo.write("a"), lambda: lo.seek(0), lo.tell, lo.truncate):
            self.refused(psycopg2.InterfaceError, CLOSED, call)

    def test_unlink(self):
        oid = self.kept()
        lo = self.conn.lobject(oid)
        lo.unlink()
        self.assertTrue(lo.closed)
        self.assertRaises(psycopg2.OperationalError, self.conn.lobject, oid)
        self.conn.rollback()
        self.conn.lobject(oid)
        self.assertEqual(self.query("select count(*) from pg_largeobject_metadata where oid = %s",
                                    (oid,)), 1)

    def test_unlink_after_close(self):
        lo = self.conn.lobject()
        lo.close()
        lo.unlink()
        self.assertRaises(psycopg2.OperationalError, lo.unlink)

    def test_after_the_transaction(self):
        for end in (self.conn.commit, self.conn.rollback):
            lo = self.conn.lobject(self.kept(), "rw")
            end()
            for call in (lo.read, lambda: lo.write("a"), lambda: lo.seek(0), lo.tell,
                         lo.truncate):
                self.refused(psycopg2.ProgrammingError, INVALID, call)
            lo.close()

    def test_no_transaction(self):
        oid = self.kept()
        self.conn.autocommit = True
        self.refused(psycopg2.ProgrammingError, "can't use a lobject outside of transactions",
                     lambda: self.conn.lobject(oid).read())

    def test_after_the_connection(self):
        lo = self.conn.lobject()
        self.conn.close()
        self.assertRaises(psycopg2.InterfaceError, lo.read)
        self.refused(psycopg2.InterfaceError, "connection already closed", self.conn.lobject)
        lo.close()

    def test_error_messages(self):
        with self.assertRaises(psycopg2.OperationalError) as caught:
            self.conn.lobject(123459, "r")
        self.assertIn("large object 123459 does not exist", str(caught.exception))
        self.assertIsNone(caught.exception.pgcode)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INERROR)
