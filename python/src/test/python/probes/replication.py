# SPDX-License-Identifier: Apache-2.0
"""Replication: connections, slots, streams."""

import psycopg2, psycopg2.extras, time, select
from psycopg2.extras import *
from psycopg2.extensions import *
import re
k = psycopg2.connect(DSN)
k.autocommit = True
kc = k.cursor()
kc.execute('drop table if exists rt; create table rt(a int, b text)')
kc.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name like 'pyt%%' and not active")
conn = psycopg2.connect(DSN, connection_factory=LogicalReplicationConnection)
P(lambda: (type(conn).__name__, conn.autocommit, conn.isolation_level, conn.replication_type == REPLICATION_LOGICAL, conn.status, conn.async_, 'dsn'))
P(lambda: conn.set_session(readonly=True))
P(lambda: conn.set_isolation_level(1))
P(lambda: conn.reset())
P(lambda: setattr(conn, 'autocommit', False))
cur = conn.cursor()
P(lambda: type(cur).__name__)
P(lambda: cur.read_message())
P(lambda: cur.consume_stream(lambda m: None))
P(lambda: cur.send_feedback())
P(lambda: (cur.io_timestamp, cur.feedback_timestamp, cur.wal_end))
P(lambda: cur.create_replication_slot('pyt1'))
P(lambda: cur.create_replication_slot('pyt1', slot_type=5))
P(lambda: cur.create_replication_slot('pyt1', output_plugin='test_decoding'))
P(lambda: [c.name for c in cur.description])
P(lambda: cur.fetchone()[0])
P(lambda: cur.execute('IDENTIFY_SYSTEM'))
P(lambda: len(cur.fetchone()))
P(lambda: cur.start_replication())
P(lambda: cur.start_replication('pyt1', timeline=1))
P(lambda: cur.start_replication('pyt1', status_interval=0))
P(lambda: cur.start_replication('nosuch', decode=True))
conn = psycopg2.connect(DSN, connection_factory=LogicalReplicationConnection)
cur = conn.cursor()
P(lambda: cur.start_replication('pyt1', decode=True, options={'include-xids': 0, 'skip-empty-xacts': '1'}))
kc.execute("insert into rt values (1,'é'),(2,null)")
kc.execute('delete from rt')
msgs = []

def consume(m):
    msgs.append((m.payload, m.data_size > 0, m.data_start > 0, m.wal_end >= m.data_start, type(m.send_time).__name__, abs(m.send_time.timestamp() - time.time()) < 60, m.cursor is cur))
    m.cursor.send_feedback(flush_lsn=m.data_start)
    if len(msgs) >= 5:
        raise StopReplication()
P(lambda: cur.consume_stream(consume))
P(lambda: msgs)
P(lambda: cur.wal_end > 0)
P(lambda: type(cur.io_timestamp).__name__)
P(lambda: cur.consume_stream(consume, keepalive_interval=0.5))
P(lambda: cur.consume_stream(consume, keepalive_interval='x'))
conn.close()
conn = psycopg2.connect(DSN, connection_factory=LogicalReplicationConnection)
cur = conn.cursor()
cur.start_replication('pyt1', decode=False)
kc.execute("insert into rt values (3,'z')")
got = []
t = time.time()
while len(got) < 3 and time.time() - t < 5:
    m = cur.read_message()
    if m:
        got.append(m.payload)
        cur.send_feedback(flush_lsn=m.data_start, reply=True)
    else:
        select.select([cur], [], [], 1)
P(lambda: [re.sub(b'\\d+', b'N', g) for g in got])
P(lambda: m is None)
conn.close()
time.sleep(0.2)
conn = psycopg2.connect(DSN, connection_factory=LogicalReplicationConnection)
cur = conn.cursor()
P(lambda: cur.drop_replication_slot('pyt1'))
conn.close()
pc = psycopg2.connect(DSN, connection_factory=PhysicalReplicationConnection)
c = pc.cursor()
P(lambda: c.create_replication_slot('pyt2', output_plugin='x'))
P(lambda: c.create_replication_slot('pyt2'))
P(lambda: c.start_replication('pyt2', options={'a': 1}))
P(lambda: c.drop_replication_slot('pyt2'))
P(lambda: (c.execute('IDENTIFY_SYSTEM'), len(c.fetchone())))
P(lambda: psycopg2.connect(DSN, connection_factory=psycopg2.extensions.connection, replication='database').cursor().execute('IDENTIFY_SYSTEM'))
kc.execute('drop table rt')
