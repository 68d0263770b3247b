"""Somebody in front of the pages, without a browser: follows links, fills in forms, keeps cookies."""

from __future__ import annotations

import re
import secrets
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from server.auth import passwords
from tests.support.html import Page
from tests.support.running import Person, RunningServer

PASSWORD = "correct horse battery staple"
# For what does not depend on the database: the other one would say the same again.
ON_SQLITE = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
_HASH = passwords.hashed(PASSWORD)
CALLBACK = "https://client.example/callback"
# What `next` may not lead to.
UNSAFE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/console/\nx",
    "javascript:alert(1)",
    "/console@evil.example\\x",
    "console",
    "/static/x",
    "/console/../sign-out",
    " /console",
    "/%0d%0aX: y",
)


class Browser(httpx.Client):
    """One browser. Redirects are not followed: tests look at them."""

    def __init__(self, server: RunningServer, **options: Any) -> None:
        super().__init__(base_url=server.url, timeout=30, **options)
        self.server = server

    def page(self, path: str) -> Page:
        """The page at this address."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-1500:])
        page = Page(answer.text)
        assert page.mistakes == []
        return page

    def csrf(self, path: str) -> str:
        """The token of the forms of a page."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found is not None, f"no form at {path}"
        return found[1]

    def submit(self, page: str, action: str, **fields: Any) -> httpx.Response:
        """Open a page and send one of its forms."""
        return self.post(action, data={"csrf_token": self.csrf(page), **fields})

    def sign_in(self, email: str, password: str = PASSWORD, **fields: str) -> httpx.Response:
        """Sign in, or try to."""
        return self.submit("/sign-in", "/sign-in", email=email, password=password, **fields)

    @property
    def is_signed_in(self) -> bool:
        """Whether the console lets this browser in."""
        return self.get("/console/projects").status_code == 200

    def allow(self, app: dict[str, Any], verifier: str | None, **changes: str | None) -> httpx.URL:
        """Send this person to an application's consent page, and agree. Answers where that leads."""
        path = authorize(app, verifier, **changes)
        fields = {each.attributes["name"]: each.attributes["value"] for each in self.page(path).all("input")}
        answer = self.post("/oauth/authorize", data={**fields, "decision": "allow"})
        assert answer.status_code == 303, answer.text
        return httpx.URL(answer.headers["location"])

    def code(self, app: dict[str, Any], verifier: str | None, **changes: str | None) -> str:
        """The code that agreeing brings."""
        return self.allow(app, verifier, **changes).params["code"]


def authorize(app: dict[str, Any], verifier: str | None, **changes: str | None) -> str:
    """The address of the consent page."""
    asked: dict[str, str | None] = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": CALLBACK,
        "state": "a state",
        "code_challenge": create_s256_code_challenge(verifier) if verifier else None,
        "code_challenge_method": "S256" if verifier else None,
        **changes,
    }
    return f"/oauth/authorize?{urlencode({name: value for name, value in asked.items() if value is not None})}"


def verifier() -> str:
    """A new code_verifier."""
    return secrets.token_urlsafe(48)


def with_password(person: Person) -> Person:
    """The same person, who can sign in with PASSWORD."""
    with person.server.database.transaction(write=True) as session:
        passwords.store(session, person.id, _HASH)
    return person


def sent_back(answer: httpx.Response) -> dict[str, str]:
    """The parameters that an application gets through somebody's browser."""
    assert answer.status_code == 303, answer.text
    parts = urlsplit(answer.headers["location"])
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == CALLBACK
    return {name: values[0] for name, values in parse_qs(parts.query).items()}
