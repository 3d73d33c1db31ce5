# SPDX-License-Identifier: Apache-2.0
"""Pools of connections."""

import threading

import psycopg2
from psycopg2 import extensions as _ext


class PoolError(psycopg2.Error):
    """A pool has no connection to give, or got one that is none of its own."""


class AbstractConnectionPool:
    """Connections that are lent, by a key of the caller's or without."""

    def __init__(self, minconn, maxconn, *args, **kwargs):
        """Opens ``minconn`` connections with the other arguments; has ``maxconn`` at most."""
        self.minconn = int(minconn)
        self.maxconn = int(maxconn)
        self.closed = False
        self._args = args
        self._kwargs = kwargs
        self._pool = []
        self._used = {}
        self._rused = {}  # the key of each, by its id
        self._keys = 0
        for _ in range(self.minconn):
            self._connect()

    def _connect(self, key=None):
        """Opens a connection, which is lent at once if there is a key."""
        conn = psycopg2.connect(*self._args, **self._kwargs)
        if key is None:
            self._pool.append(conn)
        else:
            self._used[key] = conn
            self._rused[id(conn)] = key
        return conn

    def _getkey(self):
        self._keys += 1
        return self._keys

    def _getconn(self, key=None):
        """Lends a connection: the same to the same key."""
        if self.closed:
            raise PoolError("connection pool is closed")
        if key is None:
            key = self._getkey()
        if key in self._used:
            return self._used[key]
        if self._pool:
            conn = self._used[key] = self._pool.pop()
            self._rused[id(conn)] = key
            return conn
        if len(self._used) == self.maxconn:
            raise PoolError("connection pool exhausted")
        return self._connect(key)

    def _putconn(self, conn, key=None, close=False):
        """Takes a connection back."""
        if self.closed:
            raise PoolError("connection pool is closed")
        if key is None:
            key = self._rused.get(id(conn))
            if key is None:
                raise PoolError("trying to put unkeyed connection")
        if len(self._pool) < self.minconn and not close:
            self._keep(conn)
        else:
            conn.close()
        # A connection of a pool that was closed meanwhile may be gone already.
        if not self.closed or key in self._used:
            del self._used[key]
            del self._rused[id(conn)]

    def _keep(self, conn):
        if conn.closed:
            return
        status = conn.info.transaction_status
        if status == _ext.TRANSACTION_STATUS_UNKNOWN:
            conn.close()
            return
        if status != _ext.TRANSACTION_STATUS_IDLE:
            conn.rollback()
        self._pool.append(conn)

    def _closeall(self):
        """Closes all connections, also those that are lent."""
        if self.closed:
            raise PoolError("connection pool is closed")
        for conn in self._pool + list(self._used.values()):
            try:
                conn.close()
            except Exception:
                pass  # the others have to be closed all the same
        self.closed = True


class SimpleConnectionPool(AbstractConnectionPool):
    """A pool for one thread."""

    getconn = AbstractConnectionPool._getconn
    putconn = AbstractConnectionPool._putconn
    closeall = AbstractConnectionPool._closeall


class ThreadedConnectionPool(AbstractConnectionPool):
    """A pool for any thread."""

    def __init__(self, minconn, maxconn, *args, **kwargs):
        super().__init__(minconn, maxconn, *args, **kwargs)
        self._lock = threading.Lock()

    def getconn(self, key=None):
        """Lends a connection: the same to the same key."""
        with self._lock:
            return self._getconn(key)

    def putconn(self, conn=None, key=None, close=False):
        """Takes a connection back."""
        with self._lock:
            self._putconn(conn=conn, key=key, close=close)

    def closeall(self):
        """Closes all connections, also those that are lent."""
        with self._lock:
            self._closeall()
