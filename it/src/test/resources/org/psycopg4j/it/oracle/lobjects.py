# SPDX-License-Identifier: Apache-2.0
"""Does programs of large objects with psycopg2 and writes what each step does: python3 lobjects.py DSN.

DSN names a PostgreSQL 15, a superuser and a database whose large objects may be deleted. A program
begins with a line "# title". Then a line is a step, its outcome and the state after it, separated
by tabs. Steps and outcomes are as in programs.py; "sql ..." executes a statement. The state is the
connection's status and transaction status, and of each object its name, mode, whether it is closed,
and its oid, which is "new" if the server has chosen it.

Before each program there are the objects of OBJECTS and no others.
"""
import random
import re
import sys

import psycopg2

import notation
from notation import show

OBJECTS = {70001: "h\u00e9llo w\u00f6rld".encode(), 70002: bytes(range(200, 256)) + b"tail"}
NEW = 70100

MODES = ["", "r", "w", "rw", "n", "t", "b", "rt", "wt", "rwt", "nt", "rb", "wb", "rwb", "nb"]
BAD = ["wr", "x", "rr", "bt", "tr", "R", "rwn", "r+", "rbt", " r", "None"]

ACTIONS = [
    "a.read()", "a.read(0)", "a.read(1)", "a.read(5)", "a.read(-1)", "a.read(1000)", "a.write('x\u00e9')",
    "a.write(hex('00ff'))", "a.write('')", "a.seek(0)", "a.seek(3)", "a.seek(-2, 2)", "a.seek(2, 1)",
    "a.seek(-1)", "a.seek(5000, 0)", "a.seek(0, 9)", "a.tell()", "a.truncate()", "a.truncate(4)",
    "a.truncate(20)", "a.truncate(-1)", "a.close()", "a.unlink()",
]
FEWER = [
    "a.read()", "a.read(2)", "a.write('x')", "a.seek(1)", "a.tell()", "a.truncate(1)", "a.close()", "a.unlink()",
    "b = lobject(70001, 'r')", "b = lobject(70001, 'n')", "b = lobject(0, 'w', 70100)",
]
PROBE = ["a.close()", "conn.rollback()", "b = lobject(70001, 'rb')", "b.read()"]

STATES = {
    "open": ["a = lobject(70001, 'rw')"],
    "open, two bytes read": ["a = lobject(70001, 'rwb')", "a.read(2)"],
    "at the end": ["a = lobject(70001, 'rwb')", "a.seek(0, 2)"],
    "behind the end": ["a = lobject(70001, 'rwb')", "a.seek(100)"],
    "made": ["a = lobject(0, 'wb', 70100)", "a.write('abc')"],
    "made by the server's oid": ["a = lobject()", "a.write('abc')", "a.seek(1)"],
    "closed": ["a = lobject(70001, 'rw')", "a.close()"],
    "not opened": ["a = lobject(70001, 'n')"],
    "unlinked": ["a = lobject(70001, 'rw')", "a.unlink()"],
    "unlinked by another": ["a = lobject(70001, 'rw')", "b = lobject(70001, 'n')", "b.unlink()"],
    "unlinked by SQL": ["a = lobject(70001, 'rw')", "sql select lo_unlink(70001)"],
    "committed": ["a = lobject(0, 'wb', 70100)", "a.write('abc')", "conn.commit()"],
    "rolled back": ["a = lobject(70001, 'rw')", "conn.rollback()"],
    "committed, another transaction": ["a = lobject(70001, 'rw')", "conn.commit()", "sql select 1"],
    "committed and closed": ["a = lobject(70001, 'rw')", "conn.commit()", "a.close()"],
    "committed by SQL": ["a = lobject(70001, 'rw')", "sql commit"],
    "failed": ["a = lobject(70001, 'rw')", "sql select 1/0"],
    "failed and rolled back": ["a = lobject(70001, 'rw')", "sql select 1/0", "conn.rollback()"],
    "before a savepoint that was undone": ["a = lobject(70001, 'rw')", "sql savepoint s", "a.write('zz')", "sql rollback to savepoint s"],
    "after a savepoint that was undone": ["sql savepoint s", "a = lobject(70001, 'rw')", "sql rollback to savepoint s"],
    "after a savepoint that was released": ["sql savepoint s", "a = lobject(70001, 'rw')", "sql release savepoint s"],
    "autocommit before": ["a = lobject(70001, 'rw')", "conn.commit()", "conn.autocommit = True"],
    "not opened, then autocommit": ["a = lobject(70001, 'n')", "conn.commit()", "conn.autocommit = True"],
    "autocommit and BEGIN": ["a = lobject(70001, 'rw')", "conn.commit()", "conn.autocommit = True", "sql begin"],
    "two-phase": ["conn.tpc_begin('lo')", "a = lobject(70001, 'rw')"],
    "prepared": ["conn.tpc_begin('lo')", "a = lobject(70001, 'rw')", "conn.tpc_prepare()"],
    "two-phase and rolled back": ["conn.tpc_begin('lo')", "a = lobject(70001, 'rw')", "conn.tpc_rollback()"],
    "the connection closed": ["a = lobject(70001, 'rw')", "conn.close()"],
    "read only": ["sql set transaction read only", "a = lobject(70001, 'r')"],
    "in LATIN1": ["conn.set_client_encoding('LATIN1')", "a = lobject(70001, 'rw')"],
    "bytes that are no text": ["a = lobject(70002, 'rw')", "a.seek(54)"],
}


def mode_programs():
    for mode in MODES:
        for title, made in ("there", "70001, %r" % mode), ("new", "0, %r, 70100" % mode):
            for action in ACTIONS:
                yield "%s as %r, then %s" % (title, mode, action), ["a = lobject(%s)" % made, action, "a.tell()", "a.read(3)"]
    for mode in BAD:
        for oid in 0, 70001:
            yield "bad mode %r of %d" % (mode, oid), ["a = lobject(%d, %r)" % (oid, mode), "sql select 1"]


def state_programs():
    for title, state in STATES.items():
        for action in FEWER:
            yield title + ", then " + action, [*state, action, *PROBE]


def other_programs():
    for steps in (
        ["a = lobject(99999)", "a = lobject(70001)"],
        ["a = lobject(0, 'w', 70001)", "a = lobject(70001)"],
        ["a = lobject(70001, 'w')", "a.seek(5368709120)", "a.write('x')", "a.tell()", "a.truncate(5368709000)", "a.seek(0, 2)", "a.seek(5368708999)", "a.read()"],
        ["a = lobject(70001, 'w')", "a.seek(4398046511104)", "a.tell()"],
        ["a = lobject(70001, 'w')", "a.seek(4398046511103)", "a.tell()"],
        ["sql set transaction read only", "a = lobject(70001, 'w')"],
        ["a = lobject(70001)", "b = lobject(70001, 'rw')", "b.write('new')", "a.read()", "b.read()"],
        ["a = lobject(70001, 'rb')", "conn.commit()", "a = lobject(70001, 'rb')", "a.read()"],
    ):
        yield "; ".join(steps), steps


def random_programs():
    for seed in range(150):
        chance = random.Random("lobject %d" % seed)
        steps = []
        for _ in range(14):
            name = chance.choice("ab")
            kind = chance.random()
            known = any(step.startswith(name + " = ") for step in steps)
            if kind < 0.15 or not known:
                steps.append("%s = lobject(%s)" % (name, chance.choice(
                    ["70001, 'rwb'", "70001, 'rb'", "70001, 'wt'", "70002, 'rwb'", "0, 'wb', 70100", "70001, 'rwt'"])))
            elif kind < 0.85:
                steps.append(name + "." + chance.choice(
                    ["read()", "read(%d)" % chance.randint(0, 9), "write('%s')" % ("ab\u00e9" * chance.randint(0, 3)),
                     "write(hex('%s'))" % ("0a" * chance.randint(1, 9)), "seek(%d)" % chance.randint(0, 15),
                     "seek(%d, 1)" % chance.randint(-2, 4), "seek(%d, 2)" % chance.randint(-4, 2), "tell()",
                     "truncate(%d)" % chance.randint(0, 20)]))
            else:
                steps.append(chance.choice(
                    [name + ".close()", name + ".unlink()", "conn.commit()", "conn.rollback()", "sql select 1",
                     "sql savepoint s", "sql rollback to savepoint s"]))
        yield "drawn %d" % seed, steps


class Stage:
    def __init__(self, dsn):
        self.conn = psycopg2.connect(dsn)
        self.objects = {}
        self.chosen = set()

    def do(self, step):
        if step.startswith("sql "):
            self.conn.cursor().execute(step[4:])
            return None
        if made := re.fullmatch(r"(\w) = lobject\((.*)\)", step):
            args = arguments(made[2])
            self.objects[made[1]] = lo = self.conn.lobject(*args)
            if lo.oid not in (*OBJECTS, NEW):
                self.chosen.add(lo.oid)
            return None
        if made := re.fullmatch(r"(\w+)\.(\w+) = (.*)", step):
            return setattr(self.conn, made[2], notation.read(made[3]))
        made = re.fullmatch(r"(\w+)\.(\w+)\((.*)\)", step)
        target = self.conn if made[1] == "conn" else self.objects[made[1]]
        return getattr(target, made[2])(*arguments(made[3]))

    def run(self, step):
        try:
            outcome = show(self.do(step))
        except Exception as e:
            outcome = notation.raised(e)
        outcome = re.sub(r"large object (\d+)", self.named, outcome)
        return [step, outcome, self.state()]

    def named(self, match):
        return "large object new" if int(match[1]) in self.chosen else match[0]

    def state(self):
        state = ["%d %d" % (self.conn.status, self.conn.get_transaction_status())]
        for name, lo in sorted(self.objects.items()):
            oid = "new" if lo.oid in self.chosen else lo.oid
            state.append("%s %s %s %s" % (name, lo.mode, lo.closed, oid))
        return "; ".join(state)


def arguments(text):
    return eval("(" + text + ",)" if text else "()", {"__builtins__": {}}, notation.NAMES)


def prepare(admin):
    cur = admin.cursor()
    cur.execute("select gid from pg_prepared_xacts where database = current_database()")
    for gid, in cur.fetchall():
        cur.execute("rollback prepared %s", (gid,))
    cur.execute("select lo_unlink(oid) from pg_largeobject_metadata")
    for oid, data in OBJECTS.items():
        cur.execute("select lo_from_bytea(%s, %s)", (oid, data))


def main():
    admin = psycopg2.connect(sys.argv[1])
    admin.autocommit = True
    rows = []
    for programs in mode_programs, state_programs, other_programs, random_programs:
        for title, steps in programs():
            prepare(admin)
            stage = Stage(sys.argv[1])
            rows.append(["# " + title])
            for step in steps:
                if re.match(r"[ab]\.", step) and step[0] not in stage.objects:
                    continue
                rows.append(stage.run(step))
            stage.conn.close()
    notation.write("lobject-programs.tsv", rows)
    print(sum(row[0].startswith("# ") for row in rows), "programs", len(rows), "lines")


main()
