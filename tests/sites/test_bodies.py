"""Where the content comes from: memory, an open file, a bucket, or the proxy in front of us."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from server.kit.blobs import BlobStore
from server.kit.services import Services
from server.sites.bodies import SMALL_BYTES, Bodies, OpenFile, RemoteFile
from server.sites.single_flight import SingleFlight
from tests.sites.serving import Publisher, SitesServer, Visitor, answers_in, open_descriptors
from tests.support.programs import needed

LARGE = os.urandom((3 << 20) + 17)
SITE = {
    "/index.html": b"small",
    "/limit.bin": LARGE[:SMALL_BYTES],
    "/video.mp4": LARGE,
    "/own.mp4": LARGE[1:],
    "/text.txt": b"large text " * 100_000,
    "/_headers": b"/own.mp4\n  X-Own: yes",
}


class Elsewhere(BlobStore):
    """A store whose blobs have no path here, as those in a bucket have none."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"file://{folder}", folder)
        self.reads: list[tuple[int, int | None]] = []

    def path(self, key: str) -> None:
        return None

    def read(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        self.reads.append((start, end))
        return super().read(key, start, end)


@contextmanager
def bodies_of(store: BlobStore, memory_bytes: int = 1 << 20) -> Iterator[Bodies]:
    threads = SingleFlight(2, "test")
    yield Bodies(store, threads, memory_bytes=memory_bytes)
    threads.close()


async def content(bodies: Bodies, key: str, size: int, start: int, end: int) -> bytes:
    body = await bodies.get(key, size)
    return b"".join([bytes(piece) async for piece in bodies.pieces(body, start, end)])


class TestGet:
    def test_a_small_blob_is_kept_in_memory_up_to_the_limit(self, tmp_path: Path) -> None:
        store = Elsewhere(tmp_path)
        for number in range(8):
            store.put(f"x/{number}", bytes([number]) * SMALL_BYTES)
        with bodies_of(store, memory_bytes=3 * SMALL_BYTES + 1000) as bodies:
            for number in (0, 1, 2, 0, 3, 0):
                assert asyncio.run(bodies.get(f"x/{number}", SMALL_BYTES)) == bytes([number]) * SMALL_BYTES
            assert len(store.reads) == 4
            assert bodies.cached("x/0", SMALL_BYTES) is not None
            assert bodies.cached("x/1", SMALL_BYTES) is None

    def test_a_large_file_is_opened_and_not_read(self, tmp_path: Path) -> None:
        store = BlobStore(f"file://{tmp_path}", tmp_path)
        store.put("x/y", LARGE)
        with bodies_of(store) as bodies:
            body = asyncio.run(bodies.get("x/y", len(LARGE)))
            assert isinstance(body, OpenFile)
            store.delete(["x/y"])  # a transfer under way goes on
            assert asyncio.run(content(bodies, "x/y", len(LARGE), 0, len(LARGE))) == LARGE
            assert asyncio.run(content(bodies, "x/y", len(LARGE), 5, 1_000_000)) == LARGE[5:1_000_000]

    def test_files_that_nobody_uses_are_closed(self, tmp_path: Path) -> None:
        store = BlobStore(f"file://{tmp_path}", tmp_path)
        for number in range(200):
            store.put(f"x/{number}", LARGE[: SMALL_BYTES + 1])
        before = open_descriptors()
        with bodies_of(store) as bodies:
            for number in range(200):
                asyncio.run(content(bodies, f"x/{number}", SMALL_BYTES + 1, 0, 1))
            assert open_descriptors() - before < 300
            del bodies
        assert open_descriptors() - before < 10

    def test_a_large_remote_blob_comes_in_pieces(self, tmp_path: Path) -> None:
        store = Elsewhere(tmp_path)
        store.put("x/y", LARGE)
        with bodies_of(store) as bodies:
            assert isinstance(asyncio.run(bodies.get("x/y", len(LARGE))), RemoteFile)
            assert store.reads == []
            assert asyncio.run(content(bodies, "x/y", len(LARGE), 100, len(LARGE) - 1)) == LARGE[100:-1]
            assert store.reads == [(100, 1048676), (1048676, 2097252), (2097252, len(LARGE) - 1)]

    def test_many_who_want_the_same_read_it_once(self, tmp_path: Path) -> None:
        store = Elsewhere(tmp_path)
        store.put("x/y", b"small")
        with bodies_of(store) as bodies:

            async def crowd() -> list[Any]:
                return await asyncio.gather(*(bodies.get("x/y", 5) for _ in range(50)))

            assert asyncio.run(crowd()) == [b"small"] * 50
            assert len(store.reads) == 1

    def test_a_blob_of_another_size_than_its_row_says_is_an_error(self, tmp_path: Path) -> None:
        store = BlobStore(f"file://{tmp_path}", tmp_path)
        store.put("x/y", b"short")
        store.put("x/z", LARGE)
        with bodies_of(store) as bodies:
            for key, size in (("x/y", 6), ("x/z", len(LARGE) + 1)):
                with pytest.raises(OSError, match="bytes and not"):
                    asyncio.run(bodies.get(key, size))
            with pytest.raises(FileNotFoundError):
                asyncio.run(bodies.get("x/missing", 5))


Build = Callable[..., SitesServer]


@pytest.fixture
def build(services: Services, publisher: Publisher) -> Iterator[Build]:
    """Servers of the test's site with other parts; stopped at the end."""
    running: list[SitesServer] = []

    def start(*, fast: bool = True, settings: dict[str, Any] | None = None, **parts: Any) -> SitesServer:
        changed = services.settings.model_copy(update=settings or {})
        server = SitesServer(dataclasses.replace(services, settings=changed, **parts), fast=fast).start()
        server.slug = publisher.slug
        running.append(server)
        return server

    yield start
    for server in running:
        server.stop()


class TestOverHttp:
    @pytest.mark.parametrize("fast", [False, True])
    def test_a_site_in_a_bucket(self, build: Build, publisher: Publisher, services: Services, fast: bool) -> None:
        publisher.publish(SITE)
        server = build(fast=fast, blobs=Elsewhere(Path(services.settings.blobs.removeprefix("file://"))))
        for _ in range(2):
            for path in ("/", "/limit.bin", "/video.mp4", "/text.txt"):
                answer = server.ask(path)
                assert (answer.status, answer.body == SITE.get(path, b"small")) == (200, True)
            part = server.ask("/video.mp4", range="bytes=1048570-2097160")
            assert (part.status, part.body == LARGE[1048570:2097161]) == (206, True)
            assert server.ask("/video.mp4", method="HEAD").headers["content-length"] == str(len(LARGE))

    @pytest.mark.parametrize("fast", [False, True])
    def test_a_blob_that_is_missing_is_a_500_and_not_half_an_answer(
        self, build: Build, publisher: Publisher, services: Services, fast: bool
    ) -> None:
        deployment = publisher.publish(SITE)
        services.blobs.delete_prefix(deployment)
        folder = Path(services.settings.blobs.removeprefix("file://"))
        for server in (build(fast=fast), build(fast=fast, blobs=Elsewhere(folder))):
            for path in ("/", "/video.mp4"):
                for _ in range(2):
                    answer = server.ask(path)
                    assert (answer.status, answer.headers["cache-control"]) == (500, "no-store")
                    assert server.ask(path, method="HEAD").status == 200  # its headers are known all the same

    def test_a_plain_request_waits_for_an_answer_that_waits_for_the_bucket(
        self, build: Build, publisher: Publisher, services: Services
    ) -> None:
        publisher.publish(SITE)

        class Slow(Elsewhere):
            def read(self, key: str, start: int = 0, end: int | None = None) -> bytes:
                time.sleep(0.1)
                return super().read(key, start, end)

        server = build(blobs=Slow(Path(services.settings.blobs.removeprefix("file://"))))
        server.ask("/")
        stream = server.exchange(
            server.request("/video.mp4"), server.request("/"), server.request("/", "Connection: close")
        )
        assert answers_in(stream) == [(200, LARGE), (200, b"small"), (200, b"small")]

    def test_who_leaves_in_the_middle_stops_the_reading(
        self, build: Build, publisher: Publisher, services: Services
    ) -> None:
        big = os.urandom(40 << 20)
        publisher.publish({"/big.bin": big})
        store = Elsewhere(Path(services.settings.blobs.removeprefix("file://")))
        server = build(blobs=store)
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(f"GET /big.bin HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
            connection.recv(1000)
        time.sleep(1)  # enough to read it to the end
        assert 1 <= len(store.reads) < 30


class TestByTheProxy:
    def test_large_whole_files_without_headers_of_the_sites(self, build: Build, publisher: Publisher) -> None:
        deployment = publisher.publish(SITE, compressed=True)
        server = build(settings={"sites_accel_prefix": "_blobs"})
        direct = build()
        for _ in range(2):
            answer, plain = server.ask("/video.mp4"), direct.ask("/video.mp4")
            digest = plain.headers["etag"].strip('"')
            assert answer.status == 200
            assert answer.body == b""
            assert answer.headers.pop("x-accel-redirect") == f"/_blobs/{deployment}/{digest}"
            assert answer.headers.pop("content-length") == "0"
            assert {n: v for n, v in plain.headers.items() if n not in ("content-length", "date")} == {
                n: v for n, v in answer.headers.items() if n != "date"
            }
            for path, headers in (
                ("/", {}),
                ("/limit.bin", {}),
                ("/own.mp4", {}),
                ("/video.mp4", {"range": "bytes=0-99999"}),
                ("/video.mp4", {"range": "bytes=0-1,5-6"}),
                ("/video.mp4", {"if_none_match": f'"{digest}"'}),
                ("/text.txt", {"accept_encoding": "gzip"}),  # small when compressed
            ):
                assert server.ask(path, **headers).comparable == direct.ask(path, **headers).comparable

    def test_behind_a_real_nginx(self, build: Build, publisher: Publisher, services: Services, tmp_path: Path) -> None:
        program = needed("nginx", "requirements/debian.txt")
        publisher.publish(SITE)
        server = build(settings={"sites_accel_prefix": "/_blobs/"})
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        (tmp_path / "nginx.conf").write_text(f"""
            daemon off; worker_processes 1; pid {tmp_path}/pid; error_log {tmp_path}/error.log; user root;
            events {{ worker_connections 64; }}
            http {{
              access_log off; sendfile on;
              client_body_temp_path {tmp_path}; proxy_temp_path {tmp_path}; fastcgi_temp_path {tmp_path};
              uwsgi_temp_path {tmp_path}; scgi_temp_path {tmp_path};
              server {{
                listen 127.0.0.1:{port};
                location / {{ proxy_pass http://127.0.0.1:{server.port}; proxy_set_header Host $host; }}
                location /_blobs/ {{
                  internal; alias {services.settings.blobs.removeprefix("file://")}/;
                  etag off; if_modified_since off;
                  add_header ETag $upstream_http_etag;
                  add_header Content-Encoding $upstream_http_content_encoding;
                  add_header Vary $upstream_http_vary;
                  add_header X-Content-Type-Options $upstream_http_x_content_type_options;
                  add_header Referrer-Policy $upstream_http_referrer_policy;
                }}
              }}
            }}""")
        nginx = subprocess.Popen([program, "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.DEVNULL)
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.02)
            front = Visitor(port, publisher.slug)
            direct = build().ask("/video.mp4")
            answer = front.ask("/video.mp4")
            assert (answer.status, answer.body == LARGE) == (200, True)
            for name in ("etag", "content-type", "cache-control", "x-content-type-options", "referrer-policy"):
                assert answer.headers[name] == direct.headers[name]
            assert front.ask("/video.mp4", if_none_match=answer.headers["etag"]).status == 304
            assert front.ask("/video.mp4", range="bytes=5-9").body == LARGE[5:10]
            assert front.ask("/").body == b"small"
        finally:
            nginx.terminate()
            nginx.wait(10)
