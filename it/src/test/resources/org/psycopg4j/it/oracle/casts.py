# SPDX-License-Identifier: Apache-2.0
"""Writes casts.tsv: what psycopg2 makes of values of every type: python3 casts.py DSN.

The database has setup.sql in it. A line "# TimeZone bytea_output" says how the session is for those
after it; they have an SQL expression, the name of its type, the server's text, and the value in the
notation of notation.py or what psycopg2 raises. uuid, inet and cidr are registered, as psycopg2's
own are texts; so are arrays of the other types of the server, as arrays of texts, but for box.
json is left as text by loads=lambda text: text.
"""
import random
import sys

import psycopg2
import psycopg2.extensions as ext
import psycopg2.extras as extras

import notation
from notation import show

SPECIAL = "'\"\\%,;{}()[] \n\t<>=/|éß€😀nNuUlL0a"


def literal(string):
    return "E'" + string.replace("\\", "\\\\").replace("'", "''") + "'"


def word(chance):
    return "".join(chance.choice(SPECIAL) for _ in range(chance.randrange(9)))


def digits(chance, most):
    return str(chance.randint(-10 ** chance.randint(1, most), 10 ** chance.randint(1, most)))


def date(chance):
    return chance.choice([
        "2011-02-03", "0001-01-01", "9999-12-31", "10000-01-01", "0044-03-15 BC", "infinity", "-infinity", "2000-02-29", "1582-10-10",
        *["%04d-%02d-%02d" % (chance.randint(1, 9999), chance.randint(1, 12), chance.randint(1, 28)) for _ in range(6)]])


def time(chance):
    return "%02d:%02d:%02d" % (chance.randrange(24), chance.randrange(60), chance.randrange(60)) + chance.choice(
        ["", "", ".5", ".000001", ".999999", ".%06d" % chance.randrange(10**6)])


def stamp(chance):
    day = date(chance)
    if "inf" in day:
        return day
    return day[:10] + " " + time(chance) + day[10:]


def interval(chance):
    return chance.choice([
        "0", "1 year", "-1 mon", "1 year 2 mons 3 days 04:05:06.789", "-1 mon +2 days", "1 mon -04:05:06.5", "-0.000001 s", "1 day -1 us", "100:00:00",
        *["%d years %d mons %d days %d us" % (chance.randint(-50, 50), chance.randint(-40, 40), chance.randint(-999, 999), chance.randint(-10**13, 10**13))
          for _ in range(6)]])


def number_range(chance, most):
    low, high = sorted(int(digits(chance, most)) for _ in range(2))
    return chance.choice(["empty", "(,)", "[%d,)" % low, "(,%d]" % high, *["%s%d,%d%s" % (chance.choice("[("), low, high, chance.choice("])")) for _ in range(5)]])


def time_range(chance, value):
    ends = sorted(value(chance)[:19] for _ in range(2))
    ends = [end for end in ends if "inf" not in end and not end.startswith("1000") and len(end.split("-")) == 3]
    if len(ends) < 2:
        return chance.choice(["empty", "(,)", "[2011-01-01,)", "[-infinity,infinity]"])
    return "%s\"%s\",\"%s\"%s" % (chance.choice("[("), *ends, chance.choice("])"))


def json(chance):
    return chance.choice(['{"a": 1.50, "b": [1, null, "x\\u00e9"]}', "null", '"x"', "[]", " [1,  2]", "true", "1e400", '{"k": "\\"\'{},"}', '{"a": 1, "a": 2}'])


NUMERICS = ["0", "0.00", "1.50", "-1.50", "NaN", "Infinity", "-Infinity", "1e20", "1e-20", "0.000000", "123456789012345678901234567890.1234567890", "-0.5"]
FLOATS = ["0", "-0", "1.5", "NaN", "infinity", "-infinity", "0.1", "1e-7", "123456789", "1e15", "1e16"]
TYPES = {
    "int2": lambda c: c.choice(["0", "-32768", "32767", str(c.randint(-32768, 32767))]),
    "int4": lambda c: c.choice(["0", "-2147483648", "2147483647", str(c.randint(-2**31, 2**31 - 1))]),
    "int8": lambda c: c.choice(["0", str(-2**63), str(2**63 - 1), str(c.randint(-2**63, 2**63 - 1))]),
    "oid": lambda c: c.choice(["0", "4294967295", str(c.randrange(2**32))]),
    "float4": lambda c: c.choice([*FLOATS, "3.4028235e38", "1e-45", repr(c.uniform(-1e6, 1e6)), repr(c.uniform(-1, 1))]),
    "float8": lambda c: c.choice([*FLOATS, "1.7976931348623157e308", "5e-324", repr(c.uniform(-1e6, 1e6)), repr(c.uniform(-1, 1) * 10.0 ** c.randint(-300, 300))]),
    "numeric": lambda c: c.choice([*NUMERICS, digits(c, 40) + "." + digits(c, 20).lstrip("-")]),
    "numeric(10,3)": lambda c: c.choice(["NaN", digits(c, 6) + "." + digits(c, 3).lstrip("-")]),
    "bool": lambda c: c.choice(["t", "f"]),
    '"char"': lambda c: c.choice(["a", "", "\\", "'", ","]),
    "char(4)": lambda c: word(c)[:4], "varchar(9)": word, "text": word, "name": word, "cstring": word,
    "bytea": lambda c: "\\x" + bytes(c.getrandbits(8) for _ in range(c.randrange(7))).hex(),
    "date": date, "time": lambda c: c.choice([time(c), time(c), "24:00", "00:00"]),
    "timetz": lambda c: c.choice([time(c), "24:00"]) + c.choice(["+00", "+05:30", "-03:30", "+15:59", "-01:02:03"]),
    "timestamp": stamp, "timestamptz": stamp, "interval": interval,
    "json": json, "jsonb": lambda c: json(c).replace("1e400", "1e40"),
    "uuid": lambda c: "%032x" % c.getrandbits(128),
    "inet": lambda c: c.choice(["1.2.3.4", "1.2.3.4/24", "::1", "2001:db8::1/64", "::ffff:1.2.3.4", "0.0.0.0/0"]),
    "cidr": lambda c: c.choice(["1.0.0.0/8", "1.2.3.4", "2001:db8::/32", "::/0"]),
    "macaddr": lambda c: "%012x" % c.getrandbits(48), "macaddr8": lambda c: "%016x" % c.getrandbits(64),
    "money": lambda c: c.choice(["0", "1.10", "-1234567.89"]),
    "bit(5)": lambda c: format(c.getrandbits(5), "05b"), "varbit": lambda c: format(c.getrandbits(9), "b"),
    "xml": lambda c: c.choice(["<a/>", "<a b=\"c\">&lt;</a>"]),
    "point": lambda c: "(%d,%s)" % (c.randint(-9, 9), c.uniform(-1, 1)), "line": lambda c: "{1,2,3}", "lseg": lambda c: "[(0,0),(1,2.5)]",
    "box": lambda c: "(3,4),(1,2)", "path": lambda c: c.choice(["[(0,0),(1,1)]", "((0,0),(1,1))"]), "polygon": lambda c: "((0,0),(1,1),(2,0))",
    "circle": lambda c: "<(1,2),3>", "tsvector": lambda c: "a b:3A ''q''", "tsquery": lambda c: "a & !b", "pg_lsn": lambda c: "16/B374D848",
    "regclass": lambda c: c.choice(["item", "pg_catalog.pg_class"]), "regtype": lambda c: "int4", "xid": lambda c: "7", "xid8": lambda c: "77777777777",
    "tid": lambda c: "(1,2)", "jsonpath": lambda c: "$.a[*]", "int2vector": lambda c: "1 2 3", "oidvector": lambda c: "1 2", "pg_snapshot": lambda c: "10:20:10,14,15",
    "mood": lambda c: c.choice(["sad", "ok"]), "positive": lambda c: str(c.randint(1, 99)),
    "int4range": lambda c: number_range(c, 6), "int8range": lambda c: number_range(c, 15),
    "numrange": lambda c: c.choice([number_range(c, 9), "[1.50,2.500)", "[NaN,]", "(-Infinity,0]"]),
    "daterange": lambda c: time_range(c, date), "tsrange": lambda c: time_range(c, stamp), "tstzrange": lambda c: time_range(c, stamp),
    "textrange": lambda c: c.choice(["[a,b)", '["a ""b,",c]', "empty", '[\\\\,"]")']),
    "int4multirange": lambda c: "{%s}" % ",".join(number_range(c, 4) for _ in range(c.randrange(3))),
    "nummultirange": lambda c: "{[1.5,2.5),(3,)}", "datemultirange": lambda c: c.choice(["{}", "{[2011-01-01,2011-02-01)}"]),
    "point3": lambda c: c.choice(["(1,2.5,x)", "(,,)", '(-1,NaN,"a ""b"" \\\\, c")', '(1,,"")']),
    "hstore": lambda c: c.choice(["", "a=>1", 'a=>NULL, "b c"=>"d\\"e\\\\"']),
}
NO_ARRAYS = {"cstring"}
OTHERS = [
    "null", "'ab'", "row(1, 'a b', null)", "row()", "nothing()", "pg_sleep(0)", "array[row(1, 'a')]", "'{}'::int4[]", "'[0:1]={1,2}'::int4[]",
    "'[-2:-1][3:4]={{1,2},{3,null}}'::int4[]", "'{a,\"b c\",NULL,\"NULL\",\"\",null}'::text[]", "'{{{1},{2}},{{3},{4}}}'::int8[]", "array[array[null]]::int4[]",
    "array[]::text[]", "'{NULL}'::date[]", "array_fill(7, array[2,2,2,2,2,2])", "1 = 1", "count(*)", "sum(1)", "avg(1)", "now() is null",
    "current_setting('server_version_num')::int / 10000", "(select array_agg(id order by id) from item)", "(select json_agg(id order by id) from item)",
    "null::int4", "null::text[]", "null::int4range", "null::point3", "null::json", "null::uuid", "null::timestamptz", "array[null, 1.5]::numeric[]",
    "'178000000 years'::interval", "'2562047788:00:54.775807'::interval", "'23:59:60'::time", "'{1 day,NULL,-1 mon}'::interval[]", "'{infinity,2011-01-01}'::date[]",
    "'{-infinity}'::timestamptz[]", "array[1,2]::positive[]", "array['sad','happy']::mood[]", "array[array['ok'::mood]]", "'{\"(1,2,x)\"}'::point3[]",
    "'{\"(1,2)\",\"(3,4)\"}'::point[]", "'{(3,4),(1,2);(1,1),(0,0)}'::box[]", "'{\"\\\\x61\",NULL}'::bytea[]", "repeat('x', 300)", "'\\x'::bytea",
]


def expressions(chance, each):
    for name, text in TYPES.items():
        values = list(dict.fromkeys(text(chance) for _ in range(each)))
        for value in values:
            yield "%s::%s" % (literal(value), name)
        if name in NO_ARRAYS:
            continue
        for _ in range(max(2, each // 4)):
            items = ["null" if chance.random() < 0.15 else literal(text(chance)) for _ in range(chance.randint(1, 4))]
            if chance.random() < 0.7:
                yield "array[%s]::%s[]" % (", ".join(items), name)
            else:
                rows = ["array[%s]" % ", ".join(items), "array[%s]" % ", ".join(reversed(items))]
                yield "array[%s]::%s[]" % (", ".join(rows), name)


def rows(dsn):
    conn = psycopg2.connect(dsn)
    conn.autocommit = True
    cur = conn.cursor()
    for register in extras.register_default_json, extras.register_default_jsonb:
        register(conn, loads=lambda text: text)
    extras.register_uuid(conn_or_curs=conn)
    extras.register_ipaddress(conn)
    for zone, output, each in ("UTC", "hex", 36), ("Asia/Kolkata", "escape", 10), ("America/St_Johns", "hex", 10):
        cur.execute("set timezone to %s", (zone,))
        cur.execute("set bytea_output to %s", (output,))
        yield ["# %s %s" % (zone, output)]
        found = list(expressions(random.Random(zone), each))
        for expression in dict.fromkeys(found + (OTHERS if zone == "UTC" else [])):
            try:
                cur.execute("select %s as v" % expression)
            except psycopg2.Error:
                continue  # what the server has no value for
            name, text = server(conn, expression)
            oid = cur.description[0].type_code
            if name.endswith("[]") and name != "box[]" and oid < 16384 and oid not in ext.string_types and oid not in conn.string_types:
                ext.register_type(ext.new_array_type((oid,), name, ext.UNICODE), conn)
                cur = conn.cursor()
                cur.execute("select %s as v" % expression)
            try:
                value = show(cur.fetchone()[0])
            except Exception as e:
                value = notation.raised(e)
            yield [show(expression), name, show(text), value]


def server(conn, expression):
    """The type's name and the text on the wire, which casting to text is not for all types."""
    cur = conn.cursor()
    as_text = ext.new_type((0,), "AS_TEXT", lambda value, cursor: value)
    cur.execute("select %s as v" % expression)
    oid = cur.description[0].type_code
    ext.register_type(ext.new_type((oid,), "AS_TEXT", as_text), cur)
    cur.execute("select %s as v" % expression)
    text = cur.fetchone()[0]
    cur.execute("select %s::regtype::text", (oid,))
    return cur.fetchone()[0], text


if __name__ == "__main__":
    notation.write("casts.tsv", rows(sys.argv[1]))
