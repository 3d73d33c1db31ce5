# SPDX-License-Identifier: Apache-2.0
"""COPY, between a table and a file."""

import io
import re
from operator import index

from psycopg2._bridge import arrived, crossing, function
from psycopg2._exceptions import ProgrammingError

_TO_STDOUT = re.compile(r"\bto\s+stdout\b", re.IGNORECASE)
_ASIDE = re.compile(r"""--[^\n]* | /\*.*?\*/ | '[^']*' | "[^"]*" """, re.DOTALL | re.VERBOSE)
_LONGEST = 0x7FFFFFFF


class CopyCommands:
    """The methods of a cursor that copy."""

    __slots__ = ()

    def copy_from(self, file, table, sep="\t", null="\\N", size=8192, columns=None):
        """Copies a file into a table."""
        self._open()
        _require_text(table, sep, null)
        target = self._copied(table, columns)
        sql = f"COPY {target} FROM stdin {self._copy_format(sep, null)}"
        self._copy_in("copy_from", sql, file, size)

    def copy_to(self, file, table, sep="\t", null="\\N", columns=None):
        """Copies a table into a file."""
        self._open()
        _require_text(table, sep, null)
        source = self._copied(table, columns)
        sql = f"COPY {source} TO stdout {self._copy_format(sep, null)}"
        self._copy_out("copy_to", sql, file)

    def copy_expert(self, sql, file, size=8192):
        """Copies as a statement of the user's says."""
        self._open()
        text = self._statement(sql)
        if not hasattr(file, "read") and not hasattr(file, "write"):
            raise TypeError("file must be a readable file-like object for COPY FROM;"
                            " a writable file-like object for COPY TO.")  # fmt: skip
        if not hasattr(file, "read") or (hasattr(file, "write") and _is_to_stdout(text)):
            self._copy_out("copy_expert", text, file)
        else:
            self._copy_in("copy_expert", text, file, size)

    def _copied(self, table, columns):
        quoted = self._conn._quote_ident
        if columns is None:
            return quoted(table)
        return quoted(table) + "(" + ",".join([quoted(column) for column in columns]) + ")"

    def _copy_format(self, sep, null):
        quoted = self._conn._quote
        return f"WITH DELIMITER AS {quoted(sep)} NULL AS {quoted(null)}"

    def _copy_in(self, command, sql, file, size):
        if not hasattr(file, "read"):
            raise TypeError("argument 1 must have a .read() method")
        java = self._open()
        self._conn._require_sync(command)
        codec = self._conn._codec

        def read(count):
            try:
                data = file.read(count)
                if isinstance(data, str):
                    data = data.encode(codec)
            except BaseException as e:  # the server is told, and says so in its error
                java.copyFails(f"error in .read() call: {type(e).__name__} {e}")
                return None
            return crossing(data) if isinstance(data, bytes) else None

        size = min(index(size), _LONGEST)
        self._copy(command, java.copyIn, sql, size, function(read, "PyCursor.Reader"))

    def _copy_out(self, command, sql, file):
        if not hasattr(file, "write"):
            raise TypeError("argument 1 must have a .write() method")
        java = self._open()
        self._conn._require_sync(command)
        codec = self._conn._codec if isinstance(file, io.TextIOBase) else None

        def write(data):
            rows = arrived(str(data))
            if codec is not None:
                rows = rows.decode(codec)
            for row in rows.splitlines(keepends=True):
                file.write(row)

        self._copy(command, java.copyOut, sql, function(write, "PyCursor.Writer"))

    def _copy(self, command, method, *args):
        self._forget()
        self._conn._begin_block()
        try:
            self._answered(self._call(method, *args))
        except ProgrammingError as e:
            if str(e).startswith("copy_expert "):  # which is what Java knows
                raise ProgrammingError(str(e).replace("copy_expert", command, 1)) from None
            raise
        if (self._status or "").startswith("COPY"):
            self._status = ""


def _require_text(*arguments):
    for place, value in enumerate(arguments, 2):
        if not isinstance(value, str):
            got = "None" if value is None else type(value).__name__
            raise TypeError(f"argument {place} must be str, not {got}")


def _is_to_stdout(statement):
    return _TO_STDOUT.search(_ASIDE.sub(" ", statement)) is not None
