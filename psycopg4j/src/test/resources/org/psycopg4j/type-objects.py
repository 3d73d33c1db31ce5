# SPDX-License-Identifier: Apache-2.0
"""Writes type-objects.tsv: the type objects of psycopg2 and psycopg2.extensions, a line each: the
module, the name, the oids, then texts and what the type object makes of them, separated by tabs.
Run as

    python3 type-objects.py 'host=... dbname=...'

with any server: it is asked for nothing but a cursor.
"""
import datetime
import os
import sys

import psycopg2
import psycopg2.extensions

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = {
    'BOOLEAN': ['t', 'f'], 'BINARY': ['\\x00ff', 'a\\000'], 'NUMBER': ['1', '1.5', '-1e300', 'NaN'],
    'INTEGER': ['1', '-2147483648'], 'LONGINTEGER': ['-9223372036854775808'], 'ROWID': ['4294967295'],
    'FLOAT': ['1.5', 'Infinity'], 'DECIMAL': ['1.50', '123456789012345678901234567890.1'],
    'STRING': ['x ', 'é', ''], 'UNICODE': ['日本'], 'BYTES': ['é', ''],
    'DATE': ['2024-02-29'], 'TIME': ['01:02:03.000004', '01:02:03+05:30'],
    'DATETIME': ['2024-02-29 01:02:03.5'], 'PYDATETIMETZ': ['2024-02-29 01:02:03.5-08'],
    'INTERVAL': ['1 day -00:00:00.5', '-3 days'],
}
for alias, same in ('PYDATE', 'DATE'), ('PYTIME', 'TIME'), ('PYDATETIME', 'DATETIME'), (
        'PYINTERVAL', 'INTERVAL'):
    TEXTS[alias] = TEXTS[same]


def texts(name):
    if name.endswith('ARRAY'):
        base = {'STRINGARRAY': 'STRING', 'BINARYARRAY': 'BINARY'}.get(name, name[:-5])
        elements = TEXTS.get(base, [])
        quoted = ['"%s"' % e.replace('\\', '\\\\') for e in elements]
        return ['{%s,NULL}' % ','.join(quoted), '{{%s},{NULL}}' % quoted[0], '{}'] if quoted else []
    return TEXTS.get(name, [])


def canonical(value):
    """A text that is the same for equal values of either language."""
    if value is None:
        return 'null'
    if isinstance(value, list):
        return '[%s]' % ', '.join(map(canonical, value))
    if isinstance(value, (bytes, memoryview)):
        return 'bytes ' + bytes(value).hex()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.timedelta):
        return 'micros %d' % (value // datetime.timedelta(microseconds=1))
    if isinstance(value, datetime.datetime):
        return 'datetime ' + value.isoformat(' ', 'microseconds')
    if isinstance(value, datetime.time):
        return 'time ' + value.isoformat('microseconds')
    return '%s %s' % ({'int': 'int', 'float': 'float', 'Decimal': 'decimal', 'str': 'str',
                       'date': 'date'}[type(value).__name__], value)


def escape(text):
    for char, escaped in ('\\', '\\\\'), ('\t', '\\t'), ('\n', '\\n'), ('\r', '\\r'):
        text = text.replace(char, escaped)
    return text


def main(dsn):
    cur = psycopg2.connect(dsn).cursor()
    kind = type(psycopg2.STRING)
    with open(os.path.join(HERE, 'type-objects.tsv'), 'w', encoding='utf-8', newline='\n') as out:
        for module in psycopg2, psycopg2.extensions:
            for name in sorted(dir(module)):
                caster = getattr(module, name)
                if type(caster) is kind:
                    fields = [module.__name__, name, ' '.join(map(str, caster.values))]
                    for text in [] if name.startswith('JSON') else texts(name):
                        fields += [text, canonical(caster(text, cur))]
                    out.write('\t'.join(map(escape, fields)) + '\n')


main(sys.argv[1])
