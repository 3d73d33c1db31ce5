# SPDX-License-Identifier: Apache-2.0
"""Network addresses as objects of the standard library's."""

import ipaddress

from psycopg2.extensions import (
    QuotedString,
    new_array_type,
    new_type,
    register_adapter,
    register_type,
)

_casters = None


def register_ipaddress(conn_or_curs=None):
    """Has inet read as an interface and cidr as a network, and both written."""
    global _casters
    if _casters is None:
        _casters = _make_casters()
    for caster in _casters:
        register_type(caster, conn_or_curs)
    for cls in (
        ipaddress.IPv4Interface,
        ipaddress.IPv6Interface,
        ipaddress.IPv4Network,
        ipaddress.IPv6Network,
    ):
        register_adapter(cls, adapt_ipaddress)


def _make_casters():
    inet = new_type((869,), "INET", cast_interface)
    cidr = new_type((650,), "CIDR", cast_network)
    arrays = new_array_type((1041,), "INET[]", inet), new_array_type((651,), "CIDR[]", cidr)
    return [inet, arrays[0], cidr, arrays[1]]


def cast_interface(s, cur=None):
    return None if s is None else ipaddress.ip_interface(str(s))


def cast_network(s, cur=None):
    return None if s is None else ipaddress.ip_network(str(s))


def adapt_ipaddress(obj):
    return QuotedString(str(obj))
