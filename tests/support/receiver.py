"""A receiver of webhooks on the loopback: notes what arrives, and answers as it is told.

Every event that comes here is checked against the contract, whatever test it is that caused it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support import contract_events


@dataclass(frozen=True)
class Arrived:
    """A request."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes
    at: float


@dataclass
class Answer:
    """What it is answered."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Receiver:
    """`answer` decides by the request; it may sleep, or write to the handler's socket itself and answer None."""

    def __init__(self) -> None:
        self.arrived: list[Arrived] = []
        self.broken: list[contract_events.EventBroken] = []  # what the contract does not describe
        self.answer: Callable[[Arrived, BaseHTTPRequestHandler], Answer | None] = lambda *_: Answer()
        self.connections = 0
        self.server: ThreadingHTTPServer

    @property
    def url(self) -> str:
        """Where it listens."""
        host, port = self.server.server_address[:2]
        return f"http://{host!s}:{port}"

    def wait(self, count: int, seconds: float = 20, path: str | None = None) -> list[Arrived]:
        """What has arrived, once it is so many."""
        deadline = time.monotonic() + seconds
        while True:
            found = [each for each in self.arrived if path in (None, each.path)]
            if len(found) >= count:
                return found
            assert time.monotonic() < deadline, f"{len(found)} of {count} arrived"
            time.sleep(0.01)


@contextmanager
def receiving(wrap: Callable[[Any], Any] | None = None) -> Iterator[Receiver]:
    """A receiver until the end of the block; `wrap` puts TLS around its socket. Raises EventBroken at the end of it."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # The head and the body are two writes: with Nagle's algorithm the second waits 40 ms for the first one's ACK.
        disable_nagle_algorithm = True

        def setup(self) -> None:
            receiver.connections += 1
            super().setup()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            arrived = Arrived(self.path, headers, body, time.time())
            receiver.arrived.append(arrived)
            if "webhook-signature" in headers:  # test_egress.py sends what is no event
                try:
                    contract_events.check(headers, body)
                except contract_events.EventBroken as error:
                    receiver.broken.append(error)
            answer = receiver.answer(arrived, self)
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 204:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.body:
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_: object) -> None:
            pass  # whoever was told to break a connection breaks it

    receiver.server = Server(("127.0.0.1", 0), Handler)
    if wrap is not None:
        receiver.server.socket = wrap(receiver.server.socket)
    thread = threading.Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.server.shutdown()
        receiver.server.server_close()
        thread.join()
    for error in receiver.broken:
        raise error
