# SPDX-License-Identifier: Apache-2.0
"""Writes down what psycopg2 does: ``python3 record.py "host=… port=… user=postgres"``.

The server has to be a PostgreSQL 15 with nothing changed, and psycopg2 that of the C library.
"""

import pathlib
import sys

import probe

here = pathlib.Path(__file__).parent
for name in ("casts", "cursors", "connections", "objects", "extras", "polling", "replication"):
    with open(here / "recorded" / f"{name}.txt", "w", encoding="utf-8") as out:
        probe.run((here / f"{name}.py").read_text("utf-8"), sys.argv[1], out)
