from __future__ import annotations

import ipaddress

import pytest

from server.kit.addresses import is_public, resolve

PUBLIC = [
    "1.0.0.0",
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "140.82.121.4",
    "168.63.129.15",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2003::1",
    "2400:cb00::1",
    "2606:50c0:8000::153",
    "2a00:1450:4001:81b::200e",
    "3ffe:ffff::1",
]

NOT_PUBLIC = {
    "0.0.0.0": "this host",
    "0.1.2.3": "this network",
    "10.0.0.1": "private use",
    "10.255.255.255": "private use, the last",
    "100.64.0.1": "carrier-grade NAT",
    "100.100.100.200": "the metadata of Alibaba's cloud",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback, far from the first",
    "168.63.129.16": "the host of an Azure machine",
    "169.254.0.1": "link local",
    "169.254.169.254": "the metadata of most clouds",
    "172.16.0.1": "private use",
    "172.31.255.255": "private use, the last",
    "192.0.0.8": "the dummy address (is_global in 3.11)",
    "192.0.0.9": "port control, anycast",
    "192.0.0.170": "NAT64 discovery",
    "192.0.0.192": "the metadata of Oracle's cloud",
    "192.0.2.1": "documentation",
    "192.31.196.1": "AS112",
    "192.52.193.1": "automatic multicast tunnelling",
    "192.88.99.1": "6to4 relay",
    "192.168.0.1": "private use",
    "192.175.48.1": "AS112",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking, the last",
    "198.51.100.1": "documentation",
    "203.0.113.1": "documentation",
    "224.0.0.1": "multicast (is_global in 3.11)",
    "239.255.255.255": "multicast, the last",
    "240.0.0.1": "reserved",
    "255.255.255.255": "broadcast",
    "::": "unspecified",
    "::1": "loopback",
    "::8.8.8.8": "IPv4-compatible",
    "::127.0.0.1": "IPv4-compatible loopback",
    "::ffff:8.8.8.8": "IPv4-mapped",
    "::ffff:127.0.0.1": "IPv4-mapped loopback",
    "::ffff:0:127.0.0.1": "IPv4-translated",
    "64:ff9b::8.8.8.8": "NAT64 (is_global in 3.11)",
    "64:ff9b::169.254.169.254": "NAT64 of the metadata",
    "64:ff9b:1::10.0.0.1": "local NAT64",
    "100::1": "discard only",
    "100:0:0:1::1": "dummy prefix",
    "1fff:ffff::1": "just below global unicast",
    "2001::1": "Teredo",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": "Teredo with a client inside",
    "2001:1::1": "port control, anycast",
    "2001:2::1": "benchmarking",
    "2001:3::1": "automatic multicast tunnelling",
    "2001:10::1": "ORCHID",
    "2001:20::1": "ORCHIDv2",
    "2001:db8::1": "documentation",
    "2002:7f00:1::1": "6to4 of the loopback",
    "2002:808:808::1": "6to4 of a public address (is_global in 3.11)",
    "2620:4f:8000::1": "AS112",
    "3fff::1": "documentation of 2024",
    "4000::1": "just above global unicast",
    "5f00::1": "segment routing",
    "fc00::1": "unique local",
    "fd00:ec2::254": "the metadata of AWS",
    "fe80::1": "link local",
    "fe80::1%eth0": "link local with its zone",
    "2606:50c0:8000::153%eth0": "a public address with a zone",
    "fec0::1": "site local",
    "ff02::1": "multicast",
    "ff0e::1": "multicast of global scope",
}


class TestIsPublic:
    @pytest.mark.parametrize("address", PUBLIC)
    def test_of_a_host_on_the_internet(self, address: str) -> None:
        assert is_public(ipaddress.ip_address(address))

    @pytest.mark.parametrize("address", NOT_PUBLIC, ids=[f"{key} {value}" for key, value in NOT_PUBLIC.items()])
    def test_is_false_of_everything_else(self, address: str) -> None:
        assert not is_public(ipaddress.ip_address(address))

    def test_is_never_more_generous_than_the_standard_library(self) -> None:
        """One address of each /8 of IPv4 and each /16 of IPv6, the middle one."""
        some = [
            *(ipaddress.IPv4Address((number << 24) + (127 << 16) + 1) for number in range(256)),
            *(ipaddress.IPv6Address((number << 112) + (0x1234 << 64) + 1) for number in range(65536)),
        ]
        assert [str(each) for each in some if is_public(each) and not each.is_global] == []


class TestResolve:
    def test_a_name(self) -> None:
        assert ipaddress.ip_address("127.0.0.1") in resolve("localhost", 443)

    def test_an_address_is_its_own(self) -> None:
        assert resolve("192.0.2.7", 443) == (ipaddress.ip_address("192.0.2.7"),)

    @pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 64 + ".example", ".example", ""])
    def test_what_has_no_address_gives_none(self, host: str) -> None:
        assert resolve(host, 443) == ()
