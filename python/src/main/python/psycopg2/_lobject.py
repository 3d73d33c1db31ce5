# SPDX-License-Identifier: Apache-2.0
"""Large objects."""

from operator import index

from psycopg2._bridge import arrived, crossing
from psycopg2._exceptions import Error, OperationalError
from psycopg2._exceptions import call as _call
from psycopg2._local import Local


def call(method, *args):
    """Calls a method of Java's; a server's error is without its code, as libpq has it."""
    try:
        return _call(method, *args)
    except Error as e:
        if e.pgcode is None:
            raise
        raise OperationalError(*e.args) from None


class lobject(Local):
    """A large object, as a file."""

    __slots__ = ("_conn", "_java", "_text", "__weakref__")
    __module__ = "psycopg2.extensions"

    def __init__(self, conn, oid=0, mode="", new_oid=0, new_file=None):
        from psycopg2._connection import connection

        if not isinstance(conn, connection):
            got = type(conn).__name__
            raise TypeError(f"argument 1 must be psycopg2.extensions.connection, not {got}")
        if not isinstance(mode, (str, type(None))):
            raise TypeError(f"argument 2 must be str or None, not {type(mode).__name__}")
        self._conn = conn
        opened = conn._java.lobject
        self._java = call(opened, index(oid), mode or "", index(new_oid), new_file)
        self._text = str(self._java.mode()).endswith("t")

    @property
    def oid(self):
        return int(self._java.oid())

    @property
    def mode(self):
        return str(self._java.mode())

    @property
    def closed(self):
        return bool(self._java.closed())

    def read(self, size=-1):
        """So many bytes, or all that are left; as text in text mode."""
        data = arrived(str(call(self._java.read, index(size))))
        return data.decode(self._conn._codec) if self._text else data

    def write(self, data):
        """Writes bytes, or text in the connection's encoding; returns how many bytes they are."""
        if isinstance(data, str):
            data = data.encode(self._conn._codec)
        elif not isinstance(data, bytes):
            raise TypeError(f"lobject.write requires a string; got {type(data).__name__} instead")
        return int(call(self._java.write, crossing(data)))

    def seek(self, offset, whence=0):
        return int(call(self._java.seek, index(offset), index(whence)))

    def tell(self):
        return int(call(self._java.tell))

    def truncate(self, len=0):
        call(self._java.truncate, index(len))

    def export(self, filename):
        """Writes it to a file of the client's."""
        call(self._java.export, filename)

    def unlink(self):
        """Closes it, and removes it from the database."""
        call(self._java.unlink)

    def close(self):
        call(self._java.close)

    def __repr__(self):
        return f"<lobject object at {id(self):#x}; closed: {int(self.closed)}>"
