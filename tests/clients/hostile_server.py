"""A server that does what networks, proxies and overloaded servers do to clients.

The first part of the path names what happens to each request in turn, the last of them for ever:
`/drop,503,ok/v1/projects` closes the connection on the first request, answers 503 to the second and then works.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

PROJECT = {"id": "proj_123", "name": "My Website", "status": "active", "team": None, "deployments": {"total": 0}}
HTML = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


@dataclass
class Request:
    """A request that arrived."""

    behaviour: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    names: list[str]  # of its headers, each as often as it came
    at: float = field(default_factory=time.monotonic)


@dataclass
class HostileServer:
    """A running one."""

    port: int
    requests: list[Request] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def url(self, *behaviours: str) -> str:
        """The base URL where the behaviours happen in turn, anew for each call of this."""
        nonce = f"run{len(self.counts)}"
        self.counts[nonce] = 0
        self.requests.clear()
        return f"http://127.0.0.1:{self.port}/{nonce}/{','.join(behaviours)}/v1"

    @property
    def seen(self) -> list[str]:
        """The behaviours that requests met since the last call of `url`, in order."""
        return [request.behaviour for request in self.requests]

    def keys(self) -> list[str | None]:
        """The idempotency keys of those requests."""
        return [request.headers.get("idempotency-key") for request in self.requests]


def _answer(status: str, body: str, media_type: str = "application/json", headers: str = "") -> bytes:
    content = body.encode()
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(content)}\r\n"
        f"X-Request-Id: req_hostile\r\n{headers}Connection: close\r\n\r\n"
    ).encode() + content


def _error(status: str, code: str, headers: str = "") -> bytes:
    body = {"error": {"code": code, "message": f"It says {code}", "details": [], "request_id": "req_hostile"}}
    return _answer(status, json.dumps(body), headers=headers)


def _success(request: Request) -> bytes:
    path = request.path.split("?")[0]
    if request.method == "GET" and path.endswith("/v1/projects"):
        page = {"page": 1, "limit": 20, "total": 1, "pages": 1}
        return _answer("200 OK", json.dumps({"data": [PROJECT], "pagination": page}))
    if path.endswith("/v1/events"):
        return _answer("200 OK", json.dumps({"data": [], "cursor": {"next": 0, "complete": False}}))
    return _answer("200 OK", json.dumps({"data": PROJECT}))


def _pages_without_end(path: str, number: int) -> bytes:
    """Page after page, each saying that there are more, the third one empty."""
    data = [PROJECT] if number < 3 else []
    page = {"page": number, "limit": 1, "total": 10**6, "pages": 10**6}
    return _answer("200 OK", json.dumps({"data": data, "pagination": page}))


class _Connection:
    """One request and what is done to it."""

    def __init__(self, server: HostileServer, sock: socket.socket, stop: threading.Event) -> None:
        self.server, self.sock, self.stop = server, sock, stop

    def run(self) -> None:
        with self.sock:
            self.sock.settimeout(10)
            with contextlib.suppress(OSError):  # the client went away; that is what it should do
                self.handle()

    def read(self) -> Request:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.more()
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if headers.get("transfer-encoding") == "chunked":
            body = self.chunks(body)
        while len(body) < int(headers.get("content-length", 0)):
            body += self.more()
        nonce, behaviours, rest = unquote(path).lstrip("/").split("/", 2)
        turn = self.server.counts[nonce]
        self.server.counts[nonce] += 1
        choices = behaviours.split(",")
        names = [line.partition(":")[0].lower() for line in lines]
        request = Request(choices[min(turn, len(choices) - 1)], method, f"/{rest}", headers, body, names)
        self.server.requests.append(request)
        return request

    def more(self) -> bytes:
        """What comes next."""
        data = self.sock.recv(65536)
        if not data:
            raise OSError("closed before the request was complete")
        return data

    def chunks(self, data: bytes) -> bytes:
        """The body of a request without a length (RFC 9112, 7.1), of which `data` has come already."""
        body = b""
        while True:
            while b"\r\n" not in data:
                data += self.more()
            size, _, data = data.partition(b"\r\n")
            length = int(size.partition(b";")[0], 16)
            while len(data) < length + 2:  # no trailers: nobody here sends any
                data += self.more()
            if length == 0:
                return body
            body, data = body + data[:length], data[length + 2 :]

    def handle(self) -> None:
        request = self.read()
        path, number = request.path.split("?")[0], len(self.server.requests)
        name, _, argument = request.behaviour.partition("=")
        match name:
            case "ok":
                self.sock.sendall(_success(request))
            case "drop":
                return
            case "reset":  # a linger of 0 seconds turns the close into a reset
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            case "silent":
                self.stop.wait(8)
            case "late":  # takes its time and answers well
                self.stop.wait(float(argument))
                self.sock.sendall(_success(request))
            case "drip":
                self.drip(_success(request))
            case "truncated":  # promises more than it sends
                self.sock.sendall(_success(request).replace(b"Content-Length: ", b"Content-Length: 9")[:-20])
            case "broken-json":
                self.sock.sendall(_answer("200 OK", '{"data": {"id": "proj_1'))
            case "not-an-object":
                self.sock.sendall(_answer("200 OK", "null"))
            case "empty":
                self.sock.sendall(_answer("200 OK", ""))
            case "html-success":
                self.sock.sendall(_answer("200 OK", HTML, "text/html"))
            case "html":
                self.sock.sendall(_answer(f"{argument} Bad Gateway", HTML, "text/html"))
            case "odd-error":
                self.sock.sendall(_answer("500 Oops", '{"error": {"details": "none", "message": ["?"]}}'))
            case "garbage":
                self.sock.sendall(b"\x16\x03\x01\x02\x00 this is not HTTP\r\n\r\n")
            case "redirect":
                location = f"Location: http://127.0.0.1:{self.server.port}/run0/ok/v1/projects\r\n"
                self.sock.sendall(_answer("302 Found", "", headers=location))
            case "endless":
                self.sock.sendall(_pages_without_end(path, number))
            case "429":
                self.sock.sendall(_error("429 Too Many Requests", "rate_limited", f"Retry-After: {argument or 0}\r\n"))
            case "429-ratelimit":
                limits = f'RateLimit: "hour";r=0;t={argument}\r\n'
                self.sock.sendall(_error("429 Too Many Requests", "rate_limited", limits))
            case "429-date":
                when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + int(argument)))
                self.sock.sendall(_error("429 Too Many Requests", "rate_limited", f"Retry-After: {when}\r\n"))
            case "409-later":
                self.sock.sendall(_error("409 Conflict", "in_progress", "Retry-After: 0\r\n"))
            case _:
                later = f"Retry-After: {argument}\r\n" if argument else ""
                self.sock.sendall(_error(f"{name} Error", "planted", later))

    def drip(self, answer: bytes) -> None:
        """A byte every tenth of a second."""
        for byte in answer:
            if self.stop.wait(0.1):
                return
            self.sock.sendall(bytes([byte]))


@contextmanager
def running() -> Iterator[HostileServer]:
    """A hostile server on a free port."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        server = HostileServer(listener.getsockname()[1])
        server.url("ok")  # run0: where redirects lead to

        def accept() -> None:
            while not stop.is_set():
                try:
                    sock, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=_Connection(server, sock, stop).run, daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield server
        finally:
            stop.set()
            listener.shutdown(socket.SHUT_RDWR)
