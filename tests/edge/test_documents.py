"""The documents about the API: one for people, two for programs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from server.edge.contract import Contract
from tests.support.running import Client, RunningServer

ROOT = Path(__file__).parents[2]
COLLECTION = (ROOT / "generated_clients" / "postman" / "collection.json").read_bytes()
PATHS = ("/openapi.yaml", "/openapi.json", "/postman-collection.json")


class TestDocuments:
    def test_are_the_files_as_they_stand(self, server: RunningServer, anonymous: Client) -> None:
        contract = Contract.load()
        yaml, as_json, collection = (anonymous.get(f"{server.url}{path}") for path in PATHS)
        assert (yaml.content, yaml.headers["content-type"]) == (contract.yaml, "application/yaml")
        assert as_json.headers["content-type"] == "application/json"
        assert json.loads(as_json.content) == contract.document
        assert (collection.content, collection.headers["content-type"]) == (COLLECTION, "application/json")
        assert collection.headers["etag"] == f'"{hashlib.sha256(COLLECTION).hexdigest()}"'

    @pytest.mark.parametrize("path", PATHS)
    def test_are_sent_again_only_when_they_have_changed(
        self, server: RunningServer, anonymous: Client, path: str
    ) -> None:
        first = anonymous.get(f"{server.url}{path}")
        assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
        assert first.headers["x-spec-digest"] == Contract.load().digest
        for known in (first.headers["etag"], f'W/"other", {first.headers["etag"]}', "*"):
            again = anonymous.get(f"{server.url}{path}", headers={"If-None-Match": known})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert anonymous.get(f"{server.url}{path}", headers={"If-None-Match": '"other"'}).status_code == 200

    @pytest.mark.parametrize("path", PATHS)
    def test_can_only_be_read(self, server: RunningServer, anonymous: Client, path: str) -> None:
        head = anonymous.head(f"{server.url}{path}")
        assert (head.status_code, head.content) == (200, b"")
        assert int(head.headers["content-length"]) == len(anonymous.get(f"{server.url}{path}").content)
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            answer = anonymous.request(method, f"{server.url}{path}")
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
