# SPDX-License-Identifier: Apache-2.0
"""Replication: connections for it, and the stream of messages."""

from datetime import datetime

from psycopg2._bridge import arrived, values
from psycopg2._connection import connection
from psycopg2._cursor import cursor
from psycopg2._exceptions import DatabaseError, ProgrammingError, call

REPLICATION_PHYSICAL = 12345678
REPLICATION_LOGICAL = 87654321

_EPOCH = datetime(1970, 1, 1)


def _withheld(name):
    """An attribute of connections that these have not: their commands know no transactions."""

    def refuse(verb):
        def refused(self, *value):
            what = f"attribute '{name}' of 'psycopg2.extensions.ReplicationConnection' objects"
            raise AttributeError(f"{what} is not {verb}")

        return refused

    return property(refuse("readable"), refuse("writable"))


class ReplicationConnection(connection):
    """A connection that changes are streamed over."""

    __slots__ = ("_replication_type",)
    __module__ = "psycopg2.extensions"

    def __init__(self, dsn, async_=0, replication_type=None, **kwargs):
        from psycopg2.extensions import make_dsn

        if replication_type == REPLICATION_LOGICAL:
            dsn = make_dsn(dsn, replication="database")
        elif replication_type == REPLICATION_PHYSICAL:
            dsn = make_dsn(dsn, replication="true", dbname="replication")
        else:
            raise TypeError(
                "replication_type must be either REPLICATION_PHYSICAL or REPLICATION_LOGICAL"
            )
        self._replication_type = replication_type
        super().__init__(dsn, async_, **kwargs)
        if self.cursor_factory is None:
            from psycopg2.extras import ReplicationCursor

            self.cursor_factory = ReplicationCursor

    replication_type = property(lambda self: self._replication_type)
    autocommit = _withheld("autocommit")
    isolation_level = _withheld("isolation_level")
    set_session = _withheld("set_session")
    set_isolation_level = _withheld("set_isolation_level")
    reset = _withheld("reset")


class ReplicationMessage:
    """A message of a stream."""

    __slots__ = ("payload", "cursor", "data_size", "data_start", "wal_end", "send_time")
    __module__ = "psycopg2.extensions"

    def __init__(self, cursor, payload, data_size, data_start, wal_end, send_time):
        self.cursor = cursor
        self.payload = payload
        self.data_size = data_size
        self.data_start = data_start
        self.wal_end = wal_end
        self.send_time = send_time

    def __repr__(self):
        return (
            f"<ReplicationMessage object at {id(self):#x}; data_size: {self.data_size};"
            f" data_start: {_lsn(self.data_start)}; wal_end: {_lsn(self.wal_end)};"
            f" send_time: {self.send_time}>"
        )


def _lsn(position):
    return f"{position >> 32:x}/{position & 0xFFFFFFFF:x}"


class ReplicationCursor(cursor):
    """A cursor that streams changes."""

    __slots__ = ("_stream", "_decode", "_interval", "_consuming")
    __module__ = "psycopg2.extensions"

    def __init__(self, conn, name=None):
        super().__init__(conn, name)
        self._stream = None
        self._decode = False
        self._interval = 10.0
        self._consuming = False

    def start_replication_expert(self, command, decode=False, status_interval=10):
        """Starts a stream by a command of the user's."""
        self._open()
        if status_interval < 1.0:
            raise ProgrammingError("status_interval must be >= 1 (sec)")
        logical = self._conn.replication_type == REPLICATION_LOGICAL
        self._stream = call(self._conn._java.replicationCursor, logical)
        self._decode = decode
        self._interval = float(status_interval)
        self._call(self._stream.start, self._statement(command), self._interval)

    def read_message(self):
        """The next message, None if there is none now."""
        self._open()
        if self._stream is None:
            raise DatabaseError("no COPY in progress\n")
        read = self._call(self._stream.read)
        return None if read is None else self._message(*values(read))

    def _message(self, data, start, end, sent):
        payload = arrived(data)
        size = len(payload)
        if self._decode:
            payload = payload.decode(self._conn._codec)
        return ReplicationMessage(self, payload, size, start, end, _time(sent))

    def consume_stream(self, consume, keepalive_interval=None):
        """Hands each message to a function, until it raises or the stream ends."""
        if keepalive_interval is not None:
            if not isinstance(keepalive_interval, (int, float)):
                raise ProgrammingError("keepalive_interval must be int or float")
            if keepalive_interval < 1.0:
                raise ProgrammingError("keepalive_interval must be >= 1 (sec)")
        if self._consuming:
            raise ProgrammingError("consume_stream cannot be used when already in the consume loop")
        stream = self._stream
        if stream is None:
            raise ProgrammingError(
                "consume_stream: not replicating, call start_replication first"
            )
        self._consuming = True
        try:
            while stream.isReplicating():
                message = self.read_message()
                if message is not None:
                    consume(message)
                elif stream.isReplicating():
                    self._call(stream.awaitMessage, keepalive_interval or self._interval)
        finally:
            self._consuming = False

    def send_feedback(self, write_lsn=0, flush_lsn=0, apply_lsn=0, reply=False, force=False):
        """Tells the server how far this side is."""
        if self._stream is not None:
            told = write_lsn, flush_lsn, apply_lsn, bool(reply), bool(force)
            self._call(self._stream.feedback, *told)

    wal_end = property(lambda self: 0 if self._stream is None else int(self._stream.walEnd()))

    @property
    def io_timestamp(self):
        """When something was last heard of the server, or told to it."""
        return _EPOCH if self._stream is None else _time(int(self._stream.ioTimestamp()))

    @property
    def feedback_timestamp(self):
        """When the server was last told how far this side is."""
        return _EPOCH if self._stream is None else _time(int(self._stream.feedbackTimestamp()))


def _time(micros):
    return datetime.fromtimestamp(micros / 1e6) if micros else _EPOCH
