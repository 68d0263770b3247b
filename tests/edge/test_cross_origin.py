"""Calls from web pages of any origin. tests/clients/javascript/test_browser.py makes them in a real browser."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from server.edge.contract import METHODS, Contract
from tests.support.running import Client, RunningServer

ORIGIN = "https://app.example.com"
CONTRACT = Contract.load()


def preflight(client: Client, url: str, method: str = "POST", headers: str = "authorization") -> httpx.Response:
    """What a browser asks before it sends a page's request."""
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
    return client.options(url, headers=asked)


def listed(answer: httpx.Response, name: str) -> set[str]:
    return {each.strip().lower() for each in answer.headers[name].split(",")}


class TestPreflight:
    def test_needs_no_credential_and_allows_what_the_contract_takes(
        self, server: RunningServer, anonymous: Client
    ) -> None:
        answer = preflight(anonymous, f"{server.url}/v1/projects")
        assert (answer.status_code, answer.content) == (204, b"")
        assert "content-length" not in answer.headers
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["access-control-max-age"] == "7200"
        used = {method for item in CONTRACT.document["paths"].values() for method in METHODS if method in item}
        assert listed(answer, "access-control-allow-methods") == used | {"head"}
        parameters = {
            parameter["name"].lower()
            for path, item in CONTRACT.document["paths"].items()
            for method in METHODS
            if method in item
            for parameter in CONTRACT.parameters(path, method)
            if parameter["in"] == "header"
        }
        assert "idempotency-key" in parameters
        assert listed(answer, "access-control-allow-headers") == parameters | {
            *("authorization", "content-type", "x-request-id", "*")
        }

    @pytest.mark.parametrize("path", ["/v1/projects", "/v1/no-such-thing", "/v1/health", "/openapi.json"])
    def test_is_the_same_everywhere_so_that_a_page_sees_its_own_404(
        self, server: RunningServer, anonymous: Client, path: str
    ) -> None:
        assert preflight(anonymous, f"{server.url}{path}", "DELETE").status_code == 204

    @pytest.mark.parametrize("headers", [{}, {"Origin": ORIGIN}, {"Access-Control-Request-Method": "POST"}])
    def test_is_not_every_options_request(
        self, server: RunningServer, anonymous: Client, headers: dict[str, str]
    ) -> None:
        answer = anonymous.options(f"{server.url}/v1/projects", headers=headers)
        assert answer.status_code == 405
        assert listed(answer, "allow") == {"get", "head", "post"}
        assert "access-control-max-age" not in answer.headers

    def test_is_not_another_method(self, server: RunningServer, anonymous: Client) -> None:
        asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "GET"}
        assert anonymous.get(f"{server.url}/v1/health", headers=asked).status_code == 200


class TestAnswers:
    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", "/v1/health", 200),
            ("GET", "/v1/projects", 401),
            ("GET", "/v1/nothing", 404),
            ("PUT", "/v1/projects", 405),
            ("GET", "/openapi.yaml", 200),
            ("GET", "/postman-collection.json", 200),
        ],
    )
    def test_may_be_read_by_every_page_and_never_with_cookies(
        self, server: RunningServer, anonymous: Client, method: str, path: str, status: int
    ) -> None:
        answer: Any = anonymous.request(method, f"{server.url}{path}", headers={"Origin": ORIGIN})
        assert answer.status_code == status
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers

    def test_show_every_header_that_the_contract_declares(self, client: Client) -> None:
        answer = client.post("/projects", json={"name": "Shown"}, headers={"Origin": ORIGIN})
        shown = listed(answer, "access-control-expose-headers")
        assert shown == {name.lower() for name in CONTRACT.document["components"]["headers"]} | {"allow", "etag"}
        assert {"x-request-id", "x-spec-digest", "location", "retry-after", "idempotency-replayed"} <= shown
