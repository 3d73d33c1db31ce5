# SPDX-License-Identifier: Apache-2.0
"""Writes the vectors of ranges, addresses, JSON and hstore: python3 structured-vectors.py DSN.

The database needs the extension hstore; a range type floatrange is made in it. A vector file has one
case a line, a Python expression and what psycopg2 makes of it, separated by a tab; in a field a
backslash and a tab are written \\\\ and \\t.
"""
import datetime as dt, decimal, os, sys
import psycopg2, psycopg2.extras as extras

HERE = os.path.dirname(os.path.abspath(__file__))
LITERALS = r"""
NumericRange(1, 2)
NumericRange(-5, -1)
NumericRange()
NumericRange(None, 5, '(]')
NumericRange(1, None, '()')
NumericRange(Decimal('1.5'), Decimal('1E+30'), '[]')
NumericRange(1.5, 2.5)
NumericRange(9223372036854775807, 10**30)
NumericRange(empty=True)
[NumericRange(1, 2), NumericRange(3, 4)]
(NumericRange(1, 2), 3)
DateRange(date(2011, 1, 1), None)
DateRange(None, date(2011, 1, 1), '(]')
DateRange(None, None, '()')
DateRange(empty=True)
DateTimeRange(datetime(2011, 1, 1), datetime(2012, 1, 1), '[]')
DateTimeTZRange(datetime(2011, 1, 1, tzinfo=tz(19800)), None)
DateTimeTZRange(empty=True)
[DateRange(date(2011, 1, 1), None)]
FloatRange(1.0, 2.0)
FloatRange(None, -2.0, '(]')
FloatRange(empty=True)
Inet('10.0.0.1/24')
Inet('1.2.3.4')
Inet('2001:db8::1/32')
[Inet('1.2.3.4')]
Json({'a': "b'c\\"})
Json(None)
Json([1, 2.5, '\xe9', {}, []])
[Json(True)]
{}
{'a': '1'}
{'a': None}
{'a': None, "b'": 'c"\\'}
{'a': 1}
{1: 2, 2: None}
{'a': [1]}
[{'a': '1'}, {}]
({'a': '1'}, 1)
"""


def field(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t")


def write(name, options):
    conn = psycopg2.connect(sys.argv[1], options=options)
    cur = conn.cursor()
    cur.execute("create type floatrange as range (subtype = float8)")
    float_range = extras.register_range("floatrange", "FloatRange", conn).range
    extras.register_hstore(conn, globally=True)
    names = dict(
        NumericRange=extras.NumericRange, DateRange=extras.DateRange,
        DateTimeRange=extras.DateTimeRange, DateTimeTZRange=extras.DateTimeTZRange,
        FloatRange=float_range, Inet=extras.Inet, Json=extras.Json, Decimal=decimal.Decimal,
        date=dt.date, datetime=dt.datetime, tz=lambda s: dt.timezone(dt.timedelta(seconds=s)))
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as f:
        for e in LITERALS.strip().split("\n"):
            literal = cur.mogrify("%s", (eval(e, names),)).decode("utf-8")
            f.write(field(e) + "\t" + field(literal) + "\n")
    conn.rollback()


write("structured-literals.tsv", "")
write("structured-literals-escape-strings.tsv", "-c standard_conforming_strings=off")
