# SPDX-License-Identifier: Apache-2.0
"""Many rows into a table, as programs with data frames do it."""

# region bulk
import csv
import io

import psycopg2
from psycopg2.extras import execute_values

rows = [(i, f"name {i}", i / 4) for i in range(10_000)]
with psycopg2.connect(dsn) as conn, conn.cursor() as cur:
    cur.execute("CREATE TABLE measures (id int, name text, value float8)")
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    file.seek(0)
    cur.copy_expert("COPY measures FROM STDIN WITH (FORMAT csv)", file)
    print(cur.rowcount, "rows by COPY")
    execute_values(cur, "INSERT INTO measures VALUES %s", rows[:1000], page_size=500)
    cur.execute("SELECT count(*), sum(value) FROM measures")
    print(cur.fetchone())
conn.close()
# endregion
