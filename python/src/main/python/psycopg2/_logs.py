# SPDX-License-Identifier: Apache-2.0
"""Connections that write down what they execute."""

import logging as _logging
import os as _os
import time as _time

from psycopg2.extensions import connection as _connection
from psycopg2.extensions import cursor as _cursor


class LoggingConnection(_connection):
    """A connection that writes each statement to a file or a logger."""

    __module__ = "psycopg2.extras"

    def initialize(self, logobj):
        """Sets where to write to: has to be called before anything is executed."""
        self._logobj = logobj
        if isinstance(logobj, (_logging.Logger, _logging.LoggerAdapter)):
            self.log = self._logtologger
        else:
            self.log = self._logtofile

    def filter(self, msg, curs):
        """What is written of a statement, None for nothing."""
        return msg

    def _logtofile(self, msg, curs):
        msg = self.filter(msg, curs)
        if msg:
            if isinstance(msg, bytes):
                msg = msg.decode(_codec_of(self))
            self._logobj.write(msg + _os.linesep)

    def _logtologger(self, msg, curs):
        msg = self.filter(msg, curs)
        if msg:
            self._logobj.debug(msg)

    def _check(self):
        if not hasattr(self, "_logobj"):
            raise self.ProgrammingError(
                "LoggingConnection object has not been initialize()d"
            )

    def cursor(self, *args, **kwargs):
        self._check()
        kwargs.setdefault("cursor_factory", self.cursor_factory or LoggingCursor)
        return super().cursor(*args, **kwargs)


def _codec_of(conn):
    from psycopg2.extensions import encodings

    return encodings[conn.encoding]


class LoggingCursor(_cursor):
    """A cursor of a connection that writes statements down."""

    __module__ = "psycopg2.extras"

    def execute(self, query, vars=None):
        try:
            return super().execute(query, vars)
        finally:
            self.connection.log(self.query, self)

    def callproc(self, procname, vars=None):
        try:
            return super().callproc(procname, vars)
        finally:
            self.connection.log(self.query, self)


class MinTimeLoggingConnection(LoggingConnection):
    """A connection that writes down what has taken long."""

    __module__ = "psycopg2.extras"

    def initialize(self, logobj, mintime=0):
        """The same, and how many milliseconds are long."""
        LoggingConnection.initialize(self, logobj)
        self._mintime = mintime

    def filter(self, msg, curs):
        took = (_time.time() - curs.timestamp) * 1000
        if took > self._mintime:
            if isinstance(msg, bytes):
                msg = msg.decode(_codec_of(self), "replace")
            return f"{msg}{_os.linesep}  (execution time: {took} ms)"
        return None

    def cursor(self, *args, **kwargs):
        kwargs.setdefault("cursor_factory", self.cursor_factory or MinTimeLoggingCursor)
        return LoggingConnection.cursor(self, *args, **kwargs)


class MinTimeLoggingCursor(LoggingCursor):
    """A cursor that knows when its statement began."""

    __module__ = "psycopg2.extras"

    def execute(self, query, vars=None):
        self.timestamp = _time.time()
        return LoggingCursor.execute(self, query, vars)

    def callproc(self, procname, vars=None):
        self.timestamp = _time.time()
        return LoggingCursor.callproc(self, procname, vars)
