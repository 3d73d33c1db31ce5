# SPDX-License-Identifier: Apache-2.0
"""Writes the vectors beside it from psycopg2: python3 vectors.py DSN.

expressions.tsv: an expression, then "ok", its repr and its SQL, or the name and the text of what
Python raises. formats.tsv: the same of SQL(text).format(Literal(1), Identifier('b'), a=SQL('c')).
reprs.tsv: a text's repr. Fields are escaped: a backslash, a tab and ends of lines by a backslash.
"""
import datetime, os, random, sys
from decimal import Decimal
import psycopg2
from psycopg2.sql import SQL, Identifier, Literal, Placeholder, Composed, NULL, DEFAULT

HERE = os.path.dirname(os.path.abspath(__file__))
conn = psycopg2.connect(sys.argv[1])

EXPRESSIONS = r"""
SQL('a {} b {}').format(Identifier('x'), Literal(1))
SQL('a {1} b {0}').format(Identifier('x'), Literal(1))
SQL('a {x} b {y}').format(x=Identifier('x'), y=Literal(1))
SQL('{x} {}').format(Identifier('q'), x=Literal(1))
SQL('{} {0}').format(Identifier('q'), Literal(1))
SQL('{0} {}').format(Identifier('q'), Literal(1))
SQL('{}').format()
SQL('{a}').format()
SQL('{}').format(1)
SQL('{}').format('x')
SQL('{}').format(None)
SQL('{} {}').format(Literal(1), "it's")
SQL('{}').format(-1.5)
SQL('{}').format([1, 'a', None, True])
SQL('{}').format((1,))
SQL('{}').format((1, b'a\'\xff'))
SQL('{}').format({'a': 1})
SQL('{a}').format(a=1)
SQL('x').format(1)
SQL('').format()
SQL('a%b%%s %s {}').format(SQL('%s'))
SQL('{}').format(SQL('{}'))
SQL('{}').format(Composed([SQL('a'), Literal(1)]))
SQL(None)
SQL(',').join([])
SQL(',').join([Literal(1)])
SQL(',').join([Literal(1), Identifier('b'), SQL('c')])
SQL(',').join([Literal(1), 2])
SQL(', ').join(Composed([SQL('a'), SQL('b')]))
SQL('a') + SQL('b')
SQL('a') + Composed([SQL('b')])
Composed([SQL('b')]) + SQL('a')
Composed([SQL('b')]) + Composed([SQL('c')])
SQL('a') + SQL('b') + SQL('c')
SQL('a') + (SQL('b') + SQL('c'))
SQL('a') * 3
SQL('a') * 0
SQL('a') * -1
Composed([SQL('b'), SQL('c')]) * 2
(Literal(1) + Literal(2)) * 2
Identifier('a')
Identifier('a', 'b')
Identifier('a"b', 'c.d')
Identifier("it's")
Identifier('\xe9\u20ac')
Identifier()
Identifier('a', None)
Identifier('a').string
Identifier('a', 'b').string
Identifier('a').as_string(None)
Literal(1)
Literal(-1)
Literal("it's")
Literal('a\\b')
Literal(None)
Literal(True)
Literal(1.5)
Literal(1e16)
Literal(float('nan'))
Literal(Decimal('1.50'))
Literal(b'ab')
Literal([1, 2])
Literal([None])
Literal((1, 'a'))
Literal((1,))
Literal(datetime.date(2020, 1, 2))
Literal(datetime.datetime(2020, 1, 2, 3, 4))
Literal(datetime.datetime(2020, 1, 2, 3, 4, 5))
Literal(datetime.datetime(2020, 1, 2, 3, 4, 0, 7))
Literal(datetime.time(3, 4, 5))
Literal('50%')
Literal('a').as_string(None)
SQL('a').as_string(None)
Placeholder().as_string(None)
Placeholder()
Placeholder('a')
Placeholder('a b')
Placeholder('')
Placeholder("it's)")
Placeholder('a(b')
Composed([])
Composed([1])
Composed([Literal(1), None])
Composed([Composed([SQL('a')]), SQL('b')])
Composed([Literal(1), SQL('b')]).join(', ')
Composed([Literal(1), SQL('b')]).join(SQL(', '))
SQL('insert into {} values ({})').format(Identifier('t'), SQL(', ').join(Placeholder() * 3))
NULL
DEFAULT
"""
PIECES = ["{", "}", "{}", "{0}", "{1}", "{2}", "{a}", "{b}", "{{", "}}", "!", "r", ":", "x", "%s", ".", "-1", " "]


def field(text):
    for raw, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escaped)
    return text


def outcome(make):
    try:
        made = make()
        sql = made.as_string(conn) if hasattr(made, "as_string") else ""
        return "ok", made if isinstance(made, str) else repr(made), sql
    except Exception as e:
        return type(e).__name__, e.args[0] if type(e) is not KeyError else str(e), ""


def expressions():
    for expression in EXPRESSIONS.strip().split("\n"):
        yield (expression, *outcome(lambda: eval(expression)))


def formats():
    chance = random.Random(2011)
    texts = ["".join(chance.choice(PIECES) for _ in range(chance.randint(1, 6))) for _ in range(1500)]
    texts += ["{a[}]}", "{a[", "{a[{]}", "{a[:]}", "{!{}", "{!}:}", "{!}:x}", "{!}x}", "{!r", "{!r:{", "{!rr", "{:{}"]
    texts += ["{99999999999999999999}", "{9999999999}", "{00}", "{:}", "{0:}", "{:{}}", "{!r:}", "{\u0660}"]
    for text in dict.fromkeys(texts):
        yield (text, *outcome(lambda: SQL(text).format(Literal(1), Identifier("b"), a=SQL("c"))))


def reprs():
    points = [*range(1, 0x180), 0x20ac, 0x2000, 0x200b, 0x2028, 0x2029, 0x3000, 0xe000, 0xfeff, 0xffff, 0x1f600, 0xe0001]
    for text in [*map(chr, points), "it's", '"', "'\"", "a\\'b", ""]:
        yield text, repr(text)


def write(name, rows):
    with open(os.path.join(HERE, name), "w", encoding="utf-8", newline="\n") as f:
        for row in rows:
            f.write("\t".join(field(v) for v in row) + "\n")


write("expressions.tsv", expressions())
write("formats.tsv", formats())
write("reprs.tsv", reprs())
