"""The short way answers as the long way does, takes only what is plain, and never mixes two answers."""

from __future__ import annotations

import http.client
import logging
import os
import re
import socket
import time

import pytest

from server.kit.services import Services
from server.sites import fast_path
from tests.sites.serving import Publisher, SitesServer, answers_in

SMALL = b"body { color: red }" * 100
MIDDLE = os.urandom(200 << 10)
LARGE = os.urandom(5 << 20)
SITE = {
    "/index.html": b"<title>home</title>" * 100,
    "/about.html": b"about",
    "/style.css": SMALL,
    "/middle.jpg": MIDDLE,
    "/large.mp4": LARGE,
    "/empty.txt": b"",
    "/caf\u00e9.txt": b"coffee",
    "/404.html": b"own 404",
    "/_headers": b"/about\n  X-Own: yes\n",
    "/_redirects": b"/app/* /index.html 200\n/old /about 301",
}


@pytest.fixture(scope="module")
def slug(services: Services) -> str:
    publisher = Publisher(services, slug="fast-path")
    publisher.publish(SITE, compressed=True)
    return publisher.slug


@pytest.fixture
def fast(_fast: SitesServer, slug: str) -> SitesServer:
    """With the fast path; every page of the site is known."""
    _fast.slug = slug
    for path in ("/", "/about", "/style.css", "/middle.jpg", "/large.mp4"):
        assert _fast.ask(path).status == 200
    return _fast


@pytest.fixture
def asgi(_asgi: SitesServer, slug: str) -> SitesServer:
    """Without."""
    _asgi.slug = slug
    return _asgi


class TestTheSameAnswer:
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    @pytest.mark.parametrize("encoding", [None, "gzip", "gzip, deflate, br, zstd"])
    @pytest.mark.parametrize(
        "target",
        ["/", "/about", "/style.css?v=2", "/middle.jpg", "/large.mp4", "/empty.txt", "/app/x", "/caf%C3%A9.txt"],
    )
    def test_as_through_asgi_and_without_asgi(
        self, fast: SitesServer, asgi: SitesServer, target: str, encoding: str | None, method: str
    ) -> None:
        expected = asgi.ask(target, method=method, accept_encoding=encoding)
        fast.ask(target, accept_encoding=encoding)
        before = fast.calls
        answer = fast.ask(target, method=method, accept_encoding=encoding)
        assert answer.comparable == expected.comparable
        assert answer.headers["date"]
        again = fast.ask(target, method=method, accept_encoding=encoding, if_none_match=answer.headers["etag"])
        known = {"accept_encoding": encoding, "if_none_match": answer.headers["etag"]}
        assert again.comparable == asgi.ask(target, method=method, **known).comparable
        assert again.status == 304
        assert fast.calls == before

    @pytest.mark.parametrize(
        "headers",
        [
            {"range": "bytes=1-2"},
            {"if_match": "*"},
            {"if_range": '"x"', "range": "bytes=1-2"},
            {"connection": "close"},
            {"connection": "Upgrade", "upgrade": "h2c"},
            {"content_length": "0"},
            {"expect": "100-continue"},
            {"te": "trailers"},
        ],
    )
    def test_what_needs_thought_goes_the_long_way(self, fast: SitesServer, headers: dict[str, str]) -> None:
        before = fast.calls
        assert fast.ask("/about", **headers).status in (200, 206)
        assert fast.calls == before + 1

    @pytest.mark.parametrize(
        "request_bytes",
        [
            b"GET /about HTTP/1.0\r\nHost: {}\r\n\r\n",
            b"GET http://{}/about HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            b"GET /about HTTP/1.1\r\nHost:   {}\r\nConnection: close\r\n\r\n",
            b"GET /about HTTP/1.1\r\nHost: {} \r\nConnection: close\r\n\r\n",
            b"\r\nGET /about HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        ],
    )
    def test_unusual_forms_go_the_long_way_too(self, fast: SitesServer, request_bytes: bytes) -> None:
        before = fast.calls
        assert fast.exchange(request_bytes.replace(b"{}", fast.host.encode())).startswith(b"HTTP/1.1 200 OK\r\n")
        assert fast.calls == before + 1

    @pytest.mark.parametrize(
        "request_bytes",
        [
            b"GET /about HTTP/1.1\r\nHost: {}\r\nX: a\x00b\r\n\r\n",
            b"GET /about HTTP/1.1\r\nHost: {}\r\n folded: a\r\n\r\n",
            b"GET /about HTTP/1.1\r\nHost : {}\r\n\r\n",
            b"GET /about?\x01 HTTP/1.1\r\nHost: {}\r\n\r\n",
            b"GET /about HTTP/9.9\r\nHost: {}\r\n\r\n",
            b"get /about HTTP/1.1\r\nHost: {}\r\n\r\n",
        ],
    )
    def test_what_is_not_http_is_left_to_the_one_who_judges_it(
        self, fast: SitesServer, asgi: SitesServer, request_bytes: bytes
    ) -> None:
        sent = request_bytes.replace(b"{}", fast.host.encode())
        answers = [re.sub(rb"date: [^\r]*\r\n", b"", server.exchange(sent)) for server in (fast, asgi)]
        assert answers[0] == answers[1]
        assert answers[0].startswith(b"HTTP/1.1 400 ")

    @pytest.mark.parametrize("path", ["/about", "/middle.jpg", "/large.mp4"])
    def test_nothing_follows_the_headers_of_an_answer_to_head(self, fast: SitesServer, path: str) -> None:
        stream = fast.exchange(fast.request(path, method="HEAD"), fast.request("/about", "Connection: close"))
        _, _, rest = stream.partition(b"\r\n\r\n")
        assert answers_in(rest) == [(200, b"about")]

    def test_what_a_client_keeps_secret_is_not_remembered(self, fast: SitesServer) -> None:
        before = fast.calls
        for header in ("Authorization: Bearer hush-1", "Cookie: session=hush-2", "X-Plain: remembered"):
            answer = fast.exchange(fast.request("/about", header), until=b"about")
            assert answer.startswith(b"HTTP/1.1 200 OK")
        assert fast.calls == before
        kept = b"".join(fast_path._blocks)
        assert b"remembered" in kept
        assert b"hush" not in kept

    def test_what_is_remembered_is_bounded(self, fast: SitesServer) -> None:
        for number in range(fast_path._BLOCKS_KEPT + 10):
            fast_path._remember(b"%d" % number, fast_path._Plain(b"x", {}))
        assert len(fast_path._blocks) <= fast_path._BLOCKS_KEPT

    def test_the_date_goes_on(self, fast: SitesServer) -> None:
        first = fast.ask("/about").headers["date"]
        time.sleep(2.2)
        assert fast.ask("/about").headers["date"] != first

    def test_each_answer_is_in_the_access_log_if_there_is_one(
        self, services: Services, slug: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        server = SitesServer(services, fast=True, access_log=True).start()
        server.slug = slug
        try:
            with caplog.at_level(logging.INFO, logger="uvicorn.access"):
                for target in ("/about?x", "/large.mp4"):
                    for _ in range(3):
                        server.ask(target)
        finally:
            server.stop()
        assert server.calls == 2
        lines = [record.getMessage().partition(" - ")[2] for record in caplog.records]
        assert [line for line in lines if line] == ['"GET /about?x HTTP/1.1" 200'] * 3 + [
            '"GET /large.mp4 HTTP/1.1" 200'
        ] * 3


class TestConnections:
    def test_a_connection_is_used_again_and_again(self, server: SitesServer, slug: str) -> None:
        server.slug = slug
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.connect()
        first = connection.sock.getsockname()
        for number in range(300):
            path, content = (("/about", b"about"), ("/style.css", SMALL), ("/large.mp4", LARGE))[
                2 if number % 100 == 50 else number % 2
            ]
            connection.request("GET", path, headers={"Host": server.host})
            assert connection.getresponse().read() == content
        assert connection.sock.getsockname() == first
        connection.close()

    def test_an_idle_connection_is_closed_and_a_busy_one_is_not(self, fast: SitesServer) -> None:
        with socket.create_connection(("127.0.0.1", fast.port), timeout=10) as connection:
            connection.sendall(fast.request("/nothing"))  # the long way, so uvicorn's own timer starts
            assert connection.recv(65536).endswith(b"own 404")
            begun = time.monotonic()
            for _ in range(6):  # three seconds, the limit is two
                connection.sendall(fast.request("/about"))
                assert connection.recv(65536).endswith(b"about")
                time.sleep(0.5)
            busy = time.monotonic()
            assert connection.recv(1) == b""
            assert time.monotonic() - busy > 1  # at most ten, or recv would have raised
            assert busy - begun >= 3

    def test_an_answer_the_long_way_between_two_short_ones(self, fast: SitesServer) -> None:
        pieces = [
            fast.request("/about"),
            fast.request("/nothing"),
            fast.request("/about"),
            fast.request("/about", "Connection: close"),
        ]
        assert answers_in(fast.exchange(*pieces)) == [
            (200, b"about"),
            (404, b"own 404"),
            (200, b"about"),
            (200, b"about"),
        ]


class TestPipelining:
    def test_answers_come_in_the_order_of_the_requests(self, server: SitesServer, slug: str) -> None:
        server.slug = slug
        paths = {"/about": b"about", "/style.css": SMALL, "/large.mp4": LARGE, "/middle.jpg": MIDDLE}
        order = [
            "/about",
            "/large.mp4",
            "/style.css",
            "/large.mp4",
            "/middle.jpg",
            "/about",
            "/style.css",
            "/large.mp4",
        ]
        for path in paths:
            server.ask(path)
        requests = [server.request(path) for path in order] + [server.request("/about", "Connection: close")]
        expected = [(200, paths[path]) for path in [*order, "/about"]]
        assert answers_in(server.exchange(b"".join(requests))) == expected
        assert answers_in(server.exchange(*requests)) == expected

    def test_a_request_that_comes_during_a_transfer_waits_for_its_end(self, fast: SitesServer) -> None:
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(10)
            connection.connect(("127.0.0.1", fast.port))
            connection.sendall(fast.request("/large.mp4"))
            time.sleep(0.1)
            connection.sendall(fast.request("/about"))
            time.sleep(0.1)
            connection.sendall(fast.request("/style.css", "Connection: close"))
            received = b""
            while more := connection.recv(65536):
                received += more
        assert answers_in(received) == [(200, LARGE), (200, b"about"), (200, SMALL)]

    def test_a_request_in_many_pieces_is_one_request(self, fast: SitesServer) -> None:
        request = fast.request("/about", "Connection: close")
        assert answers_in(fast.exchange(*(request[index : index + 9] for index in range(0, len(request), 9)))) == [
            (200, b"about")
        ]

    def test_a_piece_of_a_header_is_not_taken_for_a_request(self, fast: SitesServer) -> None:
        hidden = fast.request("/style.css")
        open_header = f"GET /about HTTP/1.1\r\nHost: {fast.host}\r\nConnection: close\r\nX-Note: ".encode()
        received = fast.exchange(open_header, hidden)
        assert len(answers_in(received)) == 1
        assert SMALL not in received

    @pytest.mark.parametrize("framing", ["Content-Length: {}", "Transfer-Encoding: chunked"])
    def test_a_body_is_not_taken_for_a_request(self, fast: SitesServer, framing: str) -> None:
        hidden = fast.request("/style.css")
        body = hidden if "{}" in framing else b"%x\r\n%b\r\n0\r\n\r\n" % (len(hidden), hidden)
        head = fast.request("/about", framing.format(len(body)), method="POST")
        last = fast.request("/about", "Connection: close")
        # The head alone is answered at once; then the body comes, in a packet that looks like a request.
        pieces = [head, body, last] if "{}" in framing else [head, body[:4], hidden, body[4 + len(hidden) :], last]
        answers = answers_in(fast.exchange(*pieces))
        assert [status for status, _ in answers] == [405, 200]
        assert answers[1][1] == b"about"
