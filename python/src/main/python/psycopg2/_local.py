# SPDX-License-Identifier: Apache-2.0
"""Objects that stay in the process that made them."""


class Local:
    """What is neither pickled nor copied, as it stands for something outside of Python."""

    __slots__ = ()

    def __reduce__(self):
        raise TypeError(f"cannot pickle '{type(self).__module__}.{type(self).__name__}' object")
