"""A server that breaks its contract: a reverse proxy before a real one, which changes some of its answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "date", "server"}


@dataclass
class Answer:
    """An answer on its way back. A breach changes it in place."""

    status: int
    headers: dict[str, str]  # names in lower case
    body: Any  # JSON, or text


Breach = Callable[[Answer], object]


@contextmanager
def breaching(url: str, breaches: dict[tuple[str, str], Breach]) -> Iterator[str]:
    """A proxy before `url`, which ends in `/v1`; answers its own. `breaches` are found by method and by path, whose
    IDs are written as `{id}`.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # The head and the body are two writes: with Nagle's algorithm the second waits 40 ms for the first one's ACK.
        disable_nagle_algorithm = True

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            came = httpx.request(self.command, url.removesuffix("/v1") + self.path, content=body, headers=headers)
            is_json = came.headers["content-type"].startswith("application/json")
            answer = Answer(came.status_code, dict(came.headers), came.json() if is_json else came.text)
            breach = breaches.get((self.command, template(self.path)))
            if breach:
                breach(answer)
            content = (answer.body if isinstance(answer.body, str) else json.dumps(answer.body)).encode()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 (the names that http.server looks for)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing: the tests look at what newman says."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def template(path: str) -> str:
    """The path below `/v1` with `{id}` for each ID."""
    segments = path.partition("?")[0].removeprefix("/v1").split("/")
    return "/".join("{id}" if "_" in each and any(map(str.isdigit, each)) else each for each in segments)
