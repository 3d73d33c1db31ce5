# SPDX-License-Identifier: Apache-2.0
"""What is known of a result's column: an item of ``cursor.description``."""

_NUMERIC = 1700


class Column:
    """DB-API's seven items of a column, and its table."""

    __slots__ = (
        "name",
        "type_code",
        "display_size",
        "internal_size",
        "precision",
        "scale",
        "null_ok",
        "table_oid",
        "table_column",
    )
    __module__ = "psycopg2.extensions"

    def __init__(
        self,
        name=None,
        type_code=None,
        display_size=None,
        internal_size=None,
        precision=None,
        scale=None,
        null_ok=None,
        table_oid=None,
        table_column=None,
    ):
        self.__setstate__(
            (
                name,
                type_code,
                display_size,
                internal_size,
                precision,
                scale,
                null_ok,
                table_oid,
                table_column,
            )
        )

    @classmethod
    def _of(cls, name, oid, size, precision, scale, table_oid, table_column):
        if oid == _NUMERIC and precision is None:
            precision = scale = 65535  # what psycopg2 makes of a numeric without any
        return cls(name, oid, None, size, precision, scale, None, table_oid, table_column)

    def _items(self):
        return tuple(getattr(self, name) for name in self.__slots__[:7])

    def __len__(self):
        return 7

    def __getitem__(self, index):
        return self._items()[index]

    def __eq__(self, other):
        return self._items() == (other._items() if isinstance(other, Column) else other)

    __hash__ = None

    def __repr__(self):
        return f"Column(name={self.name!r}, type_code={self.type_code!r})"

    def __getstate__(self):
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError("state is not a tuple")
        for name, value in zip(self.__slots__, state):
            setattr(self, name, value)
