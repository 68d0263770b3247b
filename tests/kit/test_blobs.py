from __future__ import annotations

import errno
import hashlib
import os
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from server.kit import clock
from server.kit.blob_folder import FLUSH_BYTES, UNFINISHED
from server.kit.blobs import CHUNK_BYTES, BlobStore, chunks_of
from server.kit.errors import PayloadTooLarge
from tests.support.programs import needed

LIMIT = 100 << 20


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def in_chunks(data: bytes, size: int = CHUNK_BYTES) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """An S3 of its own on a free port: moto's server, the one that passed everything of what we need."""
    moto = needed("moto_server", "requirements/dev.txt")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [moto, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                assert server.poll() is None, "moto_server ended"
                assert time.monotonic() < deadline, "moto_server does not listen"
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BlobStore:
    """An empty store of each kind."""
    if request.param == "folder":
        return BlobStore(f"file://{tmp_path}/blobs", tmp_path / "scratch")
    endpoint = request.getfixturevalue("s3_endpoint")
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)
    bucket = f"bucket-{os.urandom(6).hex()}"
    with urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{bucket}", method="PUT")):
        return BlobStore(f"s3://{bucket}/a/prefix", tmp_path / "scratch")


@pytest.fixture
def folder(tmp_path: Path) -> BlobStore:
    return BlobStore(f"file://{tmp_path}/blobs", tmp_path / "scratch")


class TestWriter:
    def test_stores_what_was_put_under_its_digest(self, store: BlobStore) -> None:
        with store.writer("deploy_1") as writer:
            digest = writer.put_bytes(b"hello")
        assert digest == digest_of(b"hello")
        assert store.read(f"deploy_1/{digest}") == b"hello"
        assert list(store.prefixes()) == ["deploy_1"]

    @pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 20_000_000])
    def test_stores_chunks_as_one_blob(self, store: BlobStore, tmp_path: Path, size: int) -> None:
        data = os.urandom(size)
        with store.writer("deploy_1") as writer:
            assert writer.add(in_chunks(data), LIMIT) == (digest_of(data), size)
        assert store.read(f"deploy_1/{digest_of(data)}") == data
        assert list((tmp_path / "scratch").glob("*")) == []

    def test_stores_many_blobs(self, store: BlobStore) -> None:
        contents = [b"%d" % number for number in range(200)]
        with store.writer("deploy_1") as writer:
            digests = [writer.put_bytes(content) for content in contents]
        assert [store.read(f"deploy_1/{digest}") for digest in digests] == contents

    def test_stores_the_same_content_once(self, folder: BlobStore, tmp_path: Path) -> None:
        large = os.urandom(CHUNK_BYTES + 1)
        with folder.writer("deploy_1") as writer:
            assert writer.put_bytes(b"a") == writer.put_bytes(b"a")
            assert writer.add(in_chunks(large), LIMIT) == writer.add(in_chunks(large), LIMIT)
        assert len(list((tmp_path / "blobs" / "deploy_1").iterdir())) == 2

    @pytest.mark.parametrize("size", [11, CHUNK_BYTES * 2])
    def test_refuses_more_than_the_limit_and_leaves_nothing(self, store: BlobStore, tmp_path: Path, size: int) -> None:
        def write() -> None:
            with store.writer("deploy_1") as writer:
                writer.put_bytes(b"before")
                writer.add(in_chunks(bytes(size)), 10)

        with pytest.raises(PayloadTooLarge, match="larger than 10 bytes"):
            write()
        assert list(store.prefixes()) == []
        assert list((tmp_path / "scratch").glob("*")) == []

    def test_takes_exactly_the_limit(self, store: BlobStore) -> None:
        with store.writer("deploy_1") as writer:
            assert writer.add([b"12345", b"67890"], 10)[1] == 10

    def test_stops_reading_at_the_limit(self, folder: BlobStore) -> None:
        chunks = iter([b"x" * 8] * 100)
        with pytest.raises(PayloadTooLarge), folder.writer("deploy_1") as writer:
            writer.add(chunks, 20)
        assert len(list(chunks)) == 97

    @pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
    def test_leaves_nothing_when_its_block_fails(self, store: BlobStore, error: type[BaseException]) -> None:
        def write() -> None:
            with store.writer("deploy_1") as writer:
                for number in range(100):
                    writer.put_bytes(b"%d" % number)
                writer.add(in_chunks(os.urandom(3_000_000)), LIMIT)
                raise error

        with pytest.raises(error):
            write()
        assert list(store.prefixes()) == []

    def test_leaves_nothing_when_its_source_fails(self, store: BlobStore, tmp_path: Path) -> None:
        def broken() -> Iterator[bytes]:
            yield bytes(CHUNK_BYTES)
            yield bytes(CHUNK_BYTES)
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError), store.writer("deploy_1") as writer:
            writer.add(broken(), LIMIT)
        assert list(store.prefixes()) == []
        assert list((tmp_path / "scratch").glob("*")) == []

    def test_leaves_nothing_of_a_block_that_stored_nothing(self, folder: BlobStore) -> None:
        with folder.writer("deploy_1"):
            pass
        assert list(folder.prefixes()) == []

    def test_that_fails_leaves_what_others_stored(self, store: BlobStore) -> None:
        large = os.urandom(3_000_000)
        with store.writer("deploy_1") as writer:
            small_digest = writer.put_bytes(b"shared")
            large_digest, _ = writer.add(in_chunks(large), LIMIT)

        def write() -> None:
            with store.writer("deploy_1") as writer:
                writer.put_bytes(b"shared")
                writer.put_bytes(b"own")
                writer.add(in_chunks(large), LIMIT)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            write()
        assert store.read(f"deploy_1/{small_digest}") == b"shared"
        assert store.read(f"deploy_1/{large_digest}") == large
        assert not store.exists(f"deploy_1/{digest_of(b'own')}")

    def test_replaces_what_a_killed_process_left_half_written(self, folder: BlobStore, tmp_path: Path) -> None:
        torn = tmp_path / "blobs" / "deploy_1" / digest_of(b"whole")
        torn.parent.mkdir()
        torn.write_bytes(b"wh")
        with folder.writer("deploy_1") as writer:
            writer.put_bytes(b"whole")
        assert torn.read_bytes() == b"whole"
        assert [path.name for path in torn.parent.iterdir()] == [torn.name]

    def test_works_beside_others_at_one_prefix(self, store: BlobStore) -> None:
        def write(number: int) -> None:
            with store.writer("deploy_1") as writer:
                writer.put_bytes(b"shared" * 1000)
                writer.put_bytes(b"own %d" % number)

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(write, range(40)))
        assert store.read(f"deploy_1/{digest_of(b'shared' * 1000)}") == b"shared" * 1000
        assert all(store.exists(f"deploy_1/{digest_of(b'own %d' % number)}") for number in range(40))

    def test_flushes_beside_its_work(self, folder: BlobStore) -> None:
        with folder.writer("deploy_1") as writer:
            for _ in range(3 * FLUSH_BYTES // (1 << 20)):
                writer.put_bytes(os.urandom(1 << 20))
            assert any(thread.name.startswith("blobs-flush") for thread in threading.enumerate())

    def test_keeps_no_file_open(self, folder: BlobStore) -> None:
        def open_files() -> int:
            return len(list(Path("/proc/self/fd").iterdir()))

        before = open_files()
        with folder.writer("deploy_1") as writer:
            writer.put_bytes(b"a")
        with pytest.raises(PayloadTooLarge), folder.writer("deploy_2") as writer:
            writer.add(in_chunks(bytes(3_000_000)), 2_000_000)
        folder.read(f"deploy_1/{digest_of(b'a')}")
        folder.sync()
        assert open_files() == before


class TestRead:
    def test_gives_a_range(self, store: BlobStore) -> None:
        store.put("deploy_1/a", b"0123456789")
        assert store.read("deploy_1/a", 2, 5) == b"234"
        assert store.read("deploy_1/a", 7) == b"789"
        assert store.read("deploy_1/a", 0, 10) == b"0123456789"
        assert store.read("deploy_1/a", 4, 4) == b""

    def test_gives_an_empty_blob(self, store: BlobStore) -> None:
        store.put("deploy_1/a", b"")
        assert store.read("deploy_1/a") == b""
        assert store.size("deploy_1/a") == 0

    def test_of_what_is_not_there_raises(self, store: BlobStore) -> None:
        for read in (store.read, store.size):
            with pytest.raises(FileNotFoundError):
                read("deploy_1/a")
        with pytest.raises(FileNotFoundError):
            store.read("deploy_1/a", 0, 5)
        assert not store.exists("deploy_1/a")


class TestPut:
    def test_replaces(self, store: BlobStore) -> None:
        store.put("deploy_1/a.gz", b"one")
        store.put("deploy_1/a.gz", b"two")
        store.sync()
        assert store.read("deploy_1/a.gz") == b"two"
        assert store.size("deploy_1/a.gz") == 3

    def test_never_shows_half_of_it(self, folder: BlobStore) -> None:
        sizes = (1_000_000, 3_000_000)
        folder.put("deploy_1/a", bytes(sizes[0]))
        seen = set()
        with ThreadPoolExecutor(1) as thread:
            writing = thread.submit(lambda: [folder.put("deploy_1/a", bytes(size)) for size in sizes * 20])
            while not writing.done():
                seen.add(len(folder.read("deploy_1/a")))
        assert seen <= set(sizes)

    def test_leaves_nothing_when_it_fails(self, folder: BlobStore, tmp_path: Path) -> None:
        (tmp_path / "blobs" / "deploy_1" / "a").mkdir(parents=True)
        with pytest.raises(OSError) as failure:
            folder.put("deploy_1/a", b"x")
        assert failure.value.errno == errno.EISDIR
        assert [path.name for path in (tmp_path / "blobs" / "deploy_1").iterdir()] == ["a"]
        assert list((tmp_path / "blobs" / UNFINISHED).iterdir()) == []


class TestPath:
    def test_is_where_the_file_is(self, folder: BlobStore) -> None:
        folder.put("deploy_1/a", b"x")
        path = folder.path("deploy_1/a")
        assert path is not None
        assert path.read_bytes() == b"x"

    def test_of_another_form_is_refused(self, store: BlobStore) -> None:
        for key in (
            "",
            "a",
            "a/",
            "/a",
            "a/b/c",
            "../a",
            "a/..",
            "a/.",
            "a/.b",
            "a\\b/c",
            "a/b\n",
            "ü/b",
            "a/" + "b" * 81,
        ):
            for use in (store.read, store.path, store.size, store.exists, lambda key: store.put(key, b"")):
                with pytest.raises(ValueError, match="not a key"):
                    use(key)
            with pytest.raises(ValueError, match="not a key"):
                store.delete([key])
        for prefix in ("", ".", "..", "a/b", "/", "a\n"):
            for act in (store.writer, store.delete_prefix):
                with pytest.raises(ValueError, match="not a prefix"):
                    act(prefix)


class TestDelete:
    def test_removes_what_is_there(self, store: BlobStore) -> None:
        store.put("deploy_1/a", b"x")
        store.put("deploy_1/b", b"x")
        store.put("deploy_2/a", b"x")
        store.delete(["deploy_1/a", "deploy_1/absent", "deploy_2/a", "deploy_3/absent"])
        assert not store.exists("deploy_1/a")
        assert store.exists("deploy_1/b")
        assert list(store.prefixes()) == ["deploy_1"]

    def test_takes_no_keys_at_all(self, store: BlobStore) -> None:
        store.delete(iter(()))

    def test_takes_more_keys_than_one_request_to_s3_can(self, store: BlobStore) -> None:
        store.put("deploy_1/1500", b"x")
        store.delete(f"deploy_1/{number}" for number in range(2000))
        assert list(store.prefixes()) == []


class TestDeletePrefix:
    def test_removes_all_of_it_and_nothing_else(self, store: BlobStore) -> None:
        for key in ("deploy_1/a", "deploy_1/b.gz", "deploy_10/a", "deploy_/a"):
            store.put(key, b"x")
        store.delete_prefix("deploy_1")
        assert sorted(store.prefixes()) == ["deploy_", "deploy_10"]

    def test_removes_unfinished_files(self, folder: BlobStore, tmp_path: Path) -> None:
        folder.put("deploy_1/a", b"x")
        (tmp_path / "blobs" / "deploy_1" / ".0123.partial").write_bytes(b"half")
        folder.delete_prefix("deploy_1")
        assert not (tmp_path / "blobs" / "deploy_1").exists()

    def test_of_what_is_not_there_is_fine(self, store: BlobStore) -> None:
        store.delete_prefix("deploy_1")


class TestDeleteUnfinished:
    def test_removes_what_a_killed_put_left_and_nothing_that_may_be_under_way(
        self, folder: BlobStore, tmp_path: Path
    ) -> None:
        folder.put("deploy_1/a", b"x")
        old, young = (tmp_path / "blobs" / UNFINISHED / name for name in ("old", "young"))
        old.write_bytes(b"half")
        young.write_bytes(b"half")
        now = clock.now()
        os.utime(old, (now.timestamp() - 60, now.timestamp() - 60))
        folder.delete_unfinished(now - timedelta(seconds=30))
        assert list((tmp_path / "blobs" / UNFINISHED).iterdir()) == [young]
        assert folder.read("deploy_1/a") == b"x"

    def test_of_a_store_without_any_is_fine(self, store: BlobStore) -> None:
        store.delete_unfinished(clock.now())

    def test_a_put_leaves_none(self, folder: BlobStore, tmp_path: Path) -> None:
        folder.put("deploy_1/a", b"x")
        assert list((tmp_path / "blobs" / UNFINISHED).iterdir()) == []
        assert list(folder.prefixes()) == ["deploy_1"]


class TestBlobStore:
    @pytest.mark.parametrize(
        "url", ["", "blobs", "/blobs", "file://host/blobs", "file:relative", "http://x/y", "s3://"]
    )
    def test_refuses_other_urls(self, tmp_path: Path, url: str) -> None:
        with pytest.raises(ValueError, match="a blob store is file:///absolute/path or s3://bucket/prefix"):
            BlobStore(url, tmp_path)

    def test_takes_a_path_with_escapes(self, tmp_path: Path) -> None:
        store = BlobStore(f"file://{tmp_path}/a%20b", tmp_path)
        store.put("deploy_1/a", b"x")
        assert (tmp_path / "a b" / "deploy_1" / "a").read_bytes() == b"x"


class TestChunksOf:
    def test_reads_a_file_to_its_end(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        path.write_bytes(bytes(CHUNK_BYTES * 2 + 5))
        with path.open("rb") as file:
            assert [len(chunk) for chunk in chunks_of(file)] == [CHUNK_BYTES, CHUNK_BYTES, 5]
