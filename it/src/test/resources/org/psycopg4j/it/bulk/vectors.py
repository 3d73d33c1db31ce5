# SPDX-License-Identifier: Apache-2.0
"""Writes statements.tsv beside it from psycopg2: python3 vectors.py DSN.

A line has what was called, its statement, the expression of its arguments, its template, the size of
its pages, "ok" or the name of what Python raises, the text of that, and the statements that were sent.
Fields are escaped: a backslash, a tab and ends of lines by a backslash.
"""
import os, sys
from datetime import date
import psycopg2
from psycopg2.extensions import cursor
from psycopg2.extras import execute_batch, execute_values

HERE = os.path.dirname(os.path.abspath(__file__))
conn = psycopg2.connect(sys.argv[1])
conn.autocommit = True

SELECT = "select * from (values %s) x"
VALUES = [
    (SELECT, "[(1, 'a')]", "", 100),
    (SELECT, "[]", "", 100),
    (SELECT, "[[1, 'a'], [2, None]]", "", 100),
    (SELECT, "[(i, 'x%') for i in range(5)]", "", 2),
    (SELECT, "[(i, 'x%') for i in range(5)]", "(%s, %s || '%%')", 5),
    (SELECT, "[(i, 'x%') for i in range(5)]", "", 1),
    (SELECT, "[{'a': 1, 'b': 'z'}, {'b': None, 'a': 2}]", "(%(a)s, %(b)s, %(a)s)", 100),
    (SELECT, "[{'a': 1, 'b': 'z'}, {'b': None, 'a': 2}]", "(%(a)s, %(c)s)", 100),
    (SELECT, "[{'a': 1, 'b': 'z'}, {'b': None, 'a': 2}]", "", 100),
    (SELECT, "[P(2, date(2020, 1, 2)), P(3, None)]", "", 100),
    (SELECT, "[P(2, date(2020, 1, 2)), P(3, None)]", "(%s, %s)", 1),
    (SELECT, "[(1,), (2, 3)]", "", 100),
    (SELECT, "[(1,), (2, 3)]", "", 1),
    (SELECT, "[(2, 3), (4,)]", "", 1),
    (SELECT, "[(1, 'a')]", "(1, 'x%')", 100),
    (SELECT, "[None, None]", "(1, '%%')", 100),
    (SELECT, "[None, None]", "", 100),
    (SELECT, "[(), ()]", "(1, '%%')", 100),
    (SELECT, "[()]", "", 100),
    (SELECT + " where column2 like 'x%%' or '%%s' = '\u20ac'", "[(i, 'x%') for i in range(5)]", "", 3),
    ("select 1", "[(1, 'a')]", "", 100),
    ("select 1", "[]", "", 100),
    (SELECT + "%s", "[(1, 'a')]", "", 100),
    (SELECT + "%s", "[]", "", 100),
    ("select %(a)s", "[(1, 'a')]", "", 100),
    ("select %d", "[(1, 'a')]", "", 100),
    ("select %\u20ac", "[(1, 'a')]", "", 100),
    ("select 1 %", "[(1, 'a')]", "", 100),
    (SELECT + " %", "[(1, 'a')]", "", 100),
    ("select %%%s", "[(1, 'a')]", "", 100),
    ("", "[(1, 'a')]", "", 100),
]
BATCHES = [
    ("select %s, %s", "[(1, 'a')]", 100),
    ("select %s, %s", "[]", 100),
    ("select %s, %s", "[(i, 'x%') for i in range(5)]", 2),
    ("select %(a)s, %(b)s", "[{'a': 1, 'b': 'z'}, {'b': None, 'a': 2}]", 100),
    ("select %s, '%%'; select %s", "[(i, 'x%') for i in range(5)]", 3),
    ("select 1, '%%'", "[None, None]", 100),
    ("select 1, '%%'", "[(), ()]", 100),
    ("select %s", "[(1,), (2, 3)]", 100),
    ("select %s, %s", "[(2, 3), (4,)]", 100),
    ("select %s, %s", "[(2, 3), (4,)]", 1),
    ("select %(a)s", "[(2, 3), (4,)]", 100),
    ("select %s;", "[(1,), (4,)]", 100),
    ("", "[(1,), (4,)]", 100),
]
CALLS = [
    ("lower", "('A%',)"),
    ("version", "None"),
    ("pg_catalog.\"lower\"", "('A%',)"),
    ("make_interval", "{'days': 1, 'hours': 2}"),
    ("make_interval", "{'da\"ys': 1}"),
    ("version", "{}"),
    ("lo%%wer", "('A%',)"),
    ("lo%wer", "None"),
    ("lo%s", "('A%',)"),
    ("concat", "(1, None, (2, 'b'))"),
    ("\u20ac", "(1, None, (2, 'b'))"),
]


class P(tuple):
    """A row with names, which a record is in Java."""
    def __new__(cls, *values):
        return super().__new__(cls, values)


class Recorder(cursor):
    def execute(self, query, vars=None):
        try:
            return super().execute(query, vars)
        finally:
            if self.query is not None:
                sent.append(self.query.decode())


def field(text):
    for raw, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escaped)
    return text


def record(call):
    global sent
    sent = []
    cur = conn.cursor(cursor_factory=Recorder)
    try:
        call(cur)
        outcome = "ok", ""
    except psycopg2.Error as e:
        outcome = type(e).__name__, str(e).split("\n")[0]
    except Exception as e:
        outcome = type(e).__name__, e.args[0] if not isinstance(e, KeyError) else str(e)
    return outcome, cur


def lines():
    for sql, rows, template, size in VALUES:
        outcome, _ = record(lambda cur: execute_values(cur, sql, eval(rows), template or None, size))
        yield ("values", sql, rows, template, str(size), *outcome, *sent)
    for sql, sets, size in BATCHES:
        outcome, _ = record(lambda cur: execute_batch(cur, sql, eval(sets), size))
        yield ("batch", sql, sets, "", str(size), *outcome, *sent)
    for name, arguments in CALLS:
        outcome, cur = record(lambda cur: cur.callproc(name, eval(arguments)))
        yield ("call", name, arguments, "", "", *outcome, *([cur.query.decode()] if cur.query else []))


with open(os.path.join(HERE, "statements.tsv"), "w", encoding="utf-8", newline="\n") as f:
    for line in lines():
        f.write("\t".join(field(v) for v in line) + "\n")
