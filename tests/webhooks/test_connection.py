"""Answers as receivers write them, to the byte; what hostile ones do with them is in test_egress.py."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from server.kit.config import Settings
from server.webhooks.connection import request
from server.webhooks.egress import Egress, Reply
from tests.support.receiver import Answer, Arrived, Receiver


def post(url: str, times: int = 1, pause_seconds: float = 0) -> list[Reply]:
    """Send to `url` over connections that are kept."""

    async def run() -> list[Reply]:
        sender = Egress(Settings(webhook_allow_private=True, webhook_timeout_seconds=1))
        replies = []
        try:
            async with sender.pool() as pool:
                for _ in range(times):
                    replies.append(await sender.post(pool, url, [("webhook-id", "evt_1")], b"{}"))
                    await asyncio.sleep(pause_seconds)
        finally:
            sender.close()
        return replies

    return asyncio.run(run())


def raw(*parts: bytes) -> Callable[[Arrived, BaseHTTPRequestHandler], None]:
    """Answer with these bytes and close the connection."""

    def write(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()

    return write


class TestAnAnswer:
    def test_comes_after_any_that_only_announce_it(self, receiver: Receiver) -> None:
        receiver.answer = raw(
            b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 2\r\n\r\nok",
        )
        (reply,) = post(receiver.url)
        assert (reply.status, reply.body, reply.error) == (200, "ok", None)
        assert [name for name, _ in reply.headers] == ["x-a", "content-length"]

    def test_without_a_length_ends_with_the_connection(self, receiver: Receiver) -> None:
        receiver.answer = raw(b"HTTP/1.1 200 OK\r\n\r\nwhole", b" body")
        (reply,) = post(receiver.url)
        assert (reply.status, reply.body, reply.error) == (200, "whole body", None)

    def test_with_a_length_does_not(self, receiver: Receiver) -> None:
        receiver.answer = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf a body")
        (reply,) = post(receiver.url)
        assert (reply.status, reply.body) == (200, "half a body")
        assert reply.error == "The connection was closed before the answer ended."

    def test_may_come_in_chunks_byte_by_byte(self, receiver: Receiver) -> None:
        text = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-T: 1\r\n\r\n"
        receiver.answer = raw(*(bytes([each]) for each in text))
        (reply,) = post(receiver.url)
        assert (reply.status, reply.body, reply.error) == (200, "abcde", None)
        assert "x-t" not in dict(reply.headers)

    def test_that_changes_the_protocol_is_only_its_status(self, receiver: Receiver) -> None:
        receiver.answer = raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
        (reply,) = post(receiver.url)
        assert (reply.status, reply.error) == (101, None)

    def test_whose_trailers_do_not_end_is_cut_off(self, receiver: Receiver) -> None:
        endless = b"X-T: 1\r\n" * 40_000
        receiver.answer = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", endless)
        (reply,) = post(receiver.url)
        assert reply.status == 200
        assert "128 KiB" in str(reply.error)


class TestAConnection:
    def test_that_was_closed_while_idle_is_replaced_at_once(self, receiver: Receiver) -> None:
        """As load balancers do: without saying so, and at times just when the next request is on its way."""

        def close_quietly(_: Arrived, handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

        receiver.answer = close_quietly
        assert [(each.status, each.error) for each in post(receiver.url, 5)] == [(200, None)] * 5
        assert [(each.status, each.error) for each in post(receiver.url, 3, 0.1)] == [(200, None)] * 3

    def test_over_which_more_came_than_was_asked_for_is_not_used_again(self, receiver: Receiver) -> None:
        """The second answer must not be taken for the one to the next event."""

        def twice(_: Arrived, handler: BaseHTTPRequestHandler) -> Answer:
            # At once: what comes when the next request is under way looks like its answer, to anybody.
            handler.wfile.write(b"HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 X\r\nX-Rest: ")
            return Answer(200)

        receiver.answer = twice
        assert [each.status for each in post(receiver.url, 4)] == [500] * 4
        assert receiver.connections == 4

    def test_that_the_receiver_closes_says_so(self, receiver: Receiver) -> None:
        receiver.answer = raw(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        assert [each.status for each in post(receiver.url, 2)] == [204] * 2
        assert receiver.connections == 2


class TestRequest:
    def test_is_what_rfc_9112_says(self) -> None:
        sent = request("your-app.com", "/hook", [("webhook-id", "evt_1")], b"{}")
        assert sent == b"POST /hook HTTP/1.1\r\nHost: your-app.com\r\nwebhook-id: evt_1\r\nContent-Length: 2\r\n\r\n{}"

    @pytest.mark.parametrize("value", ["a\r\nHost: other", "a\nb", "a\rb"])
    def test_has_no_header_that_is_two(self, value: str) -> None:
        with pytest.raises(ValueError, match="line break"):
            request("your-app.com", "/", [("webhook-id", value)], b"{}")
