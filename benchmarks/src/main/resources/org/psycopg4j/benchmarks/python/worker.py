# SPDX-License-Identifier: Apache-2.0
"""A driver's process: org.psycopg4j.benchmarks.runner.Worker, for drivers of Python.

Takes the driver's name and, as JSON, the statements and the numbers of rows. Reads a command from
each line of its input and answers with one line, until its input ends: "open NAME" with a checksum,
"run MILLIS" with units, CPU nanoseconds, bytes (-1: not counted) and nanoseconds.
"""

import gc
import importlib
import json
import os
import sys
import time

import workloads

NOT_COUNTED = -1


def address(workload, facts):
    """Where a workload's client connects to."""
    at = {
        "host": os.environ["PGHOST"],
        "port": int(os.environ["PGPORT"]),
        "user": os.environ["PGUSER"],
        "dbname": os.environ["PGDATABASE"],
        "password": os.environ.get("PGPASSWORD"),
    }
    if workload.unix:
        at["host"] = os.environ["PSYCOPG4J_BENCHMARKS_SOCKET_DIRECTORY"]
    if workload.log_ins:
        at.update(user=facts["scramUser"], password=facts["scramPassword"])
    return at


class Worker:
    def __init__(self, driver, facts):
        self.driver = importlib.import_module("with_" + driver)
        self.facts = facts
        self.client = self.workload = None

    def open(self, name):
        self.close()
        self.workload = workloads.named(name, self.facts)
        at = address(self.workload, self.facts)
        self.client = self.driver.Client(self.facts, at, self.workload)
        proof = workloads.named(name, self.facts)  # so that a slice begins at the same keys
        return proof.verify(self.client)

    def run(self, millis):
        workload, client = self.workload, self.client
        workload.before(client)
        gc.collect()  # the last slice's garbage is not this one's work
        limit = int(millis) * 1_000_000
        units = 0
        cpu = time.process_time_ns()
        start = time.perf_counter_ns()
        while True:
            units += workload.run(client)
            wall = time.perf_counter_ns() - start
            if wall >= limit:
                break
        return "%d %d %d %d" % (units, time.process_time_ns() - cpu, NOT_COUNTED, wall)

    def close(self):
        if self.client is not None:
            self.client.close()


def main():
    worker = Worker(sys.argv[1], json.loads(sys.argv[2]))
    for line in sys.stdin:
        command, argument = line.split(None, 1)
        answer = {"open": worker.open, "run": worker.run}[command](argument.strip())
        print("answer " + answer, flush=True)
    worker.close()


if __name__ == "__main__":
    main()
