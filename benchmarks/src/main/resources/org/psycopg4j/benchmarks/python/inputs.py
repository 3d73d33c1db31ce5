# SPDX-License-Identifier: Apache-2.0
"""What all drivers are given: keys, rows, text, bytes; the same as the Java drivers."""

NOTE = "a note of some words"
MIB = 1 << 20


class Keys:
    """A sequence of keys that look random: org.psycopg4j.benchmarks.workloads.Keys."""

    def __init__(self, rows):
        self.rows = rows
        self.state = 0

    def next(self, count):
        keys = []
        for _ in range(count):
            self.state = self.state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
            keys.append(1 + (self.state >> 33) % self.rows)
        return keys


def rows(count):
    """The rows that are inserted, each made when it is asked for."""
    return ((i, NOTE, i / 2.0) for i in range(count))


def columns(count):
    """The same, a list for each column."""
    return [*range(count)], [NOTE] * count, [i / 2.0 for i in range(count)]


def text(count):
    """The same as COPY's text."""
    return "".join("%d\t%s\t%s\n" % row for row in rows(count)).encode()


def noise():
    """A MiB of what java.util.Random makes of the seed 1."""
    state = (1 ^ 0x5DEECE66D) & (1 << 48) - 1
    piece = bytearray()
    while len(piece) < MIB:
        state = state * 0x5DEECE66D + 0xB & (1 << 48) - 1
        piece += (state >> 16).to_bytes(4, "little")
    return bytes(piece)
