# SPDX-License-Identifier: Apache-2.0
"""Tells the versions of a driver of Python and of what it runs on; fails if it isn't installed."""

import importlib
import platform
import sys

driver = importlib.import_module(sys.argv[1])
print(driver.__name__, driver.__version__.split()[0])
if driver.__name__ == "psycopg2":
    number = driver.extensions.libpq_version()
    print("libpq %d.%d" % (number // 10000, number % 10000))
else:
    try:
        import uvloop

        print("uvloop", uvloop.__version__)
    except ImportError:
        pass
print(platform.python_implementation(), platform.python_version())
