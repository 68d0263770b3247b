"""OAuth clients that nobody here wrote, each through the real pages in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from requests_oauthlib import OAuth2Session

from tests.support.browsing import ON_SQLITE, PASSWORD, with_password
from tests.support.running import Client, Person, RunningServer

pytestmark = ON_SQLITE
CALLBACK = "https://client.example/callback"
Node = Callable[..., str]


@pytest.fixture
def who(ada: Person) -> dict[str, str]:
    """What the person types, and where the application waits."""
    return {"email": with_password(ada).email, "password": PASSWORD, "callback": CALLBACK}


def register(client: Client, **changes: Any) -> dict[str, Any]:
    body = {"name": "Monitor", "redirect_uris": [CALLBACK], "scopes": ["read", "write"], **changes}
    app: dict[str, Any] = client.post("/oauth-apps", json=body).json()["data"]
    return app


@pytest.mark.parametrize("kind", ["confidential", "public"])
def test_openid_client(server: RunningServer, stranger: Client, node: Node, who: dict[str, str], kind: str) -> None:
    app = register(stranger, type=kind)
    told = json.loads(node("openid_client.mjs", issuer=server.settings.base_url, app=app, **who))
    active = True if kind == "confidential" else None
    assert told == {"before": 200, "scope": "read write", "active": active, "after": 401}


def test_requests_oauthlib(
    server: RunningServer, stranger: Client, node: Node, who: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the test's server speaks plain http
    app, base = register(stranger), server.settings.base_url
    with OAuth2Session(app["client_id"], redirect_uri=CALLBACK, scope="read write", pkce="S256") as session:
        url, _ = session.authorization_url(f"{base}/oauth/authorize")
        back = node("walk.mjs", url=url, **who)
        token = session.fetch_token(
            f"{base}/oauth/token", authorization_response=back, client_secret=app["client_secret"]
        )
        assert token["scope"] == ["read", "write"]
        assert session.get(f"{base}/v1/projects").status_code == 200
        credentials = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
        session.refresh_token(f"{base}/oauth/token", **credentials)
        assert session.get(f"{base}/v1/projects").status_code == 200


def test_authlib(
    server: RunningServer, stranger: Client, node: Node, who: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    app, base = register(stranger), server.settings.base_url
    options = {"scope": "read", "redirect_uri": CALLBACK, "code_challenge_method": "S256"}
    with AuthlibSession(app["client_id"], app["client_secret"], **options) as client:
        verifier = "v" * 64
        url, _ = client.create_authorization_url(f"{base}/oauth/authorize", code_verifier=verifier)
        back = node("walk.mjs", url=url, **who)
        client.fetch_token(f"{base}/oauth/token", authorization_response=back, code_verifier=verifier)
        assert client.get(f"{base}/v1/projects").status_code == 200
        access_token = client.token["access_token"]
        client.revoke_token(f"{base}/oauth/revoke", token=client.token["refresh_token"])
    answer = httpx.get(f"{base}/v1/projects", headers={"Authorization": f"Bearer {access_token}"})
    assert answer.status_code == 401


def test_the_flow_of_the_overview(server: RunningServer, stranger: Client, node: Node, who: dict[str, str]) -> None:
    app = register(stranger, require_pkce=False)
    credentials = {name: app[name] for name in ("client_id", "client_secret")}
    told = json.loads(node("overview_oauth.mjs", host=server.settings.base_url, **credentials, **who))
    assert told == {"status": 200, "refresh_token": "yrt_"}
