# SPDX-License-Identifier: Apache-2.0
"""Writes psycopg2's public names, one a line, to names.txt beside it: python3 names.py.

A name is what a program may write: a module's attribute, or a class's member behind its class. What
begins with an underscore is not public, but for the protocols that Python calls.
"""
import importlib, inspect, os, types

MODULES = [
    "psycopg2", "psycopg2.extensions", "psycopg2.extras", "psycopg2.errors", "psycopg2.errorcodes",
    "psycopg2.sql", "psycopg2.pool", "psycopg2.tz",
]
SPECIAL = {"__enter__", "__exit__", "__iter__", "__next__", "__getitem__", "__len__", "__contains__",
           "__eq__", "__lt__", "__bool__", "__add__", "__mul__", "__str__", "__call__"}
PLAIN = set(dir(object)) | set(dir(Exception)) | set(dir(BaseException))
FOREIGN = {"annotations"}


# Attributes that instances get in their constructor, and bases without a public name hide.
INSTANCE = {
    "psycopg2.extras.CompositeCaster": ["array_oid", "array_typecaster", "attnames", "atttypes", "name",
                                        "oid", "schema", "type", "typecaster"],
    "psycopg2.extras.Inet": ["addr"],
    "psycopg2.extras.Json": ["adapted"],
    "psycopg2.extras.RangeCaster": ["adapter", "array_typecaster", "range", "typecaster"],
    "psycopg2.pool.AbstractConnectionPool": ["closed", "maxconn", "minconn"],
    "psycopg2.extensions.new_type": ["name", "values", "__call__", "__eq__"],
}


def members(cls, full):
    found = set(INSTANCE.get(full, ()))
    for base in cls.__mro__:
        public = any(getattr(importlib.import_module(m), base.__name__, None) is base for m in MODULES)
        if base is not cls and (public or not base.__module__.startswith("psycopg2")):
            continue
        for name in vars(base):
            if (not name.startswith("_") or name in SPECIAL) and (name not in PLAIN or name in SPECIAL):
                found.add(name)
    return sorted(found)


def main():
    names, seen = [], {}
    for module_name in MODULES:
        module = importlib.import_module(module_name)
        names.append(module_name)
        for name in sorted(vars(module)):
            value = vars(module)[name]
            if name.startswith("_") and name not in ("__version__", "__libpq_version__"):
                continue
            if isinstance(value, types.ModuleType) or name in FOREIGN:
                continue
            origin = getattr(value, "__module__", None) or ""
            if callable(value) and not origin.startswith("psycopg2") and inspect.isclass(value):
                continue  # Python's own, imported
            if inspect.isfunction(value) and not origin.startswith("psycopg2"):
                continue
            full = f"{module_name}.{name}"
            names.append(full)
            if inspect.isclass(value) and id(value) not in seen:
                seen[id(value)] = full
                if issubclass(value, Exception) and module_name == "psycopg2.errors":
                    continue
                names += [f"{full}.{member}" for member in members(value, full)]
            elif full in INSTANCE:
                names += [f"{full}.{member}" for member in INSTANCE[full]]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "names.txt"), "w") as out:
        out.write("\n".join(names) + "\n")


main()
