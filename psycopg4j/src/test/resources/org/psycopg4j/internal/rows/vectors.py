# SPDX-License-Identifier: Apache-2.0
"""Writes field-names.tsv beside it, from psycopg2's NamedTupleCursor: python3 vectors.py DSN.

A line has the names of a result's columns, separated by spaces, then either "ok" and the names of
the fields, or the name and the text of what Python raises.
"""
import os, random, sys
import psycopg2
from psycopg2.extras import NamedTupleCursor

HERE = os.path.dirname(os.path.abspath(__file__))
conn = psycopg2.connect(sys.argv[1], client_encoding="UTF8")
conn.autocommit = True
cur = conn.cursor(cursor_factory=NamedTupleCursor)

CASES = """id name|?column?|a-b a.b2|1a _b __c|9|_|gr\u00f6\u00dfe \u65e5\u672c \u0414\u0430|a\u20acb|\u20ac|a a|a A
class|None|Class|class class|a def a|print match _asdict count|!|a"b it's|a\\b|\u00b2|a\u00b2|\u0661a|a\u0661|a\u0345|\u0345a
\U0001f600|a\U0001f600|\U00010400x|a\u00a0b|\u200b|a\u00ad|\ufeff|a-b a_b|1 f1|_x f_x|\u00aa|\u2118|a\u00b7|\u2160|\u212e|a\u200d
\x7f|a\x7fb|\x01|sum(a)|a,b|a:b|a/b%|@|#1|a+ a-|to_char|async|True|true|yield_|with|\u00e9\u00e9 \u00e9\u00e9|\ue000|a\u2028b|a\tb|a\rb"""
PIECES = ["a", "B", "1", "_", "-", "\u00e9", "\u00b2", "?", "if", "is", "\u20ac", "\u0661", "x"]


def field(text):
    for raw, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escaped)
    return text


def names():
    yield from (line for lines in CASES.split("\n") for line in lines.split("|"))
    chance = random.Random(2011)
    for _ in range(300):
        columns = chance.randint(1, 3)
        yield " ".join("".join(chance.choice(PIECES) for _ in range(chance.randint(1, 4))) for _ in range(columns))


def cases():
    for columns in dict.fromkeys(names()):
        quoted = ('1 AS "%s"' % column.replace('"', '""') for column in columns.split(" "))
        try:
            cur.execute("SELECT " + ", ".join(quoted))
            yield columns, "ok", " ".join(cur.fetchone()._fields)
        except ValueError as e:
            yield columns, "ValueError", str(e)


with open(os.path.join(HERE, "field-names.tsv"), "w", encoding="utf-8", newline="\n") as f:
    for case in cases():
        f.write("\t".join(field(v) for v in case) + "\n")
