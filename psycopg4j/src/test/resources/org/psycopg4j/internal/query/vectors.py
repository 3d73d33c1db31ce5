# SPDX-License-Identifier: Apache-2.0
"""Writes placeholders.tsv beside it, from psycopg2: python3 vectors.py DSN.

A line has a query, arguments, and either the merged query, or the name and the text of what Python
raises. Fields are escaped as in the vectors of types.
"""
import itertools, os, random, sys
import psycopg2

HERE = os.path.dirname(os.path.abspath(__file__))
conn = psycopg2.connect(sys.argv[1])
cur = conn.cursor()

ARGUMENTS = ["None", "()", "(1,)", "(1, 'x')", "(1, 'x', None)", "{}", "{'a': 1}", "{'a': 1, 'b': 'x'}",
             "{'a b': 1, '\u00e9': 2, '': 3, 'a(b': 4}"]
QUERIES = """select '%s'|select %|select %%|select %s|select %s %s|select %s %s %s|select %(a)s|select %(a)s %s|select %s %(a)s
select %d|select %(a)d|select %(a)|select %(a b)s|select %(a|select % s|select 1|select %5s|select %(a)s %(a)s|select %s %%d
select %(a)s%%|select %(\u00e9)s|%(a)s %(b)s %(a)s %(b)s|%()s|%((a))s|%(a(b)s|%(a(b)c)s|%(a)(b)s|%(a)%%|%(a)%%s|%(a)%%%(a)s
%(b)s%(a)%%s|%(a)%%(b)s|%(%)s|%(it's)s|%(a"b)s|%(\\)s|%s%|%%%|%%%s|%%%%s|%%s|%%(a)s|\u00e9%d|%s %(|%(a)s %(b|%-s|%.2s|%*s"""
PIECES = ["%s", "%(a)s", "%(b)s", "%%", "%d", "%", "%(a", "x", "(", ")", "s", "%(a)"]


def field(value):
    text = value.decode("utf-8") if isinstance(value, bytes) else str(value)
    for raw, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escaped)
    return text


def cases():
    queries = [q for line in QUERIES.split("\n") for q in line.split("|")]
    chance = random.Random(2011)
    for _ in range(400):
        queries.append("".join(chance.choice(PIECES) for _ in range(chance.randint(1, 5))))
    for query in dict.fromkeys(queries):
        for arguments in ARGUMENTS:
            try:
                yield query, arguments, "ok", cur.mogrify(query, eval(arguments))
            except Exception as e:
                yield query, arguments, type(e).__name__, e


with open(os.path.join(HERE, "placeholders.tsv"), "w", encoding="utf-8") as f:
    for case in cases():
        f.write("\t".join(field(v) for v in case) + "\n")
