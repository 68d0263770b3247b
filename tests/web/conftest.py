"""Browsers of a running server; and the web room on its own: Flask's test client, and a contract of a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.auth import throttle
from server.kit.config import Settings
from server.kit.services import Services
from server.main import Process
from server.web.app import create_web
from tests.support.browsing import Browser, with_password
from tests.support.running import Person, RunningServer

SPEC_YAML = b"openapi: 3.1.0\n"  # only its digest is looked at
SPEC: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Your App API",
        "version": "9.8.7",
        "summary": "Deploy & see it <live>.",
    },
    "servers": [{"url": "https://api.your-app.com/v7"}],
    "tags": [
        {"name": "boats", "description": "A boat is `afloat`, or `sunk` if <unlucky>."},
        {"name": "unused", "description": "Nothing here."},
        {"name": "health"},
    ],
    "security": [{"apiKey": ["boats:read"]}],
    "paths": {
        "/health": {"get": {"operationId": "health.get", "tags": ["health"], "summary": "Check", "security": []}},
        "/boats/{id}": {
            "parameters": [{"name": "id", "in": "path"}],
            "summary": "One boat",
            "get": {"operationId": "boats.get", "tags": ["boats"], "summary": "Get a boat"},
            "delete": {
                "operationId": "boats.sink",
                "tags": ["boats"],
                "summary": "Sink a boat",
                "security": [{"oauth2": ["boats:write"]}, {"apiKey": ["boats:write", "boats:sink"]}],
            },
        },
        "/boats": {
            "post": {
                "operationId": "boats.create",
                "tags": ["boats", "health"],
                "summary": "Build a boat",
                "security": [{"apiKey": []}],
            },
            "get": {"operationId": "boats.list", "summary": "List boats", "security": [{}, {"apiKey": ["x:y"]}]},
        },
    },
}


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The parts of a process that is reached at boats.example. Its database stays empty: no page asks it."""
    process = Process(
        Settings(data_dir=tmp_path_factory.mktemp("web"), public_url="https://boats.example", environment="sandbox")
    )
    yield process.services
    process.database.dispose()


@pytest.fixture
def app(parts: Services) -> Flask:
    """The Flask app, with a page that breaks."""
    app = create_web(parts, SPEC_YAML, SPEC)

    @app.get("/breaks")
    def breaks() -> str:
        raise RuntimeError("the secret of the database")

    return app


@pytest.fixture
def web(app: Flask) -> FlaskClient:
    """A browser's side of it."""
    return app.test_client()


@pytest.fixture
def browser(server: RunningServer, ada: Person) -> Iterator[Browser]:
    """Ada's, signed in."""
    with Browser(server) as browser:
        assert browser.sign_in(with_password(ada).email).status_code == 303
        yield browser


@pytest.fixture
def no_failures_of_others(server: RunningServer) -> None:
    """Every test comes from one address: what the tests before tried is forgotten."""
    with server.database.transaction(write=True) as session:
        session.connection().execute(throttle._failures.delete())
