"""Applications that ask `/oauth/*` as programs do; every answer is checked against openapi/oauth.yaml."""

from __future__ import annotations

from typing import Any

import httpx
import jsonschema_rs
import yaml

from server.web.oauth_metadata import DESCRIPTION
from tests.support.browsing import CALLBACK, Browser, verifier
from tests.support.running import Client, RunningServer

App = dict[str, Any]
DOCUMENT = yaml.safe_load(DESCRIPTION.read_text())


def register(client: Client, **changes: Any) -> App:
    body = {"name": "Monitor", "redirect_uris": [CALLBACK], "scopes": ["read", "write"], **changes}
    answer = client.post("/oauth-apps", json=body)
    assert answer.status_code == 201, answer.text
    app: App = answer.json()["data"]
    return app


def token(server: RunningServer, app: App, **body: Any) -> httpx.Response:
    """Ask the token endpoint, in JSON as the overview does."""
    who = {"client_id": app["client_id"], **({"client_secret": app["client_secret"]} if app["client_secret"] else {})}
    answer = httpx.post(f"{server.url}/oauth/token", json={**who, **body}, timeout=30)
    check(answer, "/oauth/token")
    return answer


def check(answer: httpx.Response, path: str) -> None:
    """An answer fits openapi/oauth.yaml, and is nobody's to keep."""
    node = DOCUMENT["paths"][path]["post"]["responses"][str(answer.status_code)]
    if "$ref" in node:
        node = DOCUMENT["components"]["responses"][node["$ref"].rpartition("/")[2]]
    schema = {**node["content"]["application/json"]["schema"], "components": DOCUMENT["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(answer.json())
    assert answer.headers["cache-control"] == "no-store"


def redeem(server: RunningServer, app: App, given: str, proof: str | None, **changes: Any) -> httpx.Response:
    body = {"grant_type": "authorization_code", "code": given, "redirect_uri": CALLBACK, "code_verifier": proof}
    return token(server, app, **{**body, **changes})


def refresh(server: RunningServer, app: App, refresh_token: str, **changes: Any) -> httpx.Response:
    return token(server, app, grant_type="refresh_token", refresh_token=refresh_token, **changes)


def tokens(server: RunningServer, browser: Browser, app: App, **changes: Any) -> dict[str, Any]:
    proof = verifier()
    answer = redeem(server, app, browser.code(app, proof, **changes), proof)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def use(server: RunningServer, access_token: str, path: str = "/projects", method: str = "GET", **options: Any) -> int:
    with Client(server.url, access_token) as client:
        return client.request(method, path, **options).status_code
