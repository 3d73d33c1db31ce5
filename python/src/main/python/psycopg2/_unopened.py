# SPDX-License-Identifier: Apache-2.0
"""What a connection has in place of Java's, before it has been opened and if that failed."""

from psycopg2._exceptions import InterfaceError

_INFO = {
    "status": 1,
    "transaction_status": 4,
    "protocol_version": 0,
    "server_version": 0,
    "backend_pid": 0,
    "needs_password": False,
    "used_password": False,
    "ssl_in_use": False,
}


class Unopened:
    """Says what is said of a connection that is not there; all else is refused."""

    def __init__(self, closed):
        self._closed = closed

    def closed(self):
        return self._closed

    def transactionStatus(self):
        return 4

    def serverVersion(self):
        return 0

    def autocommit(self):
        return False

    def isExecuting(self):
        return False

    def isolationLevel(self):
        return None

    readonly = deferrable = isolationLevel

    def info(self, name):
        return _INFO.get(name)

    def sslAttribute(self, name):
        return None

    infoParameterStatus = sslAttribute

    def __getattr__(self, name):
        raise InterfaceError("connection already closed")


UNOPENED = Unopened(0)
CLOSED = Unopened(1)
FAILED = Unopened(2)
