# SPDX-License-Identifier: Apache-2.0
"""How Java is reached: the only module that knows which Python this is.

In GraalPy a class of Java's is an object of the language's; in CPython, JPype makes one. What
crosses is strings, numbers, booleans, None, and arrays of them; bytes cross as strings of
characters below 256.
"""

try:
    import java  # noqa
except ImportError:
    from psycopg2 import _jpype as _side
else:
    from psycopg2 import _graalpy as _side

Driver = _side.type("org.psycopg4j.python.Driver")

#: The class of Java's exceptions, for ``except``.
JavaError = _side.JavaError

#: A string, number, boolean or null of Java's as Python's own value.
value = _side.value

#: An array of Java's as a list of Python's own values, None for null.
values = _side.values

#: The same of an array whose last element says whether there are nulls in it.
rows_of = _side.rows_of

#: A list of Python's as an array of Java's.
array = _side.array

#: A function as an object of Java's with one method: ``function(f, "Driver.Waiter")``.
function = _side.function

#: What has a descriptor to select on for a connection of Java's.
selectable = _side.selectable


def crossing(data):
    """Bytes as they cross."""
    return bytes(data).decode("latin-1")


def arrived(data):
    """Bytes that have crossed; None for null."""
    return None if data is None else data.encode("latin-1")
