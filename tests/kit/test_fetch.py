"""JSON from a server that is slow, broken or endless, over a real socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from server.kit import fetch
from server.kit.fetch import Fetcher, Unreachable

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Serve = Callable[..., str]


def plain(body: bytes, status: bytes = b"200 OK", more: bytes = b"") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\n" + more + b"Content-Length: %d\r\n\r\n" % len(body) + body


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Answer every connection with these bytes, so many at a time; answers the address."""
    listener = socket.create_server(("127.0.0.1", 0))
    answer: dict[str, object] = {}

    def run() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    connection.recv(4096)
                    sent, step, pause = answer["sent"], answer["step"], answer["pause"]
                    assert isinstance(sent, bytes)
                    assert isinstance(step, int)
                    for at in range(0, len(sent), step):
                        connection.sendall(sent[at : at + step])
                        time.sleep(float(str(pause)))

    threading.Thread(target=run, daemon=True).start()

    def begin(sent: bytes, *, step: int = 1 << 20, pause: float = 0) -> str:
        answer.update(sent=sent, step=step, pause=pause)
        return f"http://127.0.0.1:{listener.getsockname()[1]}/x"

    yield begin
    listener.close()


class TestJson:
    def test_is_the_object_and_the_status(self, serve: Serve) -> None:
        assert Fetcher().json("GET", serve(plain(b'{"a": 1}', b"404 Not Found"))) == (404, {"a": 1})

    @pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b"[" * 100_000, b"\xff", b'{"a": 1'], ids=len)
    def test_of_anything_else_is_none(self, serve: Serve, body: bytes) -> None:
        with pytest.raises(Unreachable, match="no JSON object"):
            Fetcher().json("GET", serve(plain(body)))

    def test_is_asked_for_nowhere_else(self, serve: Serve) -> None:
        """A redirect is an answer like any other."""
        elsewhere = b"Location: http://127.0.0.1:1/\r\n"
        assert Fetcher().json("GET", serve(plain(b"{}", b"302 Found", elsewhere)))[0] == 302

    @pytest.mark.parametrize("sent", [HEAD + b"X: " + b"x" * 500, HEAD + b"Content-Length: 500\r\n\r\n" + b" " * 500])
    def test_that_drips_ends_at_the_deadline(self, serve: Serve, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fetch, "TOTAL_SECONDS", 0.3)
        begun = time.monotonic()
        with pytest.raises(Unreachable, match="Timeout"):
            Fetcher().json("GET", serve(sent, step=1, pause=0.05))
        assert time.monotonic() - begun < 3

    def test_without_end_is_given_up(self, serve: Serve) -> None:
        with pytest.raises(Unreachable, match="more than"):
            Fetcher().json("GET", serve(plain(b'{"a": "' + b"x" * fetch.MAX_BYTES + b'"}')))

    def test_of_nobody_is_unreachable(self) -> None:
        with pytest.raises(Unreachable, match="ConnectError"):
            Fetcher().json("GET", "http://127.0.0.1:1/")

    def test_is_asked_for_by_so_many_at_once(self, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fetch, "WAIT_SECONDS", 0.05)
        fetcher = Fetcher()
        for _ in range(fetch.AT_ONCE):
            fetcher._turns.acquire()
        with pytest.raises(Unreachable, match="others wait"):
            fetcher.json("GET", serve(plain(b"{}")))
        fetcher._turns.release()
        assert fetcher.json("GET", serve(plain(b"{}"))) == (200, {})
