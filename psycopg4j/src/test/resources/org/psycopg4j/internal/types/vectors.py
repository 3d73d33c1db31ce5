# SPDX-License-Identifier: Apache-2.0
"""Writes the vectors beside it, from psycopg2 and a PostgreSQL server: python3 vectors.py DSN.

A vector file has one case a line, its fields separated by tabs; in a field a backslash, a tab, a
line feed and a carriage return are written \\\\, \\t, \\n and \\r.
"""
import array, datetime as dt, decimal, hashlib, os, struct, sys, uuid
import psycopg2, psycopg2.extensions as ext, psycopg2.extras as extras

HERE = os.path.dirname(os.path.abspath(__file__))
conn = psycopg2.connect(sys.argv[1])
conn.autocommit = True
cur = conn.cursor()
extras.register_uuid()


def field(value):
    text = value.decode("utf-8") if isinstance(value, bytes) else str(value)
    for raw, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escaped)
    return text


def write(name, rows):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as f:
        for row in rows:
            f.write("\t".join(field(v) for v in row) + "\n")


# --- literals: a Python expression and what psycopg2 makes of it

LITERALS = r"""
None
True
False
0
1
-1
127
-128
32767
-32768
2147483647
-2147483648
9223372036854775807
-9223372036854775808
10**30
-10**30
1.0
-1.5
0.1
1e300
1e-07
1e16
1e15
123456789012345680.0
0.0001
0.00001
5e-324
1.7976931348623157e308
2.2250738585072014e-308
9007199254740993.0
float('nan')
float('inf')
float('-inf')
0.0
-0.0
Decimal('1.10')
Decimal('-1.10')
Decimal('1E+30')
Decimal('1E-30')
Decimal('0.000001')
Decimal('0.0000001')
Decimal('0E-10')
Decimal('0.00')
Decimal('1E+2')
''
'abc'
"O'Reilly"
'a\\b'
"a\\'b"
'a"b'
'%s %% x'
'\u20ac\u2603\U0001f600'
'\xe9\u07ff\u0800\uffff'
'a\nb\tc\r'
b''
b'abc'
bytes(range(256))
b"\\'"
Binary(None)
Binary(b'\xff')
date(2011, 2, 3)
date(1, 1, 1)
date(9999, 12, 31)
time(0, 0)
time(1, 2, 3)
time(1, 2, 3, 4)
time(23, 59, 59, 999999)
time(1, 2, 3, tzinfo=tz(19800))
time(1, 2, 3, 500000, tzinfo=tz(-19270))
time(1, 2, 3, tzinfo=tz(0))
datetime(2011, 2, 3, 0, 0)
datetime(2011, 2, 3, 4, 5, 6)
datetime(2011, 2, 3, 4, 5, 6, 789)
datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime(2011, 2, 3, 4, 5, 6, tzinfo=tz(19800))
datetime(2011, 2, 3, 4, 5, 6, tzinfo=tz(-12600))
datetime(1900, 1, 1, 0, 0, tzinfo=tz(19270))
datetime(2011, 2, 3, 0, 0, tzinfo=tz(0))
timedelta(0)
timedelta(days=1, seconds=2, microseconds=3)
timedelta(days=-1, seconds=2, microseconds=3)
timedelta(days=-42, seconds=45296, microseconds=123456)
timedelta(microseconds=-1)
timedelta(days=999999999, seconds=86399, microseconds=999999)
[]
[None]
[None, None]
[1, 2]
[1, None]
[-1, -2]
['a', "b'c", None]
['\\']
[[1, 2], [3, 4]]
[[None]]
[[None, None], [1, None]]
[[None], [1]]
[None, [1]]
[None, [None]]
[[None, [None]], 1]
[[[None], [None]]]
[[], [1]]
[[1], []]
[[None], []]
[[], None]
[True, False]
[1.5, float('nan')]
[date(2011, 2, 3)]
[Decimal('1.5')]
[b'a', b'b']
[(1, 2), (3, 4)]
[UUID('00000000-0000-0000-0000-000000000001')]
[timedelta(days=1)]
(1,)
(1, 2)
('a', None)
(1, (2, 3))
([1, 2],)
(date(2011, 1, 1), b'x')
([],)
(-1, -2.5)
UUID('12345678-1234-5678-1234-567812345678')
AsIs('x y')
AsIs(None)
AsIs(42)
"""
NAMES = dict(
    Decimal=decimal.Decimal, Binary=psycopg2.Binary, date=dt.date, time=dt.time,
    datetime=dt.datetime, timedelta=dt.timedelta, UUID=uuid.UUID, AsIs=ext.AsIs,
    tz=lambda s: dt.timezone(dt.timedelta(seconds=s)))
EXPRESSIONS = LITERALS.strip().split("\n")


def literals(connection):
    c = connection.cursor()
    for e in EXPRESSIONS:
        yield e, c.mogrify("%s", (eval(e, NAMES),))


write("literals.tsv", literals(conn))
off = psycopg2.connect(sys.argv[1], options="-c standard_conforming_strings=off")
write("literals-escape-strings.tsv", literals(off))

# --- floats: the SHA-256 of the reprs of 1000 numbers, whose bits are those of SplitMix64

MASK = (1 << 64) - 1


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def doubles():
    bits = splitmix(2011)
    for block in range(300):
        lines = []
        for i in range(1000):
            b = next(bits)
            kind = block % 3
            if kind == 1:  # numbers of everyday size, few digits
                value = float(decimal.Decimal(b >> 40).scaleb(-int(b & 7)))
            elif kind == 2:  # few bits set, powers of two among them
                value = struct.unpack(">d", struct.pack(">Q", (b & 0x7FF) << 52 | 1 << (b >> 58)))[0]
            else:
                value = struct.unpack(">d", struct.pack(">Q", b))[0]
            if value == value and abs(value) != float("inf"):
                lines.append(repr(value))
        yield block, len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


write("doubles.tsv", doubles())

# --- what the server writes in each style, and the value as numbers that no style touches

ZONES = ["UTC", "Asia/Kolkata", "America/Sao_Paulo", "Asia/Kathmandu", "America/New_York"]
DATESTYLES = [f + ", " + o for f in ("ISO", "SQL", "Postgres", "German") for o in ("MDY", "DMY", "YMD")]
DATES = ["2011-02-03", "2000-01-01", "1999-12-31", "2024-02-29", "0001-01-01", "9999-12-31",
         "10000-01-01", "123456-11-30", "5874897-12-31", "0001-12-31 BC", "0044-03-15 BC",
         "4713-01-01 BC"]
STAMPS = ["2011-02-03 04:05:06", "2011-02-03 00:00", "2011-02-03 04:05:06.789", "2011-12-31 23:59:59.999999",
          "1883-11-18 12:03:58", "0001-01-01 00:00", "0044-03-15 04:05:06.000001 BC", "10000-01-01 01:02:03",
          "294276-12-30 23:59:59.999999", "4713-01-02 00:00 BC", "1900-07-01 12:00", "2011-07-01 12:00"]
# Microseconds since 2000, exactly: extract(epoch) is a double for far dates.
MICROS = """(select extract(day from i)::bigint * 86400000000 + extract(hour from i)::bigint * 3600000000
    + extract(minute from i)::bigint * 60000000 + extract(microseconds from i)::bigint
    from (select %s - '2000-01-01'::timestamp) as d(i))"""


def dates():
    for style in DATESTYLES:
        cur.execute("set datestyle = %s", (style,))
        cur.execute("show datestyle")
        shown = cur.fetchone()[0]
        for v in DATES:
            cur.execute("select ('%s'::date)::text, '%s'::date - '2000-01-01'::date" % (v, v))
            text, days = cur.fetchone()
            yield shown, "date", text, days, ""
        for v in STAMPS:
            cur.execute("select ('%s'::timestamp)::text, %s" % (v, MICROS % ("'%s'::timestamp" % v)))
            text, micros = cur.fetchone()
            yield shown, "timestamp", text, micros, ""
        for zone in ZONES:
            cur.execute("set timezone = %s", (zone,))
            for v in STAMPS:
                utc = MICROS % ("('%s'::timestamptz at time zone 'UTC')" % v)
                cur.execute("select ('%s'::timestamptz)::text, %s, extract(timezone from '%s'::timestamptz)::int" % (v, utc, v))
                yield (shown, "timestamptz") + cur.fetchone()
    cur.execute("set datestyle = 'ISO, MDY'")


write("dates.tsv", dates())

INTERVALS = ["1 year 2 mons 3 days 04:05:06.789", "-1 year -2 mons +3 days -04:05:06.789", "0", "1 year -1 day",
             "-1 day", "-0.000001 s", "1 mon -0.5 s", "-178000000 years -2 mons", "-2562047788:00:54.775807",
             "2562047788:00:54.775807", "-9223372036854775808 microseconds", "1 year", "5 mons", "5 days",
             "-5 days -1 s", "1 year +1 s", "-1 year +1 s", "1 day -0.5 s", "-1 mon +1 day", "-1 mon",
             "-1 year -1 mon -5 days", "1 hour", "1 min", "1 s", "-1 hour -1 min -1 s", "2147483647 days",
             "-2147483648 days", "2 hours -1 s", "100:00:00", "1 day 1 hour", "-1 day +1 hour", "11 mons 29 days 23:59:59.999999"]


def intervals():
    for style in ("postgres", "postgres_verbose", "sql_standard", "iso_8601"):
        for v in INTERVALS:
            cur.execute("set intervalstyle = postgres")
            cur.execute("create temp table one as select %s::interval as v", (v,))
            cur.execute("set intervalstyle = " + style)
            cur.execute("""select v::text,
                extract(year from v)::int * 12 + extract(month from v)::int, extract(day from v)::int,
                (extract(hour from v)::numeric * 3600000000 + extract(minute from v)::numeric * 60000000
                  + extract(microseconds from v)::numeric)::bigint from one""")
            row = cur.fetchone()
            try:  # psycopg2 reads the style postgres only, and not the longest intervals
                delta = ext.PYINTERVAL(row[0], cur) if style == "postgres" else None
            except OverflowError:
                delta = None
            yield (style,) + row + ("" if delta is None else delta // dt.timedelta(microseconds=1),)
            cur.execute("drop table one")
    cur.execute("set intervalstyle = postgres")


write("intervals.tsv", intervals())


def byteas():
    for output in ("hex", "escape"):
        cur.execute("set bytea_output = " + output)
        for v in (b"", b"abc", b"\\", b"\\x61", bytes(range(256)), b"'\"\\000"):
            cur.execute("select (%s::bytea)::text, encode(%s::bytea, 'hex')", (v, v))
            yield (output,) + cur.fetchone()


write("byteas.tsv", byteas())
