# SPDX-License-Identifier: Apache-2.0
"""What typecasters make of a value's text, and results of all types."""

from psycopg2.extensions import *
from psycopg2.extensions import adapt
import datetime, decimal
conn = psycopg2.connect(DSN)
cur = conn.cursor()
t = lambda s, f: P(s, f)
c = new_type((1, 2), 'N', lambda v, c: (v, c))
for f in [lambda: new_type((1, 2), 'N', None), lambda: new_type(5, 'N', lambda v, c: v), lambda: c('5', None), lambda: c(b'5', None), lambda: c(None, None), lambda: c(5, None), lambda: c == 1, lambda: c != 1, lambda: c == 'x', lambda: 1 == c, lambda: INTEGER('x', None), lambda: INTEGER(None, None), lambda: BOOLEAN('t', None), lambda: BOOLEAN('true', None), lambda: BOOLEAN('x', None), lambda: FLOAT('x', None), lambda: DECIMAL('x', None), lambda: DECIMAL('NaN', None), lambda: UNICODE('é', None), lambda: BYTES('é', None), lambda: psycopg2.NUMBER('1.5', None), lambda: psycopg2.NUMBER('15', None), lambda: psycopg2.DATETIME('2020-01-02 01:01:01', None), lambda: psycopg2.NUMBER == psycopg2.ROWID, lambda: INTEGER == psycopg2.NUMBER, lambda: psycopg2.NUMBER == INTEGER, lambda: psycopg2.STRING == UNICODE, lambda: INTEGER == LONGINTEGER, lambda: LONGINTEGER == psycopg2.NUMBER, lambda: INTEGER, lambda: hash(INTEGER), lambda: STRING if 0 else psycopg2.STRING.values, lambda: new_type((1,), 'N')('1', None), lambda: new_array_type((1,), 'X', 5), lambda: new_type(values=(1,), name='q'), lambda: register_type(5), lambda: register_type(INTEGER, 5), lambda: quote_ident('a', 5), lambda: quote_ident(5, conn), lambda: quote_ident(b'a', conn), lambda: quote_ident('a"b', cur), lambda: encrypt_password('a', 'b'), lambda: encrypt_password('a', 'b', algorithm='md5'), lambda: encrypt_password('a', 'b', 5, 'md5'), lambda: encrypt_password(1, 'b', conn), lambda: encrypt_password('a', 'b', conn, 'xx'), lambda: encrypt_password('a', 'b', algorithm='xx'), lambda: encrypt_password('a', 'b', conn)[:20], lambda: parse_dsn(5), lambda: parse_dsn('a=b'), lambda: parse_dsn("dbname=x user='a b'"), lambda: parse_dsn('postgresql://u:p@h:1/d?sslmode=require'), lambda: make_dsn('dbname=a', user='b c', password="x'y\\"), lambda: make_dsn(), lambda: make_dsn(database='a'), lambda: make_dsn(database='a', dbname='b'), lambda: make_dsn(foo=1), lambda: make_dsn('dbname=a', dbname='b', port=5), lambda: make_dsn('postgresql://h/d', user='x'), lambda: make_dsn(user=None), lambda: make_dsn(dsn='foo'), lambda: make_dsn('dbname=x', password=''), lambda: parse_dsn(b'dbname=x'), lambda: parse_dsn("dbname='x"), lambda: parse_dsn('')]:
    P(f)
for s in ['{a,b}', '{1,{2}', '{1,2}}', '{', '', '{1,2}x', '{{1,2},{3}}', '{"a\\"b",null,nUll,"NULL",a b, c }', '[1:2]={a,b}', '[1:2={a,b}', '{}', '{{}}', '{{},{}}', '{a,}', '{,a}', '{"a",b}', '{"",a}', '{"a\\\\b"}', '{"{a}"}', '{a"b}', '{a\\,b}', '{"a,b","c}d"}', '{NULL,"null"}', '[0:1][1:2]={{a,b},{c,d}}', 'x{a}', ' {a}', '{ "a" , b }', '{a, "b"}', "{'a'}"]:
    P('array %r' % s, lambda: psycopg2.extensions.STRINGARRAY(s, None))
    P('iarray %r' % s, lambda: psycopg2.extensions.INTEGERARRAY(s, None))
for s in ['\\x6162', '\\x616', 'ab\\134\\\\c', '\\x61zz62', '\\9', 'a\\1x', '', '\\x', '\\xAbCd']:
    P('bytea %r' % s, lambda: psycopg2.BINARY(s, None).tobytes())
P(lambda: psycopg2.BINARY(None, None))
for s in ('2020-01-02', 'infinity', '-infinity', '2020-1-2', '20-01-02', '02-01-2020', '2020-01-02 BC', '', 'x', '2020-13-01', '2020-01-02 03:04:05', '12020-01-02', '0001-01-01', '9999-12-31'):
    t(s, lambda: PYDATE(s, cur))
for s in ('03:04:05', '03:04', '3:4:5.5', '24:00:00', '03:04:60', '03:04:05+01', '03:04:05-01:30', '03:04:05+01:30:15', 'x', '25:00:00', '23:59:60', '03:04:05.1 BC', '', '03:04:05+0130', '03:04:05+24'):
    t(s, lambda: PYTIME(s, cur))
for s in ('2020-01-02 03:04:05', '2020-01-02 03:04', '2020-01-02T03:04:05.5', '2020-01-02', '2020-01-02 25', 'infinity', '-infinity', '2020-01-02 03:04:60', '2020-01-02 23:59:60', '2020-01-02 24:00:00', '2020-01-02 03:04:05+01', '2020-01-02 03:04:05.123-01:30:05', '0044-01-02 03:04:05 BC', '', '10000-01-01 00:00:00'):
    t(s, lambda: PYDATETIME(s, cur))
    t(s, lambda: PYDATETIMETZ(s, cur))
cur.tzinfo_factory = None
t('n', lambda: PYDATETIMETZ('2020-01-02 03:04:05+01', cur))
t('n', lambda: PYDATETIMETZ('infinity', cur))
for s in ('1 day', '1 day 02:03:04', '-1 day -02:03:04', '1 mon', '1 year 2 mons -3 days +04:05:06.5', '00:00:00', '@ 1 day ago', 'P1D', '1 days', '100:00:00', '-00:00:00.5', '1-2', '1 2:3:4', '', 'x', '3 hours', '2 mons 1 day', '1 day 25:61:61.1234567', '178000000 years', '2562047788:00:54.775807', '-1 mons', '1 mon 1 day', '-178000000 years -1 mons'):
    t(s, lambda: PYINTERVAL(s, cur))
q = ['1::int2', '1::int8', '1::oid', '1.5::float4', '0.1::float4', '1e300::float8', "'NaN'::float8", "'-infinity'::float8", '1.50::numeric', "'NaN'::numeric", "'Infinity'::numeric", '1e20::numeric', "'1.10'::money", 'true', '\'a\'::"char"', "'ab'::char(5)", "'ab'::name", 'null', "'\\xdeadbeef'::bytea", "'infinity'::date", "'0044-03-15 BC'::date", "'10000-01-01'::date", "'24:00'::time", "'12:13:14+05:30'::timetz", "'infinity'::timestamp", "'-infinity'::timestamptz", "'1 year 2 mons 3 days 04:05:06.789'::interval", "'-1 mon +2 days'::interval", "'178000000 years'::interval", "'{1,2,NULL}'::int4[]", "'[0:1]={1,2}'::int4[]", "'{{1,2},{3,4}}'::int8[]", '\'{a,"b c",NULL,"NULL",""}\'::text[]', "'{t,f}'::bool[]", "'{1.5}'::numeric[]", "'{2011-01-01,infinity}'::date[]", '\'{"\\\\x61"}\'::bytea[]', "'{1 day}'::interval[]", "'{a}'::char(2)[]", "array['2011-01-01']::timestamptz[]", "'{12:00+01}'::timetz[]", 'array[\'{"a":1}\']::jsonb[]', "array['1.2.3.4']::inet[]", "array['(1,2)']::point[]", "'1 2'::oidvector", '\'{"a":1.5,"b":[1,null]}\'::json', "'null'::jsonb", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", "'1.2.3.4/24'::inet", "'(1,2)'::point", "B'101'", "row(1,'a b',null)", "'{[1,2),[5,6)}'::int4multirange", "'0/16B3748'::pg_lsn", 'pg_sleep(0)', "'1900-01-01'::timestamptz", '0.1::float8+0.2', "'x'::varchar(3)", "'1.5'::numeric(10,2)", "interval '1 day 1 hour'"]
for x in q:

    def f():
        cur = conn.cursor()
        try:
            cur.execute('select ' + x)
            r = cur.fetchone()[0]
            if isinstance(r, memoryview):
                r = bytes(r)
            d = cur.description[0]
            return (type(r).__name__, r, tuple(d), d.table_oid, d.table_column)
        finally:
            conn.rollback()
    P(x, f)
cur = conn.cursor()
for style in ('postgres', 'sql_standard', 'postgres_verbose', 'iso_8601'):
    for x in ('1 year 2 mons 3 days 04:05:06.789', '-1 day -02:03:04', '1 day ago'):

        def f():
            cur.execute('set intervalstyle to %s', (style,))
            cur.execute('select %s::interval', (x,))
            return cur.fetchone()
        P(style + x, f)
conn.rollback()
for style in ('German', 'SQL, DMY', 'Postgres, MDY'):
    for x in ("'2011-02-03'::date", "'2011-02-03 04:05:06'::timestamp"):

        def f():
            cur.execute('set datestyle to %s', (style,))
            cur.execute('select ' + x)
            return cur.fetchone()
        P(style + x, f)
        conn.rollback()
