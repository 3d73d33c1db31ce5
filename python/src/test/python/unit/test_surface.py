# SPDX-License-Identifier: Apache-2.0
"""Every public name is where psycopg2 has it, and looks the same."""

import json
import os
import subprocess
import sys
import unittest

import surface
from testing import IS_ORACLE


def _installed():
    """What is public of the psycopg2 that is installed; None if there is none."""
    if sys.implementation.name != "cpython":
        return None
    env = {k: v for k, v in os.environ.items() if not k.startswith("PSYCOPG4J")}
    env["PYTHONPATH"] = os.path.dirname(__file__)
    done = subprocess.run(
        [sys.executable, surface.__file__], env=env, capture_output=True, check=False
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


@unittest.skipIf(IS_ORACLE, "it is that which others are compared with")
class SurfaceTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.theirs = _installed()
        if cls.theirs is None:
            raise unittest.SkipTest("no psycopg2 is installed")

    def test_names(self):
        ours = surface.surface()
        for module, names in self.theirs["surface"].items():
            for name, said in names.items():
                with self.subTest(f"{module}.{name}"):
                    self.assertEqual(ours[module].get(name), said)

    def test_signatures(self):
        ours = surface.signatures()
        for name, said in self.theirs["signatures"].items():
            with self.subTest(name):
                self.assertEqual(ours.get(name), said)
