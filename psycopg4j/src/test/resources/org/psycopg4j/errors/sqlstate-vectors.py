# SPDX-License-Identifier: Apache-2.0
"""Writes sqlstates.tsv: SQLSTATE, class and base class of everything in psycopg2.errors."""
import os

from psycopg2 import errorcodes, errors

here = os.path.dirname(os.path.abspath(__file__))
codes = {value for value in vars(errorcodes).values() if isinstance(value, str) and len(value) == 5}
with open(os.path.join(here, 'sqlstates.tsv'), 'w', newline='\n') as out:
    for code in sorted(codes):
        try:
            leaf = errors.lookup(code)
        except KeyError:
            continue  # a success or a warning
        out.write(f'{code}\t{leaf.__name__}\t{leaf.__base__.__name__}\n')
