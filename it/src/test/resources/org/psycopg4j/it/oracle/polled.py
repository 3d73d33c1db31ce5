# SPDX-License-Identifier: Apache-2.0
"""Runs programs that poll: python3 polled.py DSN [FILE ...]; as programs.py, which tells the rest.

async-programs.tsv is of asynchronous connections. The step "conn.wait()" polls until that gives
POLL_OK; a connection is open when its program begins. "conn.poll()" is done where nothing is under
way only, for else it depends on the time. "conn.notifies()" are the notifications, each a list of
its channel and payload, which are taken. "conn.asleep()" waits until the server is in pg_sleep. green-programs.tsv has some of programs.py's programs,
done with wait_select as the wait callback.
"""
import itertools
import random

import psycopg2
import psycopg2.extensions as ext
import psycopg2.extras as extras

import programs
from notation import show

programs.CONNECTION["isexecuting"] = False


ASLEEP = """do $$ begin
  while not exists (select from pg_stat_activity where pid = %s and wait_event = 'PgSleep') loop
    perform pg_sleep(0.002), pg_stat_clear_snapshot();
  end loop;
end $$"""


class AsyncStage(programs.Stage):
    """An asynchronous connection and its cursors."""

    def connect(self, dsn):
        conn = psycopg2.connect(dsn, async_=1)
        extras.wait_select(conn)
        self.admin = psycopg2.connect(dsn)
        self.admin.autocommit = True
        return conn

    def attribute(self, target, key):
        return show(target.isexecuting()) if key == "isexecuting" else super().attribute(target, key)

    def call(self, name, method, args, kwargs):
        if method == "wait":
            return show(extras.wait_select(self.conn))
        if method == "asleep":
            with self.admin.cursor() as cur:
                cur.execute(ASLEEP, (self.conn.get_backend_pid(),))
            return "None"
        if method == "notifies":
            taken = [[notify.channel, notify.payload] for notify in self.conn.notifies]
            self.conn.notifies.clear()
            return show(taken)
        return super().call(name, method, args, kwargs)


class GreenStage(programs.Stage):
    """A connection that blocks, but for the waiting."""

    def attribute(self, target, key):
        return show(target.isexecuting()) if key == "isexecuting" else super().attribute(target, key)


ROWS = "c.execute('select id, name from item where id < 4 order by id')"
STATES = {
    "a fresh cursor": [],
    "three rows": [ROWS, "conn.wait()"],
    "three rows, one fetched": [ROWS, "conn.wait()", "c.fetchone()"],
    "three rows under way": [ROWS],
    "three rows under way after others": [
        "c.execute('values (1), (2)')", "conn.wait()", "c.fetchone()", ROWS],
    "another cursor's under way": ["c.execute('values (1), (2)')", "conn.wait()", "d.execute('select 5')"],
    "an error under way": ["c.execute('select 1/0')"],
    "an error": ["c.execute('select 1/0')", "conn.wait()"],
    "an error after rows": ["c.execute('values (1)')", "conn.wait()", "c.execute('nonsense')", "conn.wait()"],
    "an insert": ["c.execute('insert into empty_table values (%s, %s), (2, null)', (1, 'x'))", "conn.wait()"],
    "several statements": ["c.execute('select 1 as x; select 2 as y, 3 as z')", "conn.wait()"],
    "several statements under way": ["c.execute('select 1 as x; select 2 as y, 3 as z')"],
    "several statements, rows first": [
        "c.execute('select 1 as x; update item set name = name')", "conn.wait()"],
    "an error among several": ["c.execute('select 1; select 1/0; select 2')", "conn.wait()"],
    "no statement": ["c.execute(' -- nothing')", "conn.wait()"],
    "no statement under way": ["c.execute(';')"],
    "an empty text": ["c.execute('')"],
    "a transaction of SQL": ["c.execute('begin')", "conn.wait()"],
    "a failed transaction of SQL": [
        "c.execute('begin')", "conn.wait()", "c.execute('select 1/0')", "conn.wait()"],
    "a commit of SQL under way": ["c.execute('begin')", "conn.wait()", "c.execute('commit')"],
    "a notice": ["c.execute('select note(2)')", "conn.wait()"],
    "a notification": ["c.execute('listen jobs; notify jobs, \\'one\\'')", "conn.wait()"],
    "a function called": ["c.callproc('upper', ('x',))", "conn.wait()"],
    "a function under way": ["c.callproc('upper', ('x',))"],
    "a long query": ["c.execute('select pg_sleep(60)')", "conn.asleep()"],
    "a long query canceled": [
        "c.execute('select pg_sleep(60)')", "conn.asleep()", "conn.cancel()", "conn.wait()"],
    "a closed cursor": [ROWS, "conn.wait()", "c.fetchone()", "c.close()"],
    "a closed connection": [ROWS, "conn.wait()", "conn.close()"],
    "closed under way": [ROWS, "conn.close()"],
    "a lost connection": ["c.execute('select pg_terminate_backend(pg_backend_pid())')", "conn.wait()"],
}
ACTIONS = [
    "c.fetchone()", "c.fetchmany(2)", "c.fetchall()", "c.next()", "c.list()", "c.scroll(1)",
    "c.scroll(0, 'absolute')", "c.mogrify('select %s', (1,))", "c.execute('values (7), (8), (9)')",
    "d.execute('select %s', (6,))", "c.execute('')", "c.execute('select %d', (1,))",
    "c.executemany('select %s', [(1,)])", "c.executemany('select %s', [])", "c.callproc('upper', ('a',))",
    "d.callproc('upper', ('a',))", "conn.cancel()", "conn.commit()", "conn.rollback()",
    "conn.reset()", "conn.autocommit = False", "conn.autocommit = True", "conn.isolation_level = 2",
    "conn.readonly = True", "conn.deferrable = False", "conn.set_session(readonly=True)",
    "conn.set_session()", "conn.set_isolation_level(0)", "conn.set_isolation_level(9)",
    "conn.set_client_encoding('LATIN1')", "conn.set_client_encoding('utf8')", "conn.tpc_begin('x')",
    "conn.tpc_prepare()", "conn.tpc_commit()", "conn.tpc_rollback()", "conn.tpc_commit('x')",
    "conn.tpc_rollback('x')", "conn.tpc_recover()", "conn.get_transaction_status()",
    "conn.get_parameter_status('server_encoding')", "conn.notifies()", "conn.notices()",
    "conn.isexecuting()", "conn.close()", "n = cursor('named')", "e = cursor()", "d.fetchall()",
]


def async_programs():
    for title, state in STATES.items():
        for action in ACTIONS:
            if title == "a long query" and "cancel" not in action and "close" not in action:
                end = [action, "conn.cancel()"]
            elif action == "conn.cancel()" and "under way" in title:
                continue  # either may be faster
            else:
                end = [action]
            yield title + ", then " + action, [
                "c = cursor()", "d = cursor()", *state, *end, "conn.wait()", "c.fetchmany(2)",
                "d.fetchall()", "c.execute('table probe')", "conn.wait()", "c.fetchall()"]


DRAWN = [
    "'values (1), (2), (3)'", "'select %s, %s', (1, 'a')", "'select 1/0'", "'begin'", "'commit'",
    "'rollback'", "'update item set name = name where id < 4'", "'select 1; select 2'",
    "'select note(1)'", "'set work_mem to \\'2MB\\''", "'savepoint s'", "'nonsense'", "' '", "''",
    "'listen jobs; notify jobs'", "'insert into empty_table values (1, null) returning a'",
    "'select %(x)s', {'x': 1}", "'create temp table if not exists made (a int)'",
]


def drawn_step(chance, name):
    kind = chance.random()
    if kind < 0.34:
        return "%s.execute(%s)" % (name, chance.choice(DRAWN))
    if kind < 0.66:
        return "conn.wait()"
    if kind < 0.94:
        return name + chance.choice([
            ".fetchone()", ".fetchmany(2)", ".fetchall()", ".next()", ".scroll(1)", ".scroll(-1)",
            ".scroll(0, 'absolute')", ".arraysize = 2", ".fetchmany()", ".callproc('lower', ('A',))"])
    return chance.choice([
        "conn.commit()", "conn.rollback()", "conn.notifies()", name + " = cursor()", name + ".close()",
        "conn.get_transaction_status()", "conn.reset()"])


def random_async_programs():
    for seed in range(200):
        chance = random.Random("async %d" % seed)
        steps = ["c = cursor()", "d = cursor()"]
        steps += [drawn_step(chance, chance.choice("ccd")) for _ in range(24)]
        yield "random async program %d" % seed, steps + ["conn.wait()", "c.fetchall()"]


def some_of(every, of):
    """Each so-many-th program, but for COPY, which green connections don't have."""
    def sample():
        plain = (one for one in of() if not any("copy " in step for step in one[1]))
        return itertools.islice(plain, 0, None, every)

    return sample


GREEN = [
    some_of(17, programs.client_programs), some_of(5, programs.random_client_programs),
    some_of(7, programs.transaction_programs), some_of(9, programs.named_programs),
    some_of(9, programs.random_named_programs), some_of(9, programs.session_programs),
    some_of(9, programs.two_phase_programs), some_of(9, programs.callproc_programs),
]

if __name__ == "__main__":
    programs.main({"async-programs.tsv": [async_programs, random_async_programs]}, AsyncStage)
    ext.set_wait_callback(extras.wait_select)
    programs.main({"green-programs.tsv": GREEN}, GreenStage)
