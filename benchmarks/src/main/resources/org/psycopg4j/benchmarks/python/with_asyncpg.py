# SPDX-License-Identifier: Apache-2.0
"""What asyncpg does in the workloads, as its manual advises; on uvloop where that is installed."""

import asyncio
import io

import asyncpg

import inputs
import workloads
from checksum import PRIMITIVE_LONG

try:
    import uvloop

    uvloop.install()
except ImportError:
    pass

POOL = 8


def oids(statement):
    return [attribute.type.oid for attribute in statement.get_attributes()]


def count_of(tag):
    return int(tag.split()[-1])


class Client:
    """One connection, ten, or a pool of eight. Each call runs the event loop until it is done."""

    def __init__(self, facts, address, workload):
        self.facts = facts
        self.address = {**address, "database": address["dbname"]}
        del self.address["dbname"]
        self.loop = asyncio.new_event_loop()
        self.run = self.loop.run_until_complete
        self.crowd = []
        self.pool = None
        self.prepared = {}
        if workload.tasks:
            self.pool = self.run(self.open_pool())
        elif not workload.log_ins:
            for _ in range(workloads.CONNECTIONS if workload.crowd else 1):
                self.crowd.append(self.run(asyncpg.connect(**self.address)))
            self.connection = self.crowd[0]

    async def open_pool(self):
        return await asyncpg.create_pool(**self.address, min_size=POOL, max_size=POOL)

    def close(self):
        if self.pool:
            self.run(self.pool.close())
        for connection in self.crowd:
            self.run(connection.close())
        self.loop.close()

    def connect_and_close(self):
        self.run(self.log_in())

    async def log_in(self):
        await (await asyncpg.connect(**self.address)).close()

    def execute(self, sql):
        self.run(self.connection.execute(sql))

    def query_long(self, sql):
        return self.run(self.connection.fetchval(sql))

    async def statement(self, connection, sql):
        key = connection, sql
        if key not in self.prepared:
            self.prepared[key] = await connection.prepare(sql)
        return self.prepared[key]

    def select_ones(self, times, add):
        primitive = add and (lambda row, types: add(row, (PRIMITIVE_LONG,)))
        self.run(self.rows(self.facts["selectOne"], [()] * times, primitive))

    def lookups(self, keys, add):
        self.run(self.rows(self.facts["lookupNumbered"], [(key,) for key in keys], add))

    async def rows(self, sql, arguments, add):
        statement = await self.statement(self.connection, sql)
        for each in arguments:
            row = await statement.fetchrow(*each)
            if add:
                add(row, oids(statement))

    def all(self, query, times, adds):
        self.run(self.together(query, times, adds))

    async def together(self, query, times, adds):
        pairs = zip(self.crowd, adds)
        await asyncio.gather(*(self.repeat(query, times, *pair) for pair in pairs))

    async def repeat(self, query, times, connection, add):
        statement = await self.statement(connection, query["numbered"])
        for _ in range(times):
            rows = await statement.fetch(*query["arguments"])
            if add:
                for row in rows:
                    add(row, oids(statement))

    def scan(self, add):
        return self.run(self.fetch(add))

    async def fetch(self, add):
        statement = await self.statement(self.connection, self.facts["scan"])
        rows = await statement.fetch()
        if add:
            for row in rows:
                add(row, oids(statement))
        return len(rows)

    def stream(self, add):
        return self.run(self.walk(add))

    async def walk(self, add):
        statement = await self.statement(self.connection, self.facts["scan"])
        count = 0
        async with self.connection.transaction():
            async for row in statement.cursor(prefetch=self.facts["fetchSize"]):
                count += 1
                if add:
                    add(row, oids(statement))
        return count

    def insert_many(self, count):
        sql = self.facts["insertCopiedNumbered"]
        self.run(self.connection.executemany(sql, inputs.rows(count)))
        return count

    def insert_arrays(self, count):
        sql = self.facts["insertArraysNumbered"]
        return count_of(self.run(self.connection.execute(sql, *inputs.columns(count))))

    def copy_rows(self, count):
        schema, table = self.facts["copied"].split(".")
        records = inputs.rows(count)
        tag = self.connection.copy_records_to_table(table, schema_name=schema, records=records)
        return count_of(self.run(tag))

    def copy_text(self, text):
        schema, table = self.facts["copied"].split(".")
        source = io.BytesIO(text)
        tag = self.connection.copy_to_table(table, schema_name=schema, source=source)
        return count_of(self.run(tag))

    def copy_out(self, write):
        async def output(data):
            write(data)

        schema, table = self.facts["scanned"].split(".")
        tag = self.connection.copy_from_table(table, schema_name=schema, output=output)
        return count_of(self.run(tag))

    def insert_transactions(self, first, count, note):
        self.run(self.transactions(range(first, first + count), note))

    async def transactions(self, ids, note):
        statement = await self.statement(self.connection, self.facts["insertNumbered"])
        for i in ids:
            async with self.connection.transaction():
                await statement.fetch(i, note)

    def tasks(self, keys, adds):
        self.run(self.all_tasks(keys, adds))

    async def all_tasks(self, keys, adds):
        await asyncio.gather(*(self.task(*pair) for pair in zip(keys, adds)))

    async def task(self, keys, add):
        for key in keys:
            async with self.pool.acquire() as connection:
                row = await connection.fetchrow(self.facts["lookupNumbered"], key)
            if add:
                add(row, (23, 20, 25))
