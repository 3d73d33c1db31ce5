# SPDX-License-Identifier: Apache-2.0
"""Writes functions.tsv: what functions of psycopg2's modules return: python3 functions.py DSN.

A line has a call in the notation of notation.py and its value, or what it raises. "describe" is a
statement's description, "xid_parts" the parts of Xid.from_string, "shape" the shape of a password
that is salted at random.
"""
import random
import re
import sys

import psycopg2
import psycopg2.extensions as ext
import psycopg2.extras as extras
import psycopg2.sql as sql

import notation
import drawn as draw
from notation import show

# --- connection strings

DSNS = r"""
|host=a|host=a port=1|host = a|host= a  port =1|host='a b'|host='a\'b'|host=a\ b|host='a\\b'|host=a\\b|host=''|host=|host= port=1|host
host=a port|=a| = |host==a|host='a|host='a' port=1|host='a'port=1|nosuch=1|HOST=a|host=a host=b|dbname=a|database=a|user=u password=p
password='it''s'|password=a'b|host=a'b c'|client_encoding=utf8|options='-c a=b -c c=d'|application_name=x|sslmode=require|sslmode=nosuch
port=x|connect_timeout=x|requiressl=1|replication=1|service=x|passfile=x|host=/tmp|hostaddr=1.2.3.4|target_session_attrs=any|a b|a b=c
host=a;port=1|host=a,b port=1,2|host=é|hôst=a|host="a b"|host=a#b|host=%20|keepalives=1|tcp_user_timeout=5|channel_binding=prefer|host=a\
\|'|''|host=\'a\'|host='\a'|  host=a  |host=a	port=1|gssencmode=disable|krbsrvname=x|ssl_min_protocol_version=TLSv1|sslcompression=1
postgresql://|postgres://|postgresql://h|postgresql://h/|postgresql://h/d|postgresql://h:1/d|postgresql://u@h|postgresql://u:p@h/d
postgresql://:p@h|postgresql://u:@h|postgresql://@h|postgresql://h:/d|postgresql://h:x/d|postgresql://[::1]/d|postgresql://[::1]:5/d|postgresql://[::1
postgresql://[]/d|postgresql://[::1]x/d|postgresql:///d|postgresql:///d?host=/tmp|postgresql://%2Ftmp/d|postgresql://h/d?a=b|postgresql://h/d?sslmode=require
postgresql://h/d?sslmode|postgresql://h/d?sslmode=|postgresql://h/d?=x|postgresql://h/d?&|postgresql://h/d?host=x|postgresql://h/d?host=x&port=2
postgresql://h/d?application_name=a%20b|postgresql://h/d?application_name=a+b|postgresql://h/d?x=%zz|postgresql://h/%zz|postgresql://h/%2|postgresql://h/%00
postgresql://u%40x:p%3A@h/d|postgresql://u:p:q@h/d|postgresql://h1,h2/d|postgresql://h1:1,h2:2/d|postgresql://h1:1,h2/d|postgresql://,/d|postgresql://h,/d
postgresql://h/d/e|postgresql://h/d#x|postgresql://h?user=u|postgresql://h/?user=u|postgresql://u@h?password=p|postgresql://h/d?ssl=true|postgresql://h/d?ssl=x
postgresql:/h|postgresql:h|Postgresql://h|mysql://h|http://h/d?host=x|postgresql://h/d?sslmode=require&sslmode=disable|postgresql://é/ü|postgresql://h/d?host
postgresql://h/d?dbname=e|postgresql://h/d?user=a&user=b|postgresql://u@v@h/d|postgresql://h/d?sslmode=a=b|postgresql://h/d&x|postgresql://h/?|postgresql://?host=x
"""
PIECES = ["host", "port", "user", "=", "=", " ", " ", "'", "\\", "a", "1", "x y", "é", "dbname=d", "password", "''", "\t", "://", ",", "%20", "%", "?", "&"]
URI_PIECES = ["u", "h", ":", "@", "/", "?", "&", "=", "sslmode", "require", "%41", "%", "%zz", "[::1]", "[", "]", ",", "5432", "user", "host=x", "é", "+", "#"]
SETTINGS = [
    {}, {"host": "a"}, {"host": "a b"}, {"host": "it's"}, {"host": "a\\b"}, {"host": ""}, {"host": None}, {"host": None, "port": 1}, {"port": 5432},
    {"dbname": "d"}, {"database": "d"}, {"database": "d", "dbname": "e"}, {"nosuch": 1}, {"password": "a'b\\c d"}, {"user": "é"}, {"host": "\t"},
    {"host": "\n"}, {"options": "-c a=b"}, {"port": "x"}, {"client_encoding": "utf8", "application_name": "x=y"}, {"host": "'"}, {"host": "\\"}]


def dsns():
    chance = random.Random(9)
    found = [dsn for line in DSNS.strip("\n").split("\n") for dsn in line.split("|")]
    found += ["".join(chance.choice(PIECES) for _ in range(chance.randint(1, 8))) for _ in range(160)]
    found += ["postgresql://" + "".join(chance.choice(URI_PIECES) for _ in range(chance.randint(1, 8))) for _ in range(240)]
    for dsn in dict.fromkeys(found):
        yield "parse_dsn(%s)" % show(dsn), lambda dsn=dsn: ext.parse_dsn(dsn)
    for dsn in ["", "host=x port=2", "postgresql://u:p@h/d", "dbname=z", "nosuch=1", "host='a"]:
        for settings in SETTINGS:
            yield "make_dsn(%s, %s)" % (show(dsn), show(settings)), lambda d=dsn, s=settings: ext.make_dsn(d, **s)


# --- names, transaction identifiers, passwords

def names(conn):
    chance = random.Random(10)
    found = ["", "a", "A", 'a"b', '""', '"', "a b", "é", "☃", "😀", "a.b", "select", "a\\b", "a'b", "%s", "a\nb", "x" * 70, "\ud800"]
    found += [draw.any_text(chance, "UTF8").replace("\0", "") for _ in range(120)]
    for name in dict.fromkeys(found):
        yield "quote_ident(%s)" % show(name), lambda name=name: ext.quote_ident(name, conn)


def xids():
    chance = random.Random(11)
    good = ["", "a", "gtrid", "x" * 64, " ~!", "a_b", "=", "it's"]
    for number in 0, 1, 42, 2**31 - 1, -1:
        for part in good + ["x" * 65, "é", "a\n", "\x7f", "\x1f"]:
            yield "xid(%d, %s, 'b')" % (number, show(part)), lambda n=number, p=part: str(ext.Xid(n, p, "b"))
            yield "xid(%d, 'g', %s)" % (number, show(part)), lambda n=number, p=part: str(ext.Xid(n, "g", p))
    texts = ["", "a", "1_YQ==_Yg==", "0__", "1_YQ==_", "1_YQ_Yg", "-1_YQ==_Yg==", "2147483648_YQ==_Yg==", "01_YQ==_Yg==", "1_YQ==_Yg==_", "1_YQ==_Y g==", "x_YQ==_Yg==",
             "42_Z3RyaWQ=_YnF1YWw=", "1_Y*==_Yg==", "1_Cg==_Yg==", "é", "1_YR==_Yg==", " 1_YQ==_Yg==", "1_YQ==_Yg==\n", "+1_YQ==_Yg==", "1_" + "eHh4" * 22 + "_Yg=="]
    texts += ["".join(chance.choice("01_=YQg Zz+/é") for _ in range(chance.randint(1, 12))) for _ in range(60)]
    for text in dict.fromkeys(texts):
        def parts(text=text):
            xid = ext.Xid.from_string(text)
            return (xid.format_id, xid.gtrid, xid.bqual, str(xid))
        yield "xid_parts(%s)" % show(text), parts


def passwords(conn):
    for password in "", "secret", "it's", "é", "日本", "x" * 100, " ":
        for user in "", "joe", "é":
            yield "encrypt_password(%s, %s, 'md5')" % (show(password), show(user)), lambda p=password, u=user: ext.encrypt_password(p, u, conn, "md5")
            for algorithm in "'scram-sha-256'", "None":
                def shape(p=password, u=user, a=algorithm):
                    return re.sub("[A-Za-z0-9+/]+=*$|[A-Za-z0-9+/]{8,}=*", lambda m: str(len(m[0])), ext.encrypt_password(p, u, conn, eval(a))[14:])
                yield "shape(%s, %s, %s)" % (show(password), show(user), algorithm), shape
    yield "encrypt_password('a', 'b', 'nosuch')", lambda: ext.encrypt_password("a", "b", conn, "nosuch")


# --- ranges

def ranges():
    chance = random.Random(12)
    def any_range():
        bounds = chance.choice(["[)", "(]", "[]", "()"])
        if chance.random() < 0.15:
            return extras.NumericRange(empty=True)
        ends = sorted(chance.choice([-10, -1, 0, 1, 5, 9, 10]) for _ in range(2))
        return extras.NumericRange(*(None if chance.random() < 0.25 else end for end in ends), bounds)
    for _ in range(110):
        one = any_range()
        yield "range_state(%s)" % show(one), lambda r=one: [r.lower, r.upper, r.isempty, r.lower_inf, r.upper_inf, r.lower_inc, r.upper_inc, bool(r)]
        yield "range_text(%s)" % show(one), lambda r=one: str(r)
        for value in -11, -1, 0, 1, 5, 10:
            yield "range_contains(%s, %d)" % (show(one), value), lambda r=one, v=value: v in r
        other = any_range()
        yield "range_compare(%s, %s)" % (show(one), show(other)), lambda a=one, b=other: [a < b, a <= b, a == b, a > b, a >= b, a != b]
    for bounds in "[x", "", "[", "[[", "))", "[)x", "({":
        yield "range_bad(%s)" % show(bounds), lambda b=bounds: str(extras.NumericRange(1, 2, b))


# --- composed statements: the texts are read here as they are in Java

class Composing:
    """The names in them, each a function of what it is made of."""

    SQL, Identifier, Literal, Composed = sql.SQL, sql.Identifier, sql.Literal, sql.Composed
    NULL, DEFAULT = staticmethod(lambda: sql.NULL), staticmethod(lambda: sql.DEFAULT)

    @staticmethod
    def Placeholder(name=None):
        return sql.Placeholder(name)

    @staticmethod
    def format(text, pieces, named):
        return text.format(*pieces, **named)

    @staticmethod
    def join(joiner, pieces):
        return joiner.join(pieces)

    @staticmethod
    def joined(pieces, joiner):
        return pieces.join(joiner)

    @staticmethod
    def add(one, other):
        return one + other

    @staticmethod
    def mul(one, count):
        return one * count


FORMATS = ["", "{}", "{} {}", "{0}", "{1}{0}{1}", "{a}", "{a} {}", "{} {a} {}", "{{}}", "{{{}}}", "{", "}", "{a", "{}}", "{{a}", "{0} {}", "{} {0}", "{:x}", "{!r}",
           "{!s}", "{a.b}", "{a[0]}", "{0.x}", "{ }", "{ a }", "{2}", "{b}", "%s {} %%", "{-1}", "{01}", "{a!r:x}", "{a:}", "{}{{{}}}{}", "select {} from {} where {a} = %s"]
PIECES_OF_SQL = ["SQL('a')", "SQL('%')", "Identifier('a')", "Identifier('a b', 'c\"d')", "Literal(1)", "Literal('it\\'s')", "Literal(None)", "Literal([1, 'a'])", "Literal(-5)",
                 "Literal(1.5)", "Literal(True)", "Literal((1, 2))", "Placeholder()", "Placeholder('a')", "Placeholder('a b')", "NULL()", "DEFAULT()",
                 "Composed([SQL('x'), Identifier('y')])", "Composed([])", "Identifier('é', '')", "Literal('\\\\')", "SQL('')", "SQL('{}')"]


def any_piece(chance, depth=0):
    kind = chance.random()
    if depth > 2 or kind < 0.55:
        return chance.choice(PIECES_OF_SQL)
    more = lambda: any_piece(chance, depth + 1)
    if kind < 0.68:
        return "format(SQL('{} %s {}, {a}'), [%s, %s], {'a': %s})" % (chance.choice(["", "{{", "%s"]), more(), more(), more())
    if kind < 0.80:
        return "join(SQL(', '), [%s])" % ", ".join(more() for _ in range(chance.randrange(4)))
    if kind < 0.90:
        return "add(%s, %s)" % (more(), more())
    return "mul(%s, %d)" % (more(), chance.randint(-1, 3))


def composed():
    chance = random.Random(13)
    texts = list(PIECES_OF_SQL)
    for text in FORMATS:
        for pieces in "[], {}", "[SQL('p')], {}", "[SQL('p'), Identifier('q')], {'a': Literal(7)}", "[], {'a': Placeholder('n')}":
            texts.append("format(SQL(%s), %s)" % (show(text), pieces))
    texts += ["Identifier()", "Placeholder(')')", "Placeholder('a)b')", "Placeholder('')", "format(SQL('{}'), ['a'], {})", "format(SQL('{}'), [None], {})", "join(SQL(','), ['a'])",
              "Composed(['a'])", "Composed([SQL('a'), 1])", "joined(Composed([SQL('a'), SQL('b')]), ', ')", "joined(Composed([SQL('a'), SQL('b')]), SQL(' and '))",
              "join(SQL(', '), Composed([SQL('a'), Literal(1)]))", "Literal('\\ud800')", "Identifier('\\ud800')"]
    texts += [any_piece(chance) for _ in range(160)]
    names = dict(notation.NAMES, **{k: getattr(Composing, k) for k in dir(Composing) if not k.startswith("_")})
    for text in dict.fromkeys(texts):
        for function in "as_string", "repr":
            def made(text=text, function=function):
                piece = eval(text, {"__builtins__": {}}, names)
                return piece.as_string(CONN[0]) if function == "as_string" else repr(piece)
            yield "%s(%s)" % (function, text), made
    for one in PIECES_OF_SQL[:16]:
        for other in PIECES_OF_SQL[:16]:
            if one <= other:
                yield "equal(%s, %s)" % (one, other), lambda a=one, b=other: eval(a, {}, names) == eval(b, {}, names)


CONN = []

# --- descriptions

COLUMNS = """numeric numeric(1) numeric(10,2) numeric(1000,1000) numeric(5,-3) varchar varchar(1) varchar(10485760) char char(5) bpchar text name "char" bytea bool
int2 int4 int8 oid float4 float8 money date time time(0) time(3) timetz timetz(6) timestamp timestamp(2) timestamptz timestamptz(0) interval interval(3) interval year
interval day to second(2) bit bit(7) varbit varbit(9) json jsonb xml uuid inet cidr macaddr point box path tsvector int4range int4multirange int4[] numeric(4,1)[] varchar(3)[]
point3 mood positive hstore regclass xid tid pg_lsn void record""".replace("\n", " ")


def descriptions(conn):
    types = [t for t in re.findall(r"interval year|interval day to second\(2\)|\"char\"|\S+", COLUMNS)]
    for name in types:
        sql = "select null::%s as v" % name
        yield "describe(%s)" % show(sql), lambda sql=sql: describe(conn, sql)
    columns = [t for t in types if t not in ("void", "record")]
    table = "create temp table typed (%s)" % ", ".join("c%d %s" % (i, t) for i, t in enumerate(columns))
    yield "describe(%s)" % show(table), lambda: describe(conn, table)
    for sql in ["select * from typed", "select c3, c1 + 1, 7 as \"x \"\"y\"\"\", c0 as é from typed", "select 1, 'a', null, true, array[1], row(1)", "select", "update item set name = name",
                "show work_mem", "explain (costs off) select 1", "select id as a, name as a from item", "insert into item values (99, 'x', 1) returning price, id", "table empty_table"]:
        yield "describe(%s)" % show(sql), lambda sql=sql: describe(conn, sql)


def describe(conn, sql):
    with conn.cursor() as cur:
        cur.execute(sql)
        if cur.description is None:
            return None
        known = [c for c in cur.description]
        return [tuple(c) + (c.table_column,) for c in known if c.type_code < 16384] or []


def rows(dsn):
    conn = psycopg2.connect(dsn)
    CONN.append(conn)
    cases = [*composed(), *dsns(), *names(conn), *xids(), *passwords(conn), *ranges(), *descriptions(conn)]
    for call, function in cases:
        try:
            yield [call, show(function())]
        except Exception as e:
            yield [call, notation.raised(e)]
    conn.rollback()


notation.write("functions.tsv", rows(sys.argv[1]))
