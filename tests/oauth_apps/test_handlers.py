from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import Session

from server.auth import accounts
from server.auth.actor import Actor
from server.kit import clock
from server.kit.database import Database
from server.oauth_apps import clients, service
from tests.support.browsing import ON_SQLITE
from tests.support.overlapping import overlap
from tests.support.running import Client, Person, RunningServer

BODY = {"name": "Monitor", "redirect_uris": ["https://monitor.example.com/callback"]}
NEVER = "app_00000000000000000000000000"


@pytest.fixture
def app(client: Client) -> dict[str, Any]:
    data: dict[str, Any] = client.post("/oauth-apps", json=BODY).json()["data"]
    return data


class TestCreate:
    def test_answers_the_secret_once(self, client: Client, app: dict[str, Any]) -> None:
        assert app["client_secret"].startswith("yas_")
        assert (app["client_id"], app["type"], app["require_pkce"]) == (app["id"], "confidential", True)
        again = client.get(f"/oauth-apps/{app['id']}").json()["data"]
        assert again == {name: value for name, value in app.items() if name != "client_secret"}

    def test_a_public_one_has_no_secret_and_always_pkce(self, client: Client) -> None:
        made = client.post("/oauth-apps", json={**BODY, "type": "public"}).json()["data"]
        assert (made["client_secret"], made["secret_hint"]) == (None, None)
        answer = client.post("/oauth-apps", json={**BODY, "type": "public", "require_pkce": False})
        assert answer.json()["error"]["details"][0]["field"] == "require_pkce"

    @pytest.mark.parametrize(
        "uri",
        [
            "https://example.com/callback",
            "https://example.com/callback?next=1",
            "http://localhost:3000/callback",
            "http://127.0.0.1:1/",
            "http://[::1]:1/",
            "com.example.app:/done",
        ],
    )
    @ON_SQLITE
    def test_takes_redirect_uris_that_are_safe(self, client: Client, uri: str) -> None:
        assert client.post("/oauth-apps", json={**BODY, "redirect_uris": [uri]}).status_code == 201

    @pytest.mark.parametrize(
        "uri",
        [
            "http://example.com/",
            "https://example.com/#x",
            "https://user:pass@example.com/",
            "https://*.example.com/",
            "https://exa mple.com/",
            "https:///callback",
            "https://example.com:99999/",
            "javascript:alert(1)",
            "data:text/html,x",
            "myapp:/done",
            "//example.com/",
            "/callback",
            "https://example.com\\@evil.example/",
            "https://exämple.com/",
            "http://localhost.evil.example/",
        ],
    )
    @ON_SQLITE
    def test_refuses_others_and_says_which(self, client: Client, uri: str) -> None:
        answer = client.post("/oauth-apps", json={**BODY, "redirect_uris": ["https://example.com/", uri]})
        assert answer.status_code == 422
        assert [each["field"] for each in answer.json()["error"]["details"]] == ["redirect_uris.1"]

    def test_needs_a_key(self, anonymous: Client) -> None:
        assert anonymous.post("/oauth-apps", json=BODY).status_code == 401


class TestList:
    def test_shows_one_s_own_newest_first(self, client: Client, stranger: Client, app: dict[str, Any]) -> None:
        newer = client.post("/oauth-apps", json=BODY).json()["data"]
        assert [each["id"] for each in client.get("/oauth-apps").json()["data"]] == [newer["id"], app["id"]]
        assert stranger.get("/oauth-apps").json()["data"] == []
        assert "client_secret" not in client.get("/oauth-apps").text

    def test_needs_a_key(self, anonymous: Client) -> None:
        assert anonymous.get("/oauth-apps").status_code == 401


class TestGet:
    def test_a_stranger_s_answers_the_same_as_none(self, stranger: Client, app: dict[str, Any]) -> None:
        headers = {"X-Request-Id": "same"}
        theirs = stranger.get(f"/oauth-apps/{app['id']}", headers=headers)
        assert theirs.status_code == 404
        for never in (NEVER, "app_x"):
            assert stranger.get(f"/oauth-apps/{never}", headers=headers).content == theirs.content

    def test_needs_a_key(self, anonymous: Client, app: dict[str, Any]) -> None:
        assert anonymous.get(f"/oauth-apps/{app['id']}").status_code == 401


class TestUpdate:
    def test_changes_what_is_sent_and_nothing_else(self, client: Client, app: dict[str, Any]) -> None:
        after = client.put(f"/oauth-apps/{app['id']}", json={"name": "Watcher", "scopes": ["write", "read"]}).json()[
            "data"
        ]
        assert (after["name"], after["scopes"]) == ("Watcher", ["write", "read"])
        assert after["redirect_uris"] == app["redirect_uris"]

    def test_refuses_an_unsafe_redirect(self, client: Client, app: dict[str, Any]) -> None:
        assert client.put(f"/oauth-apps/{app['id']}", json={"redirect_uris": ["javascript:x"]}).status_code == 422

    def test_is_none_of_a_stranger_s_business(self, stranger: Client, anonymous: Client, app: dict[str, Any]) -> None:
        assert stranger.put(f"/oauth-apps/{app['id']}", json={"name": "x"}).status_code == 404
        assert anonymous.put(f"/oauth-apps/{app['id']}", json={"name": "x"}).status_code == 401


class TestRotateSecret:
    def test_a_public_one_has_none_to_rotate(self, client: Client) -> None:
        made = client.post("/oauth-apps", json={**BODY, "type": "public"}).json()["data"]
        answer = client.post(f"/oauth-apps/{made['id']}/rotate-secret")
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_secret")

    def test_is_none_of_a_stranger_s_business(self, stranger: Client, anonymous: Client, app: dict[str, Any]) -> None:
        assert stranger.post(f"/oauth-apps/{app['id']}/rotate-secret").status_code == 404
        assert anonymous.post(f"/oauth-apps/{app['id']}/rotate-secret").status_code == 401


class TestTwoRotationsAtOnce:
    def test_leave_both_secrets_that_were_answered(self, database: Database) -> None:
        with database.transaction(write=True) as session:
            made = accounts.create(session, email="ada@example.com", name="Ada", plan="free")
            ada = Actor.operator(made.id)
            app, oldest = service.create(session, ada, BODY)

        def rotate(session: Session) -> str:
            return service.rotate_secret(session, ada, app.id)[1]

        first, second = overlap(database, rotate, rotate)
        with database.transaction(write=False) as session:
            row = clients.find(session, app.id)
            assert row is not None
            assert [clients.proves(row, each) for each in (oldest, first, second)] == [False, True, True]
            with clock.frozen(clock.now() + timedelta(hours=25)):
                assert [clients.proves(row, each) for each in (first, second)] == [False, True]


class TestDelete:
    def test_removes_it(self, client: Client, app: dict[str, Any]) -> None:
        assert client.delete(f"/oauth-apps/{app['id']}").json()["data"] == {"id": app["id"], "deleted": True}
        assert client.get(f"/oauth-apps/{app['id']}").status_code == 404

    def test_is_none_of_a_stranger_s_business(self, stranger: Client, anonymous: Client, app: dict[str, Any]) -> None:
        assert stranger.delete(f"/oauth-apps/{app['id']}").status_code == 404
        assert anonymous.delete(f"/oauth-apps/{app['id']}").status_code == 401


def error(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()["error"]
    return found


class TestGivingAway:
    """An application with a secret acts for the account, without a person who agrees: what it may, its maker gives."""

    def test_more_than_one_s_own_permissions_is_refused(self, ada: Person, client: Client, app: dict[str, Any]) -> None:
        wide = client.post("/oauth-apps", json={**BODY, "scopes": ["projects:write"]}).json()["data"]
        path = f"/oauth-apps/{wide['id']}"
        with ada.client("oauth_apps:write", "oauth_apps:read", "projects:read") as narrow:
            for response in (
                narrow.post("/oauth-apps", json={**BODY, "scopes": ["projects:read", "projects:write"]}),
                narrow.post("/oauth-apps", json={**BODY, "type": "public", "scopes": ["projects:write"]}),
                narrow.put(path, json={"name": "x"}),
                narrow.put(path, json={"redirect_uris": ["https://elsewhere.example/"]}),
                narrow.post(f"{path}/rotate-secret"),
            ):
                assert "lacks projects:write," in error(response, 403)["message"]
                assert 'scope="projects:write"' in response.headers["www-authenticate"]
            for response in (
                narrow.post("/oauth-apps", json={**BODY, "scopes": ["read", "write"]}),
                narrow.put(f"/oauth-apps/{app['id']}", json={"scopes": ["write"]}),
                narrow.post("/oauth-apps", json=BODY),
            ):
                assert "teams:" in error(response, 403)["message"]
            assert narrow.put(path, json={"scopes": ["projects:read"]}).status_code == 403, "it has had more"
            made = narrow.post("/oauth-apps", json={**BODY, "scopes": ["projects:read"]})
            assert made.status_code == 201
            its = f"/oauth-apps/{made.json()['data']['id']}"
            assert narrow.put(its, json={"name": "x"}).status_code == 200
            assert narrow.post(f"{its}/rotate-secret").status_code == 200
            assert narrow.delete(path).status_code == 200, "deleting only takes away"

    def test_a_full_key_may(self, client: Client) -> None:
        made = client.post("/oauth-apps", json={**BODY, "scopes": ["read", "write"]}).json()["data"]
        path = f"/oauth-apps/{made['id']}"
        assert client.put(path, json={"scopes": ["read"]}).status_code == 200
        assert client.put(path, json={"scopes": ["read", "write"]}).status_code == 200
        assert client.post(f"{path}/rotate-secret").status_code == 200

    def test_a_key_that_ends_makes_no_secret_that_does_not(
        self, ada: Person, client: Client, server: RunningServer, app: dict[str, Any]
    ) -> None:
        path = f"/oauth-apps/{app['id']}"
        with Client(server.url, ada.key(expires_at=clock.now() + timedelta(days=1)).key) as short:
            for response in (
                short.post("/oauth-apps", json=BODY),
                short.post(f"{path}/rotate-secret"),
                short.put(path, json={"scopes": ["read", "write"]}),
            ):
                assert "Your own key ends at" in error(response, 403)["message"]
            assert short.put(path, json={"name": "x", "scopes": ["read"]}).status_code == 200
            assert short.post("/oauth-apps", json={**BODY, "type": "public"}).status_code == 201
            assert short.delete(path).status_code == 200


class TestPermissions:
    @ON_SQLITE
    def test_reading_does_not_permit_writing(self, ada: Person) -> None:
        with ada.client("oauth_apps:read") as client:
            assert client.get("/oauth-apps").status_code == 200
            assert client.post("/oauth-apps", json=BODY).status_code == 403
