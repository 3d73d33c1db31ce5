# SPDX-License-Identifier: Apache-2.0
"""Does programs of pool calls with psycopg2 and writes what each step does: python3 pools.py DSN.

DSN names a PostgreSQL 15 and a superuser. A program begins with a line "# title". Then a line is a
step, its outcome and the state after it, separated by tabs. Outcomes are as in programs.py, and #n
is a connection of the pool: the n-th that was seen. #0 is one that no pool knows. The first step
makes the pool. "kill #n" ends its session as an administrator does, and waits until it is gone;
psycopg2 doesn't see that until it uses the connection.

The state is whether the pool is closed, how many connections it has idle and in use, how many
sessions there are on the server, and of each connection that was seen its closed and its
transaction status.
"""
import random
import re
import sys

import psycopg2
import psycopg2.pool

import notation

KEYS = ["'a'", "'b'", "'c'", "7", "0", "''"]

OTHERS = [
    ["Simple 1 3", "#0", "putconn(#0)", "putconn(#0, 'a')", "putconn(None)", "putconn(None, 'a')"],
    ["Threaded 1 3", "getconn()", "putconn(#1)", "putconn(#1)", "putconn(#1, 'a')"],
    ["Simple 1 3", "getconn()", "putconn(#1, 'zz')", "getconn()"],
    ["Simple 2 3", "getconn('a')", "getconn('b')", "putconn(#1, 'b')", "getconn('b')", "putconn(#2)"],
    ["Simple 0 3", "getconn(1)", "getconn()"],
    ["Simple 0 3", "getconn(2)", "getconn()", "getconn()"],
    ["Threaded 2 1", "getconn()", "getconn()", "getconn()"],
    ["Threaded 2 1", "getconn()", "getconn()", "putconn(#1)", "getconn()", "putconn(#1)", "putconn(#2)"],
    ["Simple 0 -1"] + ["getconn()"] * 6,
    ["Simple -1 -1"] + ["getconn('%d')" % i for i in range(6)] + ["putconn(#1)", "putconn(#2)", "getconn()"],
    ["Simple 1 2", "getconn('a')", "#1.close()", "getconn('a')", "#1.execute('select 1')", "getconn('b')", "getconn('c')"],
    ["Simple 2 3", "getconn()", "#1.tpc_begin('pool')", "putconn(#1)", "getconn()"],
    ["Simple 2 3", "getconn()", "#1.tpc_begin('pool')", "#1.execute('select 1')", "#1.tpc_prepare()", "putconn(#1)", "getconn()"],
    ["Simple 1 3", "getconn()", "#1.autocommit = True", "#1.execute('begin')", "putconn(#1)", "getconn()"],
    ["Simple 1 3", "getconn()", "#1.autocommit = True", "putconn(#1)", "getconn()", "#1.execute('select 1')"],
    ["Simple 1 3", "getconn()", "kill #1", "putconn(#1)", "getconn()"],
    ["Simple 1 3", "getconn()", "#1.execute('select 1')", "kill #1", "putconn(#1)", "getconn()"],
    ["Simple 1 3", "getconn()", "kill #1", "#1.execute('select 1')", "putconn(#1)", "getconn()"],
    ["Simple 1 3", "getconn()", "closeall()", "closeall()", "getconn()", "putconn(#1)", "putconn(None)", "#1.execute('select 1')"],
]


class Stage:
    def __init__(self, dsn, name):
        self.admin = psycopg2.connect(dsn)
        self.admin.autocommit = True
        self.dsn = psycopg2.extensions.make_dsn(dsn, application_name=name)
        self.pool = None
        self.seen = {}
        self.pids = {}
        self.killed = set()
        self.rows = []

    def see(self, number, conn):
        self.seen[number] = conn
        self.pids[number] = conn.get_backend_pid()

    def number(self, conn):
        for number, known in self.seen.items():
            if known is conn:
                return number
        number = max(1, len([n for n in self.seen if n]) + 1)
        self.see(number, conn)
        return number

    def ask(self, sql, *args):
        cur = self.admin.cursor()
        cur.execute(sql, args)
        return cur.fetchall()

    def do(self, step):
        if match := re.fullmatch(r"(Simple|Threaded) (-?\d) (-?\d)", step):
            cls = getattr(psycopg2.pool, match[1] + "ConnectionPool")
            self.pool = cls(int(match[2]), int(match[3]), self.dsn)
        elif step == "#0":
            self.see(0, psycopg2.connect(self.dsn))
        elif match := re.fullmatch(r"kill #(\d)", step):
            pid = self.pids[int(match[1])]
            self.killed.add(int(match[1]))
            self.ask("select pg_terminate_backend(%s)", pid)
            while self.ask("select from pg_stat_activity where pid = %s", pid):
                pass
        else:
            text = re.sub(r"#(\d)", r"seen[\1]", step)
            if match := re.fullmatch(r"(seen\[\d\])\.execute\((.*)\)", text):
                text = "%s.cursor().execute(%s)" % match.groups()
            if match := re.fullmatch(r"seen\[(\d)\]\.autocommit = True", text):
                self.seen[int(match[1])].autocommit = True
                return None
            if not text.startswith("seen"):
                text = "pool." + text
            return eval(text, {"seen": self.seen, "pool": self.pool})
        return None

    def run(self, step):
        try:
            value = self.do(step)
            outcome = "#%d" % self.number(value) if isinstance(value, psycopg2.extensions.connection) else notation.show(value)
        except Exception as e:
            outcome = notation.raised(e)
        self.rows.append([step, outcome, self.state()])

    def sessions(self):
        """Waits until those are gone that were closed; the server takes its time."""
        name = psycopg2.extensions.parse_dsn(self.dsn)["application_name"]
        pool = self.pool
        gone = [self.pids[n] for n, conn in self.seen.items() if conn.closed]
        while self.ask("select from pg_stat_activity where pid = any(%s)", gone):
            pass
        while True:
            count = len(self.ask("select from pg_stat_activity where application_name = %s", name))
            if not pool.closed or count == sum(not conn.closed and n not in self.killed for n, conn in self.seen.items()):
                return count

    def state(self):
        pool = self.pool
        state = "%s %d %d %d" % (pool.closed, len(pool._pool), len(pool._used), self.sessions())
        for number, conn in sorted(self.seen.items()):
            state += "; #%d %d %d" % (number, conn.closed, conn.info.transaction_status)
        return state

    def close(self):
        for conn in [*self.seen.values(), *self.pool._pool]:
            conn.close()
        for gid, in self.ask("select gid from pg_prepared_xacts where database = current_database()"):
            self.admin.cursor().execute("rollback prepared %s", [gid])
        self.admin.close()


def used(stage):
    return [n for n, conn in stage.seen.items() if any(conn is c for c in stage.pool._used.values())]


def drawn(chance, stage):
    kind = chance.random()
    numbers = used(stage) if chance.random() < 0.9 else list(stage.seen)
    if kind < 0.42 or not numbers:
        return "getconn(%s)" % ("" if chance.random() < 0.6 else chance.choice(KEYS[:4]))
    n = "#%d" % chance.choice(numbers)
    if kind < 0.62:
        key = chance.random()
        keys = [k for k, c in stage.pool._used.items() if c is stage.seen[int(n[1:])]]
        if key < 0.2 and keys and isinstance(keys[0], str):
            return "putconn(%s, %r)" % (n, keys[0])
        if key < 0.23:
            return "putconn(%s, %s)" % (n, chance.choice(KEYS))
        return "putconn(%s)" % n
    if kind < 0.68:
        return "putconn(%s, close=True)" % n
    if kind < 0.78:
        return n + ".execute('select 1')"
    if kind < 0.83:
        return n + ".execute('select 1/0')"
    if kind < 0.86:
        return n + ".rollback()"
    if kind < 0.91:
        return n + ".close()"
    if kind < 0.96:
        return "kill " + n
    return chance.choice(["closeall()", "putconn(None)", "getconn()", "getconn()"])


def main():
    rows = []
    for i, steps in enumerate(OTHERS):
        stage = Stage(sys.argv[1], "given %d" % i)
        for step in steps:
            stage.run(step)
        stage.close()
        rows += [["# given %d" % i], *stage.rows]
    for seed in range(400):
        chance = random.Random("pool %d" % seed)
        stage = Stage(sys.argv[1], "drawn %d" % seed)
        stage.run("%s %d %d" % (chance.choice(["Simple", "Threaded"]), chance.randint(-1, 4), chance.choice([-1, 0, 1, 1, 2, 2, 3, 3, 4])))
        for _ in range(chance.randint(6, 18)):
            stage.run(drawn(chance, stage))
            if len(stage.seen) == 9:
                break
        stage.close()
        rows += [["# drawn %d" % seed], *stage.rows]
    notation.write("pool-programs.tsv", rows)
    print(len(OTHERS) + 400, "programs", len(rows), "lines")


main()
