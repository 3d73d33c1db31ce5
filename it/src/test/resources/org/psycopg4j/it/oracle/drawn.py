# SPDX-License-Identifier: Apache-2.0
"""Values drawn at random, for the vectors of statements and functions."""
import datetime as dt
import uuid
from decimal import Decimal

import psycopg2
import psycopg2.extensions as ext
import psycopg2.extras as extras

import notation

ASCII = "".join(map(chr, range(1, 128)))
SPECIAL = "'\"\\%$?:;,{}()[]\n\r\t\b\f\x01\x7f #@!&|<>=*/-_eEn0"
LETTERS = {
    "UTF8": "éß€☃😀日本\u0301\uffff\u07ff\u0800",
    "LATIN1": "éßÿ\xa0\xad×€",
    "SQL_ASCII": "abcé",
    "EUC_JP": "日本語テストｶﾅ、。表能ソ①é",
    "WIN1252": "éß€š™\x81…☃",
    "SJIS": "日本語表能ソ申ｱ\xa5①é",
}
ZONES = [0, 3600, 19800, -12600, -18000, 50400, 19270, -1]


def any_text(chance, encoding):
    kind = chance.random()
    if kind < 0.25:
        return "".join(chance.choice(SPECIAL) for _ in range(chance.randrange(12)))
    if kind < 0.45:
        return "".join(chance.choice(ASCII) for _ in range(chance.randrange(16)))
    if kind < 0.75:
        letters = LETTERS[encoding][:-1] * 3 + SPECIAL + "xyz"
        if chance.random() < 0.12:
            letters += LETTERS[encoding][-1] * 4 + "\u20ac"
        return "".join(chance.choice(letters) for _ in range(chance.randrange(10)))
    return chance.choice(["", "a", "O'Reilly", "\\", "\\'", "''", "E'", "%s", "%(a)s", "%%", "$$", "NULL", "null", "--", "a\\", "\\\\'",
                          "0", " ", "x\0y" if chance.random() < 0.2 else "x", "\ud800" if chance.random() < 0.2 else "y"])


def any_number(chance):
    return chance.choice([
        0, 1, -1, 42, -42, 127, 32767, -32768, 32768, 2147483647, -2147483648, 2147483648, -2147483649, 2**63 - 1, -2**63, 2**63,
        10**30, -10**30, chance.randint(-10**6, 10**6), chance.randint(-10**18, 10**18)])


def any_float(chance):
    return chance.choice([
        0.0, -0.0, 1.0, -1.5, 0.1, 1e300, 1e-7, 1e16, 123456789.125, 5e-324, float("nan"), float("inf"), float("-inf"),
        chance.uniform(-1000, 1000), chance.uniform(-1, 1) * 10.0 ** chance.randint(-30, 30), float(chance.randint(-10**6, 10**6))])


def any_decimal(chance):
    if chance.random() < 0.06:
        return Decimal("NaN")
    return Decimal(chance.randint(-10**chance.randint(1, 25), 10**chance.randint(1, 25))).scaleb(chance.randint(-12, 12))


def any_date(chance):
    return chance.choice([dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date.fromordinal(chance.randint(1, 3652059))])


def any_time(chance):
    micros = chance.choice([0, 0, 1, 500000, 999999, chance.randrange(10**6)])
    return dt.time(chance.randrange(24), chance.randrange(60), chance.choice([0, chance.randrange(60)]), micros)


def any_zone(chance):
    return dt.timezone(dt.timedelta(seconds=chance.choice(ZONES)))


def any_datetime(chance):
    return dt.datetime.combine(any_date(chance), any_time(chance))


def any_delta(chance):
    return chance.choice([
        dt.timedelta(0), dt.timedelta(microseconds=-1), dt.timedelta(days=-1, seconds=1),
        dt.timedelta(chance.randint(-10**5, 10**5), chance.randrange(86400), chance.randrange(10**6)),
        dt.timedelta(0, chance.randint(-10**6, 10**6), chance.randrange(10**6))])


def any_range(chance):
    bounds = chance.choice(["[)", "(]", "[]", "()"])
    make, value = chance.choice([
        (extras.NumericRange, any_number), (extras.NumericRange, any_decimal), (extras.DateRange, any_date),
        (extras.DateTimeRange, any_datetime),
        (extras.DateTimeTZRange, lambda c: any_datetime(c).replace(tzinfo=any_zone(c)))])
    if chance.random() < 0.12:
        return make(empty=True)
    ends = sorted([value(chance), value(chance)], key=str)
    return make(*(None if chance.random() < 0.2 else end for end in ends), bounds)


def any_json(chance, encoding):
    return notation.json_of(chance.choice([
        "null", "{}", "[]", '{"a": 1}', '[1, 2.5, "x\'y"]', '{"a": "\\u00e9\\\\\\" "}', '"%s"', '{"k": "' + any_text(chance, encoding).replace("\0", "") + '"}']))


def scalar(chance, encoding):
    return chance.choice([
        lambda: None, lambda: None, lambda: chance.random() < 0.5, lambda: any_number(chance), lambda: any_number(chance),
        lambda: any_float(chance), lambda: any_decimal(chance), lambda: any_text(chance, encoding), lambda: any_text(chance, encoding),
        lambda: any_text(chance, encoding), lambda: any_text(chance, encoding), lambda: any_date(chance), lambda: any_time(chance),
        lambda: any_time(chance).replace(tzinfo=any_zone(chance)), lambda: any_datetime(chance),
        lambda: any_datetime(chance).replace(tzinfo=any_zone(chance)), lambda: any_delta(chance),
        lambda: uuid.UUID(int=chance.getrandbits(128)), lambda: bytes(chance.getrandbits(8) for _ in range(chance.randrange(9))),
        lambda: chance.choice([b"", b"'", b"\\", b"\\x41", b"\0"]), lambda: any_range(chance), lambda: any_json(chance, encoding),
        lambda: extras.Inet(chance.choice(["127.0.0.1", "10.0.0.0/8", "::1", "fe80::/10"])),
        lambda: ext.AsIs(chance.choice(["now()", "'x'", "%s", None])), lambda: psycopg2.Binary(chance.choice([None, b"\xff", b""]))])()


def value(chance, encoding, depth=0):
    kind = chance.random()
    if depth < 3 and kind < 0.22:
        return [value(chance, encoding, depth + 1) for _ in range(chance.choice([0, 1, 1, 2, 3]))]
    if depth < 3 and kind < 0.34:
        return tuple(value(chance, encoding, depth + 1) for _ in range(chance.choice([0, 1, 2, 3])))
    if depth < 2 and kind < 0.42:
        simple = chance.choice([lambda: any_number(chance), lambda: any_text(chance, encoding), lambda: None, lambda: any_date(chance)])
        return [simple() for _ in range(chance.randrange(4))]
    return scalar(chance, encoding)
