# SPDX-License-Identifier: Apache-2.0
"""When the real psycopg2 has notifications: run with a connection string, prints notifies.tsv.

Each line is a step and what conn.notifies holds after it: channel:payload, oldest first.
c: executes on the listening connection, o: on another one in autocommit; the others are its calls,
"select" waits until the socket can be read.
"""
import select
import sys

import psycopg2

STEPS = """
c:LISTEN a
o:NOTIFY a, 'before the commit'
poll
commit
poll
o:NOTIFY a, 'first'
select
poll
o:NOTIFY a, 'second'; NOTIFY b, 'nobody listens'
select
c:SELECT 1
o:NOTIFY a, 'in a transaction'
c:SELECT 2
poll
commit
poll
c:NOTIFY a, 'own'
c:NOTIFY a, 'own, too'
c:NOTIFY a, 'own'
commit
poll
c:NOTIFY a, 'undone'
rollback
poll
c:LISTEN "B c"; NOTIFY "B c"; UNLISTEN a
commit
poll
o:NOTIFY a, 'unlistened'; NOTIFY "B c", 'listened'
select
poll
c:NOTIFY "B c", 'with an error'
c:SELECT 1/0
commit
poll
autocommit
c:NOTIFY "B c", 'in autocommit'
c:NOTIFY "B c", 'x'; SELECT 1; NOTIFY "B c", 'y'
c:UNLISTEN *
c:NOTIFY "B c", 'no more'
poll
""".strip().splitlines()


def main(dsn):
    conn, other = psycopg2.connect(dsn), psycopg2.connect(dsn)
    other.autocommit = True
    for step in STEPS:
        try:
            if step.startswith("c:"):
                conn.cursor().execute(step[2:])
            elif step.startswith("o:"):
                other.cursor().execute(step[2:])
            elif step == "select":
                select.select([conn], [], [], 30)
            elif step == "autocommit":
                conn.autocommit = True
            else:
                getattr(conn, step)()
        except psycopg2.Error:
            pass  # what it raises is recorded elsewhere
        print(step, *("%s:%s" % (n.channel, n.payload) for n in conn.notifies), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
