"""`/oauth/token`: codes and refresh tokens, and what is tried with them.

Clients that nobody here wrote are in tests/e2e/test_oauth_clients.py.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from server.kit import clock
from server.kit.database import table_of
from server.models import OAuthToken
from server.oauth_apps import grants
from tests.support.browsing import CALLBACK, ON_SQLITE, Browser, verifier
from tests.support.oauth_asking import App, redeem, refresh, register, tokens, use
from tests.support.running import Client, RunningServer


@ON_SQLITE
class TestCode:
    def test_brings_tokens_that_work_on_the_api(self, server: RunningServer, browser: Browser, app: App) -> None:
        body = tokens(server, browser, app, scope="read write")
        assert set(body) == {"access_token", "refresh_token", "token_type", "expires_in", "scope"}
        assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 3600, "read write")
        assert use(server, body["access_token"]) == 200
        assert use(server, body["access_token"], method="POST", json={"name": "By an application"}) == 201

    def test_permits_no_more_than_was_agreed_to(self, server: RunningServer, browser: Browser, app: App) -> None:
        access_token = tokens(server, browser, app, scope="read")["access_token"]
        assert use(server, access_token) == 200
        assert use(server, access_token, method="POST", json={"name": "x"}) == 403
        assert use(server, access_token, "/api-keys", "POST", json={"name": "x", "permissions": ["token:read"]}) == 403

    @pytest.mark.parametrize(
        "changes",
        [
            {"code_verifier": None},
            {"code_verifier": "x" * 43},
            {"code_verifier": "é" * 43},
            {"redirect_uri": CALLBACK + "/"},
            {"redirect_uri": None},
            {"code": "yac_" + "0" * 38},
            {"code": "x"},
        ],
    )
    def test_counts_only_as_it_was_given(
        self, server: RunningServer, browser: Browser, app: App, changes: dict[str, Any]
    ) -> None:
        proof = verifier()
        answer = redeem(server, app, browser.code(app, proof), proof, **changes)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")

    def test_counts_for_its_own_application(
        self, server: RunningServer, browser: Browser, app: App, stranger: Client
    ) -> None:
        proof = verifier()
        answer = redeem(server, register(stranger), browser.code(app, proof), proof)
        assert answer.json()["error"] == "invalid_grant"

    def test_a_second_use_ends_what_the_first_one_brought(
        self, server: RunningServer, browser: Browser, app: App
    ) -> None:
        proof = verifier()
        code = browser.code(app, proof)
        first = redeem(server, app, code, proof).json()
        assert redeem(server, app, code, proof).json()["error"] == "invalid_grant"
        assert use(server, first["access_token"]) == 401
        assert refresh(server, app, first["refresh_token"]).json()["error"] == "invalid_grant"

    def test_ends_after_a_minute(self, server: RunningServer, browser: Browser, app: App) -> None:
        proof = verifier()
        code = browser.code(app, proof)
        with server.database.transaction(write=True) as session:
            codes = grants._codes
            session.connection().execute(codes.update().values(expires_at=clock.now() - timedelta(seconds=1)))
        assert "expired" in redeem(server, app, code, proof).json()["error_description"]

    def test_without_pkce_is_for_an_application_that_was_let_off(
        self, server: RunningServer, browser: Browser, stranger: Client
    ) -> None:
        app = register(stranger, require_pkce=False)
        assert redeem(server, app, browser.code(app, None), None).status_code == 200
        # A verifier without a challenge is a downgrade (RFC 9700, section 4.8.2).
        assert redeem(server, app, browser.code(app, None), verifier()).json()["error"] == "invalid_grant"
        # And who sends a challenge is held to it.
        assert redeem(server, app, browser.code(app, verifier()), None).json()["error"] == "invalid_grant"

    def test_a_public_application_needs_no_secret_and_has_none(
        self, server: RunningServer, browser: Browser, public_app: App
    ) -> None:
        assert public_app["client_secret"] is None
        proof = verifier()
        code = browser.code(public_app, proof)
        assert redeem(server, {**public_app, "client_secret": "guess"}, code, proof).status_code == 401
        assert redeem(server, public_app, code, proof).status_code == 200


class TestManyAtOnce:
    """On both databases: they lock in different ways."""

    def test_of_many_uses_at_once_exactly_one_wins(self, server: RunningServer, browser: Browser, app: App) -> None:
        for _ in range(3):
            proof = verifier()
            code = browser.code(app, proof)
            with ThreadPoolExecutor(12) as pool:
                answers = list(pool.map(lambda _, code=code, proof=proof: redeem(server, app, code, proof), range(12)))
            assert sorted(each.status_code for each in answers) == [200] + [400] * 11

    def test_used_from_two_places_at_once_serves_both(self, server: RunningServer, browser: Browser, app: App) -> None:
        first = tokens(server, browser, app)
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: refresh(server, app, first["refresh_token"]), range(4)))
        assert [each.status_code for each in answers] == [200] * 4
        assert {use(server, each.json()["access_token"]) for each in answers} == {200}


@ON_SQLITE
class TestRefresh:
    def test_brings_another_pair_and_the_first_access_token_goes_on(
        self, server: RunningServer, browser: Browser, app: App
    ) -> None:
        first = tokens(server, browser, app)
        second = refresh(server, app, first["refresh_token"]).json()
        assert second["refresh_token"] != first["refresh_token"]
        assert use(server, second["access_token"]) == use(server, first["access_token"]) == 200

    def test_used_again_later_ends_the_whole_family(self, server: RunningServer, browser: Browser, app: App) -> None:
        first = tokens(server, browser, app)
        second = refresh(server, app, first["refresh_token"]).json()
        self.age(server)
        assert refresh(server, app, first["refresh_token"]).json()["error"] == "invalid_grant"
        assert use(server, second["access_token"]) == 401
        assert refresh(server, app, second["refresh_token"]).json()["error"] == "invalid_grant"

    def age(self, server: RunningServer) -> None:
        table = table_of(OAuthToken)
        with server.database.transaction(write=True) as session:
            session.connection().execute(
                sa.update(table)
                .where(table.c.used_at.is_not(None))
                .values(used_at=clock.now() - grants.GRACE - timedelta(seconds=1))
            )

    def test_can_narrow_and_never_widen(self, server: RunningServer, browser: Browser, app: App) -> None:
        first = tokens(server, browser, app, scope="read")
        narrowed = refresh(server, app, first["refresh_token"], scope="write")
        assert narrowed.json()["error"] == "invalid_scope"
        assert refresh(server, app, first["refresh_token"], scope="read").json()["scope"] == "read"

    def test_counts_for_its_own_application(
        self, server: RunningServer, browser: Browser, app: App, stranger: Client
    ) -> None:
        first = tokens(server, browser, app)
        assert refresh(server, register(stranger), first["refresh_token"]).json()["error"] == "invalid_grant"
        assert refresh(server, app, first["refresh_token"]).status_code == 200

    def test_an_access_token_is_none(self, server: RunningServer, browser: Browser, app: App) -> None:
        assert refresh(server, app, tokens(server, browser, app)["access_token"]).json()["error"] == "invalid_grant"
