"""What is tried against signing in with a provider, and through it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from server.auth import throttle
from server.kit import clock
from server.web.sign_in_oidc import LASTS_SECONDS
from tests.support.browsing import Browser
from tests.support.oidc_provider import CALLBACK, OidcProvider, parameters
from tests.support.running import RunningServer
from tests.web.oidc.signing_in import (
    begin,
    enter,
    finish,
    somebody,
)


class TestAttacks:
    """What is tried on the way back. Nobody may be signed in by any of it."""

    @pytest.fixture(autouse=True)
    def _nobody_gets_in(self, browser: Browser) -> Iterator[None]:
        yield
        assert not browser.is_signed_in

    @pytest.mark.parametrize("state", [None, "", "another"])
    def test_an_answer_with_another_state_is_not_taken(
        self, browser: Browser, provider: OidcProvider, state: str | None
    ) -> None:
        assert finish(browser, provider, begin(browser), somebody(), state=state).status_code == 400

    def test_an_answer_that_this_browser_did_not_ask_for_is_not_taken(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        """The attacker's own answer, to have the victim work in the attacker's account (login CSRF)."""
        with Browser(server) as attacker:
            back = provider.sign_in(begin(attacker), somebody())
        begin(browser)
        assert browser.get(CALLBACK, params=dict(back.params)).status_code == 400

    def test_a_code_counts_once(self, server: RunningServer, browser: Browser, provider: OidcProvider) -> None:
        with Browser(server) as owner:
            url = begin(owner)
            kept = dict(owner.cookies)
            back = dict(provider.sign_in(url, somebody()).params)
            assert owner.get(CALLBACK, params=back).status_code == 303
            assert "has ended" in owner.get(CALLBACK, params=back).text, "what the browser kept is used up"
        for name, value in kept.items():
            browser.cookies.set(name, value)
        assert browser.get(CALLBACK, params=back).status_code == 400, "the provider takes it once"

    def test_a_code_of_another_browser_does_not_fit_the_verifier(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        with Browser(server) as victim:
            stolen = provider.sign_in(begin(victim), somebody()).params["code"]
        assert finish(browser, provider, begin(browser), somebody(), code=stolen).status_code == 400

    @pytest.mark.parametrize(
        "how",
        [
            {"claims": {"nonce": "of another"}},
            {"claims": {"nonce": None}},
            {"claims": {"aud": "another-client"}},
            {"claims": {"aud": "another-client", "azp": "your-app"}},
            {"claims": {"aud": ["your-app", "another-client"]}},  # without an azp that says for whom
            {"claims": {"aud": ["your-app", "another-client"], "azp": "another-client"}},
            {"claims": {"iss": "https://accounts.example"}},
            {"claims": {"exp": 1_700_000_000}},
            {"claims": {"exp": None}},
            {"claims": {"iat": None}},
            {"claims": {"sub": None}},
            {"claims": {"sub": ""}},
            {"claims": {"sub": 7}},
            {"key": "stranger"},
            {"alg": "none"},
            {"alg": "HS256"},
            {"drop": "id_token"},
        ],
        ids=str,
    )
    def test_an_id_token_that_is_not_for_this_sign_in_is_not_taken(
        self, browser: Browser, provider: OidcProvider, how: dict[str, Any]
    ) -> None:
        provider.tamper(**how)
        answer = enter(browser, provider, somebody())
        assert answer.status_code == 400
        assert "That proves nothing" in answer.text

    @pytest.mark.parametrize("iss", [None, "https://another.example", ""])
    def test_an_answer_of_another_provider_is_not_taken(
        self, browser: Browser, provider: OidcProvider, iss: str | None
    ) -> None:
        """Mix-up (RFC 9207): the code must not be sent on to be redeemed, either."""
        answer = finish(browser, provider, begin(browser), somebody(), iss=iss)
        assert answer.status_code == 400

    def test_parameters_that_stand_there_twice_are_not_taken(self, browser: Browser, provider: OidcProvider) -> None:
        back = provider.sign_in(begin(browser), somebody())
        twice = [*back.params.multi_items(), ("code", "another")]
        assert browser.get(CALLBACK, params=httpx.QueryParams(twice)).status_code == 400

    def test_one_that_was_left_for_long_has_ended(self, pages: Any, provider: OidcProvider) -> None:
        late = pages(sign_up="open")
        url = begin(late)
        back = provider.sign_in(url, somebody())
        with clock.frozen(clock.now() + timedelta(seconds=LASTS_SECONDS + 2)):
            answer = late.get(CALLBACK, params=dict(back.params))
        assert answer.status_code == 400
        assert "has ended" in answer.text
        assert not late.is_signed_in

    def test_many_tries_from_one_address_are_throttled(self, pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(throttle, "PER_ADDRESS", 2)
        here = pages(sign_up="open")
        for expected in (400, 400, 429):
            state = parameters(begin(here))["state"]
            answer = here.get(CALLBACK, params={"state": state, "iss": here.process.settings.oidc_issuer, "code": "x"})
            assert answer.status_code == expected

    def test_nothing_secret_stands_in_the_log(
        self, server: RunningServer, browser: Browser, provider: OidcProvider
    ) -> None:
        with Browser(server) as owner:
            url = begin(owner)
            back = provider.sign_in(url, somebody())
            owner.get(CALLBACK, params=dict(back.params))
        text = server.log.read_text()
        assert CALLBACK in text
        for secret in (back.params["code"], back.params["state"], parameters(url)["nonce"], "a secret of both"):
            assert secret not in text
