# SPDX-License-Identifier: Apache-2.0
"""Writes registered.tsv: values of hstore, point3, nested3 and textrange, which are registered, and
of their arrays: python3 registered.py DSN.

The database has setup.sql in it. A line has an SQL expression, the server's text, and the value in
the notation of notation.py or what psycopg2 raises; or "mogrify", a value and what is made of it.
A composite is a tuple here, a textrange a Range.
"""
import random
import sys

import psycopg2
import psycopg2.extras as extras

import notation
from casts import literal
from drawn import any_text
from notation import show


def words(chance):
    return any_text(chance, "UTF8").replace("\0", "").replace("\ud800", "")


def quoted(word):
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def hstore(chance):
    pairs = ["%s=>%s" % (quoted(words(chance)), "NULL" if chance.random() < 0.2 else quoted(words(chance))) for _ in range(chance.randrange(4))]
    return literal(", ".join(pairs)) + "::hstore"


def text(chance):
    return "null" if chance.random() < 0.15 else literal(words(chance))


def point3(chance):
    number = chance.choice(["null", str(chance.randint(-99, 99))])
    return "row(%s, %s, %s)::point3" % (number, chance.choice(["null", "1.5", "'NaN'", "-0.25", "1e300"]), text(chance))


def nested3(chance):
    tags = "null" if chance.random() < 0.2 else "array[%s]::text[]" % ", ".join(text(chance) for _ in range(chance.randrange(4)))
    return "row(%s, %s, %s)::nested3" % (chance.choice(["null", point3(chance), point3(chance)]), tags, chance.choice(["null", "'2011-02-03'"]))


def textrange(chance):
    ends = sorted(words(chance) for _ in range(2))
    low, high = ["null" if chance.random() < 0.2 else literal(end) for end in ends]
    return chance.choice(["'empty'::textrange"] + ["textrange(%s, %s, '%s')" % (low, high, chance.choice(["[)", "(]", "[]", "()"]))] * 5)


def expressions(chance):
    for draw, name in (hstore, "hstore"), (point3, "point3"), (nested3, "nested3"), (textrange, "textrange"):
        for _ in range(60):
            yield draw(chance)
        for _ in range(20):
            yield "array[%s]::%s[]" % (", ".join(chance.choice(["null", draw(chance), draw(chance), draw(chance)]) for _ in range(chance.randint(1, 3))), name)
        yield "null::" + name
        yield "array[]::%s[]" % name


def rows(dsn):
    conn = psycopg2.connect(dsn)
    conn.autocommit = True
    extras.register_hstore(conn)
    extras.register_composite("point3", conn)
    extras.register_composite("nested3", conn)
    caster = extras.register_range("textrange", "TextRange", conn)
    notation.NAMES["TextRange"] = caster.range
    cur = conn.cursor()
    chance = random.Random(14)
    for expression in dict.fromkeys(expressions(chance)):
        try:
            cur.execute("select %s as v, (%s)::text as t" % (expression, expression))
        except psycopg2.Error:
            continue
        try:
            value, as_text = cur.fetchone()
            yield [show(expression), show(as_text), show(value)]
        except Exception as e:
            yield [show(expression), "None", notation.raised(e)]
    for _ in range(60):
        pairs = {words(chance): chance.choice([None, words(chance)]) for _ in range(chance.randrange(4))}
        for value in pairs, [pairs, {}], (pairs, 1):
            yield ["mogrify", show(value), show(cur.mogrify("%s", (value,)).decode("utf-8"))]


notation.write("registered.tsv", rows(sys.argv[1]))
