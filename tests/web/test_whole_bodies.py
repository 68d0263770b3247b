"""Bodies that take their time, answers that nobody reads: neither may hold a thread of the pages."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest
from a2wsgi import WSGIMiddleware
from flask import Flask, request

from server.web import whole_bodies
from server.web.whole_bodies import WholeBodies
from tests.support.browsing import ON_SQLITE
from tests.support.running import RunningServer

LIMIT = 4 << 20  # YOUR_APP_MAX_BODY_BYTES
SECONDS = 1.0
FORM = b"application/x-www-form-urlencoded"


@contextmanager
def half_sent(server: RunningServer, path: str, count: int) -> Iterator[list[socket.socket]]:
    """So many requests that have begun, and whose bodies do not come."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM.decode()}\r\nContent-Length: 1000\r\n\r\n{{"
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_connection(("127.0.0.1", server.port))) for _ in range(count)]
        for each in sockets:
            each.sendall(head.encode())
        yield sockets


@ON_SQLITE
class TestManyAtOnce:
    @pytest.mark.parametrize("path", ["/oauth/token", "/sign-in", "/console/projects", "/nowhere"])
    def test_half_sent_bodies_hold_up_nobody(self, server: RunningServer, path: str) -> None:
        with half_sent(server, path, server.settings.threads + 1):
            assert httpx.get(f"{server.url}/sign-in", timeout=SECONDS).status_code == 200

    def test_answers_that_nobody_reads_hold_up_nobody(self, server: RunningServer) -> None:
        with ExitStack() as stack:
            for _ in range(server.settings.threads + 1):
                idle = stack.enter_context(socket.socket())
                idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                idle.connect(("127.0.0.1", server.port))
                # More answers than fit between us, one request behind the other.
                idle.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n" * 500)
            assert httpx.get(f"{server.url}/sign-in", timeout=SECONDS * 5).status_code == 200


def ask(
    app: Any,
    *messages: dict[str, Any] | float,
    path: str = "/",
    send: Callable[[Any], Awaitable[None]] | None = None,
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> list[Any]:
    """POST to an ASGI app. A number among the messages is how many seconds nothing comes."""
    sent: list[Any] = []
    coming = iter(messages)

    async def receive() -> Any:
        for message in coming:
            if not isinstance(message, float):
                return message
            await asyncio.sleep(message)
        return {"type": "http.disconnect"}

    async def keep(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "http_version": "1.1",
        "headers": [(b"host", b"localhost"), (b"content-type", FORM), *headers],
        "state": {},
    }
    asyncio.run(app(scope, receive, send or keep))
    return sent


def part(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def behind(flask: Any, workers: int = 1) -> WholeBodies:
    return WholeBodies(WSGIMiddleware(flask, workers=workers), limit_bytes=LIMIT)


@pytest.fixture
def echo() -> Flask:
    app = Flask(__name__)

    @app.post("/")
    def back() -> bytes:
        return request.get_data()

    return app


class TestABody:
    def test_arrives_as_it_was_sent_in_however_many_pieces(self, echo: Flask) -> None:
        sent = ask(
            behind(echo),
            part(b"a=1", more=True),
            part(b"&b=", more=True),
            part(b"2"),
            headers=((b"content-length", b"7"),),
        )
        assert b"".join(each.get("body", b"") for each in sent) == b"a=1&b=2"

    def test_that_does_not_come_gets_a_page_and_the_connection_ends(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(whole_bodies, "WAIT_SECONDS", 0.05)
        started, *rest = ask(behind(app), part(b"a", more=True), 60.0, headers=((b"content-length", b"7"),))
        assert (started["status"], dict(started["headers"])[b"connection"]) == (408, b"close")
        assert b"did not come" in b"".join(each["body"] for each in rest)

    def test_that_drips_gets_no_more_time_than_one_that_does_not_come(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(whole_bodies, "WAIT_SECONDS", 0.05)
        drops = [each for _ in range(100) for each in (0.01, part(b"a", more=True))]
        assert ask(behind(app), *drops)[0]["status"] == 408

    def test_that_is_too_large_is_not_read_to_its_end(self, app: Flask) -> None:
        never = {"type": "this would be one piece too many"}
        started, *_ = ask(behind(app), part(b"a" * LIMIT, more=True), part(b"a", more=True), never)
        assert (started["status"], dict(started["headers"])[b"connection"]) == (413, b"close")

    def test_that_says_itself_that_it_is_too_large_is_not_waited_for(self, app: Flask) -> None:
        started, *_ = ask(behind(app), 60.0, headers=((b"content-length", str(LIMIT + 1).encode()),))
        assert started["status"] == 413

    def test_of_somebody_who_has_gone_is_nobody_s(self, app: Flask) -> None:
        assert ask(behind(app), part(b"a", more=True), {"type": "http.disconnect"}) == []

    def test_the_page_has_what_every_page_has(self, app: Flask) -> None:
        started, *_ = ask(behind(app), headers=((b"content-length", str(LIMIT + 1).encode()),))
        headers = dict(started["headers"])
        assert headers.keys() >= {b"x-request-id", b"content-security-policy", b"cache-control"}


class TestAnAnswer:
    def test_that_nobody_reads_holds_no_thread(self, app: Flask) -> None:
        """More of it than a queue of a2wsgi holds would: pages are one piece. If this fails, one is streamed."""

        async def never(_: Any) -> None:
            await asyncio.sleep(60)

        async def run() -> list[int]:
            web, statuses = behind(app), []

            async def get(send: Callable[[Any], Awaitable[None]]) -> None:
                async def receive() -> Any:
                    return part(b"")

                await web(
                    {
                        "type": "http",
                        "method": "GET",
                        "path": "/",
                        "raw_path": b"/",
                        "query_string": b"",
                        "http_version": "1.1",
                        "headers": [(b"host", b"localhost")],
                        "state": {},
                    },
                    receive,
                    send,
                )

            async def keep(message: Any) -> None:
                statuses.append(message.get("status", 0))

            idle = [asyncio.create_task(get(never)) for _ in range(3)]
            await asyncio.wait_for(get(keep), 5)
            for each in idle:
                each.cancel()
            await asyncio.gather(*idle, return_exceptions=True)
            return statuses

        assert asyncio.run(run())[0] == 200
