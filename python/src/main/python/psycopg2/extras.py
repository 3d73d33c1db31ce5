# SPDX-License-Identifier: Apache-2.0
"""What goes with psycopg2: other rows, other types, logs, replication, many rows at once."""

import select as _select
from collections import OrderedDict  # noqa

from psycopg2 import extensions as _ext
from psycopg2._catalog import connection_of as _solve_conn_curs  # noqa
from psycopg2._composite import CompositeCaster, register_composite  # noqa
from psycopg2._hstore import HstoreAdapter, register_hstore  # noqa
from psycopg2._ipaddress import register_ipaddress  # noqa
from psycopg2._json import (  # noqa
    Json,
    json,
    register_default_json,
    register_default_jsonb,
    register_json,
)
from psycopg2._logs import (  # noqa
    LoggingConnection,
    LoggingCursor,
    MinTimeLoggingConnection,
    MinTimeLoggingCursor,
)
from psycopg2._many import _paginate, _split_sql, execute_batch, execute_values  # noqa
from psycopg2._psycopg import (  # noqa
    REPLICATION_LOGICAL,
    REPLICATION_PHYSICAL,
    ReplicationMessage,
)
from psycopg2._psycopg import ReplicationConnection as _replicationConnection  # noqa
from psycopg2._psycopg import ReplicationCursor as _replicationCursor  # noqa
from psycopg2._range import (  # noqa
    DateRange,
    DateTimeRange,
    DateTimeTZRange,
    NumericRange,
    Range,
    RangeAdapter,
    RangeCaster,
    register_range,
)
from psycopg2._rowtypes import (  # noqa
    DictConnection,
    DictCursor,
    DictCursorBase,
    DictRow,
    NamedTupleConnection,
    NamedTupleCursor,
    RealDictConnection,
    RealDictCursor,
    RealDictRow,
    _cached_make_nt,
)
from psycopg2._slots import (  # noqa
    LogicalReplicationConnection,
    PhysicalReplicationConnection,
    ReplicationCursor,
    StopReplication,
)
from psycopg2._values import Inet, UUID_adapter, register_inet, register_uuid  # noqa
from psycopg2.extensions import connection as _connection  # noqa
from psycopg2.extensions import cursor as _cursor  # noqa
from psycopg2.extensions import quote_ident  # noqa


def wait_select(conn):
    """Polls a connection until it has what it waits for: a wait callback."""
    while True:
        try:
            state = conn.poll()
            if state == _ext.POLL_OK:
                break
            elif state == _ext.POLL_READ:
                _select.select([conn.fileno()], [], [])
            elif state == _ext.POLL_WRITE:
                _select.select([], [conn.fileno()], [])
            else:
                raise conn.OperationalError(f"bad state from poll: {state}")
        except KeyboardInterrupt:
            conn.cancel()
            # The statement ends with an error, which poll raises.
            continue
