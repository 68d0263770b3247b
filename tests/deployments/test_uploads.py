"""Files by their digests: only what is missing travels, and nobody learns what others have."""

from __future__ import annotations

import gzip
import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.deployments.publishing import manifest, put, sha256, start, zipped
from tests.support.running import Client, RunningServer, Site


class TestDelta:
    def test_starts_when_none_is_missing_and_comes_back_byte_for_byte(self, client: Client, site: Site) -> None:
        files = {"/index.html": os.urandom(500), "/a/b.bin": os.urandom(2_000_000), "/empty.txt": b""}
        project = client.project()
        deployment = start(client, project["id"], files)
        assert deployment["status"] == "uploading"
        assert deployment["missing"] == sorted(sha256(each) for each in files.values())
        left = len(files)
        for content in files.values():
            answer = put(client, deployment["id"], content).json()["data"]
            left -= 1
            assert (answer["missing_files"], answer["size_bytes"]) == (left, len(content))
        assert answer["status"] == "queued"
        ended = client.ended(deployment["id"])
        assert (ended["status"], ended["file_count"], ended["missing"]) == ("success", 3, [])
        assert ended["size_bytes"] == sum(map(len, files.values()))
        for path, content in files.items():
            assert site.show(project["url"], path).content == content

    def test_a_second_deployment_sends_only_what_changed(self, client: Client, site: Site) -> None:
        project = client.project()
        first = {"/index.html": b"one" + os.urandom(8), "/same.txt": os.urandom(100)}
        deployment = start(client, project["id"], first)
        for content in first.values():
            put(client, deployment["id"], content)
        client.ended(deployment["id"])
        second = {**first, "/index.html": b"two" + os.urandom(8)}
        deployment = start(client, project["id"], second)
        assert deployment["missing"] == [sha256(second["/index.html"])]
        put(client, deployment["id"], second["/index.html"])
        client.ended(deployment["id"])
        assert site.show(project["url"]).content == second["/index.html"]

    def test_with_nothing_missing_it_goes_on_at_once(self, client: Client) -> None:
        content = os.urandom(50)
        project = client.project()
        client.ended(client.deploy(project["id"], zipped({"index.html": content}))["id"])
        deployment = start(client, project["id"], {"/index.html": content, "/copy.html": content})
        assert (deployment["status"], deployment["missing"], deployment["file_count"]) == ("queued", [], 2)
        assert client.ended(deployment["id"])["status"] == "success"

    def test_in_parallel_and_each_twice_at_once(self, client: Client, site: Site) -> None:
        files = {f"/{number}.bin": os.urandom(20_000) for number in range(40)}
        project = client.project()
        deployment = start(client, project["id"], files)
        twice = list(files.values()) * 2
        random.shuffle(twice)
        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(lambda content: put(client, deployment["id"], content).status_code, twice))
        assert set(statuses) == {200}
        assert client.ended(deployment["id"])["status"] == "success"
        for path, content in files.items():
            assert site.show(project["url"], path).content == content

    def test_is_resumed_by_asking_what_is_missing(self, client: Client) -> None:
        files = {f"/{number}": os.urandom(10) for number in range(3)}
        deployment = start(client, client.project()["id"], files)
        put(client, deployment["id"], files["/0"])
        missing = client.get(f"/deployments/{deployment['id']}").json()["data"]["missing"]
        assert missing == sorted(sha256(files[path]) for path in ("/1", "/2"))

    def test_nobody_can_probe_for_anothers_file(self, client: Client, stranger: Client) -> None:
        content = os.urandom(50)
        client.ended(client.deploy(client.project()["id"], zipped({"index.html": content}))["id"])
        theirs = start(stranger, stranger.project()["id"], {"/index.html": content})
        assert theirs["missing"] == [sha256(content)]

    def test_a_gzipped_list_is_taken(self, client: Client) -> None:
        body = gzip.compress(json.dumps({"source": manifest({f"/{n}": b"%d" % n for n in range(5000)})}).encode())
        response = client.post(
            f"/projects/{client.project()['id']}/deployments",
            content=body,
            headers={"Content-Type": "application/json", "Content-Encoding": "gzip"},
        )
        assert response.status_code == 201
        assert len(response.json()["data"]["missing"]) == 5000


class TestWhatBadUploadsGet:
    @pytest.mark.parametrize("content", [b"", b"short", b"exactly this content and more"])
    def test_content_without_the_digest_is_422_and_not_kept(
        self, client: Client, server: RunningServer, content: bytes
    ) -> None:
        wanted = b"exactly this content" + os.urandom(4)
        deployment = start(client, client.project()["id"], {"/index.html": wanted})
        response = put(client, deployment["id"], content, sha256(wanted))
        assert response.status_code == 422
        assert sha256(content) in response.text
        folder = server.settings.data_dir / "blobs" / deployment["id"]
        assert not folder.exists() or list(folder.iterdir()) == []
        assert client.get(f"/deployments/{deployment['id']}").json()["data"]["missing"] == [sha256(wanted)]

    def test_a_digest_that_is_not_listed_is_404(self, client: Client) -> None:
        deployment = start(client, client.project()["id"], {"/index.html": os.urandom(4)})
        assert put(client, deployment["id"], b"something else").status_code == 404

    @pytest.mark.parametrize("digest", ["0" * 63, "0" * 65, "Z" * 64, "A" * 64])
    def test_what_is_no_digest_is_404(self, client: Client, digest: str) -> None:
        deployment = start(client, client.project()["id"], {"/index.html": os.urandom(4)})
        assert put(client, deployment["id"], b"x", digest).status_code == 404

    def test_a_cancelled_deployment_takes_none(self, client: Client) -> None:
        content = os.urandom(4)
        deployment = start(client, client.project()["id"], {"/index.html": content})
        assert client.post(f"/deployments/{deployment['id']}/cancel").status_code == 200
        assert put(client, deployment["id"], content).status_code == 409

    def test_a_strangers_is_404(self, client: Client, stranger: Client) -> None:
        content = os.urandom(4)
        deployment = start(client, client.project()["id"], {"/index.html": content})
        assert put(stranger, deployment["id"], content).status_code == 404

    def test_too_large_a_file_is_413(self, client: Client) -> None:
        response = client.put(
            f"/deployments/{start(client, client.project()['id'], {'/x': os.urandom(4)})['id']}/files/{'0' * 64}",
            content=b"x",
            headers={"Content-Type": "application/octet-stream", "Content-Encoding": "gzip"},
        )
        assert response.status_code == 415

    def test_another_media_type_is_415(self, client: Client) -> None:
        content = os.urandom(4)
        deployment = start(client, client.project()["id"], {"/index.html": content})
        path = f"/deployments/{deployment['id']}/files/{sha256(content)}"
        assert client.put(path, content=content, headers={"Content-Type": "text/html"}).status_code == 415
        assert client.put(path, content=content).status_code == 415


class TestWhatBadListsGet:
    def refused(self, client: Client, source: dict[str, Any]) -> dict[str, str]:
        response = client.post(f"/projects/{client.project()['id']}/deployments", json={"source": source})
        assert response.status_code == 422, response.text
        return {each["field"]: each["message"] for each in response.json()["error"]["details"]}

    @pytest.mark.parametrize(
        ("paths", "field"),
        [
            (["/../evil"], "../evil"),
            (["/a//../../b"], "a//../../b"),
            (["//etc/passwd"], "/etc/passwd"),
            (["/C:/x"], "C:/x"),
            (["/a\\b"], "a\\b"),
            (["/A.txt", "/a.txt"], "a.txt"),
            (["/a", "/a/b"], "a/b"),
            (["/" + "x" * 300], "x" * 80),
            (["/"], ""),
        ],
        ids=lambda value: str(value)[:30],
    )
    def test_a_bad_path_is_named(self, client: Client, paths: list[str], field: str) -> None:
        details = self.refused(client, {"type": "files", "files": dict.fromkeys(paths, "0" * 64)})
        assert any(each.startswith(field) for each in details), details

    def test_a_bad_digest_is_named(self, client: Client) -> None:
        assert "source.files./x" in self.refused(client, {"type": "files", "files": {"/x": "0" * 63}})

    def test_none_at_all(self, client: Client) -> None:
        assert "source.files" in self.refused(client, {"type": "files", "files": {}})

    def test_more_than_there_may_be(self, client: Client) -> None:
        files = {f"/{number}": "0" * 64 for number in range(20_001)}
        assert "YOUR_APP_MAX_FILES" in self.refused(client, {"type": "files", "files": files})["source.files"]

    def test_a_hundred_thousand_are_413(self, client: Client) -> None:
        files = {f"/{number}": "0" * 64 for number in range(100_000)}
        response = client.post(
            f"/projects/{client.project()['id']}/deployments", json={"source": {"type": "files", "files": files}}
        )
        assert response.status_code == 413

    def test_a_gzip_bomb_is_413_and_a_broken_one_400(self, client: Client) -> None:
        path = f"/projects/{client.project()['id']}/deployments"
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        bomb = gzip.compress(b" " * (200 << 20), compresslevel=9)
        assert client.post(path, content=bomb, headers=headers).status_code == 413
        for content in (b"not gzip", gzip.compress(b"{}")[:-3], gzip.compress(b"{}") + b"x"):
            assert client.post(path, content=content, headers=headers).status_code == 400
        headers["Content-Encoding"] = "br"
        assert client.post(path, content=b"{}", headers=headers).status_code == 415

    def test_sizes_over_the_limit_are_refused_before_anything_is_sent(self, client: Client) -> None:
        source = {"type": "files", "files": {"/x": "0" * 64}, "sizes": {"0" * 64: 1 << 40}}
        assert "YOUR_APP_MAX_FILE_BYTES" in self.refused(client, source)["source.sizes." + "0" * 64]


class TestDryRun:
    def test_tells_the_files_and_bytes_that_would_travel_and_makes_nothing(self, client: Client) -> None:
        known, new = os.urandom(30), os.urandom(70)
        project = client.project()
        client.ended(client.deploy(project["id"], zipped({"index.html": known}))["id"])
        source = manifest({"/index.html": known, "/new.html": new, "/copy.html": new})
        path = f"/projects/{project['id']}/deployments/dry-run"
        answer = client.post(path, json={"source": {**source, "sizes": {sha256(known): 30, sha256(new): 70}}})
        assert answer.json()["data"] == {"file_count": 3, "missing": [sha256(new)], "missing_bytes": 70}
        assert client.post(path, json={"source": source}).json()["data"]["missing_bytes"] is None
        assert client.get(f"/projects/{project['id']}").json()["data"]["deployments"]["total"] == 1
