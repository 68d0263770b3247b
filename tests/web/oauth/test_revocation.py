"""How tokens end, and that none of them stands in a log."""

from __future__ import annotations

import httpx

from tests.support.browsing import ON_SQLITE, Browser, verifier
from tests.support.oauth_asking import App, check, redeem, refresh, register, tokens, use
from tests.support.running import Client, Person, RunningServer


@ON_SQLITE
class TestRevocation:
    def end(self, server: RunningServer, app: App, path: str, text: str) -> httpx.Response:
        body = {"client_id": app["client_id"], "client_secret": app["client_secret"], "token": text}
        answer = httpx.post(f"{server.url}{path}", data={key: value for key, value in body.items() if value})
        check(answer, path)
        return answer

    def test_of_an_access_token_ends_it_alone(self, server: RunningServer, browser: Browser, app: App) -> None:
        body = tokens(server, browser, app)
        assert self.end(server, app, "/oauth/revoke", body["access_token"]).status_code == 200
        assert use(server, body["access_token"]) == 401
        assert refresh(server, app, body["refresh_token"]).status_code == 200

    def test_of_a_refresh_token_ends_the_family(self, server: RunningServer, browser: Browser, app: App) -> None:
        body = tokens(server, browser, app)
        self.end(server, app, "/oauth/revoke", body["refresh_token"])
        assert use(server, body["access_token"]) == 401

    def test_of_another_s_token_does_nothing_and_says_nothing(
        self, server: RunningServer, browser: Browser, app: App, stranger: Client
    ) -> None:
        body = tokens(server, browser, app)
        assert self.end(server, register(stranger), "/oauth/revoke", body["refresh_token"]).status_code == 200
        assert use(server, body["access_token"]) == 200

    def test_introspection_tells_of_one_s_own_tokens_alone(
        self, server: RunningServer, browser: Browser, app: App, stranger: Client, ada: Person, public_app: App
    ) -> None:
        body = tokens(server, browser, app, scope="read")
        told = self.end(server, app, "/oauth/introspect", body["access_token"]).json()
        assert (told["active"], told["sub"], told["scope"]) == (True, ada.id, "read")
        nothing = {"active": False}
        assert self.end(server, register(stranger), "/oauth/introspect", body["access_token"]).json() == nothing
        assert self.end(server, app, "/oauth/introspect", "yat_" + "0" * 38).json() == nothing
        assert self.end(server, public_app, "/oauth/introspect", body["access_token"]).status_code == 401

    def test_by_the_person_counts_at_once(self, server: RunningServer, browser: Browser, app: App) -> None:
        body = tokens(server, browser, app)
        place = "/console/settings/authorized-apps"
        assert "Monitor" in browser.page(place).one("main").text
        browser.submit(place, f"{place}/{app['id']}/withdraw")
        assert use(server, body["access_token"]) == 401
        assert refresh(server, app, body["refresh_token"]).json()["error"] == "invalid_grant"
        assert "Monitor" not in browser.page(place).one("main").text

    def test_deleting_the_application_ends_everything(
        self, server: RunningServer, browser: Browser, app: App, stranger: Client
    ) -> None:
        body = tokens(server, browser, app)
        assert stranger.delete(f"/oauth-apps/{app['id']}").status_code == 200
        assert use(server, body["access_token"]) == 401


@ON_SQLITE
class TestLogs:
    def test_have_no_code_no_token_and_no_secret(self, server: RunningServer, browser: Browser, app: App) -> None:
        proof = verifier()
        code = browser.code(app, proof)
        body = redeem(server, app, code, proof).json()
        redeem(server, app, code, proof)
        text = server.log.read_text()
        for secret in (code, proof, body["access_token"], body["refresh_token"], app["client_secret"]):
            assert secret not in text
