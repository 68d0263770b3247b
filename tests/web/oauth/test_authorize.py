"""`/oauth/authorize`: what a person is asked, and what is tried against it."""

from __future__ import annotations

import pytest

from server.auth.scopes import SCOPES
from tests.support.browsing import CALLBACK, ON_SQLITE, Browser, authorize, sent_back, verifier, with_password
from tests.support.oauth_asking import App, register
from tests.support.running import Client, Person, RunningServer


@ON_SQLITE
class TestConsent:
    def test_names_the_application_the_account_and_what_is_asked_for(
        self, browser: Browser, app: App, ada: Person
    ) -> None:
        page = browser.page(authorize(app, verifier(), scope="projects:read write"))
        text = page.one("main").text
        for fact in ("Monitor", "Ada Lovelace", ada.email, SCOPES["write"], SCOPES["projects:read"], "client.example"):
            assert fact in text
        assert SCOPES["read"] not in text

    def test_agreeing_brings_a_code_the_state_and_the_issuer(
        self, server: RunningServer, browser: Browser, app: App
    ) -> None:
        params = browser.allow(app, verifier()).params
        assert set(params) == {"code", "state", "iss"}
        assert (params["state"], params["iss"]) == ("a state", server.settings.base_url)

    def test_declining_brings_an_error_and_no_code(self, server: RunningServer, browser: Browser, app: App) -> None:
        path = authorize(app, verifier())
        fields = {each.attributes["name"]: each.attributes["value"] for each in browser.page(path).all("input")}
        params = sent_back(browser.post("/oauth/authorize", data={**fields, "decision": "deny"}))
        assert (params["error"], params["state"]) == ("access_denied", "a state")
        assert params["iss"] == server.settings.base_url

    def test_sends_who_is_not_signed_in_there_and_back(self, server: RunningServer, app: App, bob: Person) -> None:
        path = authorize(app, verifier())
        with Browser(server) as browser:
            there = browser.get(path).headers["location"]
            assert there.startswith("/sign-in?next=%2Foauth%2Fauthorize%3F")
            wanted = browser.page(there).one("input", name="next").attributes["value"]
            back = browser.sign_in(with_password(bob).email, next=wanted).headers["location"]
            assert back == path
            browser.page(back)

    @pytest.mark.parametrize(
        "changes",
        [
            {"client_id": "app_00000000000000000000000000"},
            {"client_id": None},
            {"redirect_uri": None},
            {"redirect_uri": "https://evil.example/callback"},
            {"redirect_uri": CALLBACK + "/"},
            {"redirect_uri": CALLBACK + "?x=1"},
            {"redirect_uri": CALLBACK.upper()},
            {"redirect_uri": CALLBACK.replace("https", "http")},
            {"redirect_uri": "https://client.example@evil.example/callback"},
        ],
    )
    def test_sends_nobody_to_an_address_that_is_not_the_application_s(
        self, browser: Browser, app: App, changes: dict[str, str | None]
    ) -> None:
        answer = browser.get(authorize(app, verifier(), **changes))
        assert answer.status_code == 400
        assert "location" not in answer.headers

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"response_type": "token"}, "unsupported_response_type"),
            ({"response_type": None}, "unsupported_response_type"),
            ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
            ({"code_challenge_method": "plain"}, "invalid_request"),
            ({"code_challenge_method": None}, "invalid_request"),
            ({"code_challenge": "short"}, "invalid_request"),
            ({"scope": "read nonsense"}, "invalid_scope"),
            ({"scope": "api_keys:write"}, "invalid_scope"),
            ({"request": "x"}, "request_not_supported"),
            ({"response_mode": "fragment"}, "invalid_request"),
        ],
    )
    def test_tells_the_application_what_is_wrong_with_its_request(
        self, server: RunningServer, browser: Browser, app: App, changes: dict[str, str | None], error: str
    ) -> None:
        params = sent_back(browser.get(authorize(app, verifier(), **changes)))
        assert (params["error"], params["state"], params["iss"]) == (error, "a state", server.settings.base_url)

    def test_refuses_a_parameter_that_stands_there_twice(self, browser: Browser, app: App) -> None:
        assert browser.get(authorize(app, verifier()) + "&scope=read&scope=write").status_code == 400

    def test_checks_what_the_form_sends_as_if_it_came_from_anywhere(self, browser: Browser, app: App) -> None:
        path = authorize(app, verifier(), scope="read")
        fields = {each.attributes["name"]: each.attributes["value"] for each in browser.page(path).all("input")}
        evil = {**fields, "redirect_uri": "https://evil.example/", "decision": "allow"}
        assert browser.post("/oauth/authorize", data=evil).status_code == 400
        other = {**fields, "account": "usr_00000000000000000000000000", "decision": "allow"}
        assert browser.post("/oauth/authorize", data=other).status_code == 400

    def test_never_shows_what_an_application_is_called_as_markup(self, browser: Browser, stranger: Client) -> None:
        app = register(stranger, name="<img src=x onerror=alert(1)>")
        assert all(each.attributes["src"] != "x" for each in browser.page(authorize(app, verifier())).all("img"))
