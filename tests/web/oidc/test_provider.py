"""Providers that are down, slow or broken."""

from __future__ import annotations

import time
from typing import Any

import pytest

from server.auth import openid
from server.kit import fetch
from server.kit.config import Settings
from tests.support.oidc_provider import CALLBACK, OidcProvider
from tests.web.oidc.signing_in import (
    begin,
    enter,
    somebody,
)


class TestProvider:
    """A provider that is down, slow or broken: a page says so, soon, and nobody is signed in."""

    def test_that_is_down_is_told_of(self, pages: Any) -> None:
        here = pages(oidc_issuer="http://127.0.0.1:9")
        for _ in range(2):
            answer = here.submit("/sign-in", "/sign-in/oidc")
            assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
            assert "Signalbox cannot be reached" in answer.text

    def test_that_calls_itself_otherwise_is_not_believed(self, pages: Any, provider: OidcProvider) -> None:
        here = pages(oidc_issuer=provider.issuer.replace("127.0.0.1", "localhost"))
        assert here.submit("/sign-in", "/sign-in/oidc").status_code == 503

    def test_that_drips_is_given_up(self, pages: Any, provider: OidcProvider, monkeypatch: pytest.MonkeyPatch) -> None:
        here = pages(sign_up="open")
        url = begin(here)
        monkeypatch.setattr(fetch, "TOTAL_SECONDS", 0.5)
        provider.tamper(delay_ms=3000)
        back = provider.sign_in(url, somebody())
        begun = time.monotonic()
        assert here.get(CALLBACK, params=dict(back.params)).status_code == 503
        assert time.monotonic() - begun < 2.5
        assert not here.is_signed_in

    def test_that_sends_too_much_is_given_up(self, pages: Any, provider: OidcProvider) -> None:
        here = pages(sign_up="open")
        provider.tamper(pad_bytes=fetch.MAX_BYTES)
        assert enter(here, provider, somebody()).status_code == 503
        assert not here.is_signed_in

    def test_that_is_not_well_is_left_alone_for_a_moment(self, pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = []
        monkeypatch.setattr(fetch.Fetcher, "_read", lambda *_: asked.append(1) or (_ for _ in ()).throw(OSError()))
        here = pages()
        for _ in range(3):
            assert here.submit("/sign-in", "/sign-in/oidc").status_code == 503
        assert len(asked) == 1

    def test_takes_no_endpoint_in_the_clear_from_a_provider_elsewhere(self) -> None:
        settings = Settings(oidc_issuer="https://id.example", oidc_client_id="x")
        provider = openid.Provider(settings)
        for url in ("http://id.example/token", "http://127.0.0.1/token", None, 7):
            with pytest.raises(openid.Down):
                provider._check_endpoint("token_endpoint", url)

    def test_is_named_by_an_address_that_nobody_can_listen_in_on(self) -> None:
        for issuer in ("http://id.example", "id.example", "https://", "https://id.example?x", "http://localhost.evil"):
            with pytest.raises(ValueError, match="oidc_issuer"):
                Settings(oidc_issuer=issuer, oidc_client_id="x")
        with pytest.raises(ValueError, match="CLIENT_ID"):
            Settings(oidc_issuer="https://id.example")
