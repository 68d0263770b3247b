"""Publishing sites, serving them on a real socket, and asking for them."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import re
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import brotli
import uvicorn
from sqlmodel import select

from server.deployments import rules
from server.kit import clock
from server.kit.ids import new_id
from server.kit.services import Services
from server.models import Blob, Deployment, DeploymentFile, Project, User
from server.projects import live
from server.sites.app import SitesApp
from server.sites.fast_path import SitesProtocol

HTML = b"<!doctype html><title>Home</title>" + b"<p>hello</p>" * 200
SITE = {
    "/index.html": HTML,
    "/about.html": b"about",
    "/docs/index.html": b"docs",
    "/both.html": b"both as a file",
    "/both/index.html": b"both as a folder",
    "/style.css": b"body { color: red }" * 100,
    "/LICENSE": b"MIT",
    "/data": b"\x00\x01",
    "/caf\u00e9/men\u00fc.txt": b"cr\xc3\xa8me",
    "/a b+c&d.txt": b"odd name",
    "/empty.txt": b"",
    "/404.html": b"the site's own 404",
}
SITE["/data.bin"] = bytes(range(256)) * 4


def open_descriptors() -> int:
    """How many files and sockets this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


class Publisher:
    """Puts sites into the database and the blob store, as a finished deployment leaves them."""

    def __init__(self, services: Services, slug: str) -> None:
        self.services = services
        self.slug = slug  # of the one site that most tests need
        self.user_id = new_id("usr")
        with services.database.transaction(write=True) as session:
            session.add(User(id=self.user_id, email=f"{self.user_id}@example.com", name="Ada", created_at=clock.now()))

    def project(self, slug: str = "") -> str:
        """A project without deployments."""
        slug = slug or self.slug
        project_id, now = new_id("proj"), clock.now()
        with self.services.database.transaction(write=True) as session:
            session.add(
                Project(
                    id=project_id,
                    owner_id=self.user_id,
                    user_id=self.user_id,
                    name=slug,
                    slug=slug,
                    template="blank",
                    created_at=now,
                    updated_at=now,
                )
            )
        return project_id

    def deploy(
        self, project_id: str, files: Mapping[str, bytes], *, status: str = "success", compressed: bool = False
    ) -> str:
        """A deployment that is not live."""
        deployment_id, now = new_id("deploy"), clock.now()
        parsed = rules.parse(files.get("/_redirects"), files.get("/_headers"))
        assert not parsed.warnings
        with self.services.database.transaction(write=True) as session:
            number = live.next_number(session, project_id, deployment_id)
            session.add(
                Deployment(
                    id=deployment_id,
                    project_id=project_id,
                    number=number,
                    status=status,
                    source={"type": "template", "template": "blank"},
                    rules=parsed.rules,
                    created_at=now,
                )
            )
            session.flush()
            for path, content in files.items():
                session.add(
                    DeploymentFile(
                        deployment_id=deployment_id,
                        path=path,
                        blob_id=self._blob(session, deployment_id, content, compressed),
                    )
                )
        return deployment_id

    def _blob(self, session: Any, deployment_id: str, content: bytes, compressed: bool) -> int:
        digest = hashlib.sha256(content).hexdigest()
        known = session.exec(select(Blob).where(Blob.owner_id == self.user_id, Blob.digest == digest)).first()
        if known is not None:
            return int(known.id)
        blob = Blob(
            owner_id=self.user_id,
            digest=digest,
            size_bytes=len(content),
            key=f"{deployment_id}/{digest}",
            created_at=clock.now(),
        )
        self.services.blobs.put(blob.key, content)
        if compressed:
            zipped, squeezed = gzip.compress(content, 6, mtime=0), brotli.compress(content, quality=5)
            self.services.blobs.put(blob.key + ".gz", zipped)
            self.services.blobs.put(blob.key + ".br", squeezed)
            blob.gzip_bytes, blob.brotli_bytes, blob.compressed = len(zipped), len(squeezed), True
        session.add(blob)
        session.flush()
        assert blob.id is not None
        return blob.id

    def promote(self, project_id: str, deployment_id: str | None) -> None:
        """Show another deployment: the pointer, the commit, the bump."""
        self.move_pointer(project_id, deployment_id)
        self.services.live.bump()

    def move_pointer(self, project_id: str, deployment_id: str | None) -> None:
        """As another machine does it, or a process that dies before its bump."""
        with self.services.database.transaction(write=True) as session:
            session.get_one(Project, project_id).live_deployment_id = deployment_id

    def publish(self, files: Mapping[str, bytes], *, slug: str = "", compressed: bool = False) -> str:
        """A project with one live deployment; answers the deployment's id."""
        project_id = self.project(slug)
        deployment_id = self.deploy(project_id, files, compressed=compressed)
        self.promote(project_id, deployment_id)
        return deployment_id


class Answer:
    """What came back: status, headers by lower-case name, and the body as it was sent."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.names = sorted(name.lower() for name, _ in headers)
        self.body = body

    @property
    def comparable(self) -> object:
        """Everything but the time."""
        return self.status, {n: v for n, v in self.headers.items() if n != "date"}, self.names, self.body


class Visitor:
    """Asks a server on this machine."""

    def __init__(self, port: int, slug: str) -> None:
        self.port = port
        self.slug = slug  # of the site of the present test

    @property
    def host(self) -> str:
        """The present test's site."""
        return f"{self.slug}.localhost"

    def ask(self, target: str, *, host: str | None = None, method: str = "GET", **headers: str | None) -> Answer:
        """One request on a connection of its own; `if_none_match="…"` becomes `If-None-Match: …`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", self.host if host is None else host)
            for name, value in headers.items():
                if value is not None:
                    connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def request(self, path: str, *lines: str, method: str = "GET") -> bytes:
        """The bytes of a request for the present test's site."""
        return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {self.host}", *lines, "", ""]).encode()

    def exchange(self, *sent: bytes, until: bytes | None = None) -> bytes:
        """Write to a new connection, each piece in a packet of its own; what comes back until `until`, or the end."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for index, piece in enumerate(sent):
                if index:
                    time.sleep(0.02)
                connection.sendall(piece)
            received = b""
            while until is None or not received.endswith(until):
                more = connection.recv(1 << 20)
                if not more:
                    break
                received += more
            return received


class SitesServer(Visitor):
    """The sites' room alone in a uvicorn of this process. `calls` counts the requests that came through ASGI."""

    def __init__(self, services: Services, *, fast: bool, access_log: bool = False, idle_seconds: int = 2) -> None:
        super().__init__(port=0, slug="")
        self.sites = SitesApp(services)
        self.calls = 0
        config = uvicorn.Config(
            self,
            port=0,
            http=SitesProtocol if fast else "httptools",
            ws="none",
            loop="uvloop",
            lifespan="on",
            log_config=None,
            access_log=access_log,
            server_header=False,
            timeout_keep_alive=idle_seconds,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="sites")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            async with self.sites.running():
                await send({"type": "lifespan.startup.complete"})
                await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        self.calls += 1
        await self.sites(scope, receive, send)

    def start(self) -> SitesServer:
        self._thread.start()
        while not (self._server.started and self._server.server_state.default_headers):
            assert self._thread.is_alive()
            time.sleep(0.005)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        return self

    def stop(self) -> None:
        self.begin_to_stop()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def begin_to_stop(self) -> None:
        """As SIGTERM does: no new connections, the present answers to their end."""
        self._server.should_exit = True

    def drop_connections(self) -> None:
        """Close every connection from our side, at once."""
        for connection in list(self._server.server_state.connections):
            connection.loop.call_soon_threadsafe(connection.transport.abort)

    def buffered_bytes(self) -> int:
        """What the server holds for clients that have not taken it."""
        connections = list(self._server.server_state.connections)
        return sum(connection.transport.get_write_buffer_size() for connection in connections)


def answers_in(stream: bytes) -> list[tuple[int, bytes]]:
    """Cut a stream of answers (none to a HEAD) into statuses and bodies."""
    answers = []
    while stream:
        head, separator, stream = stream.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 "), head[:100]
        assert separator
        match = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        length = int(match[1]) if match else 0
        answers.append((int(head.split()[1]), stream[:length]))
        stream = stream[length:]
    return answers


def twice(server: SitesServer, target: str, **options: str | None) -> Answer:
    """Ask two times and demand the same answer."""
    first = server.ask(target, **options)  # type: ignore[arg-type]
    second = server.ask(target, **options)  # type: ignore[arg-type]
    assert first.comparable == second.comparable
    return second
