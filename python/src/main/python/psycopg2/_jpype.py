# SPDX-License-Identifier: Apache-2.0
"""Java from CPython, by JPype, whose virtual machine has to have been started."""

import jpype

type = jpype.JClass
JavaError = jpype.JClass("java.lang.Throwable")

_PLAIN = {
    "java.lang.String": str,
    "java.lang.Long": int,
    "java.lang.Integer": int,
    "java.lang.Double": float,
    "java.lang.Boolean": bool,
}


def value(one):
    name = getattr(one, "getClass", None)
    return one if name is None else _PLAIN[name().getName()](one)


def values(array):
    return [value(item) for item in array]


def rows_of(array):
    return values(array)[:-1]


def array(items):
    return jpype.JArray(jpype.JObject)(list(items))


def function(call, name):
    interface = "org.psycopg4j.python." + name.replace(".", "$")
    return jpype.JProxy(interface, dict={_method(interface): call})


def _method(interface):
    return str(jpype.JClass(interface).class_.getMethods()[0].getName())


def selectable(conn):
    return _Descriptor(conn)


class _Descriptor:
    """The descriptor of a connection's own socket."""

    def __init__(self, conn):
        self._number = int(conn.fileno())

    def fileno(self):
        return self._number

    def rearm(self):
        pass
