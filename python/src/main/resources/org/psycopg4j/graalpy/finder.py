# SPDX-License-Identifier: Apache-2.0
"""Finds the package in Java's resources; the value of this program is a function that installs it."""

import importlib.abc
import importlib.machinery
import importlib.metadata
import sys


class Finder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds and loads psycopg2; ``read`` is a function from a resource's name to its text."""

    def __init__(self, read):
        self._read = read

    def _file(self, name):
        path = name.replace(".", "/")
        return path + ("/__init__.py" if path == "psycopg2" else ".py")

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] != "psycopg2" or self._read(self._file(name)) is None:
            return None
        origin = "resource:" + self._file(name)
        package = name == "psycopg2"
        spec = importlib.machinery.ModuleSpec(name, self, origin=origin, is_package=package)
        spec.has_location = True  # for the module's __file__
        spec.cached = None
        return spec

    def is_package(self, name):
        return name == "psycopg2"

    def get_source(self, name):
        return str(self._read(self._file(name)))

    def find_distributions(self, context):
        if context.name in (None, "psycopg2"):
            yield Distribution(self._read)


class Distribution(importlib.metadata.Distribution):
    """What is known of the package as one that was installed."""

    def __init__(self, read):
        self._read = read

    def read_text(self, filename):
        text = self._read("psycopg2-2.9.12.dist-info/" + filename)
        return None if text is None else str(text)

    def locate_file(self, path):
        return path


def install(read):
    if not any(type(finder).__name__ == "Finder" for finder in sys.meta_path):
        sys.meta_path.insert(0, Finder(read))


install
