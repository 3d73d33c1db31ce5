# SPDX-License-Identifier: Apache-2.0
"""What is public of psycopg2, as a program prints it: names, signatures, bases, constants."""

import importlib
import inspect
import json
import types

MODULES = (
    "psycopg2.errorcodes",
    "psycopg2.errors",
    "psycopg2.extras",
    "psycopg2.pool",
    "psycopg2.sql",
    "psycopg2.tz",
    "psycopg2._range",
    "psycopg2._json",
    "psycopg2._ipaddress",
)

_CONSTANTS = (str, int, float, bool, tuple, type(None))


def surface():
    return {name: _module(importlib.import_module(name)) for name in MODULES}


def _module(module):
    public = {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}
    return {name: _describe(value) for name, value in public.items() if _is_psycopg2s(value)}


def _is_psycopg2s(value):
    """Whether it is more than what a module imports of Python's library for itself."""
    if value is None or isinstance(value, types.ModuleType):
        return False
    return getattr(value, "__module__", "psycopg2").startswith("psycopg2")


def _describe(value):
    if isinstance(value, type):
        return _class(value)
    if callable(value):
        return "callable"
    return repr(value) if isinstance(value, _CONSTANTS) else type(value).__name__


def _class(cls):
    return {
        "module": cls.__module__,
        "name": cls.__qualname__,
        "bases": [
            base.__module__ + "." + base.__qualname__
            for base in cls.__mro__
            if not (base.__module__.startswith("psycopg2._") or base.__name__.startswith("_"))
        ],
        "members": {name: _member(cls, name) for name in dir(cls) if not name.startswith("_")},
    }


def _member(cls, name):
    value = inspect.getattr_static(cls, name)
    if isinstance(value, (classmethod, staticmethod)):
        return type(value).__name__
    return "attribute" if isinstance(value, type) or not callable(value) else "callable"


def signatures():
    """The signatures of what psycopg2 has written in Python, by name."""
    found = {}
    for name in MODULES:
        for member, value in vars(importlib.import_module(name)).items():
            if _is_psycopg2s(value) and not member.startswith("_"):
                found[f"{name}.{member}"] = _signature(value)
                if isinstance(value, type):
                    for inner, method in vars(value).items():
                        found[f"{name}.{member}.{inner}"] = _signature(method)
    return {name: said for name, said in found.items() if said is not None}


def _signature(value):
    """A signature; defaults that are objects are the same if they are in the same places."""
    if isinstance(value, classmethod):
        value = value.__get__(None, object)  # without the class
    if not isinstance(value, (types.FunctionType, types.MethodType)):
        return None
    signature = inspect.signature(value)
    parameters = [
        p if p.default is p.empty or isinstance(p.default, _CONSTANTS) else p.replace(default=...)
        for p in signature.parameters.values()
    ]
    return str(signature.replace(parameters=parameters))


if __name__ == "__main__":
    print(json.dumps({"surface": surface(), "signatures": signatures()}))
