# SPDX-License-Identifier: Apache-2.0
"""The checksum by which drivers prove that they read the same: org.psycopg4j.benchmarks.Checksum."""

import datetime
import struct

FACTOR = 0x9E3779B97F4A7C15
LONG = (1 << 64) - 1
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


def signed(bits, value):
    """The number that Java keeps of a value in so many bits."""
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def hash_of(elements, start):
    """What hashCode() of a String, an array or a BigInteger makes of its elements."""
    sum = start
    for element in elements:
        sum = sum * 31 + element & 0xFFFFFFFF
    return signed(32, sum)


def hash_of_text(text):
    units = text.encode("utf-16-le")
    return hash_of(struct.unpack("<%dH" % (len(units) // 2), units), 0)


def hash_of_decimal(number):
    sign, digits, exponent = number.as_tuple()
    unscaled = int("".join(map(str, digits)))
    words = []
    while unscaled:
        words.insert(0, unscaled & 0xFFFFFFFF)
        unscaled >>= 32
    magnitude = hash_of(words, 0)
    return (signed(32, -magnitude) if sign else magnitude) * 31 - exponent


def bits_of_double(number):
    return struct.unpack(">q", struct.pack(">d", number))[0]


def nanos_of_time(time):
    return (time - EPOCH) // MICROSECOND * 1000


def text_of(value):
    """A "char" is bytes to asyncpg."""
    return value.decode() if isinstance(value, bytes) else value


# By the types' oids (catalog pg_type): the letter that stands for the Java class, and the number
# that stands for the value.
TYPES = {
    16: ("b", int),
    17: ("y", lambda value: hash_of(bytes(value), 1)),
    18: ("s", lambda value: hash_of_text(text_of(value))),
    19: ("s", hash_of_text),
    20: ("l", int),
    21: ("i", int),
    23: ("i", int),
    25: ("s", hash_of_text),
    26: ("l", int),
    701: ("d", bits_of_double),
    1184: ("t", nanos_of_time),
    1700: ("n", hash_of_decimal),
}
INT4, INT4_ARRAY = 23, 1007

# What Java reads as a long that is no object; no type has this oid.
PRIMITIVE_LONG = -1
TYPES[PRIMITIVE_LONG] = ("L", int)


class Checksum:
    """A sum over rows that depends on each value, its type and its column."""

    def __init__(self):
        self.rows = self.sum = self.row = 0

    def add(self, row, oids):
        """Adds a row whose columns are of these types."""
        self.row = 0
        for value, oid in zip(row, oids):
            self.value(value, oid)
        self.rows += 1
        self.sum = self.sum + self.row & LONG

    def value(self, value, oid):
        if value is None:
            self.mix("0", 0)
        elif oid == INT4_ARRAY:
            self.mix("a", len(value))
            for element in value:
                self.value(element, INT4)
        else:
            letter, number = TYPES[oid]
            self.mix(letter, number(value))

    def mix(self, letter, number):
        turned = (self.row << 23 | self.row >> 41) & LONG
        mixed = (turned ^ number + ord(letter) & LONG) * FACTOR & LONG
        self.row = mixed ^ mixed >> 32

    def __str__(self):
        return "%d:%016x" % (self.rows, self.sum)
