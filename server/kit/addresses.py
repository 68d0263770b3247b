"""Which addresses are the public internet's, for programs of ours that connect to where somebody tells them to."""

from __future__ import annotations

import re
import socket
from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

# From the special-purpose address registries of IANA (RFC 6890), all that is not plain unicast, whether or not routers
# pass it on. Written out, because `is_global` differs between versions of Python: that of 3.11 takes NAT64, 6to4,
# 192.0.0.8 and multicast for global.
_SPECIAL_4 = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network (RFC 791)
        "10.0.0.0/8",  # private use (RFC 1918)
        "100.64.0.0/10",  # carrier-grade NAT (RFC 6598)
        "127.0.0.0/8",  # loopback (RFC 1122)
        "168.63.129.16/32",  # Azure's host, reachable from its machines alone, though the number is a public one
        "169.254.0.0/16",  # link local (RFC 3927), the metadata services of most clouds
        "172.16.0.0/12",  # private use (RFC 1918)
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.0.2.0/24",  # documentation (RFC 5737)
        "192.31.196.0/24",  # AS112 (RFC 7535)
        "192.52.193.0/24",  # automatic multicast tunnelling (RFC 7450)
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
        "192.168.0.0/16",  # private use (RFC 1918)
        "192.175.48.0/24",  # AS112 (RFC 7534)
        "198.18.0.0/15",  # benchmarking (RFC 2544)
        "198.51.100.0/24",  # documentation (RFC 5737)
        "203.0.113.0/24",  # documentation (RFC 5737)
        "224.0.0.0/4",  # multicast (RFC 5771)
        "240.0.0.0/4",  # reserved (RFC 1112), and the limited broadcast
    )
]
# All unicast that was ever given out (RFC 4291). Outside of it lie, among others, the loopback, unique local
# (fc00::/7), link-local and site-local addresses, multicast, the discard prefix (100::/64), and most forms with an IPv4
# address inside: IPv4-mapped (::ffff:0:0/96), IPv4-compatible (::/96), NAT64 (64:ff9b::/96, 64:ff9b:1::/48).
_GLOBAL_UNICAST_6 = IPv6Network("2000::/3")
_SPECIAL_6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments (RFC 2928): Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4 (RFC 3056): an IPv4 address inside
        "2620:4f:8000::/48",  # AS112 (RFC 7534)
        "3fff::/20",  # documentation (RFC 9637)
    )
]


_HOST = re.compile(r"(?!.*[.]-|.*-[.])[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
# As the URL Standard has it: whoever resolves a name with such an end takes it for an address, in one of many spellings
# (127.1, 0x7f.0.0.1, 2130706433).
_ENDS_IN_A_NUMBER = re.compile(r"(?:.*[.])?(?:[0-9]+|0x[0-9a-f]*)")


class BadHost(ValueError):
    """This cannot be a host. `is_address`: it is meant for an address, in a spelling that programs read differently."""

    def __init__(self, *, is_address: bool) -> None:
        super().__init__()
        self.is_address = is_address


def read_host(text: str) -> tuple[str, Address | None]:
    """The host of a URL, in lower case, in one spelling; and its address if it is not a name. Raises BadHost."""
    host = text.removesuffix(".")
    try:
        if host.startswith("["):
            address: Address = IPv6Address(host[1:-1])
            return f"[{address}]", address
        if _ENDS_IN_A_NUMBER.fullmatch(host):
            address = IPv4Address(host)
            return str(address), address
    except AddressValueError:
        raise BadHost(is_address=True) from None
    if len(host) > 253 or ".." in host or not _HOST.fullmatch(host):
        raise BadHost(is_address=False)
    return host, None


def is_public(address: Address) -> bool:
    """Whether the address can only be that of a host on the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_4)
    if address.scope_id is not None:
        return False
    return address in _GLOBAL_UNICAST_6 and not any(address in network for network in _SPECIAL_6)


def resolve(host: str, port: int) -> tuple[Address, ...]:
    """The addresses of a host, in the system's order; none if it has none or nobody can tell.

    Waits for the name servers as long as the system does (resolv.conf: some ten seconds).
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):  # UnicodeError: a label of more than 63 characters
        return ()
    return tuple(dict.fromkeys(ip_address(each[4][0]) for each in found))
