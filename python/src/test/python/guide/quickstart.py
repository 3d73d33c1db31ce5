# SPDX-License-Identifier: Apache-2.0
"""psycopg2, as its manual begins: ``dsn`` is given by the program that embeds Python."""

# region quickstart
import psycopg2
from psycopg2.extras import execute_values

with psycopg2.connect(dsn) as conn:
    with conn.cursor() as cur:
        cur.execute("CREATE TABLE planets (id serial PRIMARY KEY, name text, moons int)")
        cur.execute("INSERT INTO planets (name, moons) VALUES (%s, %s)", ("Earth", 1))
        execute_values(
            cur, "INSERT INTO planets (name, moons) VALUES %s", [("Mars", 2), ("Jupiter", 95)]
        )
        cur.execute("SELECT name, moons FROM planets WHERE moons > %s ORDER BY moons", (1,))
        for name, moons in cur:
            print(name, "has", moons, "moons")
conn.close()
# endregion
