# SPDX-License-Identifier: Apache-2.0
"""Rows per second: psycopg2, and the same program over JDBC by GraalPy's interoperability.

``dsn`` and ``url`` are given by the program that embeds Python; ``rounds`` says how often.
"""

import datetime
import decimal
import time

import java
import psycopg2

ROWS = 20_000
QUERY = (
    "SELECT i, 'name ' || i, i / 4.0::float8, (i / 3.0)::numeric(12, 2), i % 2 = 0,"
    " timestamp '2020-01-01' + i * interval '1 minute'"
    f" FROM generate_series(1, {ROWS}) AS i"
)


def by_psycopg2(conn):
    with conn.cursor() as cur:
        cur.execute(QUERY)
        return cur.fetchall()


def by_jdbc(conn):
    rows = []
    statement = conn.createStatement()
    results = statement.executeQuery(QUERY)
    while results.next():
        at = results.getTimestamp(6)
        rows.append(
            (
                results.getInt(1),
                results.getString(2),
                results.getDouble(3),
                decimal.Decimal(results.getBigDecimal(4).toString()),
                results.getBoolean(5),
                datetime.datetime(
                    at.getYear() + 1900,
                    at.getMonth() + 1,
                    at.getDate(),
                    at.getHours(),
                    at.getMinutes(),
                    at.getSeconds(),
                    at.getNanos() // 1000,
                ),
            )
        )
    statement.close()
    return rows


def best(name, fetch, conn):
    fastest = 0.0
    for _ in range(rounds):
        start = time.perf_counter()
        rows = fetch(conn)
        fastest = max(fastest, len(rows) / (time.perf_counter() - start))
    print(f"{name}: {fastest:,.0f} rows/s")
    return rows


driver = java.type("java.sql.DriverManager").getConnection(url)
same = best("psycopg2", by_psycopg2, psycopg2.connect(dsn)) == best("JDBC", by_jdbc, driver)
print("the same rows" if same else "OTHER ROWS")
