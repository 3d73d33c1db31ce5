# SPDX-License-Identifier: Apache-2.0
"""A notification that a session has sent with NOTIFY."""

from psycopg2._local import Local


class Notify(Local):
    """Who sent it, on which channel, and what: a pair of the first two to who looks at it so."""

    __slots__ = ("_pid", "_channel", "_payload", "__weakref__")
    __module__ = "psycopg2.extensions"

    def __init__(self, pid, channel, payload=""):
        self._pid = pid
        self._channel = channel
        self._payload = payload

    pid = property(lambda self: self._pid)
    channel = property(lambda self: self._channel)
    payload = property(lambda self: self._payload)

    def __len__(self):
        return 2

    def __getitem__(self, index):
        if isinstance(index, slice):
            raise TypeError("sequence index must be integer, not 'slice'")
        if not -2 <= index < 2:
            raise IndexError("index out of range")
        return (self._pid, self._channel)[index]

    def __eq__(self, other):
        pair = (self._pid, self._channel)
        if isinstance(other, Notify):
            return pair == tuple(other) and self._payload == other._payload
        return pair == other if isinstance(other, tuple) else NotImplemented

    def __lt__(self, other):
        return self._compared() < Notify._compared(other)

    def _compared(self):
        return (self[0], self[1], getattr(self, "_payload", ""))

    def __hash__(self):
        pair = (self._pid, self._channel)
        return hash(pair + (self._payload,)) if self._payload else hash(pair)

    def __repr__(self):
        return f"Notify({self._pid!r}, {self._channel!r}, {self._payload!r})"
