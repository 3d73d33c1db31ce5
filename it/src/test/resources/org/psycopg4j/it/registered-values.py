# SPDX-License-Identifier: Apache-2.0
"""Writes registered-values.tsv: what psycopg2 reads hstore values and composites as, once they are
registered, and what it writes a dict as. A line each, tabs between: what is registered, the SQL of
a value, and the value as canonical text; of a written one, the value and the SQL. Run as

    python3 registered-values.py 'host=... dbname=...'

with a server that has hstore in a schema of the search_path; nothing is left behind there.
"""
import os
import random
import sys

import psycopg2
import psycopg2.extras

HERE = os.path.dirname(os.path.abspath(__file__))
CHARS = ['a', 'B', ' ', '"', "'", '\\', ',', '(', ')', '{', '}', '=', '>', '\n', '\t', 'é', '日', '\U0001F600',
         'NULL', 'null', '=>', '""', '\\\\', '%', ':', ';', '']
rnd = random.Random(20)


def text():
    return ''.join(rnd.choice(CHARS) for _ in range(rnd.randrange(6)))


def canonical(value):
    if value is None:
        return 'null'
    if isinstance(value, str):
        return '"%s"' % value.replace('\\', '\\\\').replace('"', '\\"')
    if isinstance(value, dict):
        return '{%s}' % ', '.join('%s: %s' % (canonical(k), canonical(value[k])) for k in sorted(
            value, key=lambda k: k.encode('utf-16-be')))
    if isinstance(value, (list, tuple)):
        return ('[%s]' if isinstance(value, list) else '(%s)') % ', '.join(map(canonical, value))
    return str(value)


def escape(field):
    for char, escaped in ('\\', '\\\\'), ('\t', '\\t'), ('\n', '\\n'), ('\r', '\\r'):
        field = field.replace(char, escaped)
    return field


def maybe(make):
    return None if rnd.random() < .2 else make()


def main(dsn):
    conn = psycopg2.connect(dsn)
    cur = conn.cursor()
    cur.execute('create type leaf as (n int, t text)')
    cur.execute('create type tree as (n int8, t text, ts text[], leaf leaf, leaves leaf[])')
    psycopg2.extras.register_hstore(cur)
    psycopg2.extras.register_composite('leaf', cur)
    psycopg2.extras.register_composite('tree', cur)
    rows = []

    def ask(kind, sql, args):
        sql = cur.mogrify(sql, args).decode()
        cur.execute('select ' + sql)
        rows.append((kind, sql, canonical(cur.fetchone()[0])))

    def leaf():
        return (maybe(lambda: rnd.randrange(-9, 9)), maybe(text))

    for _ in range(150):
        pairs = [(text(), maybe(text)) for _ in range(rnd.randrange(5))]
        keys, values = [k for k, _ in pairs], [v for _, v in pairs]
        ask('hstore', 'hstore(%s::text[], %s::text[])', (keys, values))
    ask('hstore', 'array[hstore(%s, %s), null, %s::hstore]', ('a', None, ''))
    for _ in range(150):
        ask('leaf', '%s::leaf', (leaf(),))
        leaves = [maybe(leaf) for _ in range(rnd.randrange(3))]
        ask('tree', '(%s, %s, %s::text[], %s::leaf, %s::leaf[])::tree', (
            maybe(lambda: rnd.getrandbits(40)), maybe(text),
            maybe(lambda: [maybe(text) for _ in range(rnd.randrange(4))]), maybe(leaf), leaves))
    for _ in range(50):
        pairs = {text(): maybe(text) for _ in range(rnd.randrange(2))}
        rows.append(('written', canonical(pairs), cur.mogrify('%s', (pairs,)).decode()))
    conn.rollback()
    with open(os.path.join(HERE, 'registered-values.tsv'), 'w', encoding='utf-8', newline='\n') as out:
        for row in rows:
            out.write('\t'.join(map(escape, row)) + '\n')


main(sys.argv[1])
