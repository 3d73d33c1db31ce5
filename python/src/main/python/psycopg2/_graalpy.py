# SPDX-License-Identifier: Apache-2.0
"""Java from GraalPy."""

import socket

import java
import polyglot

type = java.type
JavaError = polyglot.ForeignException


def value(one):
    # Java's null is None to "is", but a foreign object still.
    return None if one is None else one


def values(array):
    return [None if one is None else one for one in array]


def rows_of(array):
    flat = list(array)
    return [None if value is None else value for value in flat] if flat.pop() else flat


def array(items):
    return items


def function(call, name):
    return call


def selectable(conn):
    """What has the descriptor to select on for a connection of Java's, and ``rearm()``."""
    if __graalpython__.posix_module_backend() == "native":  # noqa: F821
        return _Descriptor(conn)
    return _Companion(conn)


class _Descriptor:
    """The descriptor of a connection's own socket."""

    def __init__(self, conn):
        self._number = int(conn.fileno())

    def fileno(self):
        return self._number

    def rearm(self):
        pass


class _Companion:
    """A socket that becomes readable when the connection's does.

    Python's descriptors are its own where Java does the input and output: ``select`` knows nothing
    of the connection's socket.
    """

    def __init__(self, conn):
        self._java = conn.readiness()
        self._socket = socket.create_connection((str(self._java.host()), int(self._java.port())))
        self._socket.sendall(str(self._java.token()).encode("latin-1"))
        self._java.begin()
        self._socket.setblocking(False)

    def fileno(self):
        return self._socket.fileno()

    def rearm(self):
        """Takes what has been told, so that it is told again when there is more."""
        try:
            while self._socket.recv(64):
                pass
        except BlockingIOError:
            self._java.rearm()
        except OSError:
            pass  # the connection is closed, as who polls it learns
