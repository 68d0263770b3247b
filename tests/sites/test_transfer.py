"""Large files to readers who are slow, who leave, and who only pretend to read."""

from __future__ import annotations

import os
import re
import socket
import threading
import time

import pytest

from server.kit.services import Services
from server.sites import transfer
from tests.sites.serving import Publisher, SitesServer, answers_in, open_descriptors

SMALL = b"body { color: red }" * 100
MIDDLE = os.urandom(200 << 10)
LARGE = os.urandom(5 << 20)
HUGE = bytes(32 << 20)  # more than the kernel takes for a client who reads nothing


@pytest.fixture(scope="module")
def slug(services: Services) -> str:
    publisher = Publisher(services, slug="transfers")
    publisher.publish(
        {"/about.html": b"about", "/style.css": SMALL, "/middle.jpg": MIDDLE, "/large.mp4": LARGE, "/huge.bin": HUGE}
    )
    return publisher.slug


@pytest.fixture
def fast(_fast: SitesServer, slug: str) -> SitesServer:
    """With the fast path; every page of the site is known."""
    _fast.slug = slug
    for path in ("/about", "/style.css", "/middle.jpg", "/large.mp4", "/huge.bin"):
        assert _fast.ask(path).status == 200
    return _fast


def settled(count: int) -> bool:
    """Whether the number of open descriptors comes down to `count` within three seconds."""
    for _ in range(150):
        if open_descriptors() <= count:
            return True
        time.sleep(0.02)
    return False


class TestSlowReaders:
    def test_get_every_byte_and_hold_nobody_up(self, server: SitesServer, slug: str) -> None:
        server.slug = slug
        server.ask("/large.mp4")
        slow: list[bytes] = []

        def read_slowly() -> None:
            with socket.socket() as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
                connection.settimeout(10)
                connection.connect(("127.0.0.1", server.port))
                connection.sendall(server.request("/large.mp4", "Connection: keep-alive"))
                received = bytearray()
                while len(received) - received.find(b"\r\n\r\n") - 4 < len(LARGE):
                    received += connection.recv(32768)
                    time.sleep(0.002)
                slow.append(bytes(received))

        reader = threading.Thread(target=read_slowly)
        reader.start()
        waits = []
        while reader.is_alive():
            begun = time.monotonic()
            assert server.ask("/about").body == b"about"
            waits.append(time.monotonic() - begun)
        reader.join()
        assert answers_in(slow[0]) == [(200, LARGE)]
        assert len(waits) > 10
        assert sorted(waits)[len(waits) // 2] < 1

    def test_who_asks_and_does_not_read_fills_no_memory(self, fast: SitesServer) -> None:
        count = 60
        with socket.create_connection(("127.0.0.1", fast.port), timeout=10) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(count):
                connection.sendall(fast.request("/middle.jpg"))
                time.sleep(0.001)
            time.sleep(0.2)
            assert fast.buffered_bytes() < 1 << 20  # of 12 MB asked for
            connection.sendall(fast.request("/about", "Connection: close"))
            received = bytearray()
            while more := connection.recv(1 << 20):
                received += more
        answers = answers_in(bytes(received))
        assert answers == [(200, MIDDLE)] * count + [(200, b"about")]

    def test_a_transfer_begins_only_when_nothing_is_left_of_the_answers_before(self, fast: SitesServer) -> None:
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(10)
            connection.connect(("127.0.0.1", fast.port))
            count = 0
            while fast.buffered_bytes() == 0:  # the kernel takes some megabytes first
                assert count < 20_000
                connection.sendall(fast.request("/style.css"))
                count += 1
                time.sleep(0.0002)
            connection.sendall(fast.request("/large.mp4"))
            time.sleep(0.1)
            connection.sendall(fast.request("/about", "Connection: close"))
            received = bytearray()
            while more := connection.recv(1 << 20):
                received += more
        assert received.endswith(b"about")
        bodies = re.split(rb"HTTP/1\.1 200 OK\r\n(?:[^\r]+\r\n)+\r\n", bytes(received))
        assert [len(body) for body in bodies] == [0, *[len(SMALL)] * count, len(LARGE), 5]
        assert bodies[-2] == LARGE

    def test_who_has_said_everything_may_close_his_half(self, fast: SitesServer) -> None:
        with socket.create_connection(("127.0.0.1", fast.port), timeout=10) as connection:
            connection.sendall(fast.request("/huge.bin"))
            connection.shutdown(socket.SHUT_WR)
            received = bytearray()
            while more := connection.recv(1 << 20):
                received += more
        assert len(received.partition(b"\r\n\r\n")[2]) == len(HUGE)

    def test_who_hangs_up_leaves_nothing_open(self, fast: SitesServer) -> None:
        time.sleep(0.3)  # the connections of the tests before this one are being closed
        before = open_descriptors()
        for _ in range(20):
            connection = socket.create_connection(("127.0.0.1", fast.port), timeout=10)
            connection.sendall(fast.request("/huge.bin"))
            connection.recv(1000)
            connection.close()
        assert settled(before)
        assert fast.ask("/large.mp4").body == LARGE

    def test_who_takes_nothing_is_cut_off(self, fast: SitesServer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(transfer, "STALL_SECONDS", 0.3)
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(10)
            connection.connect(("127.0.0.1", fast.port))
            connection.sendall(fast.request("/huge.bin"))
            time.sleep(2)
            received = 0
            while more := connection.recv(65536):
                received += len(more)
        assert received < len(HUGE)

    def test_a_connection_that_the_server_drops_ends_the_transfer(self, fast: SitesServer) -> None:
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(10)
            connection.connect(("127.0.0.1", fast.port))
            connection.sendall(fast.request("/huge.bin"))
            received = len(connection.recv(1000))
            fast.drop_connections()
            while more := connection.recv(65536):
                received += len(more)
        assert received < len(HUGE)

    def test_a_server_that_stops_lets_a_transfer_end(self, services: Services, slug: str) -> None:
        server = SitesServer(services, fast=True, idle_seconds=60).start()
        server.slug = slug
        server.ask("/large.mp4")
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(10)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(server.request("/large.mp4"))
            received = bytearray(connection.recv(1000))
            server.begin_to_stop()
            time.sleep(0.3)
            while more := connection.recv(65536):  # raises after ten seconds: closed at once, not when it was idle
                received += more
        server.stop()
        assert answers_in(bytes(received)) == [(200, LARGE)]
