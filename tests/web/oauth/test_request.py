"""How applications prove who they are, and how their requests are read."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest

from tests.support.browsing import ON_SQLITE
from tests.support.oauth_asking import App, check, token, use
from tests.support.running import Client, RunningServer


@ON_SQLITE
class TestClientAuthentication:
    def ask(self, server: RunningServer, app: App, **options: Any) -> httpx.Response:
        answer = httpx.post(f"{server.url}/oauth/token", **options)
        check(answer, "/oauth/token")
        return answer

    def basic(self, app: App, secret: str) -> dict[str, str]:
        return {"Authorization": "Basic " + base64.b64encode(f"{app['client_id']}:{secret}".encode()).decode()}

    def test_by_basic_and_by_post_and_in_json(self, server: RunningServer, app: App) -> None:
        grant = {"grant_type": "client_credentials", "scope": "read"}
        body = {**grant, "client_id": app["client_id"], "client_secret": app["client_secret"]}
        answers = [
            self.ask(server, app, data=grant, headers=self.basic(app, app["client_secret"])),
            self.ask(server, app, data=body),
            self.ask(server, app, json=body),
        ]
        for answer in answers:
            assert answer.status_code == 200
            assert "refresh_token" not in answer.json()
            assert use(server, answer.json()["access_token"]) == 200

    def test_a_wrong_secret_is_challenged_where_basic_was_tried(self, server: RunningServer, app: App) -> None:
        grant = {"grant_type": "client_credentials"}
        wrong = self.ask(server, app, data=grant, headers=self.basic(app, "wrong"))
        assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
        assert wrong.headers["www-authenticate"].startswith("Basic ")
        unknown = self.ask(server, app, data=grant, headers=self.basic({"client_id": "app_0"}, "wrong"))
        assert unknown.json() == wrong.json()

    def test_in_two_ways_at_once_is_refused(self, server: RunningServer, app: App) -> None:
        body = {"grant_type": "client_credentials", "client_secret": app["client_secret"]}
        answer = self.ask(server, app, data=body, headers=self.basic(app, app["client_secret"]))
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")

    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            (b"{", "application/json"),
            (b"[]", "application/json"),
            (b"[" * 5000, "application/json"),
            (b'{"grant_type": 1}', "application/json"),
            (b'{"grant_type": "a", "grant_type": "b"}', "application/json"),
            (b"grant_type=a&grant_type=b", "application/x-www-form-urlencoded"),
            (b"grant_type=%ff", "application/x-www-form-urlencoded"),
            (b"grant_type=a", "text/plain"),
            (b"", "application/json"),
        ],
    )
    def test_a_body_that_cannot_be_read_is_refused(
        self, server: RunningServer, app: App, content: bytes, media_type: str
    ) -> None:
        answer = self.ask(server, app, content=content, headers={"Content-Type": media_type})
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")

    def test_what_stands_in_the_query_does_not_count(self, server: RunningServer, app: App) -> None:
        params = {"grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": "x"}
        assert self.ask(server, app, params=params, json={}).status_code == 401

    def test_a_rotated_secret_counts_for_another_day(self, server: RunningServer, app: App, stranger: Client) -> None:
        new = stranger.post(f"/oauth-apps/{app['id']}/rotate-secret").json()["data"]
        assert new["client_secret"] != app["client_secret"]
        for each in (app, new):
            assert token(server, each, grant_type="client_credentials").status_code == 200
        newest = stranger.post(f"/oauth-apps/{app['id']}/rotate-secret").json()["data"]
        assert token(server, app, grant_type="client_credentials").status_code == 401
        assert token(server, newest, grant_type="client_credentials").status_code == 200
