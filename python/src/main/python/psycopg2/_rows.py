# SPDX-License-Identifier: Apache-2.0
"""A result's rows: they come from Java several at a time, and are made when they are fetched."""

from psycopg2._bridge import rows_of, values
from psycopg2._casts import BuiltIn, conversion
from psycopg2._exceptions import ProgrammingError

_MOST_AHEAD = 512
_MOST_TOGETHER = 10_000
_ALL = 1 << 62


class Rows:
    """The rows of a cursor's result, and the position among them."""

    @staticmethod
    def of(cursor, columns):
        """The rows of a result with these columns, None if they are not known yet."""
        return (_Here if cursor.name is None else _OnServer)(cursor, columns)

    def __init__(self, cursor, columns):
        self._cursor = cursor
        self._ahead = []  # values of rows that nobody has fetched yet
        self._at = 0  # where the next one of those begins
        self._left = 0  # how many of those there are: their values are none if they have no columns
        self._unread = []  # which of a row's values are still to be read, and how
        self.number = 0
        self._plan(columns)

    def _plan(self, columns):
        in_ascii = self._cursor.connection._encoding == "SQLASCII"
        kinds = []
        self._conversions = []
        for i, oid in enumerate((columns or [])[1::7]):
            kind, convert = conversion(oid, self._cursor._caster(oid), in_ascii)
            kinds.append(kind)
            if convert is not None:
                self._conversions.append((i, convert))
        self._kinds = "".join(kinds)
        self._width = len(kinds)

    def _arrived(self, array, count):
        """Takes rows in; what psycopg2 itself reads is read at once, column by column."""
        flat = rows_of(array)
        self._unread = []
        for i, convert in self._conversions:
            is_ours = isinstance(convert, BuiltIn)
            if not is_ours or not convert.reads(flat, i, self._width, self._cursor):
                self._unread.append((i, convert))
        self._ahead = flat
        self._at = 0
        self._left = count

    def _made(self, row):
        """What the cursor makes of a row's values."""
        cursor = self._cursor
        self.number += 1
        for i, convert in self._unread:
            row[i] = convert(row[i], cursor)
        if cursor.row_factory is None:
            return tuple(row)
        made = cursor.row_factory(cursor)
        for i, value in enumerate(row):
            made[i] = value
        return made

    def _next_ahead(self):
        at = self._at
        self._at = at + self._width
        self._left -= 1
        return self._made(self._ahead[at : self._at])

    def _take(self, count):
        """So many of the rows that are here, or fewer."""
        count = min(count, self._left)
        width = self._width
        if self._unread or width == 0 or self._cursor.row_factory is not None:
            return [self._next_ahead() for _ in range(count)]
        flat = self._ahead
        end = self._at + count * width
        rows = [tuple(flat[at : at + width]) for at in range(self._at, end, width)]
        self._at = end
        self._left -= count
        self.number += count
        return rows


class _Here(Rows):
    """Rows that are all on this side."""

    def __init__(self, cursor, columns):
        super().__init__(cursor, columns)
        self._size = cursor.rowcount
        self._chunk = 4

    def one(self):
        if not self._left:
            left = self._size - self.number
            if left <= 0:
                return None
            self._load(min(self._chunk, left))
            self._chunk = min(2 * self._chunk, _MOST_AHEAD)
        return self._next_ahead()

    def following(self, _):
        return self.one()

    def many(self, size):
        left = self._size - self.number
        count = left if size < 0 else min(size, left)
        rows = self._take(count)
        while len(rows) < count:
            self._load(min(count - len(rows), _MOST_TOGETHER))
            rows += self._take(count - len(rows))
        return rows

    def _load(self, count):
        java = self._cursor._java
        self._arrived(self._cursor._call(java.rows, self.number, count, self._kinds), count)

    def scroll(self, value, absolute):
        target = value if absolute else self.number + value
        if not 0 <= target < self._size:
            raise ProgrammingError("scroll destination out of bounds")
        self.number = target
        self._left = 0


class _OnServer(Rows):
    """Rows of a cursor on the server, of which a page is here."""

    def one(self):
        return self.following(1)

    def following(self, page_size):
        if not self._left and not self._load(page_size):
            return None
        return self._next_ahead()

    def many(self, size):
        rows = self._take(_ALL if size < 0 else size)
        if size != len(rows) and self._load(-1 if size < 0 else size - len(rows)):
            rows += self._take(_ALL)
        return rows

    def _load(self, size):
        """Fetches a page; false if it is empty."""
        cursor = self._cursor
        cursor._conn._begin_block()
        news, count, cursor._status, has_rows, *columns = values(
            cursor._call(cursor._java.fetch, size)
        )
        if has_rows and columns != cursor._columns:
            cursor._columns = columns
            cursor._description = None
            self._plan(columns)
        cursor._rowcount = count
        self.number = 0
        self._arrived(cursor._call(cursor._java.fetched, self._kinds), count)
        if news:
            cursor._conn._hear()
        return count > 0

    def scroll(self, value, absolute):
        # From where the server stands, which is behind the rows of the page.
        self._left = 0
        self.number = 0
        cursor = self._cursor
        cursor._call(cursor._java.scroll, value, absolute)
        cursor._forget(cursor._status)
        cursor._rows = self
