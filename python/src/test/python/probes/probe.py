# SPDX-License-Identifier: Apache-2.0
"""Runs a file of probes, and says what came of each, as a numbered line.

A probe is a function; what it returns or raises is what psycopg2 does. The same file runs with
psycopg2 itself (record.py) and with ours, and the lines are compared.
"""

import re
import sys


_ORDERED = re.compile(r"(OrderedDict|RealDictRow)\(\[((?:\('\w+', [^()]*\)(?:, )?)*)\]\)")
_PAIR = re.compile(r"\(('\w+'), ([^()]*)\)")


def _stable(text):
    """A text without what differs from run to run, and from Python to Python.

    That is addresses, ports, positions in the log, PostgreSQL's minor version, and how an OrderedDict says what is in it.
    """
    text = re.sub(r"0x[0-9a-f]+", "0x", text)
    text = re.sub(r"\b[0-9A-F]+/[0-9A-F]{6,}\b", "LSN", text)
    text = re.sub(r"\b1500\d\d\b", "1500xx", text)
    text = _ORDERED.sub(lambda m: m[1] + "({" + _PAIR.sub(r"\1: \2", m[2]) + "})", text)
    return re.sub(r"'(\d{5,})'|\bport \d{5}|port=\d{5}", "N", text)


class Probes:
    def __init__(self, out):
        self._out = out
        self._count = 0

    def __call__(self, name, probe=None):
        if probe is None:
            name, probe = "", name
        self._count += 1
        number = self._count
        try:
            said = repr(probe())
        except BaseException as e:
            said = f"!! {type(e).__module__}.{type(e).__name__} {str(e)!r}"
        self._out.write(_stable(f"{number} {name}: {said}") + "\n")
        self._out.flush()


def run(source, dsn, out=sys.stdout):
    """Runs probes that use ``P`` for a probe, ``DSN`` for the server, and ``psycopg2``."""
    import psycopg2
    import psycopg2.extensions

    scope = {"P": Probes(out), "DSN": dsn, "psycopg2": psycopg2, "re": re}
    exec(compile(source, "probes", "exec"), scope)
