# SPDX-License-Identifier: Apache-2.0
"""Runs the programs with psycopg2 and writes what each step does: python3 programs.py DSN.

DSN names a PostgreSQL 15, a superuser and a database with setup.sql in it. A program begins with a
line "# title"; its first steps are left out where they are those of the program before, and their
number is given. Then a line is a step, its outcome, and what it changed in the state, separated by
tabs. An outcome is a value in the notation of notation.py, or "!" and an exception. The state is
that of the connection and of every cursor, name=value; at the start it is CONNECTION and CURSOR. A
query that is the step's text to the letter is "query=same". "sent" has the statements that went to
the server apart from the cursor's query, FETCH and MOVE.

A step is an assignment "c = cursor(...)", a call "c.execute(...)", the setting of an attribute
"conn.autocommit = True", or a line of a with statement: "with conn:", and "end" or "raise".
"""
import random
import re
import sys

import psycopg2
import psycopg2.extensions as ext
import psycopg2.extras as extras

import notation
from notation import show
from wiretap import Wiretap

CONNECTION = {
    "status": 1, "transaction": 0, "autocommit": False, "isolation_level": None, "readonly": None,
    "deferrable": None, "encoding": "UTF8", "closed": 0, "notices": 0}
CURSOR = {
    "rowcount": -1, "rownumber": 0, "description": None, "statusmessage": None, "query": None,
    "closed": False, "arraysize": 1, "itersize": 2000, "name": None, "scrollable": None,
    "withhold": False}


class Boom(Exception):
    """What "raise" raises in a with statement."""


class Stage:
    """A connection and its cursors, on which a program runs."""

    def __init__(self, dsn, tap, database):
        self.tap = tap
        self.conn = self.connect(dsn)
        self.database = database
        self.cursors = {}
        self.last = {"conn." + k: show(v) for k, v in CONNECTION.items()}

    def connect(self, dsn):
        return psycopg2.connect(dsn)

    def do(self, step):
        if step == "with conn:":
            self.conn.__enter__()
            return "None"
        if step == "end":
            self.conn.__exit__(None, None, None)
            return "None"
        if step == "raise":
            self.conn.__exit__(Boom, Boom(), None)
            return "!Boom - ''"
        if made := re.fullmatch(r"(\w+) = cursor\((.*)\)", step):
            args, kwargs = arguments(made[2])
            self.cursors[made[1]] = self.conn.cursor(*args, **kwargs)
            for key, value in CURSOR.items():
                self.last[made[1] + "." + key] = show(value)
            return "None"
        if made := re.fullmatch(r"(\w+)\.(\w+) = (.*)", step):
            setattr(self.object(made[1]), made[2], notation.read(made[3]))
            return "None"
        made = re.fullmatch(r"(\w+)\.(\w+)\((.*)\)", step)
        args, kwargs = arguments(made[3])
        return self.call(made[1], made[2], args, kwargs)

    def call(self, name, method, args, kwargs):
        target = self.object(name)
        if method == "next":
            try:
                return show(next(target))
            except StopIteration:
                return "StopIteration"
        if method == "list":
            return show(list(target))
        if method in ("execute_values", "execute_batch"):
            return show(getattr(extras, method)(target, *args, **kwargs))
        if method == "notices":
            return show(list(target.notices))
        if method == "mogrify":
            return show(target.mogrify(*args, **kwargs).decode("utf-8"))
        if method == "tpc_recover":
            found = [x for x in target.tpc_recover() if x.database == self.database]
            return show(sorted([str(x), x.owner] for x in found))
        return show(getattr(target, method)(*args, **kwargs))

    def object(self, name):
        return self.conn if name == "conn" else self.cursors[name]

    def run(self, step):
        try:
            outcome = self.do(step)
        except Exception as e:
            outcome = notation.raised(e)
        state = self.state()
        changed = [k + "=" + v for k, v in state.items() if self.last.get(k) != v]
        changed = [same(step, change) for change in changed]
        self.last = state
        sent = self.tap.take()
        queries = [c.query.decode("utf-8") for c in self.cursors.values() if c.query]
        sent = [s for s in sent if s not in queries and not s.startswith(("FETCH", "MOVE"))]
        return [step, outcome] + changed + (["sent=" + show(sent)] if sent else [])

    def run_all(self, steps):
        """A program ends where a with statement cannot be begun, unless it is within one, and where
        a cursor cannot be made."""
        for i, step in enumerate(steps):
            ran = self.run(step)
            yield ran
            if step == "with conn:" and ran[1] != "None" and "with conn:" not in steps[:i]:
                break
            if " = cursor(" in step and ran[1] != "None":
                break

    def state(self):
        state = {"conn." + key: self.attribute(self.conn, key) for key in CONNECTION}
        for name, cursor in self.cursors.items():
            for key in CURSOR:
                state[name + "." + key] = self.attribute(cursor, key)
        return state

    def attribute(self, target, key):
        try:
            if key == "transaction":
                return show(target.get_transaction_status())
            if key == "notices":
                return show(len(target.notices))
            value = getattr(target, key)
            if key == "description" and value is not None:
                value = [column.name for column in value]
            if key == "query" and value is not None:
                value = value.decode("utf-8")
            if key == "closed" and isinstance(target, ext.cursor):
                value = bool(value)
            return show(value)
        except psycopg2.Error as e:
            return "!" + type(e).__name__


def same(step, change):
    name, _, value = change.partition("=")
    return name + "=same" if name.endswith(".query") and "execute(" + value + ")" in step else change


def arguments(text):
    names = dict(notation.NAMES, call=lambda *args, **kwargs: (args, kwargs))
    return eval("call(" + text + ")", {"__builtins__": {}}, names)


# --- programs made of a beginning and an end: what is done in every state there is

CLIENT_STATES = {
    "a fresh cursor": [],
    "three rows": ["c.execute('select id, name from item where id < 4 order by id')"],
    "three rows, one fetched": ["c.execute('select id from item where id < 4 order by id')", "c.fetchone()"],
    "three rows, all fetched": ["c.execute('select id from item where id < 4 order by id')", "c.fetchall()"],
    "no rows": ["c.execute('select id, name from item where false')"],
    "rows of no columns": ["c.execute('select from item where id < 4')"],
    "create table": ["c.execute('create temp table made (a int)')"],
    "create table as": ["c.execute('create temp table made as select 1 as a')"],
    "insert": ["c.execute('insert into empty_table values (%s, %s), (2, null)', (1, 'x'))"],
    "insert returning": ["c.execute('insert into empty_table values (1, null), (2, null) returning a, b')"],
    "update of nothing": ["c.execute('update item set name = name where false')"],
    "delete": ["c.execute('delete from item where id > %s', (9,))"],
    "several statements, rows last": ["c.execute('select 1 as x; select 2 as y, 3 as z')"],
    "several statements, rows first": ["c.execute('select 1 as x; update item set name = name')"],
    "an error": ["c.execute('select nosuch from item')"],
    "an error in the second statement": ["c.execute('select 1; select 1/0; select 2')"],
    "a failed transaction": ["c.execute('select 1')", "c.execute('select 1/0')", "c.execute('select 2')"],
    "no statement": ["c.execute(' -- nothing')"],
    "an empty text": ["c.execute('select 1')", "c.execute('')"],
    "arguments that do not fit": ["c.execute('select 1 as x')", "c.execute('select %s, %s', (1,))"],
    "executemany": ["c.executemany('insert into empty_table values (%s, %s)', [(1, 'a'), (2, None), (3, 'c')])"],
    "executemany of selects": ["c.executemany('select %s', [(1,), (2,)])"],
    "executemany that fails": ["c.executemany('select 1/%s', [(1,), (0,), (2,)])"],
    "executemany of nothing": ["c.execute('select 1 as x')", "c.executemany('select %s', [])"],
    "executemany of settings": ["c.executemany('set work_mem to %s', [('1MB',), ('2MB',)])"],
    "show": ["c.execute('show work_mem')"],
    "copy by execute": ["c.execute('copy item to stdout')"],
    "copy from by execute": ["c.execute('copy item from stdin')"],
    "a notice": ["c.execute('select note(2)')"],
    "a closed cursor": ["c.execute('select id from item where id < 4 order by id')", "c.fetchone()", "c.close()"],
    "a closed fresh cursor": ["c.close()"],
    "a closed connection": ["c.execute('select id from item where id < 4 order by id')", "conn.close()"],
    "after commit": ["c.execute('select id from item where id < 4 order by id')", "conn.commit()"],
    "after rollback": ["c.execute('select id from item where id < 4 order by id')", "conn.rollback()"],
    "autocommit": ["conn.autocommit = True", "c.execute('select id from item where id < 4 order by id')"],
    "autocommit and an error": ["conn.autocommit = True", "c.execute('select 1/0')"],
    "fetch of a cursor of SQL": [
        "c.execute('declare k cursor for select id from item order by id; fetch 3 from k')"],
    "values": ["c.execute('values (1, 2), (3, 4)')"],
    "explain": ["c.execute('explain (costs off) select 1')"],
    "a rewound result": ["c.execute('select id from item where id < 4 order by id')", "c.fetchall()", "c.scroll(0, 'absolute')"],
    "statement and comment": ["c.execute('/* a */ select 1 as x /* b */;; -- c')"],
}
CLIENT_ACTIONS = [
    "c.fetchone()", "c.fetchmany()", "c.fetchmany(2)", "c.fetchmany(0)", "c.fetchmany(-1)",
    "c.fetchall()", "c.next()", "c.list()", "c.scroll(0)", "c.scroll(1)",
    "c.scroll(-1)", "c.scroll(2)", "c.scroll(99)", "c.scroll(0, 'absolute')", "c.scroll(2, 'absolute')",
    "c.scroll(3, 'absolute')", "c.scroll(-1, 'absolute')", "c.nextset()", "c.close()",
    "c.mogrify('select %s, %s', (1, 'a\\'b'))", "c.execute('')", "c.execute(';')",
    "c.execute('select %s as one', (1,))", "c.execute('select 1/0')",
    "c.execute('update item set price = 0 where id < 3')", "c.execute('select %d', (1,))",
    "c.executemany('update item set price = %s where id = %s', [(1, 1), (2, 2), (3, 99)])",
    "c.arraysize = 2", "conn.commit()", "conn.rollback()", "conn.autocommit = True", "conn.close()",
]
PROBES = ["c.fetchmany(2)", "c.execute('table probe')"]


def client_programs():
    for title, state in CLIENT_STATES.items():
        for action in CLIENT_ACTIONS:
            yield title + ", then " + action, ["c = cursor()", *state, action, *PROBES]


# --- programs drawn at random

TABLE = "c.execute('create temp table t (a int primary key, b text, n numeric(6,2)); insert into t values (1, \\'one\\', 1.5), (2, null, null), (3, \\'it\\'\\'s\\', -3)')"
NAMES_OF_CURSORS = ["c", "d"]


def drawn_statement(chance):
    n = chance.randint(-1, 9)
    return chance.choice([
        "'select a, b, n from t order by a'",
        "'select a from t where a > %s order by a', (NUM,)",
        "'select a as \"x y\", b as é from t where b = %s or %s is null order by a', ('one', None)",
        "'select * from t where a in %s order by a', ((1, NUM, 3),)",
        "'select a from t where a = any(%s) order by a', ([1, NUM, None],)",
        "'select %(v)s::int, %(w)s, %(v)s::text', {'v': NUM, 'w': 'a%b'}",
        "'select %s::text, %s::bool, %s::numeric, %s::date', ('é\\n', None, Decimal('1.50'), date('2020-02-29'))",
        "'select count(*), sum(a) from t'",
        "'insert into t values (%s, %s, %s)', (NUM, 'it\\'s', Decimal('NUM.25'))",
        "'insert into t (a) values (%s), (%s)', (NUM, NUM)",
        "'insert into t values (%s, %s) on conflict do nothing', (NUM, None)",
        "'insert into t values (%s, null) returning a, b', (NUM,)",
        "'update t set b = %s where a < %s', ('NUM', NUM)",
        "'update t set a = a + 10 where a > %s returning a', (NUM,)",
        "'delete from t where a = %s', (NUM,)",
        "'delete from t where a > %s returning *', (NUM,)",
        "'select a from t order by a limit %s', (NUM,)",
        "'select a from t order by a offset %s', (NUM,)",
        "'select 10 / %s', (NUM,)",
        "'select * from generate_series(1, %s) as g', (NUM,)",
        "'select nosuch from t'",
        "'selec 1'",
        "'select \\'abc\\'::int'",
        "'select 1; select 2 as two; select a from t where false'",
        "'select 1 as a; update t set b = b'",
        "'insert into t values (NUM, null); select a from t order by a desc'",
        "'insert into t values (20, null); select 1/0; insert into t values (21, null)'",
        "'create temp table u (a int)'",
        "'drop table u'",
        "'select a into temp v from t'",
        "'alter table t add column z int default 7'",
        "'truncate t'",
        "'set work_mem to %s', ('NUMMB',)",
        "'show work_mem'",
        "'select from t'",
        "'select null where %s', (None,)",
        "''", "' '", "';'", "'/* %s */'", "'select \\'%\\''", "'select \\'%%\\''",
        "'select \\'%%\\', %s', (NUM,)",
        "'select %s'", "'select %s', ()", "'select %s %s', (1,)", "'select %(a)s', (1,)", "'select %(a)s', {'b': 1}",
        "'select %s %(a)s', {'a': 1}", "'select %q', (1,)", "'select 1', (1,)", "'select %s', (1, 2)",
        "'select note(%s)', (NUM,)",
        "'do $$ begin raise notice \\'n%%\\', NUM; end $$'",
        "'do $$ begin raise warning \\'%%\\', \\'w\\'; end $$', ()",
        "'do $$ begin raise exception \\'no\\' using errcode = \\'23505\\', detail = \\'d\\', hint = \\'h\\'; end $$'",
        "'savepoint s'", "'rollback to savepoint s'", "'release savepoint s'",
        "'begin'", "'commit'", "'rollback'", "'commit; select 1 as x'", "'begin; select 2 as y'",
        "'start transaction isolation level serializable'",
        "'select a from t where b like \\'%n%\\''",
        "'explain (costs off) select a from t'",
        "'copy t to stdout'", "'copy t from stdin'",
        "'prepare p as select a from t'", "'execute p'", "'deallocate all'",
        "'declare k cursor for select a from t order by a'", "'fetch 2 from k'", "'move 1 in k'", "'close k'",
        "'with x as (select NUM as q) select q from x'", "'table t'",
        "'merge into t using (select 1 as a) s on t.a = s.a when matched then update set b = \\'merged\\''",
        "'listen chan'", "'select pg_notify(%s, %s)', ('nobody', 'x')", "'lock table t'",
        "'set constraints all immediate'", "'insert into late values (1), (1)'",
        "'select repeat(%s, NUM)', ('ab',)", "'select %s::point3', ((1, 2.5, 'x'),)", "'select %s::mood', ('NUM',)",
        "'select array[[1,2],[3,null]], \\'{a,\"b c\",null}\\'::text[]'",
        "'select \\'2 days 3 hours\\'::interval > %s', (timedelta(2, 3, 0),)",
    ]).replace("NUM", str(n))


def drawn_step(chance, name):
    kind = chance.random()
    if kind < 0.46:
        return "%s.execute(%s)" % (name, drawn_statement(chance))
    if kind < 0.56:
        return chance.choice([
            "%s.executemany('insert into t values (%%s, %%s)', [(11, 'x'), (12, None)])",
            "%s.executemany('insert into t (a) values (%%s) on conflict do nothing', [(3,), (4,), (5,)])",
            "%s.executemany('update t set b = %%(b)s where a < %%(a)s', [{'a': 2, 'b': 'x'}, {'a': 4, 'b': None}])",
            "%s.executemany('delete from t where a = %%s', [(1,), (99,)])",
            "%s.executemany('select %%s', [(1,), (2,), (3,)])",
            "%s.executemany('select %%s', [(1,), ()])",
            "%s.executemany('delete from t', [(), ()])",
            "%s.executemany('select 1', [])",
            "%s.executemany('insert into t values (%%s, %%s)', [(31, 'x'), (31, 'x'), (32, 'y')])",
        ]) % name
    if kind < 0.82:
        return name + chance.choice([
            ".fetchone()", ".fetchone()", ".fetchmany()", ".fetchmany(2)", ".fetchmany(0)", ".fetchmany(-1)",
            ".fetchall()", ".fetchall()", ".next()", ".next()", ".list()", ".scroll(1)", ".scroll(-1)",
            ".scroll(0, 'absolute')", ".scroll(1, 'absolute')", ".scroll(2)", ".scroll(-2)", ".arraysize = 2",
            ".arraysize = 1", ".mogrify('select %s', ('x',))", ".mogrify('select %s', ())", ".nextset()"])
    if kind < 0.96:
        return chance.choice([
            "conn.commit()", "conn.commit()", "conn.rollback()", "conn.rollback()", "conn.autocommit = True",
            "conn.autocommit = False", "conn.notices()", "conn.get_parameter_status('standard_conforming_strings')"])
    if kind < 0.99:
        return name + " = cursor()"
    return name + ".close()"


def random_client_programs():
    for seed in range(130):
        chance = random.Random("client %d" % seed)
        steps = ["c = cursor()", "d = cursor()", TABLE]
        if seed % 3:
            steps.append("conn.commit()")
        for _ in range(14):
            steps.append(drawn_step(chance, chance.choice("cccd")))
        yield "random client program %d" % seed, steps


# --- transactions

TRANSACTION_STATES = {
    "nothing begun": [],
    "in a transaction": ["c.execute('select 1')"],
    "in a failed transaction": ["c.execute('select 1/0')"],
    "autocommit": ["conn.autocommit = True"],
    "autocommit, after a statement": ["conn.autocommit = True", "c.execute('select 1')"],
    "autocommit, in a BEGIN of SQL": ["conn.autocommit = True", "c.execute('begin')"],
    "autocommit, in a failed BEGIN of SQL": ["conn.autocommit = True", "c.execute('begin')", "c.execute('select 1/0')"],
    "committed by SQL": ["c.execute('select 1')", "c.execute('commit')"],
    "rolled back by SQL": ["c.execute('select 1')", "c.execute('rollback')"],
    "begun twice": ["c.execute('begin')"],
    "a constraint to fail at the end": ["c.execute('insert into late values (1), (1)')"],
    "a savepoint": ["c.execute('savepoint s')", "c.execute('select 1/0')", "c.execute('rollback to savepoint s')"],
    "after a failed commit": ["c.execute('insert into late values (1), (1)')", "conn.commit()"],
    "only an empty statement": ["c.execute(' ')"],
    "arguments that do not fit": ["c.execute('select %s', (1, 2))"],
    "after commit": ["c.execute('select 1')", "conn.commit()"],
    "after rollback": ["c.execute('select 1')", "conn.rollback()"],
    "a closed connection": ["c.execute('select 1')", "conn.close()"],
    "in a with statement": ["with conn:"],
    "in a with statement, in a transaction": ["with conn:", "c.execute('select 1')"],
    "in a with statement of autocommit": ["conn.autocommit = True", "with conn:", "c.execute('select 1')"],
    "after a with statement": ["with conn:", "c.execute('select 1')", "end"],
    "after a with statement that raised": ["with conn:", "c.execute('select 1')", "raise"],
    "after a with statement of autocommit": ["conn.autocommit = True", "with conn:", "c.execute('select 1')", "end"],
    "after a with statement of nothing": ["with conn:", "end"],
    "a with statement in a transaction": ["c.execute('select 1')", "with conn:", "c.execute('select 2')", "end"],
    "a with statement that failed at its end": ["with conn:", "c.execute('insert into late values (1), (1)')", "end"],
    "a broken connection": ["c.execute('select pg_terminate_backend(pg_backend_pid())')"],
    "read only": ["c.execute('set transaction read only')", "c.execute('insert into late values (1)')"],
}
TRANSACTION_ACTIONS = [
    "conn.commit()", "conn.rollback()", "conn.autocommit = True", "conn.autocommit = False",
    "c.execute('select 2')", "c.execute('commit')", "c.execute('rollback')", "c.execute('begin')",
    "c.execute('savepoint x')", "c.execute('release savepoint s')", "c.execute('set transaction isolation level serializable')",
    "c.execute('insert into late values (7), (7)')", "conn.close()", "c.execute('')", "with conn:",
    "c.execute('begin; select 1; commit')", "c.execute('commit; begin')", "c.execute('commit and chain')",
]


def transaction_programs():
    for title, state in TRANSACTION_STATES.items():
        inside = state.count("with conn:") > state.count("end") + state.count("raise")
        for action in TRANSACTION_ACTIONS:
            if inside and action == "with conn:":
                yield title + ", then with again", ["c = cursor()", *state, "with conn:", "c.execute('select 3')", "end"]
                continue
            steps = ["c = cursor()", *state, action]
            if inside or action == "with conn:":
                steps += ["c.execute('select 3')", "end"]
                yield title + ", then " + action + ", and raises", steps[:-1] + ["raise", "c.execute('select 4')"]
            steps += ["c.execute('select 4')", "c.fetchone()", "conn.commit()", "c.execute('select 5')", "conn.rollback()"]
            yield title + ", then " + action, steps


# --- named cursors

SERIES = "'select id from item order by id'"
NAMED_STATES = {
    "made": ["n = cursor('n')"],
    "executed": ["n = cursor('n')", "n.execute(%s)" % SERIES],
    "executed with arguments": ["n = cursor('n')", "n.execute('select id, name from item where id > %s order by id', (9,))"],
    "one row fetched": ["n = cursor('n')", "n.execute(%s)" % SERIES, "n.fetchone()"],
    "all fetched": ["n = cursor('n')", "n.execute(%s)" % SERIES, "n.fetchall()"],
    "no rows": ["n = cursor('n')", "n.execute('select id from item where false')"],
    "zero columns": ["n = cursor('n')", "n.execute('select from item')"],
    "an odd name": ["n = cursor('a \"b\\' %s é')", "n.execute(%s)" % SERIES],
    "scrollable": ["n = cursor('n', scrollable=True)", "n.execute(%s)" % SERIES, "n.fetchmany(4)"],
    "not scrollable": ["n = cursor('n', scrollable=False)", "n.execute(%s)" % SERIES, "n.fetchmany(4)"],
    "with hold": ["n = cursor('n', withhold=True)", "n.execute(%s)" % SERIES, "n.fetchone()"],
    "with hold, committed": ["n = cursor('n', withhold=True)", "n.execute(%s)" % SERIES, "conn.commit()"],
    "with hold, rolled back": ["n = cursor('n', withhold=True)", "n.execute(%s)" % SERIES, "conn.rollback()"],
    "with hold and scroll, committed": ["n = cursor('n', withhold=True, scrollable=True)", "n.execute(%s)" % SERIES, "conn.commit()", "n.fetchmany(5)"],
    "with hold, autocommit": ["conn.autocommit = True", "n = cursor('n', withhold=True)", "n.execute(%s)" % SERIES],
    "autocommit": ["conn.autocommit = True", "n = cursor('n')"],
    "committed": ["n = cursor('n')", "n.execute(%s)" % SERIES, "n.fetchone()", "conn.commit()"],
    "rolled back": ["n = cursor('n')", "n.execute(%s)" % SERIES, "conn.rollback()"],
    "closed": ["n = cursor('n')", "n.execute(%s)" % SERIES, "n.close()"],
    "closed before it was executed": ["n = cursor('n')", "n.close()"],
    "executed wrongly": ["n = cursor('n')", "n.execute('select nosuch')"],
    "executed with what is no query": ["n = cursor('n')", "n.execute('create temp table u (a int)')"],
    "executed with an empty text": ["n = cursor('n')", "n.execute('')"],
    "arguments that do not fit": ["n = cursor('n')", "n.execute('select %s', (1, 2))"],
    "in a failed transaction": ["c = cursor()", "n = cursor('n')", "n.execute(%s)" % SERIES, "c.execute('select 1/0')"],
    "an itersize of five": ["n = cursor('n')", "n.itersize = 5", "n.execute(%s)" % SERIES],
    "an arraysize of five": ["n = cursor('n')", "n.arraysize = 5", "n.execute(%s)" % SERIES],
    "stolen": ["c = cursor()", "c.execute('select open_cursor(%s)', ('stolen',))", "n = cursor('stolen')"],
    "stolen and fetched": ["c = cursor()", "c.execute('declare k cursor for select id from item order by id')", "n = cursor('k')", "n.fetchmany(2)"],
    "stolen from nobody": ["n = cursor('nobody')"],
    "the same name twice": ["m = cursor('n')", "m.execute('select 1')", "n = cursor('n')"],
    "closed by SQL": ["c = cursor()", "n = cursor('n')", "n.execute(%s)" % SERIES, "c.execute('close n')"],
    "a closed connection": ["n = cursor('n')", "n.execute(%s)" % SERIES, "conn.close()"],
    "two at once": ["m = cursor('m')", "n = cursor('n')", "m.execute('select 1 as one')", "n.execute(%s)" % SERIES, "m.fetchone()"],
}
NAMED_ACTIONS = [
    "n.execute('select 1 as again')", "n.execute('select 1/0 as x')", "n.fetchone()", "n.fetchmany()", "n.fetchmany(3)", "n.fetchmany(0)",
    "n.fetchmany(-1)", "n.fetchall()", "n.next()", "n.list()", "n.scroll(2)", "n.scroll(-1)", "n.scroll(3, 'absolute')",
    "n.scroll(0, 'absolute')", "n.scroll(-2, 'absolute')", "n.scroll(99)", "n.scroll(0)",
    "n.executemany('select %s', [(1,)])", "n.callproc('add', (1, 2))", "n.nextset()", "n.close()", "n.itersize = 3",
    "n.arraysize = 3", "n.withhold = True", "n.withhold = False", "n.scrollable = True", "n.scrollable = False",
    "n.scrollable = None", "n.mogrify('select %s', (1,))", "conn.commit()", "conn.rollback()", "conn.close()",
]
NAMED_PROBES = ["n.fetchmany(2)", "n.next()"]


def named_programs():
    for title, state in NAMED_STATES.items():
        for action in NAMED_ACTIONS:
            yield title + ", then " + action, [*state, action, *NAMED_PROBES]
    for arguments in ["''", "'n', scrollable=True", "'n', scrollable=False, withhold=True", "None", "None, withhold=True",
                      "None, scrollable=True", "withhold=True", "'n', withhold=True"]:
        yield "cursor(%s)" % arguments, ["n = cursor(%s)" % arguments, "n.execute(%s)" % SERIES, "n.fetchone()"]
    yield "attributes of a cursor without a name", [
        "n = cursor()", "n.withhold = True", "n.scrollable = True", "n.withhold = False", "n.scrollable = None", "n.itersize = 7"]
    for options in "READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE":
        yield "a named cursor begins " + options, [
            "conn.isolation_level = '%s'" % options, "n = cursor('n')", "n.execute(%s)" % SERIES, "n.fetchmany(3)"]


def random_named_programs():
    for seed in range(75):
        chance = random.Random("named %d" % seed)
        steps = []
        if chance.random() < 0.15:
            steps.append("conn.autocommit = True")
        for name in "nm":
            made = "%s = cursor('%s'" % (name, chance.choice(["n", "m", "odd \"one\""]))
            if chance.random() < 0.5:
                made += ", scrollable=" + chance.choice(["True", "False", "None"])
            if chance.random() < 0.4:
                made += ", withhold=True"
            steps.append(made + ")")
            steps.append("%s.execute('select id from item where id > %%s order by id', (%d,))" % (name, chance.randint(0, 12)))
        steps.append("c = cursor()")
        for _ in range(12):
            name = chance.choice("nnnm")
            kind = chance.random()
            if kind < 0.80:
                steps.append(name + chance.choice([
                    ".fetchone()", ".fetchone()", ".fetchmany(2)", ".fetchmany()", ".fetchmany(5)", ".fetchall()", ".next()", ".next()",
                    ".next()", ".list()", ".scroll(1)", ".scroll(2)", ".scroll(-1)", ".scroll(0, 'absolute')", ".scroll(4, 'absolute')",
                    ".itersize = 3", ".itersize = 2000", ".arraysize = 2", ".fetchmany(0)", ".close()"]))
            elif kind < 0.88:
                steps.append("c." + chance.choice(["execute('select 1')", "execute('select 1/0')", "execute('fetch 1 from n')", "fetchone()"]))
            else:
                steps.append(chance.choice(["conn.commit()", "conn.rollback()", "conn.commit()"]))
        yield "random named program %d" % seed, steps


# --- the session's properties

# Values that Java's types rule out are not among these: it has no readonly = 'x'.
LEVELS = ["'read uncommitted'", "'READ Committed'", "'repeatable read'", "'serializable'", "'default'", "None", "1", "2", "3", "4",
          "0", "5", "-1", "'foo'", "''", "'read  committed'"]
FLAGS = ["True", "False", "None", "'default'"]
SESSION_STATES = {
    "nothing begun": [],
    "autocommit": ["conn.autocommit = True"],
    "in a transaction": ["c.execute('select 1')"],
    "in a failed transaction": ["c.execute('select 1/0')"],
    "all set before": ["conn.set_session('serializable', True, True)"],
    "all set before, in autocommit": ["conn.autocommit = True", "conn.set_session('serializable', True, True)"],
    "a closed connection": ["conn.close()"],
}
SHOWN = "c.execute('table modes')"


def session_actions():
    for level in LEVELS:
        yield "conn.isolation_level = " + level
        yield "conn.set_session(%s)" % level
        if level.lstrip("-").isdigit():
            yield "conn.set_isolation_level(%s)" % level
    for flag in FLAGS:
        yield "conn.readonly = " + flag
        yield "conn.deferrable = " + flag
        yield "conn.set_session(readonly=%s)" % flag
        yield "conn.set_session(deferrable=%s)" % flag
    for flag in "True", "False":
        yield "conn.autocommit = " + flag
        yield "conn.set_session(autocommit=%s)" % flag
    yield "conn.set_session()"
    yield "conn.set_session('serializable', True, True, True)"
    yield "conn.set_session('repeatable read', readonly=False, deferrable=False, autocommit=False)"
    yield "conn.set_session('default', 'default', 'default')"
    yield "conn.set_session(isolation_level='foo', autocommit=True)"
    yield "conn.reset()"
    for encoding in "'UTF8'", "'utf-8'", "'LATIN1'", "'latin-1'", "'SQL_ASCII'", "'NOSUCH'", "''", "'EUC_TW'", "'euc_jp'", "'WIN1252'":
        yield "conn.set_client_encoding(%s)" % encoding


def session_programs():
    for title, state in SESSION_STATES.items():
        for action in session_actions():
            yield title + ", then " + action, [
                "c = cursor()", *state, action, SHOWN, "c.fetchone()", "conn.rollback()", SHOWN]


def begin_programs():
    for level in "None", "'read uncommitted'", "'read committed'", "'repeatable read'", "'serializable'":
        for readonly in "None", "True", "False":
            for deferrable in "None", "True", "False":
                yield "BEGIN for %s, %s, %s" % (level, readonly, deferrable), [
                    "conn.isolation_level = " + level, "conn.readonly = " + readonly, "conn.deferrable = " + deferrable,
                    "c = cursor()", SHOWN, "c.fetchone()", "conn.commit()", "conn.autocommit = True", SHOWN, "c.fetchone()",
                    "with conn:", SHOWN, "c.fetchone()", "end", "conn.autocommit = False", SHOWN, "c.fetchone()"]


def random_session_programs():
    actions = list(session_actions())
    for seed in range(50):
        chance = random.Random("session %d" % seed)
        steps = ["c = cursor()"]
        for _ in range(12):
            kind = chance.random()
            if kind < 0.45:
                steps.append(chance.choice(actions))
            elif kind < 0.70:
                steps.append(SHOWN)
                steps.append("c.fetchone()")
            else:
                steps.append(chance.choice([
                    "conn.commit()", "conn.rollback()", "conn.autocommit = True", "conn.autocommit = False", "c.execute('select 1/0')",
                    "conn.set_session(readonly=True)", "conn.isolation_level = 'serializable'", "conn.rollback()",
                    "c.execute('create temp table made (a int)')", "c.execute('set transaction read only')"]))
        yield "random session program %d" % seed, steps


# --- two-phase commit

XID = "Xid(1, 'gt', 'bq')"
TWO_PHASE_STATES = {
    "nothing begun": [],
    "in a transaction": ["c.execute('select 1')"],
    "autocommit": ["conn.autocommit = True"],
    "begun": ["conn.tpc_begin(%s)" % XID],
    "begun by a text": ["conn.tpc_begin('it\\'s a \\\\ text')"],
    "begun, with a statement": ["conn.tpc_begin(%s)" % XID, "c.execute('insert into empty_table values (1, null)')"],
    "begun, failed": ["conn.tpc_begin(%s)" % XID, "c.execute('select 1/0')"],
    "prepared": ["conn.tpc_begin(%s)" % XID, "c.execute('insert into empty_table values (1, null)')", "conn.tpc_prepare()"],
    "prepared without a statement": ["conn.tpc_begin(%s)" % XID, "conn.tpc_prepare()"],
    "prepared a failed one": ["conn.tpc_begin(%s)" % XID, "c.execute('select 1/0')", "conn.tpc_prepare()"],
    "committed in one phase": ["conn.tpc_begin(%s)" % XID, "c.execute('select 1')", "conn.tpc_commit()"],
    "committed in two phases": ["conn.tpc_begin(%s)" % XID, "c.execute('select 1')", "conn.tpc_prepare()", "conn.tpc_commit()"],
    "rolled back": ["conn.tpc_begin(%s)" % XID, "c.execute('select 1')", "conn.tpc_rollback()"],
    "rolled back when prepared": ["conn.tpc_begin(%s)" % XID, "c.execute('select 1')", "conn.tpc_prepare()", "conn.tpc_rollback()"],
    "prepared and left": ["conn.tpc_begin(%s)" % XID, "c.execute('select 1')", "conn.tpc_prepare()", "conn.reset()"],
    "isolated and begun": ["conn.isolation_level = 'serializable'", "conn.tpc_begin(%s)" % XID],
    "a closed connection": ["conn.close()"],
    "begun with an id of no number": ["conn.tpc_begin(Xid(0, 'xxx', ''))"],
}
TWO_PHASE_ACTIONS = [
    "conn.tpc_begin(%s)" % XID, "conn.tpc_begin('text')", "conn.tpc_prepare()", "conn.tpc_commit()", "conn.tpc_rollback()",
    "conn.tpc_commit(%s)" % XID, "conn.tpc_rollback(%s)" % XID, "conn.tpc_commit('1_Z3Q=_YnE=')", "conn.tpc_rollback('nosuch')",
    "conn.tpc_recover()", "conn.commit()", "conn.rollback()", "conn.autocommit = True", "conn.autocommit = False",
    "conn.isolation_level = 1", "conn.readonly = True", "conn.deferrable = None", "conn.set_session('serializable')",
    "conn.set_isolation_level(1)", "conn.set_client_encoding('LATIN1')", "conn.reset()", "conn.cancel()", "c.execute('select 1')",
    "c.executemany('select %s', [(1,)])", "c.callproc('add', (1, 2))", "c.fetchone()", "c.close()", "conn.close()", "n = cursor('n')",
    "with conn:", "conn.xid(1, 'a', 'b')", "conn.get_transaction_status()",
]


def two_phase_programs():
    for title, state in TWO_PHASE_STATES.items():
        for action in TWO_PHASE_ACTIONS:
            if action == "with conn:":
                steps = [action, "c.execute('select 2')", "end"]
            else:
                steps = [action]
            yield title + ", then " + action, ["c = cursor()", *state, *steps, "conn.tpc_recover()", "c.execute('select 3')"]


def random_two_phase_programs():
    for seed in range(45):
        chance = random.Random("two-phase %d" % seed)
        steps = ["c = cursor()"]
        for _ in range(12):
            steps.append(chance.choice([
                "conn.tpc_begin(Xid(1, 'a', 'b'))", "conn.tpc_begin('t')", "conn.tpc_prepare()", "conn.tpc_prepare()", "conn.tpc_commit()",
                "conn.tpc_rollback()", "conn.tpc_commit('1_YQ==_Yg==')", "conn.tpc_rollback(Xid(1, 'a', 'b'))", "conn.tpc_rollback('t')",
                "conn.tpc_recover()", "conn.commit()", "conn.rollback()", "conn.autocommit = True", "conn.autocommit = False",
                "c.execute('select 1')", "c.execute('insert into empty_table values (1, null)')", "c.execute('select 1/0')",
                "c.execute('select count(*) from empty_table')"]))
        yield "random two-phase program %d" % seed, steps


# --- callproc

CALLS = [
    "'add', (1, 2)", "'add', [1, 2]", "'add', (1,)", "'add', ()", "'add'", "'add', None", "'add', {'a': 1}", "'add', {'a': 1, 'b': 2}",
    "'add', {'b': 2, 'a': 1}", "'add', {}", "'add', {'nosuch': 1}", "'add', ('x', 2)", "'add', (None, 2)", "'pair', (7,)", "'pair', {'a': 7}",
    "'countdown', (3,)", "'nothing'", "'nothing', ()", "'lower', ('A\\'B',)", "'pg_catalog.lower', ('ABC',)", "'nosuch', (1,)", "'no such', (1,)",
    "'', (1,)", "'current_schema'", "'make_interval', {'days': 1}", "'make_interval', {'days': 1, 'secs': 2.5}", "'add', {'a b': 1}", "'add', {'A': 1}",
    "'add', {'a\"b': 1}", "'add', {'é': 1}", "'add', {'a': [1]}", "'format', ('%%s %%s', 'a', 'b')", "'format', ('%s', 'x%')", "'add', {'a%': 1}",
    "'add', {'a)': 1}", "'array_length', ([1, 2, 3], 1)", "'to_char', (date('2020-01-02'), 'YYYY')", "'note', (2,)",
    "'coalesce', (1, 2)", "'add(1,2); select 9 as x --', ()", "'concat', (1, 'a', None, True)", "'concat', ('a', 'a', 'a')",
]


def callproc_programs():
    for call in CALLS:
        for before in [], ["conn.autocommit = True"]:
            yield "callproc(%s)%s" % (call, " in autocommit" if before else ""), [
                *before, "c = cursor()", "c.callproc(%s)" % call, "c.fetchall()", "c.close()", "c.callproc(%s)" % call]


# --- many rows at once

VALUES = [
    "'insert into empty_table values %s', [(1, 'a'), (2, None), (3, 'it\\'s'), (4, 'x%'), (5, '%s')]",
    "'insert into empty_table values %s returning a', [(1, 'a'), (2, None), (3, 'c')]",
    "'insert into empty_table (a) values %s returning a, b', [[1], [2], [3], [4], [5]]",
    "'insert into empty_table values %s', []",
    "'insert into empty_table values %s, %s', [(1, 'a')]",
    "'insert into empty_table values (1, null)', [(1, 'a')]",
    "'insert into empty_table values %(a)s', [(1, 'a')]",
    "'insert into empty_table values %d', [(1, 'a')]",
    "'insert into empty_table values %s %', [(1, 'a')]",
    "'select * from (values %s) as v (x, y) where y like \\'%%a%%\\' order by x', [(1, 'a'), (2, 'b'), (3, 'ca')]",
    "'select v.x %% 2 as odd from (values %s) as v (x)', [(1,), (2,), (3,)]",
    "'insert into empty_table values %s', [(1, 'a'), (2,), (3, 'c')]",
    "'insert into item values %s', [(100, 'a', 1), (101, 'b', 2), (1, 'exists', 3), (102, 'c', 4)]",
    "'insert into item values %s on conflict do nothing', [(100, 'a', 1), (1, 'exists', 3)]",
    "'update item set price = v.p from (values %s) as v (i, p) where id = v.i', [(1, 10), (2, 20), (99, 30)]",
    "'insert into empty_table values %s', [({}, 1)]",
    "'insert into empty_table values %s', [(1, ['a', 'b'])]",
    "'%s', [(1, 2)]",
    "'values %s', [(Decimal('1.5'), date('2020-01-01'), True, None)]",
]
TEMPLATES_OF_VALUES = [
    "'insert into empty_table values %s', [(1, 'a'), (2, 'b'), (3, None)], template='(%s, upper(%s))'",
    "'insert into empty_table values %s', [{'a': 1, 'b': 'x'}, {'b': 'y', 'a': 2}], template='(%(a)s, %(b)s)'",
    "'insert into empty_table values %s', [{'a': 1}], template='(%(a)s, %(b)s)'",
    "'insert into empty_table values %s', [(1,), (2,)], template='(%s, \\'50%%\\')'",
    "'insert into empty_table values %s', [(1, 2, 3)], template='(%s, %s)'",
    "'select * from (values %s) as v (x)', [(1,), (2,), (3,)], template='(%s + 1)'",
]
BATCHES = [
    "'insert into empty_table values (%s, %s)', [(1, 'a'), (2, None), (3, 'it\\'s'), (4, 'x%'), (5, ';')]",
    "'insert into empty_table values (%s, %s) returning a', [(1, 'a'), (2, None), (3, 'c')]",
    "'update item set price = %(p)s where id = %(i)s', [{'p': 1, 'i': 1}, {'p': 2, 'i': 99}, {'p': 3, 'i': 3}]",
    "'select %s as x', [(1,), (2,), (3,)]",
    "'select 1 as x', [(), ()]",
    "'select 1 as x', []",
    "'select 10 / %s', [(1,), (0,), (2,)]",
    "'select %s, %s', [(1, 2), (3,)]",
    "'insert into item values (%s, %s, 1)', [(100, 'a'), (1, 'exists'), (101, 'b')]",
    "'select \\'%%\\', %s', [(1,), (2,)]",
    "'set work_mem to %s', [('1MB',), ('2MB',)]",
]


def values_programs():
    for before, sizes in ([], (1, 2, 100)), (["conn.autocommit = True"], (2,)):
        where = " in autocommit" if before else ""
        for size in sizes:
            for call in VALUES + TEMPLATES_OF_VALUES:
                for fetch in "False", "True":
                    step = "c.execute_values(%s, page_size=%d, fetch=%s)" % (call, size, fetch)
                    yield step + where, [*before, "c = cursor()", step, "c.fetchall()", "c.execute('select count(*) from empty_table')"]
            for call in BATCHES:
                step = "c.execute_batch(%s, page_size=%d)" % (call, size)
                yield step + where, [*before, "c = cursor()", step, "c.fetchall()", "c.execute('select count(*) from empty_table')"]


# ---


FILES = {
    "client-programs.tsv": [client_programs, random_client_programs],
    "transaction-programs.tsv": [transaction_programs],
    "named-programs.tsv": [named_programs, random_named_programs],
    "session-programs.tsv": [begin_programs, session_programs, random_session_programs],
    "two-phase-programs.tsv": [two_phase_programs, random_two_phase_programs],
    "callproc-programs.tsv": [callproc_programs],
    "values-programs.tsv": [values_programs],
}


def shared(before, after):
    count = 0
    while count < min(len(before), len(after)) and before[count] == after[count]:
        count += 1
    return count


def main(files=FILES, stage_of=Stage):
    parameters = ext.parse_dsn(sys.argv[1])
    tap = Wiretap(parameters["host"], int(parameters["port"]))
    tapped = ext.make_dsn(sys.argv[1], host="127.0.0.1", port=tap.port, sslmode="disable", gssencmode="disable")
    admin = psycopg2.connect(sys.argv[1])
    admin.autocommit = True
    database = parameters["dbname"]
    for name in sys.argv[2:] or files:
        rows = []
        before = []
        for programs in files[name]:
            for title, steps in programs():
                stage = stage_of(tapped, tap, database)
                ran = list(stage.run_all(steps))
                alike = shared(before, ran)
                rows += [["# " + title] + ([alike] if alike else [])] + ran[alike:]
                before = ran
                stage.conn.close()
                tap.take()
                for left in admin.tpc_recover():
                    if left.database == database:
                        admin.tpc_rollback(left)
                admin.cursor().execute("select restore()")
        notation.write(name, rows)
        print(name, sum(row[0].startswith("# ") for row in rows), "programs", len(rows), "lines")


if __name__ == "__main__":
    main()
