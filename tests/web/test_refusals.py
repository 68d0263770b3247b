"""Texts that no database takes, in every field of every page that somebody without a session reaches."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from server import schema
from server.auth import accounts
from server.kit.config import Settings
from server.kit.errors import ValidationError
from server.main import Process
from server.web.app import create_web
from tests.web.conftest import SPEC, SPEC_YAML

NUL = "a\0b"
PROGRAMS = ("/oauth/token", "/oauth/revoke", "/oauth/introspect")  # they are told in JSON
FIELDS = {
    *("email", "password", "name", "next", "token", "present", "decision", "account", "state", "code", "iss", "error"),
    *("client_id", "redirect_uri", "scope", "response_type", "code_challenge", "code_challenge_method"),
}


@pytest.fixture
def process(tmp_path: Path, database_url: str) -> Iterator[Process]:
    settings = Settings(
        data_dir=tmp_path,
        database_url=database_url,
        public_url="http://localhost:9",
        sign_up="open",
        oidc_issuer="http://localhost:1",
        oidc_client_id="us",
    )
    process = Process(settings)
    schema.migrate(settings.database)
    yield process
    process.database.dispose()


@pytest.fixture
def pages(process: Process) -> Flask:
    return create_web(process.services, SPEC_YAML, SPEC)


def paths(pages: Flask, method: str) -> list[str]:
    """The path of every page that takes this method."""
    rules = [rule for rule in pages.url_map.iter_rules() if method in (rule.methods or ())]
    return sorted({re.sub(r"<[^>]+>", "x", rule.rule) for rule in rules})


class TestNul:
    def test_in_a_form_is_400_on_every_page(self, pages: Flask) -> None:
        browser = pages.test_client()
        found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/sign-in").text)
        assert found is not None
        asked = [path for path in paths(pages, "POST") if path not in PROGRAMS]
        assert {"/sign-in", "/sign-up", "/setup", "/sign-in/oidc", "/oauth/authorize", "/invitations/x"} < set(asked)
        good = {"csrf_token": found[1], "email": "a@example.com", "password": "a b c d e f g", "name": "A"}
        answers = {
            (path, field): browser.post(path, data={**good, field: NUL}).status_code
            for path in asked
            for field in FIELDS
        }
        assert {each: status for each, status in answers.items() if status != 400} == {}
        assert browser.post("/sign-up", data={**good, NUL: "x"}).status_code == 400
        parts = browser.post("/sign-in", data={**good, "email": NUL}, content_type="multipart/form-data")
        assert (parts.status_code, "a character that no text has" in parts.text) == (400, True)

    def test_in_a_query_is_400_on_every_page(self, pages: Flask) -> None:
        browser = pages.test_client()
        asked = [path for path in paths(pages, "GET") if path not in PROGRAMS]
        answers = {
            (path, field): browser.get(path, query_string={field: NUL}).status_code
            for path in asked
            for field in ("next", "token", "client_id", "state", "page")
        }
        assert {each: status for each, status in answers.items() if status != 400} == {}

    def test_in_an_address_leads_nowhere(self, pages: Flask) -> None:
        for path in ("/invitations/x%00", "/console/teams/team_1%00", "/%00"):
            assert pages.test_client().get(path).status_code == 404

    def test_in_what_a_program_sends_is_told_as_programs_are(self, pages: Flask) -> None:
        browser = pages.test_client()
        for path in PROGRAMS:
            for field in ("client_id", "client_secret", "code", "refresh_token", "token", "grant_type"):
                for text in (NUL, "a\ud800b"):
                    fields = {"grant_type": "refresh_token", "token": "x", "refresh_token": "x", field: text}
                    answer = browser.post(path, data=json.dumps(fields), content_type="application/json")
                    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request"), (path, field)
            for user in ("app_1%00", "app_1%ED%A0%80", "app_1\0"):
                basic = b64encode(f"{user}:secret".encode()).decode()
                answer = browser.post(
                    path,
                    data={"grant_type": "client_credentials", "token": "x"},
                    headers={"Authorization": f"Basic {basic}"},
                )
                assert (answer.status_code, answer.json["error"]) == (401, "invalid_client"), (path, user)

    def test_leaves_a_program_s_form_to_be_read(self, pages: Flask) -> None:
        answer = pages.test_client().post("/oauth/token", data={"client_id": "app_1", "grant_type": "x"})
        assert answer.json["error"] == "invalid_client"


class TestNames:
    @pytest.mark.parametrize("name", ["a\0b", "a\nb", "a\x7fb", "a\ud800b"])
    def test_have_no_characters_that_nobody_sees(self, process: Process, name: str) -> None:
        with process.database.transaction(write=True) as session, pytest.raises(ValidationError):
            accounts.create(session, email="a@example.com", name=name, plan="free")
