"""What bad input gets: the attack table of the API. Raw sockets, for no client library would send most of this."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from server.auth import opaque
from server.kit import clock
from tests.support.running import Client, Person, RunningServer

Answer = tuple[int, dict[str, str], bytes]


class Wire:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self._file = self._socket.makefile("rb")

    def send(self, head: str, body: bytes = b"", host: str = "localhost") -> Answer:
        host_line = f"Host: {host}\r\n" if host else ""
        lines = head.replace("\n", "\r\n")
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        first, _, rest = lines.partition("\r\n")
        text = f"{first}\r\n{host_line}{rest + chr(13) + chr(10) if rest else ''}{length}\r\n"
        self._socket.sendall(text.encode("latin-1") + body)
        return self.read()

    def read(self) -> Answer:
        status = int(self._file.readline().split()[1])
        headers = {}
        while line := self._file.readline().strip().decode():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return status, headers, self._file.read(int(headers.get("content-length", 0)))

    def close(self) -> None:
        self._file.close()
        self._socket.close()


@pytest.fixture
def wire(server: RunningServer) -> Iterator[Wire]:
    wire = Wire(server.port)
    yield wire
    wire.close()


class TestPaths:
    """Double slashes, dots and escapes never reach another caller's data."""

    @pytest.mark.parametrize(
        "path",
        [
            "//v1/projects",
            "/v1//projects",
            "/v1/projects/",
            "/v1/./projects",
            "/v1/x/../projects",
            "/v1/../v1/projects",
            "/v1/%2e%2e/v1/projects",
            "/v1%2Fprojects",
            "/v1/projects%2F",
            "/v1/projects%00",
            "/v1/projects%0a",
            "/v1/projects%0d%0a",
            "/v1/projects%ff",
            "/v1/projects%",
            "/v1/projects%zz",
            "/v1/projects;x=1",
            "/V1/projects",
            "/v1/Projects",
            "/v1/projects%20",
            "/%76%31/projects",
            "/v1/projects%c0%af",
            "/v1",
            "/v1/",
        ],
    )
    def test_get_400_or_404_and_nobodys_data(self, wire: Wire, client: Client, path: str) -> None:
        client.project(name="A secret name")
        key = client.headers["authorization"]
        status, _, body = wire.send(f"GET /v1/projects HTTP/1.1\nAuthorization: {key}")
        assert (status, b"A secret name" in body) == (200, True)
        for credential in ("", f"\nAuthorization: {key}"):  # on the connection that was just somebody's
            status, _, body = wire.send(f"GET {path} HTTP/1.1{credential}")
            assert status in (400, 404), path
            assert b"A secret name" not in body

    @pytest.mark.parametrize(
        "id_", ["proj_%00", "proj_a%0a", "%2e%2e", "proj_aaa%2fdeployments", "proj_%ff", "x" * 3000]
    )
    def test_bad_ids_are_400_or_404(self, wire: Wire, client: Client, id_: str) -> None:
        key = client.headers["authorization"]
        status, _, _ = wire.send(f"GET /v1/projects/{id_} HTTP/1.1\nAuthorization: {key}")
        assert status in (400, 404)


class TestHosts:
    def test_no_host_is_400(self, wire: Wire) -> None:
        assert wire.send("GET /v1/health HTTP/1.1", host="")[0] == 400

    def test_two_hosts_are_400(self, wire: Wire) -> None:
        assert wire.send("GET /v1/health HTTP/1.1\nHost: other")[0] == 400


class TestCredentials:
    def refused(self, anonymous: Client, authorization: str | None) -> dict[str, str]:
        headers = {"Authorization": authorization} if authorization is not None else {}
        response = anonymous.get("/projects", headers=headers)
        assert response.status_code == 401
        error = response.json()["error"]
        assert error["code"] == "unauthorized"
        return {"message": error["message"], "challenge": response.headers["www-authenticate"]}

    def test_none_is_challenged_without_an_error(self, anonymous: Client) -> None:
        assert self.refused(anonymous, None)["challenge"] == 'Bearer realm="api"'

    @pytest.mark.parametrize(
        "authorization",
        ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer x", "Bearer yap_live_short", "Bearer é", "yap_live_x"],
    )
    def test_malformed(self, wire: Wire, authorization: str) -> None:
        status, headers, _ = wire.send(f"GET /v1/projects HTTP/1.1\nAuthorization: {authorization}")
        assert status == 401
        assert 'error="invalid_token"' in headers["www-authenticate"]

    def test_with_a_typing_error(self, anonymous: Client, ada: Person) -> None:
        key = ada.key().key
        wrong = key[:-10] + ("A" if key[-10] != "A" else "B") + key[-9:]
        assert "typing error" in self.refused(anonymous, f"Bearer {wrong}")["message"]

    def test_well_formed_and_unknown(self, anonymous: Client) -> None:
        body = "yap_live_" + "a" * 32
        assert "no such API key" in self.refused(anonymous, f"Bearer {body}{opaque.checksum(body)}")["message"]

    def test_expired(self, anonymous: Client, ada: Person) -> None:
        key = ada.key(expires_at=clock.now() - timedelta(seconds=1)).key
        assert "expired" in self.refused(anonymous, f"Bearer {key}")["message"]

    def test_of_the_other_environment(self, anonymous: Client, ada: Person) -> None:
        assert "sandbox" in self.refused(anonymous, f"Bearer {ada.key(environment='test').key}")["message"]

    def test_revoked_is_refused_from_the_next_request_on(self, server: RunningServer, ada: Person) -> None:
        key = ada.key()
        with Client(server.url, key.key) as client:
            assert client.get("/token").status_code == 200
            assert server.command("revoke-api-key", key.id).returncode == 0
            response = client.get("/token")
        assert response.status_code == 401
        assert "revoked" in response.json()["error"]["message"]

    def test_two_authorization_headers(self, wire: Wire, client: Client) -> None:
        key = client.headers["authorization"]
        status, headers, _ = wire.send(f"GET /v1/projects HTTP/1.1\nAuthorization: {key}\nAuthorization: {key}")
        assert status == 401
        assert "www-authenticate" in headers

    def test_a_missing_permission_is_named(self, ada: Person) -> None:
        with ada.client("projects:read") as client:
            response = client.post("/projects", json={"name": "x"})
        assert response.status_code == 403
        assert "projects:write" in response.json()["error"]["message"]
        assert 'scope="projects:write"' in response.headers["www-authenticate"]

    def test_who_may_not_come_in_does_not_hear_what_was_wrong_with_the_request(
        self, anonymous: Client, ada: Person
    ) -> None:
        assert anonymous.post("/projects", json={"nmae": 1}).status_code == 401
        with ada.client("projects:read") as client:
            assert client.post("/projects", content=b"{", headers={"Content-Type": "x/y"}).status_code == 403


class TestBodies:
    def post(self, client: Client, content: bytes, **headers: str) -> Answer:
        response = client.post("/projects", content=content, headers={"Content-Type": "application/json", **headers})
        return response.status_code, dict(response.headers), response.content

    @pytest.mark.parametrize(
        "content",
        [
            b"{",
            b"[" * 100_000,
            b'{"a":' * 100_000,
            b'{"name": "\\ud800"}',
            b'{"name": "a\\u0000b"}',
            b'{"name": "a", "name": "b"}',
            b'{"name": NaN}',
            '{"name": "a"}'.encode("utf-16"),
            b'{"name": ' + b"9" * 5000 + b"}",
            b'{"name": "\xff"}',
        ],
        ids=lambda content: repr(content[:24]),
    )
    def test_malformed_json_is_400_and_makes_nothing(self, client: Client, content: bytes) -> None:
        assert self.post(client, content)[0] == 400
        assert client.get("/projects").json()["data"] == []

    def test_none_where_one_is_needed_is_400(self, client: Client) -> None:
        assert client.post("/projects").status_code == 400

    def test_one_where_none_is_taken_is_400(self, client: Client) -> None:
        project = client.project()
        response = client.request("DELETE", f"/projects/{project['id']}", json={"force": True})
        assert response.status_code == 400

    def test_a_large_number_is_422(self, client: Client) -> None:
        assert self.post(client, b'{"name": 123456789012345678901234567890}')[0] == 422

    @pytest.mark.parametrize("value", ["[]", '"x"', "null", "1"])
    def test_what_is_not_an_object_is_422(self, client: Client, value: str) -> None:
        assert self.post(client, value.encode())[0] == 422

    def test_over_the_limit_is_413_and_names_it(self, client: Client) -> None:
        content = json.dumps({"name": "x" * (4 << 20)}).encode()
        status, _, body = self.post(client, content)
        assert status == 413
        assert b"4194304 bytes" in body

    def test_over_the_limit_in_chunks_is_413(self, client: Client) -> None:
        response = client.post(
            "/projects", content=(b" " * 65536 for _ in range(80)), headers={"Content-Type": "application/json"}
        )
        assert response.status_code == 413

    @pytest.mark.parametrize(
        "media_type",
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json", "*/*", "a" * 99],
    )
    def test_the_wrong_type_is_415(self, client: Client, media_type: str) -> None:
        response = client.post("/projects", content=b'{"name": "x"}', headers={"Content-Type": media_type})
        assert response.status_code == 415
        assert "application/json" in response.json()["error"]["message"]

    def test_no_type_is_415(self, client: Client) -> None:
        assert client.post("/projects", content=b'{"name": "x"}').status_code == 415

    def test_another_charset_is_415(self, client: Client) -> None:
        assert self.post(client, b"{}", **{"Content-Type": "application/json; charset=utf-16"})[0] == 415

    def test_two_types_are_400(self, wire: Wire, client: Client) -> None:
        key = client.headers["authorization"]
        head = f"POST /v1/projects HTTP/1.1\nAuthorization: {key}\n"
        status, _, _ = wire.send(f"{head}Content-Type: application/json\nContent-Type: text/plain", b'{"name": "x"}')
        assert status == 400

    def test_a_charset_of_utf_8_and_capitals_are_fine(self, client: Client) -> None:
        assert self.post(client, b'{"name": "x"}', **{"Content-Type": "Application/JSON; Charset=UTF-8"})[0] == 201


class TestMethods:
    @pytest.mark.parametrize(
        ("method", "path", "allow"),
        [
            ("PATCH", "/v1/projects", {"GET", "HEAD", "POST"}),
            ("POST", "/v1/projects/proj_123", {"GET", "HEAD", "PUT", "DELETE"}),
            ("GET", "/v1/deployments/deploy_123/cancel", {"POST"}),
            ("DELETE", "/v1/health", {"GET", "HEAD"}),
            ("TRACE", "/v1/projects", {"GET", "HEAD", "POST"}),
            ("BREW", "/v1/projects", {"GET", "HEAD", "POST"}),
        ],
    )
    def test_the_wrong_one_is_405_with_a_whole_allow(self, wire: Wire, method: str, path: str, allow: set[str]) -> None:
        status, headers, _ = wire.send(f"{method} {path} HTTP/1.1")
        if method == "BREW":  # the parser of uvicorn knows the registered methods and no others
            assert status in (400, 405)
            return
        assert status == 405
        assert set(headers["allow"].split(", ")) == allow


class TestQueries:
    @pytest.mark.parametrize("query", ["page=%", "page=%zz", "page=%ff", "team=%00", "%ff=1"])
    def test_what_cannot_be_decoded_is_400(self, wire: Wire, client: Client, query: str) -> None:
        key = client.headers["authorization"]
        assert wire.send(f"GET /v1/projects?{query} HTTP/1.1\nAuthorization: {key}")[0] == 400


class TestEveryAnswer:
    def test_carries_the_request_id_that_was_sent(self, client: Client) -> None:
        response = client.get("/projects/proj_000", headers={"X-Request-Id": "mine-42"})
        assert response.headers["x-request-id"] == "mine-42"
        assert response.json()["error"]["request_id"] == "mine-42"

    @pytest.mark.parametrize("sent", ["a b", "x" * 65, "<script>", ""])
    def test_carries_one_of_ours_where_that_is_no_id(self, client: Client, sent: str) -> None:
        assert client.get("/health", headers={"X-Request-Id": sent}).headers["x-request-id"].startswith("req_")

    def test_is_never_cached_by_others(self, client: Client) -> None:
        assert client.get("/projects").headers["cache-control"] == "no-store"
