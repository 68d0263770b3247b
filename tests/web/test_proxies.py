"""Where a request came from, behind a proxy and without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from server.auth import sessions, throttle
from server.kit.config import Settings
from tests.support.browsing import Browser, with_password
from tests.support.running import RunningServer

PROXY, OTHER = "127.0.0.77", "127.0.0.7"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Behind proxies that are elsewhere."""
    running = RunningServer(tmp_path_factory.mktemp("proxies"), trusted_proxies="10.1.2.3, 127.0.0.64/26").start()
    yield running
    running.database.dispose()
    assert running.stop() == 0


def seen_from(server: RunningServer, peer: str, forwarded: str) -> str:
    """The address of somebody who signs in through `peer`."""
    person = with_password(server.person())
    transport = httpx.HTTPTransport(local_address=peer)
    with Browser(server, transport=transport, headers={"X-Forwarded-For": forwarded}) as browser:
        assert browser.sign_in(person.email).status_code == 303
    with server.database.transaction(write=False) as session:
        (only,) = sessions.list_of(session, person.id)
        return str(only.address)


class TestForwardedFor:
    @pytest.mark.parametrize(
        ("peer", "forwarded", "address"),
        [
            (PROXY, "203.0.113.9", "203.0.113.9"),
            (PROXY, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # what the visitor wrote himself does not count
            (PROXY, "203.0.113.9, 10.1.2.3", "203.0.113.9"),  # through two proxies
            (OTHER, "203.0.113.9", OTHER),
            ("127.0.0.1", "203.0.113.9", "127.0.0.1"),  # named no more
        ],
    )
    def test_counts_from_a_proxy_that_is_trusted_and_from_nobody_else(
        self, server: RunningServer, peer: str, forwarded: str, address: str
    ) -> None:
        assert seen_from(server, peer, forwarded) == address

    def test_keeps_apart_who_guesses_and_who_does_not(self, server: RunningServer) -> None:
        person = with_password(server.person())
        for number in range(throttle.PER_ACCOUNT + 1):
            guesser = {"X-Forwarded-For": "203.0.113.66"}
            transport = httpx.HTTPTransport(local_address=PROXY)
            with Browser(server, transport=transport, headers=guesser) as browser:
                status = browser.sign_in(person.email, "guess guess guess").status_code
                assert status == (429 if number == throttle.PER_ACCOUNT else 422)
        transport = httpx.HTTPTransport(local_address=PROXY)
        with Browser(server, transport=transport, headers={"X-Forwarded-For": "203.0.113.9"}) as browser:
            assert browser.sign_in(person.email).status_code == 303


class TestTheSetting:
    @pytest.mark.parametrize("value", ["*", "proxy.internal", "10.0.0.1/8", "127.0.0.1;::1"])
    def test_is_addresses_and_networks(self, value: str, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="YOUR_APP_TRUSTED_PROXIES is addresses and networks"):
            Settings(data_dir=tmp_path, trusted_proxies=value)

    def test_may_be_nobody(self, tmp_path: Path) -> None:
        assert Settings(data_dir=tmp_path, trusted_proxies="").trusted_proxies == ""


class TestNetwork:
    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("1.2.3.4", "1.2.3.4"),
            ("::ffff:1.2.3.4", "1.2.3.4"),
            ("::FFFF:102:304", "1.2.3.4"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("unknown", "unknown"),
            ("", ""),
        ],
    )
    def test_is_that_of_one_customer(self, address: str, network: str) -> None:
        assert throttle.network(address) == network
