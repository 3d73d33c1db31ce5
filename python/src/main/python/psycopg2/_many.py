# SPDX-License-Identifier: Apache-2.0
"""One statement for many sets of values, in few round trips."""

import re as _re

from psycopg2 import extensions as _ext


def _paginate(seq, page_size):
    """The items in lists of so many, the last of which may be shorter."""
    items = iter(seq)
    while True:
        page = []
        try:
            for _ in range(page_size):
                page.append(next(items))
        except StopIteration:
            if page:
                yield page
            return
        yield page


def execute_batch(cur, sql, argslist, page_size=100):
    """Executes a statement for each set of values, many of them at a time."""
    for page in _paginate(argslist, page_size=page_size):
        sqls = [cur.mogrify(sql, args) for args in page]
        cur.execute(b";".join(sqls))


def execute_values(cur, sql, argslist, template=None, page_size=100, fetch=False):
    """Executes a statement with many rows in place of its only ``%s``.

    ``template`` is how a row is written, ``(%s, %s, …)`` if it is not given. Returns the rows of
    all results if ``fetch`` is true.
    """
    from psycopg2.sql import Composable

    if isinstance(sql, Composable):
        sql = sql.as_string(cur)
    if not isinstance(sql, bytes):
        sql = sql.encode(_ext.encodings[cur.connection.encoding])
    pre, post = _split_sql(sql)
    result = [] if fetch else None
    for page in _paginate(argslist, page_size=page_size):
        if template is None:
            template = b"(" + b",".join([b"%s"] * len(page[0])) + b")"
        parts = pre[:]
        for args in page:
            parts.append(cur.mogrify(template, args))
            parts.append(b",")
        parts[-1:] = post
        cur.execute(b"".join(parts))
        if fetch:
            result.extend(cur.fetchall())
    return result


def _split_sql(sql):
    """What stands before and behind the only placeholder of a statement."""
    before = []
    behind = []
    current = before
    for part in _re.split(rb"(%.)", sql, flags=_re.DOTALL):
        if len(part) != 2 or not part.startswith(b"%"):
            current.append(part)
        elif part == b"%s":
            if current is behind:
                raise ValueError("the query contains more than one '%s' placeholder")
            current = behind
        elif part == b"%%":
            current.append(b"%")
        else:
            raise ValueError(
                "unsupported format character: '%s'" % part[1:].decode("ascii", "replace")
            )
    if current is before:
        raise ValueError("the query doesn't contain any '%s' placeholder")
    return before, behind
