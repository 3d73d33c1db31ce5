# SPDX-License-Identifier: Apache-2.0
"""Writes copies.tsv: what psycopg2's copy_from and copy_to do with many data and options.

Usage: python3 copies.py DSN > copies.tsv
A line: what, separator, NULL, columns, the data; the statement, the error's class and text, or -,
rowcount, the transaction's status, and the table afterwards. All but numbers are JSON strings.
"""

import io
import itertools
import json
import sys

import psycopg2

DATA = [
    "", "1\tx\n", "1\tx", "1\tx\n2\ty\n", "1\t\\N\n", "\\N\t\\N\n", "x\ty\n", "1\n", "1\tx\ty\n", "\n",
    "1\ta\\tb\\nc\\\\d\n", "1\té€\n", "1\t\\x41\\101\n", "1\tx\r\n", "1\tx\n\\.\n", "1\tx\n1\ty\n",
    "1,x\n2,\n", "1,\\N\n", "1|x\n", "2147483648\tx\n", " 1\tx\n", "-1\t\n", "1\tnull\n", "1\t'\n",
]
OPTIONS = [
    {}, {"sep": ","}, {"sep": "|"}, {"null": ""}, {"null": "null"}, {"sep": ",", "null": ""},
    {"sep": "'"}, {"sep": "\\"}, {"sep": ",,"}, {"sep": ""}, {"null": "a\nb"}, {"sep": "x"},
    {"columns": ["a", "b"]}, {"columns": ["b", "a"]}, {"columns": ["a"]}, {"columns": ["nosuch"]},
    {"columns": ['o"d']}, {"columns": ["a", "a"]}, {"null": "it's"},
]


def main(dsn):
    conn = psycopg2.connect(dsn)
    cur = conn.cursor()
    cur.execute('CREATE TEMP TABLE c (a int UNIQUE, b text)')
    conn.commit()
    for what, options in itertools.product(["from", "to"], OPTIONS):
        for data in DATA if what == "from" else ["1\tx\n2\t\\N\n3\ta,b|'x\\\\\n"]:
            out = io.StringIO()
            error = "-", ""
            try:
                if what == "from":
                    cur.copy_from(io.StringIO(data), "c", **options)
                else:
                    cur.copy_from(io.StringIO(data), "c")
                    cur.copy_to(out, "c", **options)
            except psycopg2.Error as e:
                error = type(e).__name__, str(e).rstrip("\n")
            row = [cur.query.decode(), *error, cur.rowcount, conn.info.transaction_status]
            if conn.info.transaction_status == 2 and what == "from":
                cur.copy_to(out, "c")
            conn.rollback()
            given = [what, options.get("sep"), options.get("null"), options.get("columns"), data]
            print("\t".join(json.dumps(v) for v in [*given, *row, out.getvalue()]))


main(sys.argv[1])
