# SPDX-License-Identifier: Apache-2.0
"""What psycopg2 does in the workloads, as its manual advises."""

import io
from concurrent.futures import ThreadPoolExecutor

import psycopg2
from psycopg2.extras import execute_values

import inputs
import workloads
from checksum import PRIMITIVE_LONG


class Writer:
    """A file that calls a function."""

    def __init__(self, write):
        self.write = write


def oids(cursor):
    return [column.type_code for column in cursor.description]


class Client:
    """One connection, or ten with a thread for each, or none yet."""

    def __init__(self, facts, address, workload):
        self.facts = facts
        self.address = address
        self.crowd = [self.connect() for _ in range(workloads.CONNECTIONS)] if workload.crowd else []
        self.threads = ThreadPoolExecutor(workloads.CONNECTIONS) if workload.crowd else None
        if not workload.crowd and not workload.log_ins:
            self.connection = self.connect()
            self.connection.autocommit = not workload.transactional
            self.cursor = self.connection.cursor()
            self.crowd = [self.connection]

    def connect(self):
        connection = psycopg2.connect(**self.address)
        connection.autocommit = True
        return connection

    def connect_and_close(self):
        psycopg2.connect(**self.address).close()

    def close(self):
        if self.threads:
            self.threads.shutdown()
        for connection in self.crowd:
            connection.close()

    def execute(self, sql):
        self.cursor.execute(sql)
        self.commit()

    def query_long(self, sql):
        self.cursor.execute(sql)
        value = self.cursor.fetchone()[0]
        self.commit()
        return value

    def commit(self):
        if not self.connection.autocommit:
            self.connection.commit()

    def select_ones(self, times, add):
        cursor = self.cursor
        for _ in range(times):
            cursor.execute(self.facts["selectOne"])
            row = cursor.fetchone()
            if add:
                add(row, (PRIMITIVE_LONG,))

    def lookups(self, keys, add):
        cursor, sql = self.cursor, self.facts["lookup"]
        for key in keys:
            cursor.execute(sql, (key,))
            row = cursor.fetchone()
            if add:
                add(row, oids(cursor))

    def all(self, query, times, adds):
        one = self.threads.map(lambda *each: repeat(*each, query, times), self.crowd, adds)
        list(one)  # waits, and raises what a thread has raised

    def scan(self, add):
        with self.connection.cursor() as cursor:
            cursor.execute(self.facts["scan"])
            return walk(cursor, add)

    def stream(self, add):
        with self.connection.cursor("scan") as cursor:
            cursor.itersize = self.facts["fetchSize"]
            cursor.execute(self.facts["scan"])
            count = walk(cursor, add)
        self.connection.commit()
        return count

    def insert_many(self, count):
        self.cursor.executemany(self.facts["insertCopied"], inputs.rows(count))
        return self.inserted(count)

    def insert_values(self, count):
        execute_values(self.cursor, self.facts["insertValues"], inputs.rows(count), page_size=1000)
        return self.inserted(count)

    def insert_arrays(self, count):
        self.cursor.execute(self.facts["insertArrays"], inputs.columns(count))
        return self.inserted(count)

    def inserted(self, count):
        self.connection.commit()
        return count

    def copy_text(self, text):
        self.cursor.copy_expert("COPY %s FROM STDIN" % self.facts["copied"], io.BytesIO(text))
        return self.cursor.rowcount

    def copy_out(self, write):
        self.cursor.copy_expert("COPY %s TO STDOUT" % self.facts["scanned"], Writer(write))
        return self.cursor.rowcount

    def insert_transactions(self, first, count, note):
        for i in range(first, first + count):
            self.cursor.execute(self.facts["insert"], (i, note))
            self.connection.commit()

    def make_large_object(self, piece, pieces):
        self.connection.autocommit = False
        with self.connection:
            target = self.connection.lobject(0, "wb")
            for _ in range(pieces):
                target.write(piece)
            target.close()
        self.connection.autocommit = True
        return target.oid

    def read_large_object(self, oid, action):
        length = 0
        self.connection.autocommit = False
        with self.connection:
            source = self.connection.lobject(oid, "rb")
            while piece := source.read(inputs.MIB):
                action(piece)
                length += len(piece)
            source.close()
        self.connection.autocommit = True
        return length


def repeat(connection, add, query, times):
    with connection.cursor() as cursor:
        for _ in range(times):
            cursor.execute(query["sql"], query["arguments"] or None)
            walk(cursor, add)


def walk(cursor, add):
    """Makes all values of all rows; returns the number of rows."""
    count = 0
    for count, row in enumerate(cursor, 1):
        if add:
            add(row, oids(cursor))
    return count
