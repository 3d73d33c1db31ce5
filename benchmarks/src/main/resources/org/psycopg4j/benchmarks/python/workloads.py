# SPDX-License-Identifier: Apache-2.0
"""The workloads, as org.psycopg4j.benchmarks.workloads has them: sizes, proofs, preparations.

A client's methods are what the Java clients' are. Where rows are read, the client is given None, or
a function that takes a row and the oids of its columns.
"""

import zlib

import inputs
from checksum import Checksum

CONNECTIONS = 10
TASKS = 64


class Workload:
    """One of them, opened by a client. What is not said here is not done."""

    transactional = False
    crowd = tasks = log_ins = unix = False

    def __init__(self, facts):
        self.facts = facts

    def before(self, client):
        """Prepares the server for a slice. Not measured."""

    def read(self, client, add):
        """Does it once, and returns the number of units."""

    def run(self, client):
        return self.read(client, None)

    def verify(self, client):
        """What all drivers agree on: here a checksum of the rows."""
        checksum = Checksum()
        self.read(client, checksum.add)
        return str(checksum)


class SelectOne(Workload):
    def read(self, client, add):
        client.select_ones(100, add)
        return 100


class Lookup(Workload):
    def __init__(self, facts):
        super().__init__(facts)
        self.keys = inputs.Keys(facts["lookupRows"])

    def read(self, client, add):
        client.lookups(self.keys.next(100), add)
        return 100


class LookupByUnixSocket(Lookup):
    unix = True


class Field(Workload):
    crowd = True

    def __init__(self, facts, name, times):
        super().__init__(facts)
        self.query = facts["queries"][name]
        self.times = times

    def run(self, client):
        client.all(self.query, self.times, [None] * CONNECTIONS)
        return CONNECTIONS * self.times

    def verify(self, client):
        checksums = [Checksum() for _ in range(CONNECTIONS)]
        client.all(self.query, 6, [checksum.add for checksum in checksums])
        return "|".join({str(checksum) for checksum in checksums})


class Scan(Workload):
    def read(self, client, add):
        return client.scan(add)


class Stream(Workload):
    transactional = True

    def read(self, client, add):
        return client.stream(add)


class Bulk(Workload):
    transactional = True

    def __init__(self, facts, method):
        super().__init__(facts)
        self.method = method

    def before(self, client):
        client.execute(self.facts["truncateCopied"])

    def run(self, client):
        return getattr(client, self.method)(self.facts["bulkRows"])

    def verify(self, client):
        self.before(client)
        count = getattr(client, self.method)(2500)
        return "%d:%d" % (count, client.query_long(self.facts["copiedSum"]))


class CopyText(Workload):
    def __init__(self, facts):
        super().__init__(facts)
        self.text = inputs.text(facts["bulkRows"])

    def before(self, client):
        client.execute(self.facts["truncateCopied"])

    def run(self, client):
        return client.copy_text(self.text)

    def verify(self, client):
        self.before(client)
        client.copy_text(inputs.text(1000))
        return str(client.query_long(self.facts["copiedSum"]))


class CopyOut(Workload):
    def run(self, client):
        return client.copy_out(drop)

    def verify(self, client):
        self.crc = 0
        count = client.copy_out(self.checked)
        return "%d:%08x" % (count, self.crc)

    def checked(self, data):
        self.crc = zlib.crc32(data, self.crc)


def drop(data):
    """A stream's write that keeps nothing."""


class Transactions(Workload):
    transactional = True

    def __init__(self, facts):
        super().__init__(facts)
        self.id = 0

    def before(self, client):
        client.execute(self.facts["truncate"])

    def run(self, client):
        client.insert_transactions(self.id, 20, inputs.NOTE)
        self.id += 20
        return 20

    def verify(self, client):
        self.before(client)
        for i in range(1, 21):
            client.insert_transactions(i * 2, 2, inputs.NOTE + str(i))
        return str(client.query_long(self.facts["journalSum"]))


class Tasks(Workload):
    tasks = True

    def __init__(self, facts):
        super().__init__(facts)
        self.keys = inputs.Keys(facts["lookupRows"])

    def share(self):
        return [self.keys.next(10) for _ in range(TASKS)]

    def run(self, client):
        client.tasks(self.share(), [None] * TASKS)
        return TASKS * 10

    def verify(self, client):
        checksums = [Checksum() for _ in range(TASKS)]
        client.tasks(self.share(), [checksum.add for checksum in checksums])
        return "%d tasks:%08x" % (TASKS, zlib.crc32("".join(map(str, checksums)).encode()))


class LogIn(Workload):
    log_ins = True

    def run(self, client):
        client.connect_and_close()
        return 1

    def verify(self, client):
        self.run(client)
        return "logged in"


class LargeObject(Workload):
    """What writing and reading have in common: the proof."""

    def __init__(self, facts):
        super().__init__(facts)
        self.piece = inputs.noise()

    def verify(self, client):
        oid = client.make_large_object(self.piece, 3)
        pieces = []
        length = client.read_large_object(oid, pieces.append)
        client.execute("SELECT lo_unlink(%d)" % oid)
        return "%d:%08x" % (length, zlib.crc32(b"".join(pieces)))


class WriteLargeObject(LargeObject):
    def before(self, client):
        client.execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata")
        client.execute("VACUUM pg_largeobject")

    def run(self, client):
        client.make_large_object(self.piece, self.facts["mebibytes"])
        return self.facts["mebibytes"]


class ReadLargeObject(LargeObject):
    oid = None

    def before(self, client):
        if self.oid is None:
            self.oid = client.make_large_object(self.piece, self.facts["mebibytes"])

    def run(self, client):
        return client.read_large_object(self.oid, drop) // inputs.MIB


def named(name, facts):
    """A new one by its name."""
    times = {"B1": 4, "B2": 20, "B3": 20, "B4": 8, "B7": 200}
    bulk = {
        "D1": "insert_many",
        "D2": "insert_values",
        "D2-unnest": "insert_arrays",
        "D3-rows": "copy_rows",
    }
    if name in times:
        return Field(facts, name, times[name])
    if name in bulk:
        return Bulk(facts, bulk[name])
    return {
        "A0": SelectOne,
        "A": Lookup,
        "A-unix": LookupByUnixSocket,
        "C": Scan,
        "C-text": Scan,
        "C-stream": Stream,
        "D3-text": CopyText,
        "E": CopyOut,
        "F": Transactions,
        "G": Tasks,
        "H": LogIn,
        "I-write": WriteLargeObject,
        "I-read": ReadLargeObject,
    }[name](facts)
