# SPDX-License-Identifier: Apache-2.0
"""Runs a query file by asyncpg or psycopg2: what pgbench_java does, for drivers of Python."""

import argparse
import asyncio
import csv
import io
import json
import re
import sys
import threading
import time

TICKS_PER_SECOND = 100_000
UNSUPPORTED = 3

COPY = re.compile(r"COPY\s+(\w+)\s*\(\s*(\w+(?:\s*,\s*\w+)*)\s*\)\s+FROM\s+STDIN")


def unsupported(why):
    print("not supported:", why, file=sys.stderr)
    sys.exit(UNSUPPORTED)


class Tally:
    """Queries, their rows, and a histogram of their latencies."""

    def __init__(self, timeout):
        self.counts = [0] * (timeout * TICKS_PER_SECOND)
        self.queries = self.rows = self.max = 0
        self.min = None

    def add(self, rows, seconds):
        ticks = int(seconds * TICKS_PER_SECOND)
        self.counts[min(ticks, len(self.counts) - 1)] += 1
        self.min = ticks if self.min is None else min(self.min, ticks)
        self.max = max(self.max, ticks)
        self.queries += 1
        self.rows += rows

    @staticmethod
    def json(seconds, cpu, tallies):
        return json.dumps({
            "queries": sum(t.queries for t in tallies),
            "rows": sum(t.rows for t in tallies),
            "duration": seconds,
            "cpu": cpu,
            "min_latency": min((t.min for t in tallies if t.min is not None), default=0),
            "max_latency": max(t.max for t in tallies),
            "latency_stats": [sum(ticks) for ticks in zip(*(t.counts for t in tallies))],
        })


def copied(query):
    match = COPY.match(query)
    return match and (match.group(1), re.split(r"\s*,\s*", match.group(2)))


class Asyncpg:
    """Connections of one event loop; statements are prepared by the driver itself."""

    def __init__(self, asyncpg, args):
        self.asyncpg = asyncpg
        self.args = args

    def connect(self):
        a = self.args
        return self.asyncpg.connect(
            host=a.pghost, port=a.pgport, user=a.pguser, database=a.pgdatabase)

    def job(self, conn, query, args):
        copy = copied(query)
        if copy:
            rows = [tuple(args[0]["row"])] * args[0]["count"]

            async def once():
                tag = await conn.copy_records_to_table(copy[0], columns=copy[1], records=rows)
                return int(tag.rpartition(" ")[2])
        elif args and isinstance(args[0], dict):
            rows = [args[0]["row"]] * args[0]["count"]

            async def once():
                await conn.executemany(query, rows)
                return len(rows)
        else:
            async def once():
                return len(await conn.fetch(query, *args))
        return once

    async def loop(self, once, start, duration, tally):
        now = time.monotonic()
        while not tally.queries or now - start < duration:
            begin = now
            rows = await once()
            now = time.monotonic()
            tally.add(rows, now - begin)

    async def work(self, jobs, duration):
        tallies = [Tally(self.args.timeout) for _ in jobs]
        start, cpu = time.monotonic(), time.process_time()
        await asyncio.gather(
            *(self.loop(job, start, duration, tally) for job, tally in zip(jobs, tallies)))
        return time.monotonic() - start, time.process_time() - cpu, tallies

    async def main(self, file):
        admin = await self.connect()
        if file.get("setup"):
            await admin.execute(file["setup"])
        try:
            conns = [await self.connect() for _ in range(self.args.concurrency)]
            jobs = [self.job(conn, file["query"], file.get("args") or []) for conn in conns]
            if self.args.warmup_time:
                await self.work(jobs, self.args.warmup_time)
            result = await self.work(jobs, self.args.duration)
            for conn in conns:
                await conn.close()
            return result
        finally:
            if file.get("teardown"):
                await admin.execute(file["teardown"])
            await admin.close()

    def run(self, file):
        try:
            import uvloop
            uvloop.install()
        except ImportError:
            print("uvloop is not installed: asyncio's own loop", file=sys.stderr)
        return asyncio.run(self.main(file))


class Psycopg2:
    """Connections with a thread each."""

    def __init__(self, psycopg2, args):
        self.psycopg2 = psycopg2
        self.args = args

    def connect(self):
        a = self.args
        conn = self.psycopg2.connect(
            host=a.pghost, port=a.pgport, user=a.pguser, dbname=a.pgdatabase)
        conn.autocommit = True
        return conn

    def job(self, conn, query, args):
        cursor = conn.cursor()
        copy = copied(query)
        if copy:
            rows = [args[0]["row"]] * args[0]["count"]

            def once():
                text = io.StringIO()
                csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
                text.seek(0)
                cursor.copy_from(text, copy[0], columns=copy[1])
                return cursor.rowcount
            return once
        query = re.sub(r"\$\d+", "%s", query)
        if args and isinstance(args[0], dict):
            rows = [args[0]["row"]] * args[0]["count"]
            conn.autocommit = False

            def once():
                cursor.executemany(query, rows)
                conn.commit()
                return len(rows)
        else:
            def once():
                cursor.execute(query, args or None)
                return len(cursor.fetchall())
        return once

    def loop(self, once, start, duration, tally, errors):
        try:
            now = time.monotonic()
            while not tally.queries or now - start < duration:
                begin = now
                rows = once()
                now = time.monotonic()
                tally.add(rows, now - begin)
        except Exception as e:
            errors.append(e)

    def work(self, jobs, duration):
        tallies = [Tally(self.args.timeout) for _ in jobs]
        errors = []
        start, cpu = time.monotonic(), time.process_time()
        threads = [
            threading.Thread(target=self.loop, args=(job, start, duration, tally, errors))
            for job, tally in zip(jobs, tallies)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds, cpu = time.monotonic() - start, time.process_time() - cpu
        if errors:
            raise errors[0]
        return seconds, cpu, tallies

    def run(self, file):
        admin = self.connect()
        if file.get("setup"):
            admin.cursor().execute(file["setup"])
        try:
            conns = [self.connect() for _ in range(self.args.concurrency)]
            try:
                jobs = [self.job(conn, file["query"], file.get("args") or []) for conn in conns]
                if self.args.warmup_time:
                    self.work(jobs, self.args.warmup_time)
                return self.work(jobs, self.args.duration)
            finally:
                for conn in conns:
                    conn.close()
        finally:
            if file.get("teardown"):
                admin.cursor().execute(file["teardown"])
            admin.close()


DRIVERS = {"asyncpg": Asyncpg, "psycopg2": Psycopg2}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warmup-time", type=float, default=5)
    parser.add_argument("--duration", type=float, default=30)
    parser.add_argument("--timeout", type=int, default=2)
    parser.add_argument("--concurrency", type=int, default=10)
    parser.add_argument("--pghost", default="127.0.0.1")
    parser.add_argument("--pgport", type=int, default=5432)
    parser.add_argument("--pguser", default="postgres")
    parser.add_argument("--pgdatabase", default="postgres")
    parser.add_argument("--output-format", choices=["json"], default="json")
    parser.add_argument("driver", choices=DRIVERS)
    parser.add_argument("queryfile")
    args = parser.parse_args()
    with open(args.queryfile, encoding="utf-8") as f:
        file = json.load(f)
    try:
        module = __import__(args.driver)
    except ImportError as e:
        unsupported(e)
    print(Tally.json(*DRIVERS[args.driver](module, args).run(file)))


main()
