# SPDX-License-Identifier: Apache-2.0
"""Replication: the connections for it, and the commands for slots and streams."""

import psycopg2
from psycopg2._psycopg import (
    REPLICATION_LOGICAL,
    REPLICATION_PHYSICAL,
)
from psycopg2._psycopg import ReplicationConnection as _replicationConnection
from psycopg2._psycopg import ReplicationCursor as _replicationCursor
from psycopg2.extensions import quote_ident


class LogicalReplicationConnection(_replicationConnection):
    """A connection for changes that were decoded."""

    __module__ = "psycopg2.extras"

    def __init__(self, *args, **kwargs):
        kwargs["replication_type"] = REPLICATION_LOGICAL
        super().__init__(*args, **kwargs)


class PhysicalReplicationConnection(_replicationConnection):
    """A connection for the server's log as it is."""

    __module__ = "psycopg2.extras"

    def __init__(self, *args, **kwargs):
        kwargs["replication_type"] = REPLICATION_PHYSICAL
        super().__init__(*args, **kwargs)


class StopReplication(Exception):
    """Raised by who consumes a stream, to end it."""

    __module__ = "psycopg2.extras"


class ReplicationCursor(_replicationCursor):
    """A cursor for streams, and for the slots that keep what they need."""

    __module__ = "psycopg2.extras"

    def create_replication_slot(self, slot_name, slot_type=None, output_plugin=None):
        """Makes a slot; a logical one needs a plugin that decodes."""
        command = f"CREATE_REPLICATION_SLOT {quote_ident(slot_name, self)} "
        if slot_type is None:
            slot_type = self.connection.replication_type
        if slot_type == REPLICATION_LOGICAL:
            if output_plugin is None:
                raise psycopg2.ProgrammingError(
                    "output plugin name is required to create logical replication slot"
                )
            command += f"LOGICAL {quote_ident(output_plugin, self)}"
        elif slot_type == REPLICATION_PHYSICAL:
            if output_plugin is not None:
                raise psycopg2.ProgrammingError(
                    "cannot specify output plugin name when creating physical replication slot"
                )
            command += "PHYSICAL"
        else:
            raise psycopg2.ProgrammingError(f"unrecognized replication type: {slot_type!r}")
        self.execute(command)

    def drop_replication_slot(self, slot_name):
        """Removes a slot."""
        self.execute(f"DROP_REPLICATION_SLOT {quote_ident(slot_name, self)}")

    def start_replication(
        self,
        slot_name=None,
        slot_type=None,
        start_lsn=0,
        timeline=0,
        options=None,
        decode=False,
        status_interval=10,
    ):
        """Starts a stream."""
        command = "START_REPLICATION "
        if slot_type is None:
            slot_type = self.connection.replication_type
        if slot_type == REPLICATION_LOGICAL:
            if not slot_name:
                raise psycopg2.ProgrammingError("slot name is required for logical replication")
            command += f"SLOT {quote_ident(slot_name, self)} LOGICAL "
        elif slot_type == REPLICATION_PHYSICAL:
            if slot_name:
                command += f"SLOT {quote_ident(slot_name, self)} "
        else:
            raise psycopg2.ProgrammingError(f"unrecognized replication type: {slot_type!r}")
        command += _position(start_lsn)
        if timeline != 0:
            if slot_type == REPLICATION_LOGICAL:
                raise psycopg2.ProgrammingError(
                    "cannot specify timeline for logical replication"
                )
            command += f" TIMELINE {timeline}"
        if options:
            if slot_type == REPLICATION_PHYSICAL:
                raise psycopg2.ProgrammingError(
                    "cannot specify output plugin options for physical replication"
                )
            command += f" ({', '.join([self._option(k, v) for k, v in options.items()])})"
        self.start_replication_expert(command, decode=decode, status_interval=status_interval)

    def _option(self, name, value):
        if value is None:
            return quote_ident(name, self)
        return f"{quote_ident(name, self)} {self.connection._quote(str(value))}"

    def fileno(self):
        return self.connection.fileno()


def _position(lsn):
    if isinstance(lsn, str):
        parts = lsn.split("/")
        high, low = int(parts[0], 16), int(parts[1], 16)
    else:
        high, low = lsn >> 32 & 0xFFFFFFFF, lsn & 0xFFFFFFFF
    return f"{high:X}/{low:X}"
