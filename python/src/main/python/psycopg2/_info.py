# SPDX-License-Identifier: Apache-2.0
"""What is known of a connection: ``connection.info``."""

from psycopg2._bridge import value, values
from psycopg2._exceptions import call
from psycopg2._local import Local


def _attribute(name, doc):
    return property(lambda self: value(self._conn._java.info(name)), doc=doc)


class ConnectionInfo(Local):
    """What libpq tells of a connection. It needs no open one."""

    __slots__ = ("_conn",)
    __module__ = "psycopg2.extensions"

    def __init__(self, conn):
        from psycopg2._connection import connection

        if not isinstance(conn, connection):
            raise TypeError("The argument must be a psycopg2 connection")
        self._conn = conn

    dbname = _attribute("dbname", "The database's name.")
    user = _attribute("user", "The role's name.")
    password = _attribute("password", "The password.")
    host = _attribute("host", "The server's name, or the socket's directory.")
    port = _attribute("port", "The server's port.")
    options = _attribute("options", "The command-line options that were sent.")
    status = _attribute("status", "0 of a good connection, 1 of a bad one.")
    transaction_status = _attribute("transaction_status", "Where in a transaction the session is.")
    protocol_version = _attribute("protocol_version", "The protocol's major version.")
    server_version = _attribute("server_version", "The server's version, as a number.")
    error_message = _attribute("error_message", "The last error.")
    backend_pid = _attribute("backend_pid", "The server's process.")
    needs_password = _attribute("needs_password", "Whether a password was wanted and not there.")
    used_password = _attribute("used_password", "Whether a password was used.")
    ssl_in_use = _attribute("ssl_in_use", "Whether the connection is encrypted by TLS.")

    @property
    def socket(self):
        """The socket's descriptor."""
        return -1 if self._conn.closed else self._conn.fileno()

    @property
    def dsn_parameters(self):
        """All the settings but the password."""
        flat = values(call(self._conn._java.infoDsnParameters))
        return dict(zip(flat[::2], flat[1::2]))

    @property
    def ssl_attribute_names(self):
        """The names that ``ssl_attribute`` takes."""
        return values(call(self._conn._java.sslAttributeNames))

    def ssl_attribute(self, name):
        """What is known of TLS; None if there is none."""
        return value(self._conn._java.sslAttribute(name))

    def parameter_status(self, name):
        """A setting that the server reports."""
        return value(self._conn._java.infoParameterStatus(name))
