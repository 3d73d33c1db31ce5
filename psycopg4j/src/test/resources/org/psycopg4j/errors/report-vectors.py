# SPDX-License-Identifier: Apache-2.0
"""Writes error-reports.tsv, notice-reports.tsv and unknown-sqlstates.tsv: what psycopg2 makes of a
server's reports. Run as

    python3 report-vectors.py 'host=... dbname=...'

First real errors from that server (PostgreSQL 15, as a superuser), then reports made up here and
sent by a server of a few lines, which can say what a real one says only rarely. Every line:
query, pgerror, str(e), class (of a notice only its text), then the fields, all separated by tabs.
"""
import os
import random
import socket
import struct
import sys

import psycopg2

HERE = os.path.dirname(os.path.abspath(__file__))
CODES = {
    'severity': 'S', 'severity_nonlocalized': 'V', 'sqlstate': 'C', 'message_primary': 'M',
    'message_detail': 'D', 'message_hint': 'H', 'statement_position': 'P',
    'internal_position': 'p', 'internal_query': 'q', 'context': 'W', 'schema_name': 's',
    'table_name': 't', 'column_name': 'c', 'datatype_name': 'd', 'constraint_name': 'n',
    'source_file': 'F', 'source_line': 'L', 'source_function': 'R'}


def write(name, rows):
    def escape(text):
        for char, escaped in ('\\', '\\\\'), ('\t', '\\t'), ('\n', '\\n'), ('\r', '\\r'):
            text = text.replace(char, escaped)
        return text
    with open(os.path.join(HERE, name), 'w', encoding='utf-8', newline='\n') as out:
        for row in rows:
            out.write('\t'.join(map(escape, row)) + '\n')


def row(query, error, fields):
    return [query, error.pgerror, str(error), type(error).__name__] + [k + v for k, v in fields]


# ---- a real server

REAL = [
    'select * from x', 'select (', 'select 1 1', '', ';;select', "select 'a", 'select "a',
    'select 1\n  from nosuch\n where 1 = 1', 'select 1\r\n  from nosuch\r\n', '\n\n\nselect x',
    'select\t1,\tx', "select '日本語',  x", "select '😀', x", "select 'é', x",
    'select ' + '1, ' * 100 + 'x' + ', 2' * 100, 'select ' + '1, ' * 100 + 'x', 'select x' + ', 2' * 100,
    "select '" + '日本' * 40 + "', x, '" + '日本' * 40 + "'",
    'select 1 +\n' * 11 + 'x', 'select 1/0', "select 'a'::int", "select date '2011-02-30'",
    'insert into ev_child values (1, 5)', 'insert into ev_parent values (1), (1)',
    'insert into ev_parent values (null)', 'insert into ev_child values (-1, null)',
    'insert into ev_parent values (0)', 'drop table ev_parent', 'create table ev_parent (a int)',
    'select ev_bad()', 'select ev_nested(0)', 'select nosuch(1)', 'select nosuch.f(1)',
    'do $$ begin perform 1 from nosuch; end $$', "do $$ begin execute 'select\n\t日本, x from'; end $$",
    "do $$ begin execute 'select ' || repeat('1, ', 60) || 'x'; end $$",
    "do $$ begin raise exception using message = 'm', detail = 'd', hint = 'h', errcode = 'ZZ999',"
    " schema = 's', table = 't', column = 'c', constraint = 'k', datatype = 'y'; end $$",
    "do $$ begin raise exception using message = E'two\\nlines', detail = E'd\\n', hint = ''; end $$",
    "do $$ begin raise exception 'ERROR:  twice'; end $$", "do $$ begin raise unique_violation; end $$",
    "do $$ begin raise sqlstate '40999'; end $$", "select pg_cancel_backend(pg_backend_pid())",
    "set statement_timeout to 'x'", 'declare c cursor for select 1; fetch 1 from d',
    'grant nosuch to nobody', 'lock table ev_parent in nosuch mode', 'copy ev_parent from stdin x',
    'set transaction_isolation to nosuch', 'select 1::int[', "select '{'::int[]", 'release savepoint x',
    "select xmlparse(document '<a')", "select '1 day'::interval(9)", 'create index on ev_parent (nosuch)',
    "select to_date('x', 'YYYY')", "select '[1,2)'::int4range + 1", "select json '{'", "select E'\\xff'",
]
SETUP = """
    create temp table ev_parent (a int primary key check (a <> 0));
    create temp table ev_child (b int check (b > 0), a int references ev_parent);
    create function pg_temp.ev_nested(n int) returns int language plpgsql as $$
    begin
      if n = 3 then execute 'select nosuch from ev_parent'; end if;
      return pg_temp.ev_nested(n + 1);
    end $$;
    create function pg_temp.ev_bad() returns int language sql as $$ select 1 / 0 $$;
"""


def real_rows(dsn):
    connection = psycopg2.connect(dsn)
    cursor = connection.cursor()
    cursor.execute(SETUP)
    connection.commit()
    for query in REAL:
        query = query.replace('ev_bad', 'pg_temp.ev_bad').replace('ev_nested', 'pg_temp.ev_nested')
        try:
            cursor.execute(query)
        except psycopg2.Error as e:
            if e.pgerror is not None:
                values = [(code, getattr(e.diag, name)) for name, code in CODES.items()]
                yield row(query, e, [(code, v) for code, v in values if v is not None])
        connection.rollback()


# ---- a server that says what it is told


def message(tag, body):
    return tag + struct.pack('!I', len(body) + 4) + body


def report(tag, fields):
    text = ''.join(code + value + '\0' for code, value in fields) + '\0'
    return message(tag, text.encode())


def serve(listener, tag, reports):
    connection, _ = listener.accept()
    stream = connection.makefile('rb')
    stream.read(struct.unpack('!I', stream.read(4))[0] - 4)
    parameters = {'client_encoding': 'UTF8', 'server_version': '15.0', 'DateStyle': 'ISO',
                  'standard_conforming_strings': 'on'}
    connection.sendall(
        message(b'R', struct.pack('!I', 0))
        + b''.join(message(b'S', f'{k}\0{v}\0'.encode()) for k, v in parameters.items())
        + message(b'Z', b'I'))
    for fields in reports:
        stream.read(1)
        stream.read(struct.unpack('!I', stream.read(4))[0] - 4)
        end = b'' if tag == b'E' else message(b'C', b'SELECT 0\0')
        connection.sendall(report(tag, fields) + end + message(b'Z', b'I'))
    stream.read()


def told(tag, reports):
    """A connection whose server answers its queries with these reports, one by one."""
    listener = socket.create_server(('127.0.0.1', 0))
    if os.fork() == 0:
        try:
            serve(listener, tag, reports)
        finally:
            os._exit(0)
    port = listener.getsockname()[1]
    connection = psycopg2.connect(
        f'host=127.0.0.1 port={port} user=u dbname=d sslmode=disable gssencmode=disable')
    connection.autocommit = True
    return connection


def error(**fields):
    return list({'S': 'ERROR', 'V': 'ERROR', 'C': '42601', 'M': 'm', **fields}.items())


def made_up():
    for query in 'select 1', 'a\nb\n', 'a\r\nb', 'a\rb', 'a\r\r\nb', 'a\n\rb', '\n' * 11 + 'x', 'a\tb\tc', 'a\x01b\x7f':
        for position in range(-1, len(query) + 4):
            yield query, error(P=str(position))
    letters = ''.join(chr(65 + i % 26) for i in range(150))
    for length in 59, 60, 61, 62, 70, 150:
        for position in {1, 30, 40, 49, 50, 51, 52, 53, 59, 60, 61, 62, 100} | set(range(length - 12, length + 2)):
            yield letters[:length], error(P=str(position))
    for query in '日本' * 60, 'x' + '日本' * 60, '日本' * 15 + 'x' * 60, 'e\u0301' * 100, '\u0300' * 100, '😀' * 90:
        for position in range(1, len(query) + 2, 7):
            yield query, error(P=str(position))
    chance = random.Random(4)
    for _ in range(300):
        length = chance.randrange(1, 160)
        query = ''.join(chance.choice('abc ,\t日本😀é\u0301' + '\n' * (length % 2)) for _ in range(length))
        yield query, error(P=str(chance.randrange(1, length + 2)))
    for char in '\u1100 \u115f \u1160 \u2329 \u2e99 \u2e9a \u3000 \u3029 \u302a \u303f \u3099 \uac00 \ud7a3 \ud7a4 \uff60 \uff61 \u200b \u00ad \U0001f3fb \U0001f1e6 \U0002fffd \U0002fffe \U0003fffe \U0003ffff \U0010ffff'.split():
        yield char + 'x', error(P='2')
    yield 'select 1', error(p='3', q='abcdef')
    yield 'select 1', error(p='3')
    yield 'select 1', error(q='abcdef')
    yield 'select 1', error(p='9', q='abcdef')
    yield 'select 1', error(p='2', q='')
    yield 'select 1', error(P='2', p='3', q='abcdef', W='context', H='hint', D='detail')
    yield 'select 1', error(P='99', p='3', q='abcdef')
    yield 'select 1', error(P='')
    yield 'select 1', error(P='x')
    yield 'select 1', error(M='')
    yield 'select 1', error(M='ERROR:  m')
    yield 'select 1', error(M='a\nb\n', D='d\n', H='', W='', P='1')
    yield 'select 1', error(F='f.c', L='12', R='fn', s='s', t='t', c='c', d='d', n='n')
    for severity in 'FATAL', 'PANIC', 'FEHLER', 'ERREUR', '错误', 'WARNING', 'E', '':
        yield 'select 1', error(S=severity)
    for code in '', '2', '23', '23999', '23ABCDE':
        yield 'select 1', error(C=code)
    for fields in [('M', 'm')], [('M', 'ERROR:  m')], [('C', '23505')], [('S', 'ERROR')], [('S', 'ERROR'), ('C', '23505')]:
        yield 'select 1', fields


def made_up_rows():
    cases = list(made_up())
    cursor = told(b'E', [fields for _, fields in cases]).cursor()
    for query, fields in cases:
        try:
            cursor.execute(query)
        except psycopg2.Error as e:
            yield row(query, e, fields)


def notice_rows():
    notice = {'S': 'NOTICE', 'V': 'NOTICE', 'C': '00000', 'M': 'hi'}
    cases = [list({**notice, **more}.items()) for more in (
        {}, {'D': 'd', 'H': 'h'}, {'S': 'WARNING', 'C': '01000', 'W': 'context'}, {'S': 'HINWEIS'},
        {'M': 'two\nlines'}, {'P': '3'}, {'p': '3', 'q': 'abcdef'}, {'p': '3'}, {'q': 'abcdef'})]
    connection = told(b'N', cases)
    for fields in cases:
        connection.cursor().execute('select 1')
        yield ['select 1', connection.notices[-1]] + [k + v for k, v in fields]


def unknown_sqlstate_rows():
    """What an unknown SQLSTATE of each thinkable class raises."""
    digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    codes = [a + b + '9Z9' for a in digits for b in digits]
    cursor = told(b'E', [error(C=code) for code in codes]).cursor()
    for code in codes:
        try:
            cursor.execute('select 1')
        except psycopg2.Error as e:
            yield [code, type(e).__name__]


write('error-reports.tsv', [*real_rows(sys.argv[1]), *made_up_rows()])
write('notice-reports.tsv', notice_rows())
write('unknown-sqlstates.tsv', unknown_sqlstate_rows())
