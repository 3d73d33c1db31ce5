# SPDX-License-Identifier: Apache-2.0
"""What comes of connecting with each connection string of standard input, by psycopg2 and libpq."""
import sys
import psycopg2

for line in sys.stdin:
    try:
        conn = psycopg2.connect(line.rstrip("\n"))
        outcome = "ok, encrypted" if conn.info.ssl_in_use else "ok"
        conn.close()
    except psycopg2.Error as e:
        outcome = f"{type(e).__name__}: {e}"
    print(outcome.rstrip("\n").replace("\n", "\\n"), flush=True)
