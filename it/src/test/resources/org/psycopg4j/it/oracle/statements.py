# SPDX-License-Identifier: Apache-2.0
"""Writes statements.tsv: what psycopg2 makes of statements and arguments: python3 statements.py DSN.

A line "# client_encoding standard_conforming_strings" says how the session is for those after it;
they have a statement, its arguments, and the bytes that psycopg2 makes of them, as a string of one
character for each, or what it raises. Arguments and results are in the notation of notation.py.
"""
import random
import sys

import psycopg2
import psycopg2.extras as extras

import notation
from notation import show
from drawn import LETTERS, value

TEMPLATES = ["%s", "%s", "%s", "select %s", "select %s", "select %s, %s", "insert into t values (%s, %s, %s)", "select '%%', %s", "%s%s", "%s -- %%",
             "update t set a = %s where b in %s and c like 'x%%'", "%%%s%%", "(%s)::text", "select {} %s", "select \\ %s"]
NAMED = ["%(a)s", "select %(a)s, %(b)s", "%(b)s%(a)s%(b)s", "select '%%' || %(a)s", "%(a b)s", "%(a)s and %(é)s", "select %(nosuch)s"]


def cases(chance, encoding, count):
    letter = LETTERS[encoding][0]
    for _ in range(count):
        if chance.random() < 0.8:
            template = chance.choice(TEMPLATES)
            if chance.random() < 0.06:
                template += " -- " + letter
            wanted = template.replace("%%", "").count("%s")
            arguments = tuple(value(chance, encoding) for _ in range(wanted + chance.choice([0] * 12 + [1, -1] if wanted > 1 else [0])))
            yield template, list(arguments) if chance.random() < 0.1 else arguments
        else:
            yield chance.choice(NAMED), {key: value(chance, encoding) for key in ("a", "b", "a b", "é")}


def rows(dsn):
    for encoding in LETTERS:
        for conforming in "on", "off":
            conn = psycopg2.connect(dsn, client_encoding=encoding, options="-c standard_conforming_strings=" + conforming)
            cur = conn.cursor()
            chance = random.Random(encoding + conforming)
            yield ["# %s %s" % (encoding, conforming)]
            for template, arguments in cases(chance, encoding, 420 if encoding == "UTF8" else 170):
                try:
                    result = show(cur.mogrify(template, arguments).decode("latin-1"))
                except Exception as e:
                    result = notation.raised(e)
                yield [show(template), show(arguments), result]
            conn.close()


extras.register_uuid()
notation.write("statements.tsv", rows(sys.argv[1]))
